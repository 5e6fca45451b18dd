"""Find telephone numbers, in E.164 where their country is certain."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import Piece
from vitae.parsing.wording import fold

_NUMBER = re.compile(
    r"(?<![\w@./#-])(?:\+|00)?\(?\d(?:[\d()\u00a0 .\-–/‑]|\t(?=\d)){5,22}\d"
    r"(?:\s*(?:x|ext\.?|Durchwahl)\s*\d{1,5})?(?![\w@%])"
)
_WITHOUT_ZERO = ("US", "CA")
"""Where no number begins with a zero."""
_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 17
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE_LIKE = re.compile(
    rf"(?<![\d)])(?<!\d[ -]){_DAY}[./-]{_MONTH}[./-](?:19|20)?\d\d\b|{_MONTH}[./-](?:19|20)\d\d\b"
    rf"|\b(?:19|20)\d\d[./-]{_MONTH}\b|\b(?:19|20)\d\d\s*[-–—]\s*(?:19|20)?\d\d\b"
)
_AREA_CODE = re.compile(r"(?<!\d)(?<![A-Z]{2} )(\(?0\d{1,5}\)?|\+\d{2} ?(?:\(0\) ?)?\d{2,4}) / (?=\d)")
"""``0171 / 39 200 46`` and ``+43 664 / 12 34 56``, as German numbers are written."""
_BETWEEN = re.compile(r" [/|] |, [A-Z]{2} \d{5}(?:-\d{4})?(?!\d)")
"""A bar, and the postal code after a state: no part of the number behind them."""
_NATIONAL_ID = re.compile(r"\d{3}-\d{2}-\d{4}|\d{3}-\d{3}-\d{3} \d\d|\d{5}-\d{3}")
"""So are numbers of identity written in two countries, and postal codes in Brazil (``CEP 01310-100``)."""
_LONGEST_LABEL = 24
"""Characters before or behind a number in which its label stands."""
_BETWEEN_NUMBERS = re.compile(r"\d(?:[^\w(]+|$)|[|·•;,\t]")
_IN_BRACKETS = re.compile(r"\s*\(([^\W\d_][^()]{1,20})\)")
_WITHIN_WORDS = 5
"""Letters of a label that may be a part of a word (``Handynummer``)."""

_REGION_OF_LANGUAGE = {"de": "DE", "fr": "FR", "es": "ES", "pt": "PT", "it": "IT", "pl": "PL", "ru": "RU"}
_SHORT_CODE = 4
_REGIONS_OF_SHORT_CODES = {"de": ("AT", "CH"), "fr": ("BE", "CH"), "it": ("CH",)}
"""Where these languages are spoken and postal codes have four digits."""
_WITH_ZERO = ("GB", "AU", "IE", "NZ", "ZA")
"""Where English is written and national numbers begin with a zero."""
_BY_COUNTRY, _BY_LANGUAGE, _BARE, _UNASSIGNED, _AS_WRITTEN = 0.97, 0.9, 0.8, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Regions:
    """What is known of the country a number without a country code belongs to."""

    stated: str | None
    """The country of the candidate's address."""
    language: str | None
    """The language of the document."""
    is_certain: bool = True
    """Whether that country is said, and does not only follow from a town, as another may bear its name."""
    postal_code: str | None = None
    """Of the candidate's address."""


def find_phones(document: Document, pieces: Iterable[Piece], regions: Regions) -> tuple[Text, ...]:
    """Return the telephone numbers in `pieces`, each once; never a date, an id or an ISBN.

    They come in order, but for those that their labels rank: mobile ones first, those at work last.
    """
    phones: dict[str, Text] = {}
    ranks: dict[str, int] = {}
    for piece in pieces:
        if len(_DIGIT.findall(piece.text)) < _FEWEST_DIGITS:
            continue
        masked = _DATE_LIKE.sub(lambda match: "#" * len(match.group()), piece.text)
        masked = _AREA_CODE.sub(r"\1   ", masked)
        masked = _BETWEEN.sub(lambda match: "\n" * len(match.group()), masked)
        for match in _NUMBER.finditer(masked):
            value = _read(match.group(), regions, is_labelled=_is_labelled(piece.text, match.start()))
            if value is not None:
                number, confidence = value
                start = piece.start + match.start()
                anchor = document.anchor(start, start + len(match.group()))
                phones.setdefault(number, Extracted(number, confidence, (anchor,)))
                ranks.setdefault(number, _rank(piece.text, match.start(), match.end()))
    return tuple(sorted(phones.values(), key=lambda phone: ranks[phone.value]))


def _rank(text: str, start: int, end: int) -> int:
    """Return where a number stands among several: mobile ones first, those of a place of work or others last."""
    before = _BETWEEN_NUMBERS.split(fold(text[max(0, start - _LONGEST_LABEL) : start]))[-1]
    behind = _IN_BRACKETS.match(fold(text[end : end + _LONGEST_LABEL]))
    label = before if behind is None else f"{before} {behind[1]}"
    return 0 if _words("own").search(label) else 2 if _words("others").search(label) else 1


@cache
def _words(key: str) -> re.Pattern[str]:
    """Return what matches a word for a number that somebody carries (``own``), or that is another's (``others``)."""
    words = "|".join(re.escape(fold(word)) for word in read_toml("personal")["numbers"][key])
    return re.compile(rf"(?<!\w)(?:{words})")


def _is_labelled(text: str, start: int) -> bool:
    """Return whether a word for telephone stands before the number."""
    return _labels().search(fold(text[max(0, start - _LONGEST_LABEL) : start])) is not None


@cache
def _labels() -> re.Pattern[str]:
    """Return what matches a label, a short one as a word only: ``Graph`` has no ``ph`` and ``reception`` no ``cep``."""
    labels = [fold(label) for label in read_toml("personal")["contact"]["phone"]]
    short = "|".join(re.escape(label) for label in labels if len(label) < _WITHIN_WORDS)
    long = "|".join(re.escape(label) for label in labels if len(label) >= _WITHIN_WORDS)
    return re.compile(rf"(?<!\w)(?:{short})(?!\w)|{long}")


def _read(raw: str, regions: Regions, *, is_labelled: bool) -> tuple[str, float] | None:
    digits = sum(c.isdigit() for c in raw)
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS or _NATIONAL_ID.fullmatch(raw.strip()):
        return None
    for region, confidence in _guesses(raw, regions):
        number = _e164(raw, region)
        if number is not None:
            return number, confidence
    if not regions.is_certain:
        elsewhere = _read(raw, Regions(None, regions.language), is_labelled=False)
        if elsewhere is not None and elsewhere[0].startswith("+"):
            return elsewhere
    has_zero = raw.lstrip("(").startswith("0")
    is_abroad = has_zero and regions.stated in _WITHOUT_ZERO
    if has_zero and (is_abroad or regions.stated is None) and regions.language not in _REGION_OF_LANGUAGE:
        unknown = _of_unknown_country(raw)
        if unknown is not None or not is_labelled:
            return unknown
    if raw.startswith(("+", "0", "(")) and digits >= 9 and (raw.startswith("+") or regions.stated) and not is_abroad:
        number = _e164(raw, regions.stated, may_be_unassigned=True)
        if number is not None:
            return number, _UNASSIGNED
    if is_labelled and digits >= 8:
        return " ".join(raw.split()), _AS_WRITTEN
    return None


def _guesses(raw: str, regions: Regions) -> Iterator[tuple[str | None, float]]:
    """Yield the countries a number may belong to, the likeliest first."""
    if raw.startswith("+"):
        yield None, 0.99
        return
    if raw.startswith("00"):
        yield regions.stated or "DE", 0.95
        return
    if regions.stated is not None:
        yield regions.stated, _BY_COUNTRY
        return
    if regions.postal_code is not None and len(regions.postal_code) == _SHORT_CODE:
        yield from ((region, _BARE) for region in _REGIONS_OF_SHORT_CODES.get(regions.language or "", ()))
    if regions.language in _REGION_OF_LANGUAGE:
        yield _REGION_OF_LANGUAGE[regions.language], _BY_LANGUAGE
        return
    if raw.startswith(("8 ", "8(", "8-")):
        yield "RU", _BARE
    if not raw.lstrip("(").startswith("0"):
        yield "US", _BARE


def _of_unknown_country(raw: str) -> tuple[str, float] | None:
    """Return the number in E.164 if one country alone has it and groups its digits so; else as it is written."""
    numbers = [number for region in _WITH_ZERO if (number := _e164(raw, region)) is not None]
    chosen = [number for number in numbers if _is_grouped_alike(raw, number)]
    if len(chosen) == 1:
        return chosen[0], _BARE
    return (" ".join(raw.split()), _AS_WRITTEN) if numbers else None


def _is_grouped_alike(raw: str, number: str) -> bool:
    """Return whether the country of a number in E.164 writes it in the groups of digits of `raw`."""
    import phonenumbers

    usual = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    return _DIGITS.findall(raw) in (_DIGITS.findall(usual), _DIGITS.findall(usual.replace(" ", "")))


def _e164(raw: str, region: str | None, *, may_be_unassigned: bool = False) -> str | None:
    """Return the number in E.164; None if it is not valid there, or with `may_be_unassigned` not even possible."""
    import phonenumbers  # 30 ms to import: only when there is a number to read

    try:
        number = phonenumbers.parse(raw.replace("\t", " "), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) and not (may_be_unassigned and phonenumbers.is_possible_number(number)):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

"""Where somebody lives, from what stands among contact data: more freely than a place is read beside a job.

The order of an address tells its town, which no gazetteer needs to know: beside the postal code, before a region or a
country, behind the street, or behind words such as ``based in``. What is said about moving is none of it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from vitae.domain.values import Value
from vitae.lexicons.common_words import common_words
from vitae.lexicons.everyday_words import frequent_words
from vitae.lexicons.files import read_toml
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.name_forms import are_letters
from vitae.parsing.places import (
    PlaceParts,
    Slice,
    countries_of,
    country_named,
    country_of_postal_code,
    is_big_city,
    is_country_code,
    may_be_place,
    parse_place,
    postal_code_in,
    region_of,
    without_district,
)
from vitae.parsing.rows import Piece
from vitae.parsing.titles import CLEARLY, is_field, organization_evidence, title_evidence
from vitae.parsing.wording import fold, folded_words

_LONGEST, _MOST_PARTS = 160, 9
_DIVIDER = re.compile(r"[,;\n]|\s[–—/·-]\s|[()]|(?<=[^\W\d_])/(?=[^\W\d_]{3}|[A-Z]{2}\b)")
_PERIOD = re.compile(r"\b(?:19|20)\d\d\s*[–—-]|[–—-]\s*(?:\d\d?[./])?(?:19|20)\d\d\b")
_TWO = re.compile(
    r"(?P<one>[^\W\d_].*?)(?P<sign>\s*[/&+]\s*|\s+(?:and|or|und|oder|et|ou|y|o|e|i|и|или|en|of)\s+)(?P<other>[^\W\d_].*)"
)
_BLANK = re.compile(r" ")
_MOST_BESIDE = 3
"""Words of a town or a label beside which nothing divides the rest."""
_COUNTRY_LETTERS = re.compile(r"[A-Z]{1,3}(?:[-–] ?(?=[A-ZÀ-Þ][a-zß-ÿ]{2})|[ -](?=\d))")
_SYMBOLS = re.compile(r"[^\w\"'’(#]+")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")
_SHORT_POSTAL = re.compile(r"\s+(?!19|20)(\d{4})\Z")
_CODE_BEHIND = re.compile(r"(?P<town>[^\W\d_].*?) (?P<code>[A-Z]{2,3})")
_PROVINCE, _LONGEST_CODE, _TOWN_AND_REGION = 2, 3, 2
_ITALIAN, _SWISS = 5, 4
"""Digits of the postal codes in two countries that write the letters of a province or canton behind the town."""
_NAME = re.compile(r"[^\W\d_][\w'’ʻ.\-]*(?: [^\W\d_][\w'’ʻ.\-]*){0,4}\Z")
_CITY = re.compile(r"(?:.* |\A)city", re.IGNORECASE)
_PROVINCES_LAST = frozenset({"ES", "IT", "PT", "PH", "UY", "DO", "CU", "CR", "IE"})
"""Countries in which the province of the same name may stand behind a town (``Getafe, Madrid``)."""
_KNOWN, _BY_FORM, _BY_STREET = 0.9, 0.75, 0.6


class _Part(Value, frozen=True):
    """A part of an address: its town, if it may be one, and what else it is."""

    start: int
    end: int
    """Of the name without the postal code and the district."""
    text: str
    postal: Slice | None
    countries: frozenset[str] | None
    """Of the town, where one of this name is known."""
    region: str | None
    country: str | None
    is_street: bool
    opens_local: bool
    """Whether its first word says that it is smaller than a town (``Flat``, ``Col.``), or its last (``Cottage``)."""
    ends_local: bool
    has_district: bool
    in_brackets: bool = False
    inner_region: Slice | None = None
    """The letters of a region behind the town, without a comma."""


def read_residence(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return the stretch that says where somebody lives, and its parts with a town; None where there is none."""
    if len(piece.text) > _LONGEST or _PERIOD.search(piece.text):
        return None
    core, is_said = _without_opening(_without_comments(piece))
    found = _of_two(core) or _of_address(core) or _known(core)
    if found is not None:
        return found
    for shorter in _shorter(core):
        found = _known(shorter) or _of_two(shorter)
        if found is not None:
            return found
    return _unknown(core) if is_said else _with_quarter(core)


def said_residence(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return where somebody says to live within a sentence (``I am 34 and live in Leeds``)."""
    said = _said().search(piece.text)
    if said is None:
        return None
    town = piece.cut(said.start("town"), said.end("town")).trimmed(" .,;")
    return _known(town) or (_unknown(town) if may_be_place(town.text) else None)


def _known(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return a place by its form or the gazetteer, unless its town is a job, a firm or a region."""
    parts = parse_place(piece.text)
    if parts is None or parts.city is None:
        return None
    city = piece.text[parts.city.start : parts.city.end]
    if countries_of(city) is None:
        is_work = _is_of_work(city) or (parts.postal_code is None and _are_common(city)) or are_letters(city)
        is_work = is_work or _has_street_word(folded_words(city)[-1:])
        region = piece.text[parts.region.start : parts.region.end] if parts.region is not None else ""
        is_work = is_work and not _is_vouched(city, region)
        return None if is_work else (piece, parts)
    return None if parts.region is None and _is_rather_region(city) else (piece, parts)


def _is_vouched(town: str, region: str) -> bool:
    """Return whether the region behind it vouches for a town of one word that is also another (``Mobile, AL``).

    A word for a job is a town before a code only: ``Mason, OH``, but not ``Nurse, Kent``.
    """
    if not region or " " in town or town.isupper() or is_field(town):
        return False
    return _is_in_capitals(region) or title_evidence(town) < CLEARLY


def _is_in_capitals(region: str) -> bool:
    """Return whether a region is written by its capitals."""
    return region.isupper() and len(region) <= _LONGEST_CODE


def _is_rather_region(town: str) -> bool:
    """Return whether a region has the name of a town that is no big city of the same country."""
    region, countries = region_of(town), countries_of(town) or frozenset()
    return region is not None and (region not in countries or not is_big_city(town))


def _are_common(name: str) -> bool:
    """Return whether all words of a name are such as everybody uses (``Notary Public``), or one is an acronym."""
    words = name.split()
    if not name.isupper() and any(word.isupper() and len(word) > 1 for word in words):
        return True
    return all(fold(word) in common_words() or fold(word) in frequent_words() for word in words)


def _unknown(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return a town that only its form vouches for."""
    town = piece.cut(0, len(piece.text.partition(",")[0])).trimmed()
    if not may_be_place(town.text) or _is_of_work(town.text) or is_field(town.text) or _are_common(town.text):
        return None
    return town, PlaceParts(city=Slice(0, len(town.text)), confidence=_BY_FORM)


def _without_comments(piece: Piece) -> Piece:
    """Return a place without what is said about moving and working elsewhere, behind or before it."""
    symbols = _SYMBOLS.match(piece.text)
    if symbols is not None:
        piece = piece.cut(symbols.end(), len(piece.text))
    before = _comment_before().match(piece.text)
    if before is not None:
        piece = piece.cut(before.end(), len(piece.text)).trimmed(" ()")
    behind = _comment_behind().search(piece.text)
    return piece.cut(0, behind.start()).trimmed() if behind is not None else piece


def _without_opening(piece: Piece) -> tuple[Piece, bool]:
    """Return a place without the words before it that say that somebody lives there, and whether there were some."""
    said = _lives().match(piece.text)
    return (piece.cut(said.end(), len(piece.text)), True) if said is not None else (piece, False)


def _shorter(piece: Piece) -> Iterable[Piece]:
    """Yield a place without brackets behind it, without ``area`` behind it and without ``near`` before it."""
    label = next((end for end in _ends_of_words(piece.text) if contact_label(piece.text[:end]) == "address"), 0)
    if label:
        yield piece.cut(label, len(piece.text)).trimmed()
    yield from _without_country(piece)
    brackets = _BRACKETS.search(piece.text)
    if brackets is not None and brackets.start():
        piece = piece.cut(0, brackets.start())
        yield piece
    before = _near().match(piece.text)
    if before is not None and before.end() < len(piece.text):
        piece = piece.cut(before.end(), len(piece.text))
        yield piece
    behind = _area().search(piece.text)
    if behind is not None and behind.start():
        yield piece.cut(0, behind.start())


def _ends_of_words(text: str) -> list[int]:
    """Return where the first words of a text end, but for the last word of all."""
    return [match.start() for match in _BLANK.finditer(text)][:_MOST_BESIDE]


def _without_country(piece: Piece) -> Iterable[Piece]:
    """Yield a town without the country that stands behind it with no comma, or by its letters before it."""
    for end in reversed(_ends_of_words(piece.text)):
        countries = countries_of(piece.text[:end])
        if countries is not None and country_named(piece.text[end:]) in countries:
            yield piece.cut(0, end)
    letters = _COUNTRY_LETTERS.match(piece.text)
    if letters is not None:
        yield piece.cut(letters.end(), len(piece.text))


def _with_quarter(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return a big city with the quarter that a hyphen joins to it (``Berlin-Kreuzberg``)."""
    city, hyphen, quarter = piece.text.partition("-")
    if not hyphen or " " in piece.text or not quarter[:1].isupper() or not is_big_city(city):
        return None
    countries = countries_of(city) or frozenset()
    code = next(iter(countries)) if len(countries) == 1 else None
    return piece, PlaceParts(city=Slice(0, len(piece.text)), country_code=code, confidence=_BY_FORM)


def _of_two(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return the first of two places between which one word stands; in Turkey the city stands behind its district."""
    two = _TWO.fullmatch(piece.text) if "," not in piece.text else None
    if two is None:
        return None
    one, other = (piece.cut(two.start(name), two.end(name)) for name in ("one", "other"))
    first, second = countries_of(one.text), countries_of(other.text)
    if "/" in two["sign"] and second is not None and "TR" in second:
        return _known(other)
    if first is None or (second is not None and first.isdisjoint(second)):
        return None  # in which of two countries is not said
    is_second = second is not None or region_of(other.text) is not None or country_named(other.text) is not None
    return _known(one) if is_second else None


def _of_address(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return an address of several parts with the town that their order tells."""
    cuts = piece.split(_DIVIDER)
    if not 1 <= len(cuts) <= _MOST_PARTS:
        return None
    parts = [_part(cut, cut.start - piece.start, piece.text) for cut in cuts]
    if len(parts) == 1 and (parts[0].inner_region is None or parts[0].postal is None):
        return None
    parts = [*parts[:-1], _with_country_code(parts)]
    nth, confidence = _town(parts)
    if nth is None or _names_others(parts, nth):
        return None
    return piece, _place(piece, parts, nth, confidence)


def _part(cut: Piece, at: int, whole: str) -> _Part:
    start, text, postal = _without_postal_code(cut, at)
    words = folded_words(text)
    before = _near().match(text)
    is_whole = countries_of(text) is not None or region_of(text) is not None
    if before is not None and not is_whole and before.end() < len(text):
        start, text = start + before.end(), text[before.end() :]
    inner: Slice | None = None
    behind = _CODE_BEHIND.fullmatch(text) if countries_of(text) is None else None
    if behind is not None and _is_code(cut, behind, postal, start):
        inner, text = Slice(start + behind.start("code"), start + behind.end("code")), behind["town"]
    plain = without_district(text)
    opens_local, ends_local = (bool(words) and words[end] in _locality() for end in (0, -1))
    opens_local = opens_local or _opening(cut.text) in _locality()
    has_digit = any(map(str.isdigit, plain))
    is_street = _has_street_word(words) or text.startswith("#")
    return _Part(
        start,
        start + len(plain),
        plain,
        postal,
        countries_of(plain) if plain else None,
        region_of(plain) if plain else None,
        country_named(plain) if plain else None,
        has_digit and not _is_of_work(plain) and (is_street or opens_local or ends_local or text[:1].isdigit()),
        opens_local,
        ends_local or (len(words) > 1 and words[-1] in _streets()),
        len(plain) < len(text),
        whole[:at].endswith("("),
        inner,
    )


def _without_postal_code(cut: Piece, at: int) -> tuple[int, str, Slice | None]:
    """Return where a part begins, and its text, without the postal code; a number before a street is none."""
    text = cut.text
    found = postal_code_in(text)
    code, rest = found if found is not None else (None, Slice(0, len(text)))
    is_street = code is not None and code.start < rest.start
    if code is not None and not (is_street and _has_street_word(folded_words(text[rest.start : rest.end]))):
        return at + rest.start, text[rest.start : rest.end].strip(), Slice(at + code.start, at + code.end)
    short = _SHORT_POSTAL.search(text)
    if short is not None and not _has_street_word(folded_words(text)):
        return at, text[: short.start()].rstrip(" -–"), Slice(at + short.start(1), at + short.end(1))
    return at, text, None


def _is_code(cut: Piece, behind: re.Match[str], postal: Slice | None, start: int) -> bool:
    """Return whether capitals behind a town are the code of its region; beside a postal code it may be unknown."""
    if region_of(behind["code"], countries_of(behind["town"]) or frozenset()) is not None:
        return postal is not None or countries_of(behind["town"]) is not None
    known = parse_place(cut.text)
    if known is not None and known.region is not None and known.city is not None:
        return cut.text[known.region.start : known.region.end] == behind["code"]
    is_first = postal is not None and postal.start < start and postal.end - postal.start in (_ITALIAN, _SWISS)
    return is_first and len(behind["code"]) == _PROVINCE


def _has_street_word(words: Sequence[str]) -> bool:
    words = words[words[:1] == ("st",) :]  # a saint
    return not _streets().isdisjoint(words) or any(word.endswith(_street_ends()) for word in words)


def _with_country_code(parts: Sequence[_Part]) -> _Part:
    """Return the last part as a country if it is the code of one, behind a town of that country.

    The code of a region as well (``Berlin, DE``) is one where the towns before it lie in no such region.
    """
    last = parts[-1]
    if len(parts) == 1 or last.in_brackets or not is_country_code(last.text):
        return last
    towns = [part.countries for part in parts[:-1] if part.countries]
    code = "GB" if last.text == "UK" else last.text
    is_region = last.region is not None and (not towns or any(last.region in countries for countries in towns))
    if is_region or not all(code in countries for countries in towns):
        return last
    return replace(last, country=code, region=None, countries=None)


def _opening(text: str) -> str:
    return fold(text.partition(" ")[0]).rstrip(".:")


def _is_name(part: _Part) -> bool:
    """Return whether a part may be a town: a name of few words, which stands for nothing else in an address."""
    if (
        not part.text
        or part.is_street
        or are_letters(part.text)
        or any(map(str.isdigit, part.text))
        or _NAME.match(part.text) is None
    ):
        return False
    if part.postal is not None:
        return all(word[0].isupper() or word in _small_inside() for word in part.text.split()) or may_be_place(
            part.text
        )
    return may_be_place(part.text)


def _town(parts: Sequence[_Part]) -> tuple[int | None, float]:
    """Return which part is the town, and how sure that is."""
    by_code = [nth for nth, part in enumerate(parts) if part.postal is not None and _is_town_by_code(parts, nth)]
    if by_code:
        part = parts[by_code[-1]]
        return by_code[-1], _KNOWN if part.countries is not None else _BY_FORM
    last = _last_bigger(parts)
    before_region = _before_region(parts, last) if last else None
    known = [nth for nth, part in enumerate(parts) if part.countries is not None and not part.is_street]
    known = [nth for nth in known if not (nth < last and _is_bigger(parts[nth]) and parts[nth].country is None)]
    known = [nth for nth in known if not last or nth < last] or [
        nth for nth in known if before_region is None or parts[nth].country
    ]
    if known and not (parts[known[-1]].country is not None and before_region is not None and known[-1] > last > 0):
        return _of_known(parts, known, before_region), _KNOWN
    if before_region is not None:
        return before_region, _BY_FORM
    behind = _behind_region(parts)
    if behind is not None:
        return behind, _BY_FORM
    is_address = any(part.is_street for part in parts[:-1])
    if is_address and _is_name(parts[-1]) and not (parts[-1].opens_local or parts[-1].ends_local):
        return len(parts) - 1, _BY_STREET
    return None, 0.0


def _is_town_by_code(parts: Sequence[_Part], nth: int) -> bool:
    """Return whether a postal code stands beside a town, and not beside a region (``Essex CM6 1AA``) or a street."""
    part = parts[nth]
    is_acronym = part.text.isupper() and not all(other.text.isupper() for other in parts if other.text)
    if not _is_name(part) or is_acronym or part.country is not None or (part.opens_local and part.countries is None):
        return False
    if part.region is None or part.inner_region is not None:
        return True
    is_abroad = part.postal is not None and part.postal.end - part.postal.start == _SWISS  # ``Victoria 3065``
    is_town = part.countries is not None and is_big_city(part.text)
    is_town = is_town and not (is_abroad and part.region not in (part.countries or ()))
    above = parts[nth - 1] if nth else None
    return is_town and (above is None or above.countries is None or part.region not in above.countries)


def _last_bigger(parts: Sequence[_Part]) -> int:
    """Return the first of the regions, countries and codes at the end; 0 where there are none."""
    last = len(parts)
    while last > 1 and _is_bigger(parts[last - 1]):
        last -= 1
    return last if last < len(parts) else 0


def _is_bigger(part: _Part) -> bool:
    """Return whether a part is a country, a postal code or a region, and no big city of the same country."""
    if part.country is not None or (part.postal is not None and not part.text):
        return True
    return part.region is not None and (part.in_brackets or _is_rather_region(part.text))


def _before_region(parts: Sequence[_Part], last: int) -> int | None:
    """Return the last part before the regions that may be a town, better one that says nothing else."""
    names = [nth for nth in range(last - 1, -1, -1) if _is_name(parts[nth]) and not parts[nth].opens_local]
    names = [nth for nth in names if not _is_bigger(parts[nth])]
    alone = parse_place(parts[0].text) if not names and last == 1 and parts[0].region is not None else None
    if alone is not None and alone.region is None and parts[0].region in (parts[0].countries or ()):
        return 0  # a town that gave its region the name
    return next((nth for nth in names if not parts[nth].ends_local), names[0] if names else None)


def _behind_region(parts: Sequence[_Part]) -> int | None:
    """Return the first name behind the regions with which Eastern addresses begin; a street must follow."""
    first = next((nth for nth, part in enumerate(parts) if not _is_bigger(part)), 0)
    is_town = first > 0 and _is_name(parts[first]) and not parts[first].opens_local
    return first if is_town and any(part.is_street for part in parts[first + 1 :]) else None


def _of_known(parts: Sequence[_Part], known: Sequence[int], before_region: int | None) -> int:
    """Return which of the parts that have a town's name is the town."""
    nth = known[-1]
    if len(known) > 1 and known[-2] == nth - 1 and parts[nth].postal is None and not parts[nth - 1].opens_local:
        one, other = parts[nth - 1].countries or frozenset(), parts[nth].countries or frozenset()
        is_last = nth + 1 == len(parts) or parts[nth + 1].country is not None
        is_province = not _PROVINCES_LAST.isdisjoint(one & other) or region_of(parts[nth].text, one) in one
        is_capital = fold(parts[nth].text) == "dublin"
        is_part = is_big_city(parts[nth - 1].text) and not is_big_city(parts[nth].text)
        if (is_last and is_province and not is_capital) or is_part:
            nth -= 1
    if nth and _CITY.fullmatch(parts[nth - 1].text) and _is_name(parts[nth - 1]):
        return nth - 1  # ``Talisay City, Cebu``
    is_house = any(part.is_street for part in parts[nth + 1 :]) and before_region is not None and before_region > nth
    return before_region if is_house and before_region is not None else nth


def _names_others(parts: Sequence[_Part], town: int) -> bool:
    """Return whether another part names a job or where it is done, so that the town may be the employer's."""
    if parts[town].countries is not None and (parts[town].postal is not None or parts[town].has_district):
        return False
    is_pair = len(parts) == _TOWN_AND_REGION and town == 0 and parts[1].region is not None
    if is_pair and _is_vouched(parts[0].text, parts[1].text):
        return False
    if parts[town].countries is None and _is_of_work(parts[town].text):
        return True
    behind = parts[town + 1 :]
    if not any(map(_is_of_address, parts[:town])) and not all(_is_of_address(p) or p.countries for p in behind):
        return True
    is_bare = not any(part.is_street or part.postal is not None for part in parts)
    if is_bare and parts[town].countries is None and _are_common(parts[town].text):
        return True
    is_address = any(part.is_street for part in parts)
    others = [part for nth, part in enumerate(parts) if nth != town and not _is_of_address(part)]
    return any(_is_of_work(part.text, may_be_firm=is_address) for part in others)


def _is_of_work(text: str, *, may_be_firm: bool = False) -> bool:
    return title_evidence(text) >= CLEARLY or (not may_be_firm and organization_evidence(text) >= CLEARLY)


def _is_of_address(part: _Part) -> bool:
    """Return whether a part is a street, something smaller or bigger than a town, or a postal code."""
    is_province = part.in_brackets and len(part.text) == _PROVINCE and part.text.isupper()
    return (
        part.is_street
        or part.opens_local
        or part.ends_local
        or part.postal is not None
        or _is_bigger(part)
        or is_province
    )


def _place(piece: Piece, parts: Sequence[_Part], nth: int, confidence: float) -> PlaceParts:
    """Return the parts of an address whose town stands in one of them."""
    town = parts[nth]
    others = [part for at, part in enumerate(parts) if at != nth]
    named = [part for part in others if part.region is not None]
    named = [part for part in named if part.start > town.start] or [part for part in named if part.countries is None]
    region = next(iter(named), None)
    shown = town.inner_region or (Slice(region.start, region.end) if region is not None else None)
    country = next((part for part in others if part.country is not None), None)
    postal = town.postal or next((part.postal for part in others if part.postal is not None), None)
    code = country.country if country is not None else None
    is_province = region is not None and region.in_brackets and bool(town.countries)  # ``Milano (MI)``, no Michigan
    if code is None and shown is not None:
        told = region_of(piece.text[shown.start : shown.end], town.countries or frozenset())
        code = None if is_province and told not in (town.countries or ()) else told
    if code is None and postal is not None:
        code = country_of_postal_code(piece.text[postal.start : postal.end])
    if code is None and town.countries is not None and len(town.countries) == 1:
        code = next(iter(town.countries))
    has_street = any(part.is_street for part in others)
    return PlaceParts(
        city=Slice(town.start, town.end),
        region=shown,
        postal_code=postal,
        country=Slice(country.start, country.end) if country is not None else None,
        address=Slice(0, len(piece.text)) if has_street else None,
        country_code=code,
        confidence=confidence,
    )


@cache
def _locality() -> frozenset[str]:
    return frozenset(fold(word) for word in _words("locality"))


@cache
def _small_inside() -> frozenset[str]:
    """Return the small words inside the name of a town that its postal code vouches for."""
    return frozenset(_words("inside"))


@cache
def _streets() -> frozenset[str]:
    return frozenset(fold(word) for word in _words("streets"))


@cache
def _street_ends() -> tuple[str, ...]:
    return tuple(fold(word) for word in read_toml("residence")["streets"]["ends"])


def _words(table: str) -> list[str]:
    words: list[str] = read_toml("residence")[table]["words"]
    return words


def _any_of(table: str) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(_words(table), key=len, reverse=True))})"


@cache
def _lives() -> re.Pattern[str]:
    return re.compile(rf"\A{_any_of('lives')}:?\s+(?=\S)", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    word = r"[^\W\d_a-zß-ÿ][\w'’-]*"
    town = rf"(?-i:(?P<town>{word}(?: {word}){{0,3}}(?:, {word}(?: {word})?)?))"
    return re.compile(rf"(?<!\w){_any_of('lives')}\s+{town}", re.IGNORECASE)


@cache
def _near() -> re.Pattern[str]:
    return re.compile(rf"\A{_any_of('before')}\s+(?=[^\W\d_])", re.IGNORECASE)


@cache
def _area() -> re.Pattern[str]:
    return re.compile(rf"\s+{_any_of('after')}\Z", re.IGNORECASE)


@cache
def _comment_before() -> re.Pattern[str]:
    return re.compile(
        rf"\A{_any_of('comments')}\s*(?:[(,/;:–—-]|\s(?:or|from|in|near|von|aus)\s)\s*(?=\S)", re.IGNORECASE
    )


@cache
def _comment_behind() -> re.Pattern[str]:
    opening = r"(?:\s*[/,;|(–—-]\s*|\.\s+|\s+(?:and|or|und|oder|et|ou|y|o|e|i|и|или)\s+)+"
    return re.compile(
        rf"{opening}(?:also |very |fully |will |can |bin |ich )?{_any_of('comments')}\b.*\Z", re.IGNORECASE
    )

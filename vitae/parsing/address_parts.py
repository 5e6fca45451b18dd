"""What each part of an address is by itself: a street, a quarter, a name with a postal code, a region or a country."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from vitae.domain.values import Value
from vitae.parsing.name_letters import are_letters
from vitae.parsing.places import (
    Slice,
    countries_of,
    country_named,
    is_country_code,
    may_be_place,
    parse_place,
    postal_code_in,
    region_of,
    without_district,
)
from vitae.parsing.residence_words import has_street_word, locality_words, near_before, small_inside, street_words
from vitae.parsing.rows import Piece
from vitae.parsing.town_names import is_of_work, is_rather_region
from vitae.parsing.wording import fold, folded_words

_SHORT_POSTAL = re.compile(r"\s+(?!19|20)(\d{4})\Z")
_SHORT_ALONE = re.compile(r"(?!19|20)\d{4}")
"""A postal code of four digits behind a comma of an address."""
_CODE_BEHIND = re.compile(r"(?P<town>[^\W\d_].*?) (?P<code>[A-Z]{2,3})")
_PROVINCE = 2
ITALIAN, SWISS = 5, 4
"""Digits of the postal codes in two countries that write the letters of a province or canton behind the town."""
_ADMINISTRATIVE = re.compile(r"(?P<town>[A-Z][a-zō]{2,})-(?:si|shi)")
"""``Icheon-si``, ``Yokohama-shi``: a town in Korea and Japan."""
_NAME = re.compile(r"[^\W\d_][\w'’ʻ.\-]*(?: [^\W\d_][\w'’ʻ.\-]*){0,4}\Z")


class Part(Value, frozen=True):
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


def address_part(cut: Piece, at: int, whole: str) -> Part:
    """Return what a part is that begins at an offset of the whole address."""
    start, text, postal = _without_postal_code(cut, at)
    words = folded_words(text)
    before = near_before().match(text)
    is_whole = countries_of(text) is not None or region_of(text) is not None
    if before is not None and not is_whole and before.end() < len(text):
        start, text = start + before.end(), text[before.end() :]
    inner: Slice | None = None
    behind = _CODE_BEHIND.fullmatch(text) if countries_of(text) is None else None
    if behind is not None and _is_code(cut, behind, postal, start):
        inner, text = Slice(start + behind.start("code"), start + behind.end("code")), behind["town"]
    administrative = _ADMINISTRATIVE.fullmatch(text)
    plain = administrative["town"] if administrative is not None else without_district(text)
    opens_local, ends_local = (bool(words) and words[end] in locality_words() for end in (0, -1))
    opens_local = opens_local or _opening(cut.text) in locality_words()
    has_digit = any(map(str.isdigit, plain))
    is_street = has_street_word(words) or text.startswith("#")
    return Part(
        start,
        start + len(plain),
        plain,
        postal,
        countries_of(plain) if plain else None,
        region_of(plain) if plain else None,
        country_named(plain) if plain else None,
        has_digit and not is_of_work(plain) and (is_street or opens_local or ends_local or text[:1].isdigit()),
        opens_local,
        ends_local or (len(words) > 1 and words[-1] in street_words()),
        len(plain) < len(text),
        whole[:at].endswith("("),
        inner,
    )


def _without_postal_code(cut: Piece, at: int) -> tuple[int, str, Slice | None]:
    """Return where a part begins, and its text, without the postal code; a number before a street is none."""
    text = cut.text
    if at and _SHORT_ALONE.fullmatch(text):
        return at, "", Slice(at, at + len(text))
    found = postal_code_in(text)
    code, rest = found if found is not None else (None, Slice(0, len(text)))
    is_street = code is not None and code.start < rest.start
    if code is not None and not (is_street and has_street_word(folded_words(text[rest.start : rest.end]))):
        return at + rest.start, text[rest.start : rest.end].strip(), Slice(at + code.start, at + code.end)
    short = _SHORT_POSTAL.search(text)
    if short is not None and not has_street_word(folded_words(text)):
        return at, text[: short.start()].rstrip(" -–"), Slice(at + short.start(1), at + short.end(1))
    return at, text, None


def _is_code(cut: Piece, behind: re.Match[str], postal: Slice | None, start: int) -> bool:
    """Return whether capitals behind a town are the code of its region; beside a postal code it may be unknown."""
    if region_of(behind["code"], countries_of(behind["town"]) or frozenset()) is not None:
        return postal is not None or countries_of(behind["town"]) is not None
    known = parse_place(cut.text)
    if known is not None and known.region is not None and known.city is not None:
        return cut.text[known.region.start : known.region.end] == behind["code"]
    is_first = postal is not None and postal.start < start and postal.end - postal.start in (ITALIAN, SWISS)
    return is_first and len(behind["code"]) == _PROVINCE


def _opening(text: str) -> str:
    return fold(text.partition(" ")[0]).rstrip(".:")


def with_country_code(parts: Sequence[Part]) -> Part:
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


def is_name(part: Part) -> bool:
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
        return all(word[0].isupper() or word in small_inside() for word in part.text.split()) or may_be_place(part.text)
    return may_be_place(part.text)


def is_bigger(part: Part) -> bool:
    """Return whether a part is a country, a postal code or a region, and no big city of the same country."""
    if part.country is not None or (part.postal is not None and not part.text):
        return True
    return part.region is not None and (part.in_brackets or is_rather_region(part.text))


def is_of_address(part: Part) -> bool:
    """Return whether a part is a street, something smaller or bigger than a town, or a postal code."""
    is_province = part.in_brackets and len(part.text) == _PROVINCE and part.text.isupper()
    return (
        part.is_street
        or part.opens_local
        or part.ends_local
        or part.postal is not None
        or is_bigger(part)
        or is_province
    )

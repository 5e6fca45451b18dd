"""Read places: ``Austin, TX``, ``10435 Berlin``, ``London, UK``, ``г. Москва``, ``Remote``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Location, Text
from vitae.domain.values import Value
from vitae.lexicons.everyday_words import frequent_words
from vitae.lexicons.files import read_lines, read_toml
from vitae.parsing.rows import Piece
from vitae.parsing.wording import Phrasebook, fold, folded_words, words_in

_POSTAL_FIRST = re.compile(
    r"(?:[A-Z]{1,2}-)?(\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}(?=\s)|\d{4,6}(?:-\d{3,4})?)\s+(?=[^\d–—-])"
)
"""A dash behind a number makes it a year of a period."""
_BRITISH_AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    r"|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
"""The letters with which postal codes of the United Kingdom begin; a letter behind the digit has London only."""
_BRITISH = rf"(?:{_BRITISH_AREA}\d\d?|(?:E|EC|N|NW|SE|SW|W|WC)\d[A-Z])(?: \d[A-Z]{{2}})?"
_POSTAL_LAST = re.compile(
    rf"\s*\b(\d{{5}}(?:-\d{{4}})?|\d{{6}}|[1-8]\d\d \d{{3}}|(?!19|20)\d{{4}}|{_BRITISH}|[A-Z]\d[A-Z] \d[A-Z]\d)\Z"
)
_POSTAL_COUNTRIES = (
    ("GB", re.compile(_BRITISH)),
    ("CA", re.compile(r"[A-Z]\d[A-Z] \d[A-Z]\d")),
    ("NL", re.compile(r"\d{4} ?[A-Z]{2}")),
)
"""Forms of postal codes that only one country has."""
_DISTRICT = re.compile(
    r"(?P<city>[^\W\d_].*?) (?:(?:\d{1,2}(?:er|e|ème)?|[IVX]{1,5}e?|Cedex(?: \d+)?)|(?P<danish>[CKNSVØ]{1,2}))"
)
"""A city and the number or, in Denmark, the letters of its district."""
_PART_ENDS = re.compile(r",|\s[/|]\s|/(?=[A-Z]{2}\Z)|\s\(|\)")
_SHORT_CODE = 4
_ACRONYM = 4
"""Letters in capitals before a slash that are no unknown town: ``IT/HR``."""
_PROVINCE = 2
_CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "GI"})
"""Countries that are one town; what stands before their name is a part of it."""
_ITALIAN_PROVINCES = frozenset({"LC", "VC"})
"""Lecco and Vercelli, whose letters are the codes of two countries."""
_RUSSIAN_REGIONS = (" обл.", " область", " край")
_STREET = re.compile(r"\d")
_SIGN = re.compile(r"[\d/(.]")
"""A number, or a mark beside the letters of a region."""
_TOWN = 0.8
"""How sure a place is of which only the name of a town stands there."""
_NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){0,3}\Z")


class Slice(Value, frozen=True):
    """A part of a text by its offsets."""

    start: int
    end: int


class PlaceParts(Value, frozen=True):
    """What a text that names a place says; slices of that text."""

    city: Slice | None = None
    region: Slice | None = None
    postal_code: Slice | None = None
    country: Slice | None = None
    address: Slice | None = None
    country_code: str | None = None
    is_remote: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    cities: Phrasebook[frozenset[str]]
    countries: Phrasebook[str]
    regions: Phrasebook[str]
    behind: Phrasebook[str]
    """Regions whose names are other words as well, or those of people: known behind a town of an address only."""
    codes: Mapping[str, tuple[str, ...]]
    """Upper-case codes such as WA -> the countries that have a region of this code."""
    vouched_codes: Mapping[str, tuple[str, ...]]
    """Codes that are other words as well, such as RN and SA: known beside a city or a postal code only."""
    abbreviated: Mapping[str, str]
    """Regions cut short with a full stop, as in Mexico (``Hermosillo, Son.``) -> the country."""
    remote: Phrasebook[bool]
    prefixes: tuple[str, ...]
    folded_prefixes: tuple[str, ...]


@cache
def _gazetteer() -> _Gazetteer:
    data = read_toml("places")
    cities: dict[str, set[str]] = {}
    for country, names in data["cities"].items():
        for name in names:
            for spelling in name.split("/"):
                cities.setdefault(spelling, set()).add(country)
    regions = [(name, country) for country, table in data["regions"].items() for name in table.values()]
    regions += [(name, country) for country, names in data["provinces"].items() for name in names]
    return _Gazetteer(
        cities=Phrasebook.of((name, frozenset(countries)) for name, countries in cities.items()),
        countries=Phrasebook.of((name, code) for code, names in data["countries"].items() for name in names),
        regions=Phrasebook.of(regions),
        behind=Phrasebook.of((name, country) for country, names in data["behind"].items() for name in names),
        codes=_codes(data["regions"]),
        vouched_codes=_codes(data["codes"]),
        abbreviated={name: country for country, names in data["abbreviated"].items() for name in names},
        remote=Phrasebook.of((word, True) for word in data["remote"]["words"]),
        prefixes=tuple(sorted(data["prefixes"]["words"], key=len, reverse=True)),
        folded_prefixes=tuple(map(fold, data["prefixes"]["words"])),
    )


def _codes(regions: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for country, listed in regions.items():
        for code in listed:
            codes[code] = (*codes.get(code, ()), country)
    return codes


@cache
def _towns() -> Mapping[str, str]:
    """Return the folded names of towns beside the big cities, and their country; no country where several have it."""
    towns: dict[str, str] = {}
    for line in read_lines("cities"):
        country, _, names = line.partition("\t")
        for name in names.split("|"):
            towns[name] = "" if name in towns else country
    return towns


@cache
def _telling_words() -> frozenset[str]:
    """Return a folded word of every name, code and mark that makes a text without digits and signs a place."""
    book = _gazetteer()
    names = (*book.codes, *book.vouched_codes, *book.abbreviated, *_RUSSIAN_REGIONS)
    first = (words[0] for words in map(folded_words, names) if words)
    known = (book.cities.longest, book.countries.longest, book.regions.longest, book.remote.longest)
    return frozenset(first).union(*known, (name.partition(" ")[0] for name in _towns()))


def _tells_place(text: str) -> bool:
    """Return whether any place may stand in `text`; where nothing tells of one, its parts need not be looked at."""
    return _SIGN.search(text) is not None or not _telling_words().isdisjoint(folded_words(text))


def _countries_of(name: str) -> frozenset[str] | None:
    """Return the countries that have a city or a town of this name, as far as they are certain."""
    countries = _gazetteer().cities.exact(name)
    if countries is not None:
        return countries
    country = _towns().get(" ".join(folded_words(name)))
    return None if country is None else frozenset([country] if country else [])


def is_city(text: str) -> bool:
    """Return whether the gazetteer has a city of this name."""
    return _countries_of(text) is not None


def countries_of(name: str) -> frozenset[str] | None:
    """Return the countries that have a town of this name, as far as they are certain; None where none is known."""
    return _countries_of(name)


def is_country_code(text: str) -> bool:
    """Return whether `text` is the ISO code of a country, or ``UK``; not of an Italian province."""
    return text == "UK" or (text in read_toml("places")["countries"] and text not in _ITALIAN_PROVINCES)


def is_big_city(text: str) -> bool:
    """Return whether a city is big or often named."""
    return _gazetteer().cities.exact(text) is not None


def region_of(text: str, cities: frozenset[str] = frozenset()) -> str | None:
    """Return the country of the region that `text` names in full, by its code or cut short, behind a town."""
    text = text.replace("ʻ", "")
    behind = _gazetteer().behind.exact(text)
    if behind in cities:
        return behind
    is_foreign_city = behind is not None and is_big_city(text) and behind not in (countries_of(text) or ())
    return _region(text, _gazetteer(), cities) or (None if is_foreign_city else behind)


def without_district(text: str) -> str:
    """Return ``Dublin 7`` and ``Aarhus C`` without the district; other names as they are."""
    city = _without_district(text, Slice(0, len(text)))
    return text[: city.end]


def postal_code_in(text: str) -> tuple[Slice, Slice] | None:
    """Return the postal code at the start or the end of `text`, and what is left of it."""
    return _postal(text, Slice(0, len(text)))


def country_of_postal_code(code: str) -> str | None:
    """Return the country that alone has postal codes of this form."""
    return _country_of_postal(code, Slice(0, len(code)))


def country_named(text: str) -> str | None:
    """Return the ISO code of the country that `text` as a whole names."""
    return _gazetteer().countries.exact(text)


@lru_cache(maxsize=2048)
def parse_place(text: str) -> PlaceParts | None:
    """Return what `text` says if all of it names a place, by gazetteer or by a pattern; else None."""
    book = _gazetteer()
    if len(text) > 90 or not any(map(str.isalpha, text)) or not _tells_place(text):
        return None
    if book.remote.exact(text.replace("(", " ").replace(")", " ")) is not None:
        return PlaceParts(city=None, address=Slice(0, len(text)), is_remote=True, confidence=0.9)
    parts = _comma_parts(text, book)
    if not parts or len(parts) > 5:
        return None
    return _assemble(text, parts, book)


def _comma_parts(text: str, book: _Gazetteer) -> list[Slice]:
    parts, start = [], 0
    for stop in [m.start() for m in _PART_ENDS.finditer(text)] + [len(text)]:
        raw = text[start:stop]
        if text[stop : stop + 1] == "/" and not _takes_region(raw.strip(" ,/|()\t\n"), text[stop + 1 :], book):
            continue
        stripped = raw.strip(" ,/|()\t\n")
        if stripped:
            at = start + raw.index(stripped)
            folded = fold(stripped)
            for prefix in book.prefixes if folded.startswith(book.folded_prefixes) else ():
                if folded.startswith(fold(prefix)) and len(stripped) > len(prefix) + 1:
                    shift = len(prefix) + len(stripped[len(prefix) :]) - len(stripped[len(prefix) :].lstrip())
                    if prefix.endswith(".") or stripped[len(prefix)] == " ":
                        at, stripped = at + shift, stripped[shift:]
                        break
            parts.append(Slice(at, at + len(stripped)))
        start = stop + 1
    return parts


def _assemble(text: str, parts: list[Slice], book: _Gazetteer) -> PlaceParts | None:
    city: Slice | None = None
    region: Slice | None = None
    postal: Slice | None = None
    country: Slice | None = None
    code: str | None = None
    unknown: list[Slice] = []
    city_countries: frozenset[str] = frozenset()
    for part in parts:
        rest = part
        found = _postal(text, part)
        if found is not None:
            postal, rest = found
        rest = _without_district(text, rest)
        words = text[rest.start : rest.end]
        if not words:
            continue
        as_city, as_country = _countries_of(words), book.countries.exact(words)
        as_region = _region(words, book, city_countries)
        if words in city_countries and as_region not in city_countries:
            as_country, as_region = words, None  # ``Berlin, DE`` lies in no Delaware
        is_state = as_country is not None and as_country in _CITY_STATES
        if as_city is not None and city is None and (is_state or not (unknown and (as_country or as_region))):
            city, city_countries = rest, as_city
        elif (
            region is None
            and as_country is None
            and _is_marked_region(text, rest, city_countries, is_placed=bool(city or postal))
        ):
            region, code = rest, code or ("BR" if text[rest.start - 1] == "/" else None)
        elif as_region is not None and (region is None) and (city is not None or unknown or as_city is None):
            region, code = rest, code or as_region
        elif as_country is not None:
            country, code = rest, as_country
        elif as_city is not None and city is not None and region is None and country is None and found is not None:
            city, city_countries = rest, as_city  # what stood before it is a district
        elif city is None and (split := _city_and_code(text, rest, postal)) is not None:
            city, region, country, code = split
        else:
            unknown.append(rest)
    return _judge(text, _Found(city, region, postal, country, code, city_countries, tuple(unknown)))


class _Found(Value, frozen=True):
    city: Slice | None
    region: Slice | None
    postal: Slice | None
    country: Slice | None
    code: str | None
    city_countries: frozenset[str]
    unknown: tuple[Slice, ...]


def _judge(text: str, found: _Found) -> PlaceParts | None:
    """Decide what the unknown parts are: a city before its region, a street, or proof of no place."""
    city, unknown = found.city, list(found.unknown)
    address: Slice | None = None
    has_district = found.postal is not None or not _CITY_STATES.isdisjoint(found.city_countries)
    if has_district and city is not None and len(unknown) == 1 and unknown[0].end < city.start:
        unknown = [part for part in unknown if not _is_name(text[part.start : part.end])]  # a district before its city
    streets = [part for part in unknown if _STREET.search(text[part.start : part.end])]
    names = [part for part in unknown if part not in streets]
    if city is None and names and (found.region or found.country or found.postal):
        after = [n for n in names if _NAME.match(text[n.start : n.end]) and _is_name(text[n.start : n.end])]
        city = after[-1] if after else None
        names = [n for n in names if n != city]
    if streets:
        address = Slice(0, len(text))
    if (names and not streets) or len(names) > 1:
        return None
    if not (city or found.region or found.country):
        return None
    if streets and not (found.postal or found.city or found.country):
        return None
    code = found.code or (_country_of_postal(text, found.postal) if found.postal is not None else None)
    if code is None and len(found.city_countries) == 1:
        code = next(iter(found.city_countries))
    confidence = _confidence(text, found)
    return PlaceParts(city, found.region, found.postal, found.country, address, code, confidence=confidence)


def _confidence(text: str, found: _Found) -> float:
    """Return how sure a place is: a big city, a region or a country are; a town by its name alone may be a firm."""
    if found.region is not None or found.country is not None:
        return 0.9
    if found.city is None:
        return 0.75
    return 0.9 if _gazetteer().cities.exact(text[found.city.start : found.city.end]) is not None else _TOWN


def _takes_region(town: str, code: str, book: _Gazetteer) -> bool:
    """Return whether a slash divides a town and its region, and not two words (``IT/HR``, ``Sales/PR``).

    A town that no gazetteer has is one before the code of a Brazilian state only, unless everybody uses its words.
    """
    countries = _countries_of(town)
    if countries is not None:
        is_country = code in countries or book.countries.exact(code) in countries
        return is_country or code in book.codes or code in book.vouched_codes
    is_word = frequent_words().issuperset(folded_words(town)) or (town.isupper() and len(town) <= _ACRONYM)
    return _is_brazilian(code) and not is_word


def _is_brazilian(code: str) -> bool:
    book = _gazetteer()
    return "BR" in (*book.codes.get(code, ()), *book.vouched_codes.get(code, ()))


def _is_marked_region(text: str, part: Slice, countries: frozenset[str], *, is_placed: bool) -> bool:
    """Return whether a part is two capitals in brackets behind a place, or the code of a state behind a slash.

    So Italians write a province (``37121 Verona (VR)``) and Brazilians a state (``Sobral/CE``).
    """
    words, mark = text[part.start : part.end], text[part.start - 1 : part.start]
    if mark == "/":
        return _is_brazilian(words) and (not countries or "BR" in countries)
    return len(words) == _PROVINCE and words.isalpha() and words.isupper() and mark == "(" and is_placed


def _is_name(text: str) -> bool:
    """Return whether every word is capitalised or one of the small words inside names."""
    return all(word[:1].isupper() or fold(word) in words_in("places", "inner") for word in text.split())


def _region(text: str, book: _Gazetteer, cities: frozenset[str]) -> str | None:
    """Return the country of a region; of several that have its code, the one in which the city before it lies."""
    if text.endswith(_RUSSIAN_REGIONS):
        return "RU"
    return (
        _country_of_code(text.replace(".", ""), cities, None) or book.abbreviated.get(text) or book.regions.exact(text)
    )


def _country_of_postal(text: str, part: Slice) -> str | None:
    code = text[part.start : part.end]
    return next((country for country, form in _POSTAL_COUNTRIES if form.fullmatch(code)), None)


def _without_district(text: str, part: Slice) -> Slice:
    """Return ``Dublin 7`` and ``Aarhus C`` without the district; other parts as they are."""
    match = _DISTRICT.fullmatch(text, part.start, part.end)
    countries = _countries_of(match["city"]) if match is not None else None
    if match is None or countries is None or (match["danish"] and "DK" not in countries):
        return part
    return Slice(part.start, match.end("city"))


def _postal(text: str, part: Slice) -> tuple[Slice, Slice] | None:
    """Return the postal code of a part and the rest of the part."""
    words = text[part.start : part.end]
    first = _POSTAL_FIRST.match(words)
    if first is not None:
        return Slice(part.start + first.start(1), part.start + first.end(1)), Slice(part.start + first.end(), part.end)
    last = _POSTAL_LAST.search(words)
    if last is not None and len(last[1]) == _SHORT_CODE and last[1].isdigit() and not _vouches(words[: last.start()]):
        return None
    if last is not None and (last.start() > 0 or last.end() == len(words)):
        rest = words[: last.start()].rstrip(" –-")
        return Slice(part.start + last.start(1), part.start + last.end(1)), Slice(part.start, part.start + len(rest))
    return None


def _vouches(words: str) -> bool:
    """Return whether what stands before a number of four digits makes it a postal code: a town or a state."""
    code, book = words.rstrip().rpartition(" ")[2], _gazetteer()
    return is_city(words) or code in book.codes or code in book.vouched_codes


def _city_and_code(
    text: str, part: Slice, postal: Slice | None
) -> tuple[Slice, Slice | None, Slice | None, str] | None:
    """Read ``Austin TX``, ``Recife - PE`` and ``Tulsa US``: a city, and its region or country without a comma.

    A postal code beside it vouches for a city of any name. A country must have a city of this name; of the countries
    that have a region of this code, the one that has such a city is meant, or else the one with such postal codes.
    """
    words = text[part.start : part.end]
    head, _, tail = words.rpartition(" ")
    head = head.rstrip(" –-")
    countries = (_countries_of(head) if head else None) or frozenset()
    city, rest = Slice(part.start, part.start + len(head)), Slice(part.end - len(tail), part.end)
    if tail in countries:
        return city, None, rest, tail
    meant = _country_of_code(tail, countries, postal)
    is_known = is_city(head) or (postal is not None and may_be_place(head))
    return (city, rest, None, meant) if head and meant is not None and is_known else None


def _country_of_code(code: str, cities: frozenset[str], postal: Slice | None) -> str | None:
    """Return the country of a region's code: of several the one with such a city, or else with such postal codes."""
    book = _gazetteer()
    known, vouched = book.codes.get(code, ()), book.vouched_codes.get(code, ())
    meant = next((country for country in (*known, *vouched) if country in cities), None)
    is_australian = postal is not None and postal.end - postal.start == _SHORT_CODE and "AU" in (*known, *vouched)
    if meant is None and is_australian:
        return "AU"
    return meant or (known[0] if known else None)


def ends_in_region(text: str) -> bool:
    """Return whether the code of a region stands after a comma (``Reno, NV``), which is no legal form there."""
    head, _, code = text.rpartition(", ")
    return bool(head) and code in _gazetteer().codes


def may_be_place(text: str) -> bool:
    """Return whether `text` looks like the name of a place that no gazetteer needs to know."""
    return len(text) <= 40 and bool(_NAME.match(text)) and _is_name(text) and len(folded_words(text)) <= 4


def location_from(document: Document, piece: Piece, parts: PlaceParts, *, weight: float = 1.0) -> Location:
    """Return the parts of a place as values with anchors.

    A country that only follows from a known city or region is anchored to that.
    """
    confidence = round(parts.confidence * weight, 2)

    def value(part: Slice | None) -> Text | None:
        if part is None:
            return None
        cut = piece.cut(part.start, part.end)
        return Extracted(cut.text, confidence, (document.anchor(cut.start, cut.end),))

    whole = Slice(0, len(piece.text))
    shown = parts.country or parts.region or parts.city or whole
    code = None
    if parts.country_code is not None:
        cut = piece.cut(shown.start, shown.end)
        code = Extracted(parts.country_code, confidence, (document.anchor(cut.start, cut.end),))
    return Location(value(parts.city), value(parts.region), value(parts.postal_code), code, value(parts.address))


def one_line(location: Location) -> Text | None:
    """Return a place as the one string that an entry has for it: city and region, else what there is."""
    parts = [part for part in (location.city, location.region) if part is not None]
    parts = parts or [part for part in (location.address, location.country_code) if part is not None][:1]
    if not parts:
        return None
    anchors = tuple(dict.fromkeys(anchor for part in parts for anchor in part.anchors))
    return Extracted(", ".join(part.value for part in parts), min(part.confidence for part in parts), anchors)

"""Tell the town of an address from the order of its parts, and what else the address says.

No gazetteer needs to know it: it stands beside the postal code, before a region or a country, or behind the street.
Where another part names a job or where it is done, the town may be the employer's, and none is told.
"""

import re
from collections.abc import Sequence

from vitae.parsing.address_parts import SWISS, Part, address_part, is_bigger, is_name, is_of_address, with_country_code
from vitae.parsing.places import PlaceParts, Slice, country_of_postal_code, is_big_city, parse_place, region_of
from vitae.parsing.rows import Piece
from vitae.parsing.town_names import are_common, is_acronym, is_of_work, is_vouched
from vitae.parsing.wording import fold

_MOST_PARTS = 9
_DIVIDER = re.compile(r"[,;\n]|\s[–—/·-]\s|[()]|(?<=[^\W\d_])/(?=[^\W\d_]{3}|[A-Z]{2}\b)")
_CITY = re.compile(r"(?:.* |\A)city", re.IGNORECASE)
_PROVINCES_LAST = frozenset({"ES", "IT", "PT", "PH", "UY", "DO", "CU", "CR", "IE"})
"""Countries in which the province of the same name may stand behind a town (``Getafe, Madrid``)."""
_PARISHES_LAST = frozenset({"BB", "JM", "GD", "DM", "VC", "LC", "AG", "KN"})
"""Countries in which the parish stands behind the town."""
_TOWN_AND_REGION = 2
_KNOWN, BY_FORM, _BY_STREET = 0.9, 0.75, 0.6
"""How sure a town is that the gazetteer has, that only form and order tell, and that only a street before it tells."""


def read_address(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return an address of several parts with the town that their order tells."""
    cuts = piece.split(_DIVIDER)
    if not 1 <= len(cuts) <= _MOST_PARTS:
        return None
    parts = [address_part(cut, cut.start - piece.start, piece.text) for cut in cuts]
    if len(parts) == 1 and (parts[0].inner_region is None or parts[0].postal is None):
        return None
    parts = [*parts[:-1], with_country_code(parts)]
    nth, confidence = _town(parts)
    if nth is None or _names_others(parts, nth) or (confidence < _KNOWN and is_acronym(parts[nth].text, piece.text)):
        return None
    return piece, _place(piece, parts, nth, confidence)


def _town(parts: Sequence[Part]) -> tuple[int | None, float]:
    """Return which part is the town, and how sure that is."""
    alone = max((nth for nth, part in enumerate(parts) if part.postal is not None and not part.text), default=-1)
    by_code = [nth for nth, part in enumerate(parts) if part.postal is not None and _is_town_by_code(parts, nth)]
    by_code = [nth for nth in by_code if nth > alone or parts[nth].countries]  # else the number of a house
    if by_code:
        part = parts[by_code[-1]]
        return by_code[-1], _KNOWN if part.countries is not None else BY_FORM
    last = _last_bigger(parts)
    before_region = _before_region(parts, last) if last else None
    country = _country(parts, last)
    known = [nth for nth, part in enumerate(parts) if part.countries is not None and not part.is_street]
    known = [nth for nth in known if country is None or _lies_in(parts[nth], country)]
    known = [nth for nth in known if not (nth < last and is_bigger(parts[nth]) and parts[nth].country is None)]
    known = [nth for nth in known if not last or nth < last] or [
        nth for nth in known if before_region is None or parts[nth].country
    ]
    if known and not (parts[known[-1]].country is not None and before_region is not None and known[-1] > last > 0):
        return _of_known(parts, known, before_region), _KNOWN
    if before_region is not None:
        return before_region, BY_FORM
    behind = _behind_region(parts)
    if behind is not None:
        return behind, BY_FORM
    is_address = any(part.is_street for part in parts[:-1])
    if is_address and is_name(parts[-1]) and not (parts[-1].opens_local or parts[-1].ends_local):
        return len(parts) - 1, _BY_STREET
    return None, 0.0


def _country(parts: Sequence[Part], last: int) -> str | None:
    """Return the country that stands among the regions and countries at the end."""
    named = (part for part in parts[last:] if part.country is not None and part.region is None)  # Georgia is both
    return next((part.country for part in named), None) if last else None


def _lies_in(town: Part, country: str) -> bool:
    """Return whether a town of a known name is not known to lie in other countries only (``Manchester, Jamaica``)."""
    return not town.countries or country in town.countries or (town.country is not None and is_big_city(town.text))


def _is_town_by_code(parts: Sequence[Part], nth: int) -> bool:
    """Return whether a postal code stands beside a town, and not beside a region (``Essex CM6 1AA``) or a street."""
    part = parts[nth]
    is_acronym = part.text.isupper() and not all(other.text.isupper() for other in parts if other.text)
    if not is_name(part) or is_acronym or part.country is not None or (part.opens_local and part.countries is None):
        return False
    if part.region is None or part.inner_region is not None:
        return True
    is_abroad = part.postal is not None and part.postal.end - part.postal.start == SWISS  # ``Victoria 3065``
    is_town = part.countries is not None and is_big_city(part.text)
    is_town = is_town and not (is_abroad and part.region not in (part.countries or ()))
    above = parts[nth - 1] if nth else None
    return is_town and (above is None or above.countries is None or part.region not in above.countries)


def _last_bigger(parts: Sequence[Part]) -> int:
    """Return the first of the regions, countries and codes at the end; 0 where there are none."""
    last = len(parts)
    while last > 1 and is_bigger(parts[last - 1]):
        last -= 1
    return last if last < len(parts) else 0


def _before_region(parts: Sequence[Part], last: int) -> int | None:
    """Return the last part before the regions that may be a town, better one that says nothing else."""
    names = [nth for nth in range(last - 1, -1, -1) if is_name(parts[nth]) and not parts[nth].opens_local]
    names = [nth for nth in names if not is_bigger(parts[nth])]
    alone = parse_place(parts[0].text) if not names and last == 1 and parts[0].region is not None else None
    if alone is not None and alone.region is None and parts[0].region in (parts[0].countries or ()):
        return 0  # a town that gave its region the name
    if (
        _country(parts, last) in _PARISHES_LAST
        and len(names) > 1
        and names[1] == names[0] - 1
        and not parts[names[1]].ends_local
    ):
        return names[1]  # ``Speightstown, St. Peter, Barbados``
    return next((nth for nth in names if not parts[nth].ends_local), names[0] if names else None)


def _behind_region(parts: Sequence[Part]) -> int | None:
    """Return the first name behind the regions with which Eastern addresses begin; a street must follow."""
    first = next((nth for nth, part in enumerate(parts) if not is_bigger(part)), 0)
    is_town = first > 0 and is_name(parts[first]) and not parts[first].opens_local
    return first if is_town and any(part.is_street for part in parts[first + 1 :]) else None


def _of_known(parts: Sequence[Part], known: Sequence[int], before_region: int | None) -> int:
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
    if nth and "PH" in (parts[nth].countries or ()):
        cities = [at for at in (nth - 1, nth + 1) if at < len(parts) and _CITY.fullmatch(parts[at].text)]
        if cities and is_name(parts[cities[0]]):
            return cities[0]  # ``Talisay City, Cebu``, ``Poblacion, Tagbilaran City``
    is_house = any(part.is_street for part in parts[nth + 1 :]) and before_region is not None and before_region > nth
    return before_region if is_house and before_region is not None else nth


def _names_others(parts: Sequence[Part], town: int) -> bool:
    """Return whether another part names a job or where it is done, so that the town may be the employer's."""
    if parts[town].countries is not None and (parts[town].postal is not None or parts[town].has_district):
        return False
    is_pair = len(parts) == _TOWN_AND_REGION and town == 0 and parts[1].region is not None
    if is_pair and is_vouched(parts[0].text, parts[1].text):
        return False
    if parts[town].countries is None and is_of_work(parts[town].text):
        return True
    behind = parts[town + 1 :]
    if parts[town].postal is not None and all(is_of_address(p) or p.countries or is_name(p) for p in behind):
        return False
    is_parish = parts[-1].country in _PARISHES_LAST
    are_told = all(is_of_address(part) or part.countries or (is_parish and is_name(part)) for part in behind)
    if not any(map(is_of_address, parts[:town])) and not are_told:
        return True
    is_bare = not any(part.is_street or part.postal is not None for part in parts)
    if is_bare and parts[town].countries is None and are_common(parts[town].text):
        return True
    is_address = any(part.is_street for part in parts)
    others = [part for nth, part in enumerate(parts) if nth != town and not is_of_address(part)]
    return any(is_of_work(part.text, may_be_firm=is_address) for part in others)


def _place(piece: Piece, parts: Sequence[Part], nth: int, confidence: float) -> PlaceParts:
    """Return the parts of an address whose town stands in one of them."""
    town = parts[nth]
    others = [part for at, part in enumerate(parts) if at != nth]
    named = [part for part in others if part.region is not None]
    named = [part for part in named if part.start > town.start] or [part for part in named if part.countries is None]
    region = next(iter(named), None)
    shown = town.inner_region or (Slice(region.start, region.end) if region is not None else None)
    country = next((part for part in others if part.country is not None), None)
    postal = town.postal or next((part.postal for part in others if part.postal is not None), None)
    has_street = any(part.is_street for part in others)
    return PlaceParts(
        city=Slice(town.start, town.end),
        region=shown,
        postal_code=postal,
        country=Slice(country.start, country.end) if country is not None else None,
        address=Slice(0, len(piece.text)) if has_street else None,
        country_code=country.country if country is not None else _country_code(piece.text, town, region, shown, postal),
        confidence=confidence,
    )


def _country_code(
    address: str, town: Part, region: Part | None, shown: Slice | None, postal: Slice | None
) -> str | None:
    """Return the country that the region tells, else the postal code, else the town if it is in one country only."""
    code: str | None = None
    is_province = region is not None and region.in_brackets and bool(town.countries)  # ``Milano (MI)``, no Michigan
    if shown is not None:
        told = region_of(address[shown.start : shown.end], town.countries or frozenset())
        code = None if is_province and told not in (town.countries or ()) else told
    if code is None and postal is not None:
        code = country_of_postal_code(address[postal.start : postal.end])
    if code is None and town.countries is not None and len(town.countries) == 1:
        code = next(iter(town.countries))
    return code

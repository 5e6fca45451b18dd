"""What the name of a town may be besides: a job, a firm, a region, or words that everybody uses."""

from vitae.lexicons.common_words import common_words
from vitae.lexicons.everyday_words import frequent_words
from vitae.parsing.places import countries_of, is_big_city, region_of
from vitae.parsing.titles import CLEARLY, is_field, organization_evidence, title_evidence
from vitae.parsing.wording import fold

_LONGEST_CODE, _LONGEST_ACRONYM = 3, 5


def is_of_work(text: str, *, may_be_firm: bool = False) -> bool:
    """Return whether a name is clearly a job or, unless it may be a firm, an organisation."""
    return title_evidence(text) >= CLEARLY or (not may_be_firm and organization_evidence(text) >= CLEARLY)


def is_vouched(town: str, region: str) -> bool:
    """Return whether the region behind it vouches for a town of one word that is also another (``Mobile, AL``).

    A word for a job is a town before a code only: ``Mason, OH``, but not ``Nurse, Kent``.
    """
    if not region or " " in town or town.isupper() or is_field(town):
        return False
    return _is_in_capitals(region) or title_evidence(town) < CLEARLY


def _is_in_capitals(region: str) -> bool:
    """Return whether a region is written by its capitals."""
    return region.isupper() and len(region) <= _LONGEST_CODE


def is_rather_region(town: str) -> bool:
    """Return whether a region has the name of a town that is no big city of the same country."""
    region, countries = region_of(town), countries_of(town) or frozenset()
    return region is not None and (region not in countries or not is_big_city(town))


def is_acronym(town: str, address: str) -> bool:
    """Return whether a town that no gazetteer has is rather an acronym: capitals, where not all words are."""
    longest = max((len(word) for word in address.split() if word.isupper()), default=0)
    return town.isupper() and len(town) <= _LONGEST_ACRONYM >= longest


def are_common(name: str) -> bool:
    """Return whether all words of a name are such as everybody uses (``Notary Public``), or one is an acronym."""
    words = name.split()
    if not name.isupper() and any(word.isupper() and len(word) > 1 for word in words):
        return True
    return all(fold(word) in common_words() or fold(word) in frequent_words() for word in words)

"""O*NET: the files ``Technology Skills`` and ``Skills`` of its database, as text or CSV."""

from collections.abc import Iterable, Iterator, Mapping

from vitae.lexicons.taxonomies.taxonomy_skill import TaxonomySkill

TECHNOLOGY_COLUMNS = frozenset({"O*NET-SOC Code", "Example", "Commodity Title"})
ELEMENT_COLUMNS = frozenset({"O*NET-SOC Code", "Element ID", "Element Name"})
"""By which the files are known; they have more."""

_SOCIAL = "2.B.1"
"""The branch of social skills in O*NET's content model."""


def read_technology(rows: Iterable[Mapping[str, str]]) -> Iterator[TaxonomySkill]:
    """Yield every technology once; the file has a row for each occupation that uses it."""
    for name in dict.fromkeys(row["Example"].strip() for row in rows):
        if name:
            yield TaxonomySkill(name, _parts_of(name), "tool", "onet")


def read_elements(rows: Iterable[Mapping[str, str]]) -> Iterator[TaxonomySkill]:
    """Yield every skill of the content model once; the file has a row for each occupation and scale."""
    for name, number in {row["Element Name"].strip(): row["Element ID"] for row in rows}.items():
        if name:
            yield TaxonomySkill(name, (), "soft" if number.startswith(_SOCIAL) else "method", "onet")


def _parts_of(name: str) -> tuple[str, ...]:
    """Return both halves of a name such as ``Structured query language SQL``, and nothing for any other."""
    *words, last = name.split()
    initials = "".join(word[0] for word in words).upper()
    return (" ".join(words), last) if len(words) > 1 and last == initials else ()

"""ESCO: the file ``skills_<language>.csv`` of its download."""

from collections.abc import Iterable, Iterator, Mapping

from vitae.lexicons.taxonomies.taxonomy_skill import TaxonomySkill

COLUMNS = frozenset({"conceptUri", "skillType", "preferredLabel", "altLabels"})
"""By which the file is known; it has more."""

_TYPES = {"knowledge": "domain"}
"""Everything else that ESCO lists is a skill or competence: something that one does."""


def read_esco(rows: Iterable[Mapping[str, str]]) -> Iterator[TaxonomySkill]:
    """Yield the skills of the rows; alternative and hidden labels are separated by line ends."""
    for row in rows:
        name = row["preferredLabel"].strip()
        if name and row.get("status", "released").strip() in ("released", ""):
            labels = f"{row['altLabels']}\n{row.get('hiddenLabels') or ''}".splitlines()
            aliases = tuple(label.strip() for label in labels if label.strip())
            yield TaxonomySkill(name, aliases, _TYPES.get(row["skillType"].strip(), "method"), "esco")

"""Read files of public lists of skills, each by the reader that knows its columns."""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from os import PathLike
from pathlib import Path

from vitae.domain.errors import LexiconUnreadable
from vitae.lexicons.taxonomies.esco import COLUMNS, read_esco
from vitae.lexicons.taxonomies.onet import ELEMENT_COLUMNS, TECHNOLOGY_COLUMNS, read_elements, read_technology
from vitae.lexicons.taxonomies.taxonomy_skill import TaxonomySkill

Rows = Iterable[Mapping[str, str]]

_READERS: tuple[tuple[frozenset[str], Callable[[Rows], Iterator[TaxonomySkill]]], ...] = (
    (COLUMNS, read_esco),
    (TECHNOLOGY_COLUMNS, read_technology),
    (ELEMENT_COLUMNS, read_elements),
)


def import_taxonomies(paths: Iterable[str | PathLike[str]]) -> list[TaxonomySkill]:
    """Return the skills of the files, in their order.

    Raises:
        LexiconUnreadable: a file cannot be read, or has the columns of no list that we know.
    """
    return [skill for path in paths for skill in _read(Path(path))]


def _read(path: Path) -> Iterator[TaxonomySkill]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconUnreadable(f"{path} cannot be read: {type(error).__name__}.") from None
    csv.field_size_limit(sys.maxsize)  # a skill of ESCO may have hundreds of labels
    head = text.partition("\n")[0]
    table = csv.DictReader(StringIO(text, newline=""), delimiter="\t" if "\t" in head else ",", restval="")
    columns = frozenset(table.fieldnames or ())
    for known, read in _READERS:
        if known <= columns:
            return read(table)
    raise LexiconUnreadable(f"{path} has the columns of neither ESCO's skills nor O*NET's: {head.strip()[:80]!r}.")

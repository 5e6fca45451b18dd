"""Which lines are headings: by what they say, by how they look, and by how the other headings look."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from msgspec.structs import replace

from vitae.domain.document import Document
from vitae.domain.sections import SectionKind
from vitae.parsing.blocks import opens_block
from vitae.parsing.heading_candidates import Candidate, Look, Place, body_look, find_candidates
from vitae.parsing.heading_words import other_kind_of_heading
from vitae.parsing.section_kinds import with_kinds
from vitae.parsing.spoken import names_language
from vitae.parsing.unworded import by_look_alone, longer_ones, set_alike, set_as_beside

_MANY_KINDS = 3
"""So many kinds of sections that are known by their words leave nothing to looks."""
_CHARACTERS_OF_LANGUAGES = 120
"""Behind a heading, among which a language must be named."""
_ALIKE = 2
"""So many headings set alike are a habit."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where its section's text begins."""

    first_line: int
    body_line: int
    """The heading's own line when text follows on it, else the next."""
    start: int
    end: int
    kind: SectionKind


Ranks: TypeAlias = "Mapping[tuple[Place | None, Look], int]"


def find_headings(document: Document) -> tuple[Heading, ...]:
    """Return the headings in reading order, each with the kind of its section."""
    return tuple(_heading(c) for c in with_kinds(document, lines_of_headings(document)))


def lines_of_headings(document: Document) -> Sequence[Candidate]:
    """Return the headings in reading order, with the kinds that their words alone tell."""
    body = body_look(document)
    candidates = list(_candidates(document, body))
    named = [c for c in candidates if c.kind is not None and _stands_out(document, c, body)]
    ranks = _ranks(named)
    accepted = {c.line: c for c in _without_inner_labels(c for c in named if _has_rank(c, ranks))}
    if _chief(_ranks(accepted.values()), None) is not None:
        for candidate in list(set_alike(document, candidates, accepted, body)):
            accepted.setdefault(candidate.line, candidate)
    known = Counter(c.place[1] for c in accepted.values())
    columns = sorted({c.place[1] for c in candidates})
    bare = {column for column in columns if known[column] < _ALIKE}
    for group in (set(columns), bare):
        _add_by_look(document, [c for c in candidates if c.place[1] in group], accepted, body)
    for candidate in list(set_as_beside(document, candidates, accepted, body)):
        accepted[candidate.line] = candidate
    return _with_other_kinds(_without_nested(accepted[line] for line in sorted(accepted)))


def _candidates(document: Document, body: Look) -> Iterator[Candidate]:
    """Yield the lines that may be headings; what names languages stands over names of them."""
    for candidate in find_candidates(document, body):
        if not _lists_other_languages(document, candidate):
            yield candidate
        elif candidate.hint is not None and candidate.look != body:
            yield replace(candidate, kind=None, is_exact=False)


def _add_by_look(
    document: Document, candidates: Sequence[Candidate], accepted: dict[int, Candidate], body: Look
) -> None:
    """Add the headings of columns that only their looks tell, where there are none, or none that stand out so far.

    What is known by its words and set smaller is then a label, or a title of a job.
    """
    known = [c for c in candidates if accepted.get(c.line) is c]
    heaviest = max((c.look for c in known), key=lambda look: look.weight, default=body)
    if len({c.kind for c in known if c.is_exact}) >= _MANY_KINDS:
        return
    found = by_look_alone(document, candidates, body)
    if all(c.line in accepted for c in found):
        return
    stands_out = found[0].look == heaviest or found[0].look.weight > heaviest.weight
    if len(known) >= _ALIKE and not stands_out:
        return
    columns = {c.place for c in found}
    for candidate in known:
        if candidate.look.weight < found[0].look.weight and candidate.place in columns:
            del accepted[candidate.line]
    for candidate in (*found, *longer_ones(document, candidates, found, body)):
        accepted.setdefault(candidate.line, candidate)


def _without_inner_labels(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Leave out the labels that name what their section is about anyway, such as ``Tools:`` among the skills."""
    kind: SectionKind | None = None
    for candidate in candidates:
        if not (candidate.is_inline and candidate.kind is kind):
            yield candidate
        kind = candidate.kind


def _heading(candidate: Candidate) -> Heading:
    body_line = candidate.line if candidate.shares_line else candidate.stop
    return Heading(candidate.line, body_line, candidate.start, candidate.end, candidate.kind or SectionKind.OTHER)


def _without_nested(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Leave out what lies inside a heading of two lines."""
    kept: list[Candidate] = []
    for candidate in candidates:
        if not kept or candidate.line >= kept[-1].stop:
            kept.append(candidate)
    return kept


def _with_other_kinds(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give a heading that names two kinds (``Training and Jobs``) the second, where others name the first only."""
    named = Counter(c.kind for c in candidates)
    told: list[Candidate] = []
    for candidate in candidates:
        other = other_kind_of_heading(candidate.text) if candidate.kind is not None else None
        is_free = other is not None and named[candidate.kind] > 1 and not named[other]
        told.append(replace(candidate, kind=other) if is_free else candidate)
    return told


def _stands_out(document: Document, candidate: Candidate, body: Look) -> bool:
    """Return whether a line that names a section also looks as if it opened one."""
    look, line = candidate.look, document.lines[candidate.line]
    points = (
        2.0 * (look.level > 0 or look.ruled or look.spans)
        + 1.5 * (look.size > body.size * 1.05)
        + 1.0 * (look.bold and not body.bold)
        + 1.0 * look.capitals
        + 0.7 * (look.color != body.color)
        + 0.6 * ((opens_block(document, candidate.line) and not candidate.shares_line) or candidate.is_inline)
        + 0.6 * (line.cell is not None and line.cell.column == 0)
        - 1.0 * (look.size < body.size * 0.9)
    )
    return points >= (0.6 if candidate.is_exact else 1.5)


def _lists_other_languages(document: Document, candidate: Candidate) -> bool:
    """Return whether no language that is spoken is named right behind a heading, or behind a label on its line."""
    if candidate.kind is not SectionKind.LANGUAGES:
        return False
    stop = candidate.end + _CHARACTERS_OF_LANGUAGES
    if candidate.is_inline:
        stop = min(stop, document.lines[candidate.line].end)
    return not names_language(document.text[candidate.end : stop])


def _ranks(named: Iterable[Candidate]) -> Ranks:
    """Return how many kinds of sections are set alike, in each column of a page and, under None, in the document."""
    exact = [c for c in named if c.is_exact]
    kinds = {(c.place, c.look, c.kind) for c in exact} | {(None, c.look, c.kind) for c in exact}
    return Counter((place, look) for place, look, _ in kinds)


def _chief(ranks: Ranks, place: Place | None) -> Look | None:
    """Return how the headings of a column are set, if two or more are set alike."""
    looks = [look for at, look in ranks if at == place and ranks[at, look] >= _ALIKE]
    return max(looks, key=lambda look: (ranks[place, look], look.weight, look), default=None)


def _has_rank(candidate: Candidate, ranks: Ranks) -> bool:
    """Return whether a line looks like the headings of its column, or stands out at least as far.

    So "Languages" over a list of programming languages, set like the other labels of the skills,
    opens no section.
    """
    overall = _chief(ranks, None)
    chief = _chief(ranks, candidate.place) or overall
    if chief is None or candidate.look in {chief, overall}:
        return True
    return candidate.look.weight >= chief.weight - 0.25

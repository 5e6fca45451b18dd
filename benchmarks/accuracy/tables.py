"""The tables of the résumé suite, in Markdown."""

from collections.abc import Callable, Iterable

from benchmarks.accuracy.figures import REACH, LeftOut, field_scores, grouped, left_out, mean_f1, reliability, shares
from benchmarks.accuracy.judged import Judgement
from benchmarks.accuracy.resumes import Document

_SHOWN = (
    "name",
    "phone",
    "city",
    "work.employer",
    "work.title",
    "work.start",
    "work.end",
    "work.entry",
    "education.institution",
    "education.degree",
    "skills",
)
_Group = Callable[[Document], str]


def resume_tables(documents: list[Document]) -> str:
    """Return all tables: the fields by split, the rest by split, then by layout, language and person.

    Of those who only measure nobody shows alone: whoever watches one of them while tuning has looked.
    """
    tuning = [document for document in documents if document.person.split == "tune"]
    parts = [
        ("Fields", _fields(documents)),
        ("Everything else", _others(documents)),
        ("Confidence", _confidence(documents)),
        ("By layout", _groups(documents, lambda document: document.layout)),
        ("By language", _groups(documents, lambda document: document.person.language)),
        ("By person of the tuning part", _groups(tuning, lambda document: document.person.id)),
    ]
    return "\n".join(f"### {title}\n\n{table}" for title, table in parts)


def format_tables(documents: list[Document]) -> str:
    """Return the fields by split, and by format."""
    by_format = _groups(documents, lambda document: document.layout)
    return f"### Fields, in formats without pages\n\n{_fields(documents)}\n### By format\n\n{by_format}"


def left_out_tables(documents: list[Document]) -> str:
    """Return the figures with each layout and each person left out."""
    by_layout = left_out([(document.layout, document.judgement) for document in documents])
    by_person = left_out([(document.person.id, document.judgement) for document in documents])
    return f"### Without each layout\n\n{_left_out(by_layout)}\n### Without each person\n\n{_left_out(by_person)}"


def _left_out(lines: list[LeftOut]) -> str:
    rows = [[line.group, f"{line.mean:.3f}", line.field, f"{line.change:+.3f}"] for line in lines]
    return table(["left out", "mean F1 of the rest", "field that moves most", "by"], rows)


def misses_of(documents: list[Document]) -> str:
    """Return what was wrong, file by file; of the people who only measure nothing is shown."""
    lines: list[str] = []
    for document in documents:
        if document.person.split == "tune" and document.judgement.misses:
            lines += [document.name, *(f"  {miss}" for miss in document.judgement.misses)]
    return "\n".join(lines) + "\n"


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown, figures to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def split_of(documents: list[Document], split: str) -> list[Judgement]:
    """Return the judgements of a split, or of all."""
    return [document.judgement for document in documents if split in ("all", document.person.split)]


def _fields(documents: list[Document]) -> str:
    scores = {split: field_scores(split_of(documents, split)) for split in ("tune", "test", "all")}
    head = ["field", "values", "F1 wanted", *(f"{name} {split}" for split in scores for name in ("P", "R", "F1"))]
    rows = []
    for field, whole in scores["all"].items():
        row = [field, str(whole.wanted), str(REACH.get(field, ""))]
        for split in scores.values():
            score = split.get(field)
            row += [f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1)] if score else ["", "", ""]
        rows.append(row)
    means = [cell for split in scores for cell in ("", "", f"{mean_f1(split_of(documents, split)):.3f}")]
    return table(head, [*rows, ["mean", "", "", *means]])


def _others(documents: list[Document]) -> str:
    figures = {split: shares(split_of(documents, split)) for split in ("tune", "test", "all")}
    rows = [[name, *(_number(split.get(name)) for split in figures.values())] for name in figures["all"]]
    return table(["figure", *figures], rows)


def _confidence(documents: list[Document]) -> str:
    bins = reliability(split_of(documents, "all"))
    rows = [[f"from {part.low}", str(part.values), f"{part.mean:.3f}", f"{part.right:.3f}"] for part in bins]
    return table(["confidence", "values", "mean", "share right"], rows)


def _groups(documents: list[Document], group: _Group) -> str:
    rows = []
    for name, judgements in grouped((group(document), document.judgement) for document in documents).items():
        scores = field_scores(judgements)
        cells = [f"{scores[field].f1:.2f}" if field in scores else "" for field in _SHOWN]
        rows.append([name, str(len(judgements)), *cells, f"{mean_f1(judgements):.3f}"])
    return table(["", "files", *_SHOWN, "mean F1"], rows)


def _number(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"

"""How much there is to read, measured by who the candidate is."""

import re
from collections.abc import Iterator

from vitae.analyzers.error_detector.candidate import Stage
from vitae.analyzers.error_detector.places import line_anchor
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.findings import Severity

_SHORT_CHARACTERS = 500
_SHORT_WORDS = 80
_MOST_PAGES = {Stage.STUDENT: 2, Stage.JUNIOR: 2, Stage.REGULAR: 3, Stage.SENIOR: 4, Stage.EXECUTIVE: 4}
_WORDS_A_PAGE = 650
_WALL = 110
"""Words of one paragraph that nobody reads to its end."""
_WORD = re.compile(r"[^\W_]+")


def too_short(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when there is hardly anything to read; scripts without blanks are measured by characters."""
    document = subject.context.document
    words = len(subject.wording.words)
    if len(document.text) < _SHORT_CHARACTERS and words < _SHORT_WORDS and document.lines:
        whole = document.anchor(document.lines[0].start, document.lines[-1].end)
        yield Problem(f"The document has only {words} words.", (whole,))


def too_long(subject: Subject) -> Iterator[Problem]:
    """Yield one problem beyond the pages that are usual at this stage; academics list everything."""
    document = subject.context.document
    most = _MOST_PAGES[subject.candidate.stage]
    words = len(subject.wording.words)
    pages = len(document.pages) or words / _WORDS_A_PAGE
    if pages <= most or subject.candidate.is_academic:
        return
    size = f"{len(document.pages)} pages" if document.pages else f"{words} words"
    beyond = [line for line in document.lines if line.page is not None and line.page > most][:1]
    anchors = tuple(line_anchor(document, line) for line in beyond)
    severity = Severity.WARNING if pages > most + 1 else Severity.INFO
    yield Problem(f"The document has {size}; {most} pages are usual at this stage.", anchors, severity, 0.8)


def wall_of_text(subject: Subject) -> Iterator[Problem]:
    """Yield paragraphs of jobs and of the summary that are too long to be read."""
    resume = subject.context.resume
    for item in (resume.contact.summary, *(job.summary for job in resume.work)):
        count = len(_WORD.findall(item.value)) if item else 0
        if item and count > _WALL:
            yield Problem(f"This paragraph has {count} words.", item.anchors)

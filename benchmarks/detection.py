"""Hidden text: how much of it is found, and how often clean designs are suspected; in the run that tells the speed.

The designs and tricks are those of `tests/hidden_text`, which asks for all of them one by one.
"""

from collections.abc import Iterator
from itertools import product
from time import process_time

from benchmarks.figures import Figures, Row
from tests.hidden_text.conftest import DESIGNS, HIDDEN_WORDS, TINTS, TRICKS, draw
from vitae.documents import Limits, read_document


def measure_detection() -> Figures:
    """Return the shares for PDFs, and what reading one of them takes."""
    tricked = [draw(design, TINTS[0], trick) for design, trick in product(DESIGNS, TRICKS)]
    clean = [draw(design, tint) for design, tint in product(DESIGNS, TINTS)]
    started = process_time()
    found, suspected = list(_are_hidden(tricked)), list(_hide_something(clean))
    ms = 1000 * (process_time() - started)
    rows: dict[str, Row] = {
        "pages with a trick": {"figure": len(found)},
        "of them found, %": {"figure": 100 * sum(found) / len(found)},
        "clean pages": {"figure": len(suspected)},
        "of them suspected, %": {"figure": 100 * sum(suspected) / len(suspected)},
        "reading one, CPU ms": {"figure": ms / (len(found) + len(suspected))},
    }
    return {"Hidden text in PDFs": rows}


def _are_hidden(pages: list[bytes]) -> Iterator[bool]:
    """Tell of each page whether the words are kept out of its text and listed."""
    for page in pages:
        document = read_document(page, Limits())
        listed = {word for piece in document.hidden for word in piece.text.split()}
        yield not set(HIDDEN_WORDS.split()) & set(document.text.split()) and set(HIDDEN_WORDS.split()) <= listed


def _hide_something(pages: list[bytes]) -> Iterator[bool]:
    for page in pages:
        yield bool(read_document(page, Limits()).hidden)

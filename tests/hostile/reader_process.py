"""A process that reads mutants one after the other, and says the seed of each before it begins.

``python -m tests.hostile.reader_process FIRST LAST`` writes ``SEED`` and then `` ok`` or the
code of a refusal, a line for each; whatever else a reader raises ends the process with a traceback.
"""

import resource
import sys

from tests.hostile.mutations import mutant_of
from vitae.documents import read_document
from vitae.documents.limits import Limits
from vitae.domain.errors import DocumentError

MEMORY_BYTES = 1024 * 1024 * 1024
LOW = Limits(max_characters=20_000, max_unzipped_bytes=16 * 1024 * 1024)


def main(first: int, last: int) -> None:
    """Read the mutants of all seeds from the first on and before the last."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for seed in range(first, last):
        sys.stdout.write(str(seed))
        sys.stdout.flush()
        sys.stdout.write(f" {_ending(mutant_of(seed))}\n")


def _ending(data: bytes) -> str:
    try:
        document = read_document(data, LOW)
    except DocumentError as refusal:
        return refusal.code
    for line in document.lines:
        assert document.anchor(line.start, line.end).quote == document.text[line.start : line.end]
    return "ok"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

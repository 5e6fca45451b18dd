"""The heap of a server has no holes when it forks, so that its children need not copy the pages around them."""

import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, sys
from vitae.documents.sandbox.heap import fill_holes, free_in_holes
library = ctypes.CDLL(None)
if not hasattr(library, "mallinfo2"):
    sys.exit("no such library")
library.malloc.restype, library.free.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)
pieces = [library.malloc(40 + 7 * number % 5_000) for number in range(4_000)]
for piece in pieces[::2]:
    library.free(piece)
before = free_in_holes()
fill_holes()
print(before, free_in_holes())
"""


def test_holes_that_were_left_by_warming_up_are_filled() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", SCRIPT], check=False, capture_output=True, text=True)
    if "no such library" in done.stderr:
        pytest.skip("the C library does not tell of its holes")
    before, after = map(int, done.stdout.split())

    assert before > 1_000_000
    assert after < before / 50

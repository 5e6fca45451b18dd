"""The memory of a server is in order when it forks, so that its children copy and take over few pages."""

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


POOLS = """
from vitae.documents.sandbox.heap import fill_pools
pieces = [bytes(200 + number % 200) for number in range(40_000)]
left = {id(piece) for piece in pieces[::2]}
del pieces[::2]
pieces.extend(new := [bytes(200 + number % 200) for number in range(100)])
before = sum(id(piece) in left for piece in new)
fill_pools()
pieces.extend(new := [bytes(200 + number % 200) for number in range(1_000)])
print(before, sum(id(piece) in left for piece in new))
"""


def test_what_is_made_later_begins_pools_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", POOLS], check=True, capture_output=True, text=True)
    before, after = map(int, done.stdout.split())

    assert before > 50
    assert after < 10


HUGE = """
import ctypes, re, sys
from pathlib import Path
from vitae.documents.sandbox.heap import join_pages
def huge():
    return sum(map(int, re.findall(r"AnonHugePages: +(\\d+)", Path("/proc/self/smaps").read_text())))
if sys.platform != "linux":
    sys.exit("no such kernel")
room = bytearray(b"used") * 2**22
at = (ctypes.addressof(ctypes.c_char.from_buffer(room)) + 2**21) & -2**21
before = huge()
join_pages()
if huge() == before and ctypes.CDLL(None).madvise(ctypes.c_void_p(at), ctypes.c_size_t(2**21), 25) != 0:
    sys.exit("no such kernel")
print(huge(), room == b"used" * 2**22)
"""


def test_pages_in_use_are_joined_to_huge_ones() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", HUGE], check=False, capture_output=True, text=True)
    if "no such kernel" in done.stderr:
        pytest.skip("the kernel joins no pages when it is asked")
    kibibytes, is_the_same = done.stdout.split()

    assert int(kibibytes) >= 12 * 1024
    assert is_the_same == "True"

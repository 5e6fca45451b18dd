"""The memory of a server, put in order before it forks.

A child shares the server's memory, and copies each page of it that it writes to.
"""

import ctypes
import gc
import mmap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vitae.documents.sandbox.kernel import libc

_LARGEST, _SMALLEST, _STEP = 64 * 1024, 24, 16
"""Bytes; smaller pieces differ by no less than the step."""
_CLOSE = 2_048
"""Below, all sizes are tried; above, each is a quarter smaller than the one before."""
_MOST = 10_000
"""Pieces that are taken of one size."""
_FIELDS = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")

_POOL, _POOL_HEAD = 16 * 1024, 48
"""Bytes of the interpreter's pools, which hold pieces of one size, and of what stands before the first piece."""
_POOLED = range(512, 15, -16)
"""The sizes."""

_HUGE = 2 * 1024 * 1024
"""Bytes of a huge page."""
_COLLAPSE = 25
"""MADV_COLLAPSE of Linux 6.1, which Python has no name for."""
_FULL = 0.9
"""The share of a huge page that must be in use before it is made one."""


class _Account(ctypes.Structure):
    """What ``mallinfo2`` of glibc 2.33 tells, in bytes; see malloc(3) and mallinfo(3)."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in _FIELDS)

    fordblks: int
    """Free in all."""
    keepcost: int
    """Free at the end of the heap."""


def tidy() -> None:
    """Ready this process for forks that end soon: with little to copy, and few pages to pass on."""
    gc.collect()
    fill_pools()
    fill_holes()
    gc.freeze()  # what a child never touches stays shared with it
    gc.disable()  # a child ends before its garbage matters
    join_pages()


def fill_pools() -> None:
    """Take the free pieces in the interpreter's pools and keep them, so that children begin new ones."""
    take = ctypes.pythonapi.PyObject_Malloc
    take.restype, take.argtypes = ctypes.c_size_t, (ctypes.c_size_t,)
    for size in _POOLED:
        for _ in range(_MOST):
            pool, place = divmod(take(size), _POOL)
            if (place - _POOL_HEAD) % size:  # an interpreter without such pools
                return
            if ctypes.c_uint.from_address(pool * _POOL).value == 1:  # a pool begins with the number of pieces in use
                break  # this one was empty: no other had any left


def fill_holes() -> None:
    """Take the free pieces within the heap and keep them, where the C library tells of them.

    What a server frees while it warms up leaves holes all over its heap. Its children would take their
    memory there, and for every one copy a page that they share with it. So they get new pages in a row.
    """
    with suppress(AttributeError):  # another library, or an older one
        account, take = _library()
        for size in _sizes():
            for _ in range(_MOST):
                end = account().keepcost
                take(size)
                if account().keepcost != end:  # no hole is left of this size
                    break


def free_in_holes() -> int:
    """Return how many bytes are free, but not at the end of the heap.

    Raises:
        AttributeError: the C library does not tell.
    """
    account, _ = _library()
    told = account()
    return int(told.fordblks - told.keepcost)


def join_pages() -> None:
    """Make huge pages of what is in use, where the kernel does so when asked.

    A fork takes over each page on its own, and lets go of each at its end. Of huge ones there are few; one that is
    written to is many again.
    """
    for start in _huge_pages():
        if _share_in_use(start) >= _FULL:
            libc().madvise(ctypes.c_void_p(start), ctypes.c_size_t(_HUGE), _COLLAPSE)


def _huge_pages() -> Iterator[int]:
    """Yield the addresses of the huge pages that fit into the memory of this process with no file behind it."""
    with suppress(OSError):  # only Linux tells
        for mapping in Path("/proc/self/maps").read_text().splitlines():
            span, rights, _, _, _, *path = mapping.split(maxsplit=5)
            if rights == "rw-p" and path in ([], ["[heap]"]):
                start, end = (int(address, 16) for address in span.split("-"))
                yield from range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE)


def _share_in_use(start: int) -> float:
    pages = bytearray(_HUGE // mmap.PAGESIZE)
    told = (ctypes.c_ubyte * len(pages)).from_buffer(pages)
    if libc().mincore(ctypes.c_void_p(start), ctypes.c_size_t(_HUGE), told) != 0:
        return 0
    return sum(pages) / len(pages)


def _library() -> tuple["ctypes._NamedFuncPointer", "ctypes._NamedFuncPointer"]:
    account, take = libc().mallinfo2, libc().malloc
    account.restype, account.argtypes = _Account, ()
    take.restype, take.argtypes = ctypes.c_void_p, (ctypes.c_size_t,)
    return account, take


def _sizes() -> list[int]:
    sizes = [_LARGEST]
    while sizes[-1] > _CLOSE:
        sizes.append(sizes[-1] * 3 // 4)
    return [*sizes, *range(_CLOSE, _SMALLEST - 1, -_STEP)]

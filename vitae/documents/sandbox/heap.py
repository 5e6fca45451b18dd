"""The heap of a server, tidied before it forks."""

import ctypes
from contextlib import suppress

_LARGEST, _SMALLEST, _STEP = 64 * 1024, 24, 16
"""Bytes; smaller pieces differ by no less than the step."""
_CLOSE = 2_048
"""Below, all sizes are tried; above, each is a quarter smaller than the one before."""
_MOST = 10_000
"""Pieces that are taken of one size."""
_FIELDS = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")


class _Account(ctypes.Structure):
    """What ``mallinfo2`` of glibc 2.33 tells, in bytes; see malloc(3) and mallinfo(3)."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in _FIELDS)

    fordblks: int
    """Free in all."""
    keepcost: int
    """Free at the end of the heap."""


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


def _library() -> tuple["ctypes._NamedFuncPointer", "ctypes._NamedFuncPointer"]:
    library = ctypes.CDLL(None)
    account, take = library.mallinfo2, library.malloc
    account.restype, account.argtypes = _Account, ()
    take.restype, take.argtypes = ctypes.c_void_p, (ctypes.c_size_t,)
    return account, take


def _sizes() -> list[int]:
    sizes = [_LARGEST]
    while sizes[-1] > _CLOSE:
        sizes.append(sizes[-1] * 3 // 4)
    return [*sizes, *range(_CLOSE, _SMALLEST - 1, -_STEP)]

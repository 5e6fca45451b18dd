"""One way of setting a résumé."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.accuracy.person import Person


@dataclass(frozen=True, slots=True)
class Layout:
    """A design in one format; the same person gives the same bytes in every run."""

    name: str
    suffix: str
    """Of the file, such as ``pdf``."""
    render: Callable[[Person], bytes]
    errors: tuple[str, ...] = ()
    """Neutral ids of the findings that this design asks for, whoever is set in it."""

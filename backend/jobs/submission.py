"""What is checked and settled of a submission before anything is accepted."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from vitae.domain.errors import DocumentEmpty, DocumentTooLarge, InvalidOption

PRIORITIES = range(10)
"""Higher is sooner."""
MAX_FILENAME_CHARACTERS = 255
MIB = 1024 * 1024


def check_size(data: bytes, max_mib: int) -> None:
    """Refuse a document without bytes, or with more than the limit.

    Raises:
        DocumentEmpty: there are no bytes.
        DocumentTooLarge: there are more than `max_mib` MiB.
    """
    if not data:
        raise DocumentEmpty("The document is empty: it has 0 bytes.")
    if len(data) > max_mib * MIB:
        raise DocumentTooLarge(f"The document has {len(data)} bytes; the limit is {max_mib} MiB.")


def check_priority(priority: int) -> None:
    """Refuse a priority outside 0..9 with InvalidOption."""
    if priority not in PRIORITIES:
        raise InvalidOption(f"The priority is {priority}; it may be 0 to 9, and higher is sooner.")


def settle_analyzers(names: Iterable[str] | None) -> tuple[str, ...] | None:
    """Return the names in running order, each once; None for all analyzers.

    Raises:
        UnknownAnalyzer: a name is not registered, or no name was given.
    """
    if names is None:
        return None
    from vitae.analyzers.registry import select_analyzers

    return tuple(analyzer.name for analyzer in select_analyzers(names))


def settle_options(options: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the options of the engine; None where nothing is asked.

    Raises:
        InvalidOption: a rule is set that no analyzer has, or to something that is no setting.
    """
    if not options:
        return None
    from vitae.analyzers.registry import insist_on_known_codes
    from vitae.domain.options import Options

    insist_on_known_codes(Options(rules=options.get("rules") or {}))
    return dict(options)


def relative_name(filename: str | None) -> str | None:
    """Return the name with the folders before it, fit to name a file below any folder; None when nothing is left.

    Steps upwards, empty parts of the path, drives and control characters are left out.
    """
    if filename is None:
        return None
    parts = map(_printable, filename.replace("\\", "/").split("/"))
    name = "/".join(part for part in parts if part.strip(". ") and not part.endswith(":"))
    return name[-MAX_FILENAME_CHARACTERS:].lstrip("/") or None


def display_name(filename: str | None) -> str | None:
    """Return the file's name without folders and control characters; None when nothing is left of it."""
    if filename is None:
        return None
    name = PurePosixPath(filename.replace("\\", "/")).name
    return _printable(name)[:MAX_FILENAME_CHARACTERS] or None


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c for c in text if c.isprintable())

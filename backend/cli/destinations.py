"""Where reports go: to stdout, or each into a file of its own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import click
from typing_extensions import override

from backend.cli.files import open_folder, write_whole
from vitae.domain.errors import InvalidOption
from vitae.exports import FORMATS, Format

ReportData = Mapping[str, Any]

ONE_PER_LINE = ("json", "jsonresume")
"""Formats of which several are printed as one JSON value for each line."""
ONE_AFTER_ANOTHER = ("text", "markdown")


class Destination(Protocol):
    """Takes the reports of a run, one by one."""

    def write(self, name: str, report: ReportData) -> Path | None:
        """Write a report; return the file, if it is one."""


class StandardOutput(Destination):
    """Prints reports; of several JSON reports each takes one line."""

    def __init__(self, kind: Format, count: int) -> None:
        if count > 1 and kind.name not in (*ONE_PER_LINE, *ONE_AFTER_ANOTHER):
            raise InvalidOption(f"Several reports as {kind.name} need -o DIR: each is a file of its own.")
        self._kind = kind
        self._by_line = count > 1 and kind.name in ONE_PER_LINE
        self._is_first = True

    @override
    def write(self, name: str, report: ReportData) -> None:
        """Print a report; the failure of a document is printed where a program reads, and told on stderr anyway."""
        if report["status"] == "failed" and self._kind.name != "json":
            return
        text = self._kind.render(report)
        if self._by_line:
            text = json.dumps(json.loads(text), ensure_ascii=False) + "\n"
        elif not self._is_first:
            text = f"\n{text}"
        self._is_first = False
        click.echo(text, nl=False)


class Folder(Destination):
    """Writes ``DIR/<file name>.<extension>``; a name that was taken in this run gets a number."""

    def __init__(self, kind: Format, path: Path) -> None:
        self._kind = kind
        self._path = open_folder(path)
        self._taken: set[str] = set()

    @override
    def write(self, name: str, report: ReportData) -> Path:
        """Write a report; that of a document that cannot be analysed is always JSON."""
        kind = FORMATS["json"] if report["status"] == "failed" else self._kind
        path = self._path / self._free_name(name, kind.extension)
        write_whole(path, kind.render(report))
        return path

    def _free_name(self, name: str, extension: str) -> str:
        """Return ``cv.pdf.json``, then ``cv.pdf.2.json``; names that differ in case only are one on some disks."""
        candidate, number = f"{name}.{extension}", 1
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{name}.{number}.{extension}"
        self._taken.add(candidate.casefold())
        return candidate


def destination_for(format_name: str, folder: Path | None, count: int) -> Destination:
    """Return where the reports of `count` documents go.

    Raises:
        InvalidOption: the folder cannot be used, or the format cannot be printed for several documents.
    """
    kind = FORMATS[format_name]
    return Folder(kind, folder) if folder else StandardOutput(kind, count)

"""Text recognition: pixels in, words with places and confidences out.

The engine is Tesseract in this process, through tesserocr, which is the optional extra ``ocr``; the
data of the languages comes from the system. Where either is missing, `find_installation` returns
None, and a scan stays what it is without it: a document without text.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA_VARIABLE = "TESSDATA_PREFIX"
"""Tesseract's own variable for the folder of its data; it comes before the usual places."""
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
"""Where Debian, Fedora and Arch, a build from source, and Homebrew put it."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What text recognition finds on this machine."""

    engine: str
    """The version of the extra."""
    folder: str
    data: tuple[tuple[str, int], ...]
    """The languages that are asked for and there, in the order asked, with the bytes of their data."""

    @property
    def languages(self) -> str:
        """The languages in Tesseract's notation."""
        return "+".join(name for name, _ in self.data)

    @property
    def fingerprint(self) -> str:
        """All that may change what is recognised; data of one size are taken for the same."""
        return f"{self.engine} " + " ".join(f"{name}:{size}" for name, size in self.data)


class Letter(NamedTuple):
    """What one shape on the page was read as, with its place in pixels; a ligature has several characters."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


class RecognizedWord(NamedTuple):
    """Letters of one word."""

    letters: tuple[Letter, ...]
    confidence: float
    """0..1."""
    line: int
    """The number of its printed line, in the order in which the page is read."""
    baseline: float
    """In pixels from the top."""
    x_height: float
    """The height of its line's small letters in pixels."""

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(letter.text for letter in self.letters)


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as one byte of grey a pixel."""

    pixels: bytes
    width: int
    height: int
    stride: int
    """Bytes a row."""
    dots_per_inch: int


class Recognizer:
    """A loaded engine; it reads one page at a time and needs no file any more."""

    def __init__(self, installation: Installation) -> None:
        import tesserocr  # type: ignore[import-untyped]

        self._levels = tesserocr.RIL
        self._api = tesserocr.PyTessBaseAPI(
            path=installation.folder,
            lang=installation.languages,
            oem=tesserocr.OEM.LSTM_ONLY,  # the other engine adapts to a page and takes that to the next
            psm=tesserocr.PSM.AUTO,
        )

    def read(self, raster: Raster) -> list[RecognizedWord]:
        """Return the words in reading order, column by column where the page has several."""
        self._api.SetImageBytes(raster.pixels, raster.width, raster.height, 1, raster.stride)
        self._api.SetSourceResolution(raster.dots_per_inch)
        try:
            self._api.Recognize()
            return list(self._words(self._api.GetIterator()))
        finally:
            self._api.Clear()

    def _words(self, place: Any) -> Iterator[RecognizedWord]:
        if place is None:  # nothing was found
            return
        word, text_line, line = self._levels.WORD, self._levels.TEXTLINE, -1
        while not place.Empty(word):  # asking a place with nothing there ends the process
            if place.IsAtBeginningOf(text_line) or line < 0:
                line += 1
            row, baseline = place.RowAttributes(), place.Baseline(text_line)
            confidence = place.Confidence(word) / 100
            x_height = row["row_height"] - row["ascenders"] + row["descenders"]  # what hangs down is negative
            letters, goes_on = self._letters(place)
            if letters and baseline:
                middle = (letters[0].left + letters[-1].right) / 2
                yield RecognizedWord(letters, confidence, line, _height_at(middle, *baseline), x_height)
            if not goes_on:
                return

    def _letters(self, place: Any) -> tuple[tuple[Letter, ...], bool]:
        """Return the letters up to the next word, and whether there is one; moves the place there."""
        symbol, letters = self._levels.SYMBOL, []
        while True:
            box = place.BoundingBox(symbol)
            text = place.GetUTF8Text(symbol).strip()
            if text and box:
                letters.append(Letter(text, *box))
            if not place.Next(symbol):
                return tuple(letters), False
            if place.IsAtBeginningOf(self._levels.WORD):
                return tuple(letters), True


def find_installation(languages: str) -> Installation | None:
    """Return what there is for these languages (``eng+deu``); None without the engine or any data."""
    return _find_installation(languages, os.environ.get(DATA_VARIABLE, ""))


@cache
def load_recognizer(languages: str) -> Recognizer | None:
    """Return the engine for these languages, loaded once in a process; None where there is none that works."""
    installation = find_installation(languages)
    if installation is None:
        return None
    try:
        return Recognizer(installation)
    except (ImportError, RuntimeError):  # a library of the system, or the data, is not what it should be
        return None


@cache
def _find_installation(languages: str, chosen: str) -> Installation | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        engine = version("tesserocr")
    except PackageNotFoundError:
        return None
    wanted = list(dict.fromkeys(name for name in languages.split("+") if name.isidentifier()))
    folders = [Path(chosen), Path(chosen, "tessdata")] if chosen else [Path(folder) for folder in _FOLDERS]
    for folder in folders:
        data = tuple((name, size) for name in wanted if (size := _size(folder / f"{name}.traineddata")))
        if data:
            return Installation(engine, str(folder), data)
    return None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _height_at(x: float, start: tuple[int, int], end: tuple[int, int]) -> float:
    """Return the height of a line, which a crooked scan lets rise or fall."""
    (x0, y0), (x1, y1) = start, end
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else float(y0)

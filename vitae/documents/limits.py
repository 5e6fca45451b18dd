"""How much of a document is read before it is refused or cut."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; the figures stand far above any résumé that was ever measured."""

    max_bytes: int = 10 * 1024 * 1024
    max_pages: int = 50
    """Pages beyond are not read; the quality says so."""
    max_characters: int = 200_000
    """Characters beyond are not read; the quality says so."""
    max_page_pixels: int = 20_000_000
    """Of a page that is painted, to be shown or to be recognised; it is painted smaller instead."""
    max_recognised_pages: int = 10
    """Pages that are pictures and are read by text recognition, where it is installed; with 0 none is."""
    recognition_languages: str = "eng+deu+fra+spa"
    """In Tesseract's notation; each that is installed makes recognition slower, the others are passed over."""
    max_zip_entries: int = 2_000
    max_unzipped_bytes: int = 64 * 1024 * 1024
    max_zip_ratio: int = 200
    """Unpacked to packed, for entries of more than 1 MiB."""
    max_memory_bytes: int = 768 * 1024 * 1024
    """Address space of the sandboxed reader; ordinary documents need less than a tenth."""
    max_cpu_seconds: int = 10
    """Processor time of the sandboxed reader; of 3,176 odd PDFs none needed one."""
    max_wall_seconds: float = 30
    """Time for the sandboxed reader on the clock: the backstop for what uses no processor."""

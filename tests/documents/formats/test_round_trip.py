"""The same résumé gives the same text, sections and profile, whatever format it was written in."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document
from vitae.parsing import find_sections, parse_resume, to_json_resume

Write = Callable[[str, Any], bytes]
FORMATS = ("pdf", "docx", "odt", "rtf", "html", "markdown", "text")


def words_of(document: Document) -> list[str]:
    """Return all words in order, without bullets, in small letters."""
    return " ".join(document.text[line.content_start : line.end] for line in document.lines).lower().split()


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_comes_back_in_order(name: str, write: Write, pieces: Any) -> None:
    document = read_document(write(name, pieces), Limits())

    expected = " ".join(f"{piece.text} {piece.dates}" for piece in pieces).lower().split()
    assert words_of(document) == expected


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "docx"])
def test_the_sections_and_the_profile_are_those_of_the_docx(name: str, write: Write, pieces: Any) -> None:
    def read(name: str) -> tuple[list[tuple[str, str]], dict[str, Any]]:
        document = read_document(write(name, pieces), Limits())
        sections = find_sections(document)
        kinds = [(section.kind.value, (section.heading or "").lower()) for section in sections]
        profile = json.dumps(to_json_resume(parse_resume(document, sections)))
        return kinds, json.loads(profile.replace("https://www.", "https://"))  # as a plain text shows it

    sections, profile = read(name)
    expected_sections, expected_profile = read("docx")

    assert sections == expected_sections
    assert profile == expected_profile


@pytest.mark.parametrize("name", ["odt", "rtf", "html", "markdown", "docx"])
def test_bullets_are_list_items_and_headings_are_headings(name: str, write: Write, pieces: Any) -> None:
    document = read_document(write(name, pieces), Limits())

    items = [document.line_text(line) for line in document.lines if line.is_list_item]
    headings = [document.line_text(line) for line in document.lines if line.heading_level]
    assert items == [piece.text for piece in pieces if piece.kind == "bullet"]
    assert set(headings) >= {piece.text for piece in pieces if piece.kind == "heading"}


@pytest.mark.parametrize("name", ["pdf", "docx", "odt", "rtf", "html", "markdown"])
def test_a_link_leads_from_its_words_to_its_address(name: str, write: Write, pieces: Any) -> None:
    document = read_document(write(name, pieces), Limits())

    (piece,) = [piece for piece in pieces if piece.url]
    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [(piece.text, piece.url)]

"""What holds for a document of every format."""

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.errors import DocumentEmpty, DocumentError

WITH_PATHS = ("docx", "odt", "rtf", "html", "markdown", "text")


def test_every_line_lies_in_the_text_and_is_quoted_by_its_anchor(written: bytes) -> None:
    document = read_document(written, Limits())

    assert "\n".join(document.line_text(line) for line in document.lines) == document.text
    for line in document.lines:
        assert document.anchor(line.start, line.end).quote == document.line_text(line)
        assert [run.start for run in line.runs] == sorted(run.start for run in line.runs)
        assert all(line.start <= run.start < run.end <= line.end for run in line.runs)


@pytest.mark.parametrize("name", WITH_PATHS)
def test_without_pages_every_line_has_a_path_of_its_own(name: str, write: Callable[..., bytes], pieces: Any) -> None:
    document = read_document(write(name, pieces), Limits())

    paths = [line.path for line in document.lines]
    assert all(paths)
    assert len(set(paths)) == len(paths)


def test_the_same_bytes_are_read_alike(written: bytes) -> None:
    assert read_document(written, Limits()) == read_document(written, Limits())


@pytest.mark.parametrize("name", WITH_PATHS)
def test_no_more_is_read_than_the_limit_and_the_quality_says_so(
    name: str, write: Callable[..., bytes], pieces: Any
) -> None:
    document = read_document(write(name, pieces), Limits(max_characters=500))

    assert len(document.text) <= 500
    assert any("500 characters" in reason for reason in document.quality.reasons)


def test_nothing_is_hidden_in_an_honest_document(written: bytes) -> None:
    document = read_document(written, Limits())

    assert document.hidden == ()
    assert not set(document.layout.flags) & {"hidden_text", "character_tricks"}


def test_a_document_that_was_cut_off_is_read_or_refused(written: bytes) -> None:
    for share in range(1, 40):
        with suppress(DocumentError):
            document = read_document(written[: len(written) * share // 40], Limits())
            assert all(line.end <= len(document.text) for line in document.lines)


@pytest.mark.parametrize("name", ["docx", "odt", "rtf", "html", "text"])
def test_a_document_without_words_is_empty(name: str, write: Callable[..., bytes], pieces: Any) -> None:
    blank = [dataclasses.replace(pieces[0], text=" ")]

    with pytest.raises(DocumentEmpty):
        read_document(write(name, blank), Limits())

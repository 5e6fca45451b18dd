"""Words hidden in a PDF by any means are found; nothing of a clean design is taken for hidden."""

import io
import re
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from vitae.documents import Limits, read_document
from vitae.domain.document import HiddenKind

FOUND_FLOOR = 0.95
FALSE_ALARMS = 0.01

Draw = Callable[..., bytes]


def page(draw: Callable[[Any], None], *, size: tuple[float, float] = (595, 842), rotate: int = 0) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size)
    canvas.setPageRotation(rotate)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_words_hidden_by_a_trick_are_found_in_every_design_and_nothing_else_is_lost(
    trick: Any, designs: tuple[Any, ...], tints: tuple[Any, ...], drawn: Draw, hidden_words: str
) -> None:
    missed = []
    for number, design in enumerate(designs):
        tint = tints[number % len(tints)]
        clean = read_document(drawn(design, tint), Limits())

        read = read_document(drawn(design, tint, trick), Limits())

        found = " ".join(piece.text for piece in read.hidden).split()
        if (
            sorted(found) != sorted(hidden_words.split())
            or read.text != clean.text
            or "hidden_text" not in read.layout.flags
        ):
            missed.append(design.__name__)

    assert len(missed) <= (1 - FOUND_FLOOR) * len(designs), missed


def test_nothing_of_a_clean_design_is_taken_for_hidden(design: Any, tints: tuple[Any, ...], drawn: Draw) -> None:
    for tint in tints:
        document = read_document(drawn(design, tint), Limits())

        assert document.hidden == ()
        assert "hidden_text" not in document.layout.flags


def test_hidden_words_say_what_hides_them_and_where_they_stand() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 700, "Clerk")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 600, "Python Java")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(-300, 500, "Kubernetes")

    white, away = read_document(page(draw), Limits()).hidden

    assert (white.kind, white.text, white.page) == (HiddenKind.SAME_COLOR, "Python Java", 1)
    assert white.boxes[0].x0 == pytest.approx(72, abs=2)
    assert white.boxes[0].y1 == pytest.approx(842 - 600, abs=4)
    assert (away.kind, away.text) == (HiddenKind.OFF_PAGE, "Kubernetes")
    assert away.boxes[0].x1 < 0


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_white_words_are_told_apart_on_a_turned_page(rotate: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.3)
        canvas.rect(0, 500, 595, 95, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 540, "Ada")
        canvas.drawString(72, 300, "Kubernetes")

    document = read_document(page(draw, rotate=rotate), Limits())

    assert document.text == "Ada"
    assert [piece.text for piece in document.hidden] == ["Kubernetes"]


def test_words_on_a_layer_that_is_shown_are_ordinary_text(layered: Callable[..., bytes], hidden_words: str) -> None:
    assert hidden_words in read_document(layered(is_on=True), Limits()).text
    assert hidden_words not in read_document(layered(is_on=False), Limits()).text


def test_what_text_recognition_lays_over_a_scan_is_read(shown_picture: Any) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawImage(shown_picture, 0, 0, 595, 842)
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLines("Ada Example\nClerk at Harbour Foods")
        canvas.drawText(text)

    document = read_document(page(draw), Limits())

    assert document.text == "Ada Example\nClerk at Harbour Foods"
    assert document.layout.flags == ("recognised_text",)
    assert document.quality.score < 1


def test_invisible_words_beside_visible_ones_are_hidden_even_over_a_picture(shown_picture: Any) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawImage(shown_picture, 0, 0, 595, 842)
        canvas.drawString(72, 760, "Ada Example, clerk at Harbour Foods in Leeds")
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("Kubernetes Terraform")
        canvas.drawText(text)

    document = read_document(page(draw), Limits())

    assert [piece.text for piece in document.hidden] == ["Kubernetes Terraform"]


def test_a_small_page_may_be_printed_in_small_letters() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 2)
        canvas.drawString(10, 100, "Ada Example")

    assert read_document(page(draw, size=(105, 148)), Limits()).text == "Ada Example"


def test_a_flood_of_hidden_words_is_kept_within_bounds() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 800, "Clerk")
        canvas.setFillColorRGB(1, 1, 1)
        for row in range(600):
            canvas.drawString(10, 790 - 1.3 * row, "Kubernetes Terraform Blockchain " * 4)

    document = read_document(page(draw), Limits())

    assert document.text == "Clerk"
    assert len(document.hidden) <= 500
    assert sum(len(piece.text) for piece in document.hidden) <= 20_000


def test_a_document_of_nothing_but_hidden_words_is_read_as_empty_and_told() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 700, "Kubernetes")

    document = read_document(page(draw), Limits())

    assert document.text == ""
    assert document.layout.flags == ("hidden_text",)


def test_giant_words_on_a_photograph_take_no_time_to_speak_of(shown_picture: Any) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawImage(shown_picture, 0, 0, 595, 842)
        canvas.setFont("Helvetica", 500)
        canvas.setFillColorRGB(0.8, 0.8, 0.8)
        for _ in range(300):
            canvas.drawString(0, 300, "WW")

    started = process_time()
    read_document(page(draw), Limits())

    assert process_time() - started < 5


@pytest.mark.parametrize("text", ["(Kubernetes)Clerk at Leeds", "Clerk(Kubernetes) at Leeds", "Cl(x9)erk at Leeds"])
@pytest.mark.parametrize("before", ["", "A "])
def test_tiny_letters_glued_to_a_word_are_hidden_and_the_word_is_read_whole(text: str, before: str) -> None:
    head, tiny, tail = re.split(r"[()]", text)

    def draw(canvas: Any) -> None:
        x = 72.0
        for part, size in ((before + head, 10), (tiny, 1), (tail, 10)):
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, 700, part)
            x += canvas.stringWidth(part, "Helvetica", size)

    document = read_document(page(draw), Limits())

    assert document.text == f"{before}Clerk at Leeds"
    assert [(piece.kind, piece.text) for piece in document.hidden] == [(HiddenKind.TINY, tiny)]
    assert {run.style.size for line in document.lines for run in line.runs} == {10}


def test_raised_letters_and_small_capitals_stay_in_their_word() -> None:
    def draw(canvas: Any) -> None:
        x = 72.0
        for part, size in (("C", 12), ("LERK", 8), (" since the 2", 12), ("nd", 6)):
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, 700 + (size == 6) * 4, part)
            x += canvas.stringWidth(part, "Helvetica", size)

    document = read_document(page(draw), Limits())

    assert document.text == "CLERK since the 2nd"
    assert document.hidden == ()

"""What was filled into the form of a PDF is read where it stands; what its fields do not show is hidden text."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from vitae.documents import Limits, read_document
from vitae.domain.document import HiddenKind


def form(draw: Callable[[Any], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def field(canvas: Any, x: float, y: float, value: str, **options: Any) -> None:
    options = {"width": 120, "height": 18, "fontSize": 10, **options}
    canvas.acroForm.textfield(name=f"field at {x} {y}", value=value, x=x, y=y - 5, **options)


def application(canvas: Any) -> None:
    canvas.drawString(72, 700, "First name:")
    canvas.drawString(300, 700, "Last name:")
    canvas.drawString(72, 660, "Employer:")
    canvas.drawString(72, 600, "Signed by hand")
    field(canvas, 140, 660, "Harbour Foods")
    field(canvas, 370, 700, "Example")
    field(canvas, 140, 700, "Ada Maria")


def test_values_are_read_behind_their_labels() -> None:
    document = read_document(form(application), Limits())

    assert document.text.replace("\t", " ").splitlines() == [
        "First name: Ada Maria Last name: Example",
        "Employer: Harbour Foods",
        "Signed by hand",
    ]
    assert document.hidden == ()


def test_a_value_has_its_place() -> None:
    document = read_document(form(application), Limits())
    start = document.text.index("Harbour Foods")

    anchor = document.anchor(start, start + len("Harbour Foods"))

    assert anchor.page == 1
    (box,) = anchor.boxes
    assert 140 <= box.x0 < box.x1 <= 260
    assert 842 - 660 - 13 <= box.y0 < box.y1 <= 842 - 660 + 5


def test_values_are_read_that_the_file_leaves_to_its_reader_to_draw() -> None:
    drawn = form(application)

    document = read_document(
        drawn.replace(b"/AP", b"/XX").replace(b"/Fields", b"/NeedAppearances true /Fields"), Limits()
    )

    assert document.text == read_document(drawn, Limits()).text
    assert "Harbour Foods" in document.text


def test_a_value_of_several_lines_is_read_line_by_line() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 700, "Profile:")
        canvas.drawString(72, 500, "Signed by hand")
        field(
            canvas,
            140,
            660,
            "Clerk with ten years at sea\nand two on land",
            width=240,
            height=56,
            fieldFlags="multiline",
        )

    text = read_document(form(draw), Limits()).text

    assert text.replace("\t", "\n").splitlines() == [
        "Profile:",
        "Clerk with ten years at sea",
        "and two on land",
        "Signed by hand",
    ]


def test_a_locked_reader_reads_the_same_of_a_form() -> None:
    data = form(application)

    assert read_document(data, Limits(), "sandbox") == read_document(data, Limits())


def test_a_value_under_its_label_follows_it() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 700, "Profile")
        canvas.drawString(72, 600, "Languages")
        field(canvas, 72, 570, "English and Welsh")
        field(canvas, 72, 670, "Clerk with ten years at sea")

    text = read_document(form(draw), Limits()).text

    assert text.splitlines() == ["Profile", "Clerk with ten years at sea", "Languages", "English and Welsh"]


@pytest.mark.parametrize("flag", [2, 32], ids=["hidden", "no view"])  # PDF 1.7, table 165
def test_a_field_that_is_not_shown_is_hidden_text(flag: int) -> None:
    def draw(canvas: Any) -> None:
        application(canvas)
        field(canvas, 72, 500, "Kubernetes Terraform", annotationFlags=flag)

    document = read_document(form(draw), Limits())

    (piece,) = document.hidden
    assert (piece.kind, piece.text, piece.page) == (HiddenKind.INVISIBLE_MODE, "Kubernetes Terraform", 1)
    assert piece.boxes[0].x0 == pytest.approx(72, abs=2)
    assert "Kubernetes" not in document.text
    assert "Harbour Foods" in document.text
    assert "hidden_text" in document.layout.flags


def test_white_letters_in_a_field_are_hidden_text() -> None:
    def draw(canvas: Any) -> None:
        application(canvas)
        field(canvas, 72, 500, "Kubernetes", textColor=white, fillColor=white)

    document = read_document(form(draw), Limits())

    assert [piece.text for piece in document.hidden] == ["Kubernetes"]
    assert "Kubernetes" not in document.text


def test_an_empty_form_is_read_as_the_page_it_is() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 700, "Name:")
        field(canvas, 140, 700, "")
        canvas.acroForm.checkbox(name="agreed", checked=True, x=72, y=600)

    document = read_document(form(draw), Limits())

    assert document.text == "Name:"
    assert document.hidden == ()


def test_links_beside_fields_stay() -> None:
    def draw(canvas: Any) -> None:
        application(canvas)
        canvas.drawString(72, 560, "Portfolio")
        canvas.linkURL("https://example.org/ada", (72, 555, 120, 570))

    document = read_document(form(draw), Limits())

    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("Portfolio", "https://example.org/ada")
    ]

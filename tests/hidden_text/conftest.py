"""Ways to design a résumé as a PDF, and ways to hide words in one: both sets are drawn by code."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
Rgb = tuple[float, float, float]
WHITE, BLACK, DARK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.1, 0.18, 0.3)
TINTS: tuple[Rgb, ...] = (DARK, (0.55, 0.1, 0.15), (0.05, 0.4, 0.35), (0.25, 0.25, 0.25), (0.9, 0.45, 0.05))
BODY = (
    "Clerk at Harbour Foods",
    "Planned the rota of 41 people",
    "Kept the books of two sites",
    "Trained new starters",
)
HIDDEN_WORDS = "Kubernetes Terraform Blockchain wizard"


@dataclass(frozen=True)
class Spot:
    """A free place of a design, and the colour of the ground there."""

    x: float
    y: float
    ground: Rgb = WHITE


Design = Callable[[Any, Rgb], Spot]
Trick = Callable[[Any, Spot], None]


def picture(color: Rgb, size: tuple[int, int] = (60, 40), *, noisy: bool = False) -> ImageReader:
    """Return a picture of one colour, or of many shades of it."""
    width, height = size
    rows = bytearray()
    for row in range(height):
        for column in range(width):
            shade = 0.75 + 0.25 * ((row * 7 + column * 13) % 10) / 9 if noisy else 1.0
            rows += bytes(int(255 * channel * shade) for channel in color)
    return ImageReader(Image.frombytes("RGB", size, bytes(rows)))


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return a colour with so much of another in it."""
    red, green, blue = (a + share * (b - a) for a, b in zip(one, other, strict=True))
    return red, green, blue


def ink_on(spot: Spot) -> Rgb:
    """Return the colour that would be read there."""
    return BLACK if sum(spot.ground) > 1.5 else WHITE


def write(canvas: Any, x: float, y: float, text: str, color: Rgb = BLACK, size: float = 10) -> None:
    canvas.setFillColorRGB(*color)
    canvas.setFont("Helvetica", size)
    canvas.drawString(x, y, text)


def fill(canvas: Any, color: Rgb, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColorRGB(*color)
    canvas.rect(x, y, width, height, stroke=0, fill=1)


def body(canvas: Any, x: float = 72, y: float = 700, color: Rgb = BLACK, size: float = 10) -> None:
    for index, line in enumerate(BODY):
        write(canvas, x, y - 16 * index, line, color, size)


def plain(canvas: Any, tint: Rgb) -> Spot:
    write(canvas, 72, 780, "Ada Example", tint, 20)
    body(canvas)
    return Spot(72, 300)


def dark_sidebar(canvas: Any, tint: Rgb) -> Spot:
    fill(canvas, tint, 0, 0, 230, HEIGHT)
    write(canvas, 20, 780, "Ada Example", WHITE, 18)
    for index, line in enumerate(BODY):
        write(canvas, 20, 700 - 14 * index, line, WHITE, 9)
    body(canvas, 260)
    return Spot(20, 200, tint)


def paper_beside_sidebar(canvas: Any, tint: Rgb) -> Spot:
    dark_sidebar(canvas, tint)
    return Spot(260, 300)


def banner(canvas: Any, tint: Rgb) -> Spot:
    fill(canvas, tint, 0, 740, WIDTH, 102)
    write(canvas, 72, 790, "Ada Example", WHITE, 24)
    write(canvas, 72, 760, "ada@example.org", WHITE, 9)
    body(canvas)
    return Spot(300, 790, tint)


def gradient_banner(canvas: Any, tint: Rgb) -> Spot:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(0, 740, WIDTH, 102)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.linearGradient(0, 740, WIDTH, 740, (Color(*tint), Color(*DARK)))
    canvas.restoreState()
    write(canvas, 72, 790, "Ada Example", WHITE, 24)
    body(canvas)
    return Spot(72, 300)


def shaded_table(canvas: Any, tint: Rgb) -> Spot:
    for index, line in enumerate(BODY):
        fill(canvas, tint if index % 2 else (0.93, 0.93, 0.93), 60, 694 - 16 * index, 300, 16)
        write(canvas, 72, 698 - 16 * index, line, WHITE if index % 2 else BLACK)
    return Spot(72, 300)


def photo_behind_text(canvas: Any, tint: Rgb) -> Spot:
    canvas.drawImage(picture(tint, noisy=True), 0, 640, WIDTH, 202)
    write(canvas, 72, 780, "Ada Example", WHITE, 24)
    body(canvas, color=WHITE)
    return Spot(72, 300)


def photo_beside_text(canvas: Any, tint: Rgb) -> Spot:
    canvas.drawImage(picture(tint, noisy=True), 450, 720, 90, 100)
    plain(canvas, BLACK)
    return Spot(72, 300)


def tinted_page(canvas: Any, tint: Rgb) -> Spot:
    paper = mixed(tint, WHITE, 0.9)
    fill(canvas, paper, 0, 0, WIDTH, HEIGHT)
    plain(canvas, tint)
    return Spot(72, 300, paper)


def dark_page(canvas: Any, tint: Rgb) -> Spot:
    ground = mixed(tint, BLACK, 0.6)
    fill(canvas, ground, 0, 0, WIDTH, HEIGHT)
    write(canvas, 72, 780, "Ada Example", tint, 20)
    body(canvas, color=WHITE)
    return Spot(72, 300, ground)


def watermark(canvas: Any, tint: Rgb) -> Spot:
    canvas.saveState()
    canvas.rotate(45)
    pale = mixed(tint, WHITE, 0.88)
    write(canvas, 350, 150, "CONFIDENTIAL", pale, 60)
    canvas.restoreState()
    plain(canvas, tint)
    return Spot(72, 300)


def see_through_watermark(canvas: Any, tint: Rgb) -> Spot:
    plain(canvas, tint)
    canvas.saveState()
    canvas.setFillAlpha(0.15)
    canvas.rotate(45)
    write(canvas, 350, 150, "CONFIDENTIAL", tint, 60)
    canvas.restoreState()
    return Spot(72, 250)


def two_columns(canvas: Any, tint: Rgb) -> Spot:
    write(canvas, 72, 780, "Ada Example", tint, 20)
    body(canvas, 60)
    canvas.line(297, 100, 297, 720)
    body(canvas, 320)
    return Spot(320, 300)


def light_grey(canvas: Any, tint: Rgb) -> Spot:
    write(canvas, 72, 780, "Ada Example", tint, 20)
    for index, grey in enumerate((0.4, 0.5, 0.6, 0.75)):
        write(canvas, 72, 700 - 16 * index, BODY[index], (grey, grey, grey), 9)
    return Spot(72, 300)


def pills(canvas: Any, tint: Rgb) -> Spot:
    plain(canvas, tint)
    for index, word in enumerate(("Excel", "SAP", "Forklift")):
        canvas.setFillColorRGB(*tint)
        canvas.roundRect(72 + 80 * index, 560, 70, 18, 9, stroke=0, fill=1)
        write(canvas, 84 + 80 * index, 565, word, WHITE, 9)
    return Spot(72, 300)


def badge(canvas: Any, tint: Rgb) -> Spot:
    canvas.setFillColorRGB(*tint)
    canvas.circle(100, 780, 30, stroke=0, fill=1)
    write(canvas, 86, 774, "AE", WHITE, 20)
    body(canvas)
    return Spot(72, 300)


def framed_with_rules(canvas: Any, tint: Rgb) -> Spot:
    canvas.setStrokeColorRGB(*tint)
    canvas.rect(30, 30, WIDTH - 60, HEIGHT - 60, stroke=1, fill=0)
    plain(canvas, tint)
    for index in range(len(BODY)):
        fill(canvas, tint, 72, 697 - 16 * index, 300, 0.7)
    return Spot(72, 300)


def highlighted(canvas: Any, tint: Rgb) -> Spot:
    plain(canvas, tint)
    canvas.saveState()
    canvas.setFillAlpha(0.3)
    fill(canvas, (1.0, 1.0, 0.0), 72, 695, 200, 14)
    canvas.restoreState()
    return Spot(72, 300)


def letterhead_form(canvas: Any, tint: Rgb) -> Spot:
    canvas.beginForm("head")
    fill(canvas, tint, 0, 0, 300, 60)
    write(canvas, 20, 20, "Ada Example", WHITE, 20)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(72, 740)
    canvas.doForm("head")
    canvas.restoreState()
    body(canvas)
    return Spot(72, 300)


def outlined_name(canvas: Any, tint: Rgb) -> Spot:
    text = canvas.beginText(72, 780)
    text.setFont("Helvetica-Bold", 24)
    text.setTextRenderMode(2)
    text.setFillColorRGB(*WHITE)
    text.setStrokeColorRGB(*tint)
    text.textOut("Ada Example")
    text.setTextRenderMode(0)
    canvas.drawText(text)
    body(canvas)
    return Spot(72, 300)


def name_cut_from_a_gradient(canvas: Any, tint: Rgb) -> Spot:
    canvas.saveState()
    text = canvas.beginText(72, 780)
    text.setFont("Helvetica-Bold", 24)
    text.setTextRenderMode(7)
    text.textOut("Ada Example")
    canvas.drawText(text)
    canvas.linearGradient(72, 770, 300, 800, (Color(*tint), Color(*BLACK)))
    canvas.restoreState()
    body(canvas)
    return Spot(72, 300)


def small_print(canvas: Any, tint: Rgb) -> Spot:
    plain(canvas, tint)
    write(canvas, 72, 60, "Printed on recycled paper", tint, 4.5)
    return Spot(72, 300)


def white_box_on_dark(canvas: Any, tint: Rgb) -> Spot:
    fill(canvas, tint, 0, 0, WIDTH, HEIGHT)
    fill(canvas, WHITE, 50, 150, 495, 640)
    plain(canvas, tint)
    write(canvas, 72, 100, "ada@example.org", WHITE)
    return Spot(72, 300)


def clipped_panel(canvas: Any, tint: Rgb) -> Spot:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(60, 620, 400, 200)
    canvas.clipPath(clip, stroke=0, fill=0)
    plain(canvas, tint)
    canvas.restoreState()
    return Spot(72, 300)


DESIGNS: tuple[Design, ...] = (
    plain, dark_sidebar, paper_beside_sidebar, banner, gradient_banner, shaded_table, photo_behind_text,
    photo_beside_text, tinted_page, dark_page, watermark, see_through_watermark, two_columns, light_grey, pills, badge,
    framed_with_rules, highlighted, letterhead_form, outlined_name, name_cut_from_a_gradient, small_print,
    white_box_on_dark, clipped_panel,
)  # fmt: skip


def _in_mode(canvas: Any, spot: Spot, mode: int, color: Rgb = BLACK) -> None:
    text = canvas.beginText(spot.x, spot.y)
    text.setFont("Helvetica", 10)
    text.setTextRenderMode(mode)
    text.setFillColorRGB(*color)
    text.setStrokeColorRGB(*color)
    text.textOut(HIDDEN_WORDS)
    text.setTextRenderMode(0)
    canvas.drawText(text)


def invisible_mode(canvas: Any, spot: Spot) -> None:
    _in_mode(canvas, spot, 3)


def as_a_mere_clip(canvas: Any, spot: Spot) -> None:
    canvas.saveState()
    _in_mode(canvas, spot, 7)
    canvas.restoreState()


def same_color(canvas: Any, spot: Spot) -> None:
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, spot.ground)


def nearly_same_color(canvas: Any, spot: Spot) -> None:
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, mixed(spot.ground, ink_on(spot), 0.02), 9)


def outline_in_same_color(canvas: Any, spot: Spot) -> None:
    _in_mode(canvas, spot, 1, spot.ground)


def same_color_in_a_form(canvas: Any, spot: Spot) -> None:
    canvas.beginForm("hidden")
    write(canvas, 0, 0, HIDDEN_WORDS, spot.ground)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(spot.x, spot.y)
    canvas.doForm("hidden")
    canvas.restoreState()


def white_on_a_white_picture(canvas: Any, spot: Spot) -> None:
    canvas.drawImage(picture(WHITE), spot.x - 5, spot.y - 5, 260, 25)
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, WHITE)


def color_of_a_patch(canvas: Any, spot: Spot) -> None:
    fill(canvas, (0.3, 0.5, 0.7), spot.x - 5, spot.y - 5, 260, 25)
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, (0.3, 0.5, 0.7))


def tiny(canvas: Any, spot: Spot) -> None:
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot), 1)


def tiny_by_scale(canvas: Any, spot: Spot) -> None:
    canvas.saveState()
    canvas.translate(spot.x, spot.y)
    canvas.scale(0.1, 0.1)
    write(canvas, 0, 0, HIDDEN_WORDS, BLACK, 10)
    canvas.restoreState()


def pressed_to_nothing(canvas: Any, spot: Spot) -> None:
    text = canvas.beginText(spot.x, spot.y)
    text.setFont("Helvetica", 10)
    text.setHorizScale(0.5)
    text.textOut(HIDDEN_WORDS)
    text.setHorizScale(100)
    canvas.drawText(text)


def left_of_the_page(canvas: Any, _: Spot) -> None:
    write(canvas, -400, 500, HIDDEN_WORDS)


def below_the_page(canvas: Any, _: Spot) -> None:
    write(canvas, 72, -40, HIDDEN_WORDS)


def outside_the_crop_box(canvas: Any, _: Spot) -> None:
    canvas.setCropBox((0, 40, WIDTH, HEIGHT))
    write(canvas, 72, 15, HIDDEN_WORDS)


def covered_by_a_rectangle(canvas: Any, spot: Spot) -> None:
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    fill(canvas, spot.ground, spot.x - 5, spot.y - 5, 260, 25)


def covered_by_a_picture(canvas: Any, spot: Spot) -> None:
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    canvas.drawImage(picture((0.6, 0.5, 0.4), noisy=True), spot.x - 5, spot.y - 5, 260, 25)


def clipped_away(canvas: Any, spot: Spot) -> None:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(spot.x, spot.y + 60, 100, 20)
    canvas.clipPath(clip, stroke=0, fill=0)
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    canvas.restoreState()


def clipped_to_nothing(canvas: Any, spot: Spot) -> None:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(spot.x, spot.y, 0, 0)
    canvas.clipPath(clip, stroke=0, fill=0)
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    canvas.restoreState()


def transparent(canvas: Any, spot: Spot) -> None:
    canvas.saveState()
    canvas.setFillAlpha(0)
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    canvas.restoreState()


def nearly_transparent(canvas: Any, spot: Spot) -> None:
    canvas.saveState()
    canvas.setFillAlpha(0.02)
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    canvas.restoreState()


def on_a_layer_that_is_off(canvas: Any, spot: Spot) -> None:
    canvas._code.append("/OC /Hidden BDC")
    write(canvas, spot.x, spot.y, HIDDEN_WORDS, ink_on(spot))
    canvas._code.append("EMC")


TRICKS: tuple[Trick, ...] = (
    invisible_mode, as_a_mere_clip, same_color, nearly_same_color, outline_in_same_color, same_color_in_a_form,
    white_on_a_white_picture, color_of_a_patch, tiny, tiny_by_scale, pressed_to_nothing, left_of_the_page,
    below_the_page, outside_the_crop_box, covered_by_a_rectangle, covered_by_a_picture, clipped_away,
    clipped_to_nothing, transparent, nearly_transparent, on_a_layer_that_is_off,
)  # fmt: skip


def draw(design: Design, tint: Rgb, trick: Trick | None = None, *, is_layer_on: bool = False) -> bytes:
    """Return a page of a design, with words hidden in it by a trick."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    spot = design(canvas, tint)
    if trick:
        trick(canvas, spot)
    canvas.showPage()
    canvas.save()
    data = file.getvalue()
    return with_layer(data, is_on=is_layer_on) if trick is on_a_layer_that_is_off else data


def with_layer(data: bytes, *, is_on: bool = False) -> bytes:
    """Return the file with the layer that its page names, switched on or off by an appended update."""
    layer = int(_found(rb"/Size (\d+)", data)[1])
    root = _found(rb"(\d+) 0 obj\n<<([^>]*/Type /Catalog)", data)
    page = _found(rb"(\d+) 0 obj\n<<((?:(?!endobj).)*/Type /Page\b(?:(?!endobj).)*)>>\nendobj", data)
    state = b"ON" if is_on else b"OFF"
    objects = {
        layer: b"<< /Type /OCG /Name (Layer) >>",
        int(root[1]): b"<<%b /OCProperties << /OCGs [%d 0 R] /D << /%b [%d 0 R] >> >> >>"
        % (root[2], layer, state, layer),
        int(page[1]): b"<<%b>>"
        % page[2].replace(b"/Resources <<", b"/Resources << /Properties << /Hidden %d 0 R >>" % layer),
    }
    table = [b"xref\n0 1\n0000000000 65535 f \n"]
    for number, content in sorted(objects.items()):
        table.append(b"%d 1\n%010d 00000 n \n" % (number, len(data)))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    previous = _found(rb"startxref\n(\d+)", data)[1]
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %b >>\n" % (layer + 1, int(root[1]), previous)
    return data + b"".join(table) + trailer + b"startxref\n%d\n%%%%EOF\n" % len(data)


def _found(pattern: bytes, data: bytes) -> "re.Match[bytes]":
    match = re.search(pattern, data, re.DOTALL)
    assert match
    return match


@pytest.fixture(scope="session", params=TRICKS, ids=lambda trick: trick.__name__)
def trick(request: pytest.FixtureRequest) -> Trick:
    """One way to hide words after the other."""
    found: Trick = request.param
    return found


@pytest.fixture(scope="session", params=DESIGNS, ids=lambda design: design.__name__)
def design(request: pytest.FixtureRequest) -> Design:
    """One clean design after the other."""
    found: Design = request.param
    return found


@pytest.fixture(scope="session")
def designs() -> tuple[Design, ...]:
    """All clean designs."""
    return DESIGNS


@pytest.fixture(scope="session")
def tints() -> tuple[Rgb, ...]:
    """Colours in which every design can be drawn."""
    return TINTS


@pytest.fixture(scope="session")
def hidden_words() -> str:
    """The words that tricks hide."""
    return HIDDEN_WORDS


@pytest.fixture(scope="session")
def drawn() -> Callable[..., bytes]:
    """Return the maker of a page: a design, a colour, perhaps a trick."""
    return draw


@pytest.fixture(scope="session")
def layered() -> Callable[..., bytes]:
    """Return the maker of a page with words on a layer, which is on or off."""

    def make(*, is_on: bool) -> bytes:
        return draw(plain, DARK, on_a_layer_that_is_off, is_layer_on=is_on)

    return make


@pytest.fixture(scope="session")
def shown_picture() -> ImageReader:
    """A picture of many shades."""
    return picture((0.8, 0.8, 0.8), noisy=True)

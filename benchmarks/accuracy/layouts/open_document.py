"""ODT, written by hand: headings and paragraphs, the dates behind a tab."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("manifest", "manifest"))
)
_MANIFEST = (
    f'<manifest:manifest {_NAMES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def render(person: Person) -> bytes:
    """Return the résumé."""
    label = [_paragraph(person.basics.label)] if person.basics.label else []
    head = [_heading(name_of(person), 1), *label, *(_paragraph(item.shown) for item in contacts(person.basics))]
    text = "".join([*head, *(part for section in sections(person) for part in _section(section))])
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    content = f"<office:document-content {_NAMES}>{body}</office:document-content>"
    return _zipped({"mimetype": _MEDIA_TYPE, "content.xml": content, "META-INF/manifest.xml": _MANIFEST})


def _section(section: Section) -> list[str]:
    parts = [_heading(section.heading, 2)] if section.heading else []
    parts += [_paragraph(section.text)] if section.text else []
    parts += [part for entry in section.entries for part in _entry(entry)]
    parts += [_paragraph(joined((label, ", ".join(items)), ": ")) for label, items in section.groups]
    return parts + [_paragraph(line) for line in section.lines]


def _entry(entry: Entry) -> list[str]:
    bullets = "".join(f"<text:list-item>{_paragraph(bullet)}</text:list-item>" for bullet in entry.bullets)
    first = joined((joined((entry.main, entry.body_and_place), ", "), entry.dates), "\t")
    return [_paragraph(first), f"<text:list>{bullets}</text:list>" if bullets else ""]


def _heading(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def _paragraph(text: str) -> str:
    return f"<text:p>{escape(text).replace(chr(9), '<text:tab/>')}</text:p>"


def _zipped(parts: dict[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as target:
        for name, text in parts.items():
            kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            target.writestr(ZipInfo(name), text.encode(), kind)
    return data.getvalue()


LAYOUT = Layout("open-document", "odt", render)

"""RTF: one column, the dates behind a tab on the line of the title."""

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_OPENING = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0 Calibri;}}\fs21" + "\n"


def render(person: Person) -> bytes:
    """Return the résumé."""
    label = [_paragraph(_plain(person.basics.label))] if person.basics.label else []
    contact = _paragraph(" | ".join(_plain(item.shown) for item in contacts(person.basics)))
    head = [_paragraph(rf"{{\b\fs36 {_plain(name_of(person))}}}"), *label, contact]
    text = "".join([*head, *(part for section in sections(person) for part in _section(section))])
    return f"{_OPENING}{text}}}\n".encode("ascii")


def _section(section: Section) -> list[str]:
    parts = [_paragraph(rf"{{\b\fs26 {_plain(section.heading)}}}")] if section.heading else []
    parts += [_paragraph(_plain(section.text))] if section.text else []
    parts += [part for entry in section.entries for part in _entry(entry)]
    for label, items in section.groups:
        parts.append(_paragraph((rf"{{\b {_plain(label)}:}} " if label else "") + _plain(", ".join(items))))
    return parts + [_paragraph(_plain(line)) for line in section.lines]


def _entry(entry: Entry) -> list[str]:
    first = _paragraph(rf"\tqr\tx9400{{\b {_plain(entry.main)}}}\tab {_plain(entry.dates)}")
    bullets = [_paragraph(rf"\fi-300\li400 \u8226?\tab {_plain(bullet)}") for bullet in entry.bullets]
    return [first, _paragraph(rf"{{\i {_plain(entry.body_and_place)}}}"), *bullets]


def _paragraph(text: str) -> str:
    return rf"\pard {text}\par" + "\n"


def _plain(text: str) -> str:
    """Return the text with RTF's signs masked and all else but ASCII as numbers."""
    return "".join(_sign(character) for character in text)


def _sign(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    return character if character.isascii() else rf"\u{ord(character)}?"


LAYOUT = Layout("rich-text", "rtf", render)

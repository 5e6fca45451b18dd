"""What people type: Markdown in two hands, plain text in three, and RTF without a single style."""

from collections.abc import Iterator
from textwrap import wrap

from benchmarks.accuracy.formats.heads import contact_line, label_and_items, lines_of_head
from benchmarks.accuracy.layouts.content import Entry, Section, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_WIDTH = 72
_DATES_AT = 56
"""The column at which dates begin in a text that is set by blanks."""


def _written(lines: Iterator[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _marked(person: Person) -> Iterator[str]:
    """Yield Markdown with a heading for every entry, the dates in italics below."""
    yield from (f"# {name_of(person)}", "", *([person.basics.label, ""] if person.basics.label else []))
    yield from (contact_line(person), "")
    for section in sections(person):
        yield from ([f"## {section.heading}", ""] if section.heading else [])
        yield from ([section.text, ""] if section.text else [])
        for entry in section.entries:
            yield from _marked_entry(entry)
        yield from (f"- {f'**{label}:** ' if label else ''}{', '.join(items)}" for label, items in section.groups)
        yield from (*(f"- {line}" for line in section.lines), "")


def _marked_entry(entry: Entry) -> Iterator[str]:
    title, employer = entry.main, "" if entry.group == "next" else entry.body_and_place
    yield from (f"### {joined((title, employer), ' — ')}", "")
    yield from ([f"*{entry.dates}*", ""] if entry.dates else [])
    yield from (*(f"* {bullet}" for bullet in entry.bullets), "")


def _underlined(person: Person) -> Iterator[str]:
    """Yield Markdown whose headings are underlined, with bold heads, and the skills in a table."""
    yield from (name_of(person), "=" * len(name_of(person)))
    yield from ("", person.basics.label) if person.basics.label else ()
    yield from ("", *(f"{item.shown}  " for item in contacts(person.basics)))
    for section in sections(person):
        yield ""
        yield from (section.heading, "-" * max(3, len(section.heading)), "") if section.heading else ()
        yield section.text
        for entry in section.entries:
            body = f"{entry.body_and_place}  " if entry.body_and_place else ""
            yield from (line for line in (f"**{entry.main}**  " if entry.main else "", body, entry.dates) if line)
            yield from ("", *(f"+ {bullet}" for bullet in entry.bullets), "")
        if section.groups:
            yield from ("| Area | |", "| --- | --- |")
            yield from (f"| {label} | {', '.join(items)} |" for label, items in section.groups)
        yield from (f"{line}  " for line in section.lines)


def _spaced(person: Person) -> Iterator[str]:
    """Yield text whose dates stand on the right, set by blanks; headings are capitals."""
    yield from (f"{' ' * 20}{name_of(person)}", f"{' ' * 20}{person.basics.label}", contact_line(person))
    for section in sections(person):
        yield from ("", section.heading.upper(), "")
        yield from wrap(section.text, 80)
        for entry in section.entries:
            first = entry.main if entry.group == "next" else entry.body_and_place or entry.main
            yield f"{first:<{_DATES_AT}}    {entry.dates}".rstrip()
            yield "" if first == entry.main else entry.main
            for bullet in entry.bullets:
                yield from wrap(bullet, 80, initial_indent="  o ", subsequent_indent="    ")
            yield ""
        yield from (label_and_items(group) for group in section.groups)
        yield from section.lines


def _wrapped(person: Person) -> Iterator[str]:
    """Yield text that is wrapped at 72 characters, with an empty line around everything."""
    yield from (name_of(person), "", *([person.basics.label, ""] if person.basics.label else []))
    for item in contacts(person.basics):
        yield from (item.shown, "")
    for section in sections(person):
        yield from ([section.heading, "=" * len(section.heading), ""] if section.heading else [])
        yield from (*wrap(section.text, _WIDTH), "")
        for entry in section.entries:
            yield from (*lines_of_head(entry), "")
            for bullet in entry.bullets:
                yield from wrap(bullet, _WIDTH, initial_indent="- ", subsequent_indent="  ")
            yield ""
        for group in section.groups:
            yield from wrap(label_and_items(group), _WIDTH)
        yield from (*section.lines, "")


def _tight(person: Person) -> Iterator[str]:
    """Yield text without any empty line; a colon stands behind its headings."""
    yield name_of(person)
    yield from [person.basics.label] * bool(person.basics.label)
    yield from (item.shown for item in contacts(person.basics))
    for section in sections(person):
        yield from [f"{section.heading}:"] * bool(section.heading)
        yield from [section.text] * bool(section.text)
        for entry in section.entries:
            employer = "" if entry.group == "next" else entry.body_and_place
            yield joined((entry.dates, joined((entry.main, employer), ", ")), " ")
            yield from (f"* {bullet}" for bullet in entry.bullets)
        yield from map(label_and_items, section.groups)
        yield from section.lines


def _rich(person: Person) -> bytes:
    head = [_bold(name_of(person)), _plain(person.basics.label), *(_plain(i.shown) for i in contacts(person.basics))]
    lines = [line for line in head if line]
    lines += [line for section in sections(person) for line in _rich_section(section)]
    opening = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}\fs22"
    return "\n".join([opening, *(rf"\pard\plain\f0\fs22 {line}\par" for line in lines), "}"]).encode("ascii")


def _rich_section(section: Section) -> Iterator[str]:
    yield ""
    yield from [_bold(section.heading)] * bool(section.heading)
    yield from [_plain(section.text)] * bool(section.text)
    for entry in section.entries:
        yield from map(_plain, lines_of_head(entry))
        yield from (rf"\bullet  {_plain(bullet)}" for bullet in entry.bullets)
    yield from (_plain(label_and_items(group)) for group in section.groups)
    yield from map(_plain, section.lines)


def _bold(text: str) -> str:
    return rf"{{\b {_plain(text)}}}"


def _plain(text: str) -> str:
    """Return the text with RTF's signs masked and all else but ASCII as numbers."""
    return "".join(f"\\{sign}" if sign in "\\{}" else sign if sign.isascii() else rf"\u{ord(sign)}?" for sign in text)


LAYOUTS = (
    Layout("markdown", "md", lambda person: _written(_marked(person))),
    Layout("markdown-underlined", "md", lambda person: _written(_underlined(person))),
    Layout("text-spaced", "txt", lambda person: _written(_spaced(person))),
    Layout("text-wrapped", "txt", lambda person: _written(_wrapped(person))),
    Layout("text-tight", "txt", lambda person: _written(_tight(person))),
    Layout("rtf-plain", "rtf", _rich),
)

"""Plain text: headings in capitals, underlined; entries on two lines, an employer of several posts named once."""

from collections.abc import Iterator
from textwrap import wrap

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_WIDTH = 84


def render(person: Person) -> bytes:
    """Return the résumé."""
    head = [name_of(person), *([person.basics.label] if person.basics.label else [])]
    head += [item.shown for item in contacts(person.basics)]
    lines = [*head, *(line for section in sections(person) for line in _section(section))]
    return ("\n".join(lines) + "\n").encode()


def _section(section: Section) -> Iterator[str]:
    yield ""
    if section.heading:
        yield from (section.heading.upper(), "-" * len(section.heading))
    yield from wrap(section.text, _WIDTH)
    for at, entry in enumerate(section.entries):
        yield from [""] * bool(at)
        yield from _entry(entry)
    for label, items in section.groups:
        yield from wrap(joined((label, ", ".join(items)), ": "), _WIDTH)
    yield from section.lines


def _entry(entry: Entry) -> Iterator[str]:
    dates = f"({entry.dates})" if entry.dates else ""
    if entry.group != "next":
        yield entry.body_and_place if entry.group else joined((entry.body_and_place, dates), " ")
    yield joined((entry.main, dates), " ") if entry.group else entry.main
    for bullet in entry.bullets:
        yield from wrap(bullet, _WIDTH, initial_indent="* ", subsequent_indent="  ")


LAYOUT = Layout("text", "txt", render)

"""HTML as people write it themselves: paragraphs, line breaks, definitions, tables with dates on the left."""

from collections.abc import Iterable
from html import escape

from benchmarks.accuracy.formats.heads import contact_line, label_and_items, lines_of_head
from benchmarks.accuracy.layouts.content import Entry, Section, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person


def page(body: str, css: str = "") -> bytes:
    """Return a page around its body."""
    style = f"<style>{css}</style>" if css else ""
    return f"<!DOCTYPE html>\n<html><head><title>CV</title>{style}</head>\n<body>\n{body}\n</body></html>\n".encode()


def _tagged(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>\n" for text in texts if text)


def _listed(texts: Iterable[str]) -> str:
    items = _tagged("li", texts)
    return f"<ul>\n{items}</ul>\n" if items else ""


def _paragraphs(person: Person) -> bytes:
    head = f"<h1>{escape(name_of(person))}</h1>\n" + _tagged("p", (person.basics.label, contact_line(person)))
    return page(head + "".join(map(_section_of_paragraphs, sections(person))))


def _section_of_paragraphs(section: Section) -> str:
    heading, text = _tagged("h2", (section.heading,)), _tagged("p", (section.text,))
    entries = "".join(_entry_of_paragraphs(entry) for entry in section.entries)
    return heading + text + entries + _tagged("p", map(label_and_items, section.groups)) + _listed(section.lines)


def _entry_of_paragraphs(entry: Entry) -> str:
    return _tagged("p", lines_of_head(entry)) + _listed(entry.bullets)


def _bare(person: Person) -> bytes:
    """Return a page of nothing but paragraphs; what opens a section is bold."""
    head = [f"<b>{escape(name_of(person))}</b>", escape(person.basics.label)]
    lines = [*head, *(escape(item.shown) for item in contacts(person.basics))]
    lines += [line for section in sections(person) for line in _bare_section(section)]
    return page("".join(f"<p>{line}</p>\n" for line in lines if line))


def _bare_section(section: Section) -> Iterable[str]:
    if section.heading:
        yield f"<b>{escape(section.heading)}</b>"
    yield escape(section.text)
    for entry in section.entries:
        if entry.group != "next":
            yield escape(entry.body_and_place)
        yield escape(joined((entry.main, entry.dates), ", "))
        yield from (f"- {escape(bullet)}" for bullet in entry.bullets)
    yield from (escape(label_and_items(group)) for group in section.groups)
    yield from map(escape, section.lines)


def _plain(person: Person) -> bytes:
    """Return a page on which every line is a paragraph and nothing is set apart from anything else."""
    lines = [name_of(person), person.basics.label, *(item.shown for item in contacts(person.basics))]
    for section in sections(person):
        lines += [section.heading, section.text]
        for entry in section.entries:
            lines += [*lines_of_head(entry), *(f"• {bullet}" for bullet in entry.bullets)]
        lines += [*map(label_and_items, section.groups), *section.lines]
    return page(_tagged("p", lines))


def _breaks(person: Person) -> bytes:
    """Return a page of one paragraph for each section, whose lines are broken by hand."""
    head = [f"<b>{escape(name_of(person))}</b>", escape(person.basics.label)]
    head += [escape(item.shown) for item in contacts(person.basics)]
    parts = [head, *(_broken_section(section) for section in sections(person))]
    return page("".join(f"<p>{_broken(part)}</p>\n" for part in parts))


def _broken(lines: Iterable[str]) -> str:
    return "<br>\n".join(line for line in lines if line)


def _broken_section(section: Section) -> list[str]:
    entries = [_broken([*map(escape, lines_of_head(entry)), *_dashed(entry.bullets)]) for entry in section.entries]
    heading = f"<b>{escape(section.heading.upper())}</b>" if section.heading else ""
    groups = [escape(label_and_items(group)) for group in section.groups]
    return [heading, escape(section.text), "<br><br>\n".join(entries), *groups, *map(escape, section.lines)]


def _dashed(texts: Iterable[str]) -> list[str]:
    return [f"&bull; {escape(text)}" for text in texts]


def _definitions(person: Person) -> bytes:
    basics = person.basics
    head = f"<h1>{escape(name_of(person))}</h1>\n" + _tagged("address", (contact_line(person),))
    body = "".join(map(_section_of_definitions, sections(person)))
    return page(head + _tagged("p", (basics.label,)) + body)


def _section_of_definitions(section: Section) -> str:
    heading, text = _tagged("h3", (section.heading,)), _tagged("p", (section.text,))
    terms = "".join(
        f"<dt>{escape(entry.dates)}</dt><dd>{_defined(entry)}{_listed(entry.bullets)}</dd>\n"
        for entry in section.entries
    )
    terms += "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(', '.join(items))}</dd>\n" for label, items in section.groups
    )
    return heading + text + (f"<dl>\n{terms}</dl>\n" if terms else "") + _listed(section.lines)


def _defined(entry: Entry) -> str:
    return "<br>".join(f"<b>{escape(part)}</b>" if part == entry.main else escape(part) for part in _parts(entry))


def _parts(entry: Entry) -> list[str]:
    return [part for part in (entry.main, "" if entry.group == "next" else entry.body_and_place) if part]


def _dates_on_the_left(person: Person) -> bytes:
    rows = [_spanning(f"<font size=5><b>{escape(name_of(person))}</b></font>"), _spanning(escape(person.basics.label))]
    rows += [_spanning(escape(item.shown)) for item in contacts(person.basics)]
    rows += [row for section in sections(person) for row in _rows(section)]
    return page(f'<table border="0" cellpadding="4">\n{"".join(row for row in rows if row)}</table>')


def _spanning(content: str) -> str:
    return f'<tr><td colspan="2">{content}</td></tr>\n' if content else ""


def _rows(section: Section) -> Iterable[str]:
    if section.heading:
        yield _spanning(f"<b>{escape(section.heading)}</b>")
    yield _spanning(escape(section.text))
    for entry in section.entries:
        text = "<br>".join([_defined(entry), *_dashed(entry.bullets)])
        yield f'<tr><td valign="top">{escape(entry.dates)}</td><td>{text}</td></tr>\n'
    for label, items in section.groups:
        yield f"<tr><td>{escape(label)}</td><td>{escape(', '.join(items))}</td></tr>\n"
    yield from (_spanning(escape(line)) for line in section.lines)


LAYOUTS = (
    Layout("html-paragraphs", "html", _paragraphs),
    Layout("html-bare", "html", _bare),
    Layout("html-plain", "html", _plain),
    Layout("html-breaks", "html", _breaks),
    Layout("html-definitions", "html", _definitions),
    Layout("html-table", "html", _dates_on_the_left),
)

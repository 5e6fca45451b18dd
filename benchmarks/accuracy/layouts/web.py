"""HTML: headings and lists; links stand behind the names of their sites, the e-mail address behind a word."""

from html import escape

from benchmarks.accuracy.layouts.content import Contact, Entry, Section, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person


def render(person: Person) -> bytes:
    """Return the résumé."""
    label = f"<p>{escape(person.basics.label)}</p>" if person.basics.label else ""
    contact = "".join(
        f"<li>{_contact(item)}</li>" for item in contacts(person.basics, behind_words=True, hides_email=True)
    )
    head = f"<header><h1>{escape(name_of(person))}</h1>{label}<ul>{contact}</ul></header>"
    main = "\n".join(_section(section) for section in sections(person))
    opening = f'<!doctype html>\n<html lang="{person.language}"><head><meta charset="utf-8"><title>CV</title></head>'
    page = f"{opening}<body>\n{head}\n{main}\n</body></html>\n"
    return page.encode()


def _contact(item: Contact) -> str:
    return f'<a href="{escape(item.address)}">{escape(item.shown)}</a>' if item.address else escape(item.shown)


def _section(section: Section) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>" if section.heading else ""
    text = f"<p>{escape(section.text)}</p>" if section.text else ""
    entries = "".join(map(_entry, section.entries))
    groups = "".join(f"<p>{_label(label)}{escape(', '.join(items))}</p>" for label, items in section.groups)
    lines = "".join(f"<li>{escape(line)}</li>" for line in section.lines)
    return f"<section>{heading}{text}{entries}{groups}{f'<ul>{lines}</ul>' if lines else ''}</section>"


def _label(label: str) -> str:
    return f"<strong>{escape(label)}:</strong> " if label else ""


def _entry(entry: Entry) -> str:
    dates = f" <time>{escape(entry.dates)}</time>" if entry.dates else ""
    bullets = "".join(f"<li>{escape(bullet)}</li>" for bullet in entry.bullets)
    return f"<article>{_entry_head(entry, dates)}{f'<ul>{bullets}</ul>' if bullets else ''}</article>"


def _entry_head(entry: Entry, dates: str) -> str:
    """Return the title over its employer; of several posts at one employer, the employer over the titles."""
    employer = f"<h3>{escape(entry.body_and_place)}</h3>" if entry.group == "first" else ""
    if entry.group:
        return f"{employer}<p><b>{escape(entry.main)}</b>{dates}</p>"
    title = f"<h3>{escape(entry.main)}</h3>" if entry.main else ""
    return f"{title}<p><b>{escape(entry.body_and_place)}</b>{dates}</p>"


LAYOUT = Layout("web", "html", render)

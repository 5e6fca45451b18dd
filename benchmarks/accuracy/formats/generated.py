"""HTML as programs build it: boxes with classes, profiles of networks, and markup for machines."""

from collections.abc import Iterable
from html import escape

from benchmarks.accuracy.formats.hand_written import page
from benchmarks.accuracy.layouts.content import Entry, Section, contact_heading, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_BOXES = """
.page { display: flex; font-family: Lato, sans-serif; font-size: 14px }
.side { width: 30%; background: #f2f2f2; padding: 20px }
.main { flex: 1; padding: 20px }
.name { font-size: 32px; font-weight: 700 }
.heading { text-transform: uppercase; letter-spacing: 1px; font-weight: 700; font-size: 16px; color: #225577 }
.top { display: flex; justify-content: space-between }
.role { font-weight: 600 }
.org { font-style: italic }
"""
_ASIDE = frozenset({"skills", "languages", "interests"})


def _boxes(person: Person) -> bytes:
    """Return a page of divisions in two columns, without one heading or list."""
    parts = sections(person)
    side = [section for section in parts if section.kind in _ASIDE and section.heading]
    main = [section for section in parts if section not in side]
    contact = _box("heading", contact_heading(person)) + "".join(_box("row", i.shown) for i in contacts(person.basics))
    left = f'<div class="side"><div class="block">{contact}</div>{"".join(map(_boxed, side))}</div>'
    head = _box("name", name_of(person)) + _box("label", person.basics.label)
    return page(f'<div class="page">{left}<div class="main">{head}{"".join(map(_boxed, main))}</div></div>', _BOXES)


def _box(name: str, text: str) -> str:
    return f'<div class="{name}">{escape(text)}</div>\n' if text else ""


def _boxed(section: Section) -> str:
    groups = "".join(
        f'<div class="group">{_box("label", label)}{"".join(_box("tag", item) for item in items)}</div>'
        for label, items in section.groups
    )
    entries = "".join(map(_boxed_entry, section.entries))
    lines = "".join(_box("row", line) for line in section.lines)
    inner = _box("heading", section.heading) + _box("text", section.text) + entries + groups + lines
    return f'<div class="block">{inner}</div>\n'


def _boxed_entry(entry: Entry) -> str:
    top = f'<div class="top">{_box("role", entry.main)}{_box("when", entry.dates)}</div>'
    bullets = "".join(_box("point", f"• {bullet}") for bullet in entry.bullets)
    return f'<div class="item">{top}{_box("org", entry.body_and_place)}<div class="desc">{bullets}</div></div>\n'


_PROFILE = "ul { list-style: none } .visually-hidden { position: absolute; clip: rect(0 0 0 0); width: 1px }"


def _profile(person: Person) -> bytes:
    """Return a profile of a network: cards in lists without bullets, one fact a line, the place after the dates."""
    contact = "".join(f"<li>{escape(item.shown)}</li>" for item in contacts(person.basics))
    label = f"<div>{escape(person.basics.label)}</div>" if person.basics.label else ""
    head = f"<section><h1>{escape(name_of(person))}</h1>{label}<ul>{contact}</ul></section>"
    return page(f"<main>{head}{''.join(map(_card, sections(person)))}</main>", _PROFILE)


def _card(section: Section) -> str:
    heading = f"<h2><span>{escape(section.heading)}</span></h2>" if section.heading else ""
    text = f"<div><span>{escape(section.text)}</span></div>" if section.text else ""
    items = [*map(_position, section.entries), *(_item([line]) for line in section.lines)]
    items += [_item([item]) for _, items in section.groups for item in items]
    listed = f"<ul>{''.join(items)}</ul>" if items else ""
    return f"<section>{heading}{text}{listed}</section>\n"


def _position(entry: Entry) -> str:
    first = f"<div><h3>{escape(entry.main)}</h3></div>" if entry.main else ""
    facts = [fact for fact in (entry.body, entry.dates, entry.place) if fact]
    text = "<br>".join(f"- {escape(bullet)}" for bullet in entry.bullets)
    return _item(facts, first, f"<div><span>{text}</span></div>" if text else "")


def _item(facts: Iterable[str], first: str = "", last: str = "") -> str:
    spans = "".join(f"<span><span>{escape(fact)}</span></span><br>" for fact in facts)
    return f"<li><div>{first}<div>{spans}</div>{last}</div></li>\n"


def _for_machines(person: Person) -> bytes:
    """Return a page in the microformat of résumés, every fact in an element that names it."""
    basics = person.basics
    contact = "".join(f'<span class="{item.kind}">{escape(item.shown)}</span><br/>' for item in contacts(basics))
    label = f'<div itemprop="jobTitle">{escape(basics.label)}</div>' if basics.label else ""
    name = f'<span class="fn n" itemprop="name">{escape(name_of(person))}</span>'
    head = f'<div class="contact vcard"><h1>{name}</h1>{label}<div class="adr">{contact}</div></div>'
    return page(f'<div class="hresume">{head}{"".join(map(_vevents, sections(person)))}</div>')


def _vevents(section: Section) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>" if section.heading else ""
    text = f'<p class="summary">{escape(section.text)}</p>' if section.text else ""
    events = "".join(f'<li class="vevent vcard">{_vevent(entry)}</li>\n' for entry in section.entries)
    groups = "".join(f"<p>{_label(label)}{', '.join(map(_skill, items))}</p>" for label, items in section.groups)
    lines = "".join(f"<p>{escape(line)}</p>" for line in section.lines)
    listed = f'<ol class="vcalendar">{events}</ol>' if events else ""
    return f"<div>{heading}{text}{listed}{groups}{lines}</div>\n"


def _label(label: str) -> str:
    return f"{escape(label)}: " if label else ""


def _skill(item: str) -> str:
    return f'<a class="skill" rel="tag" href="#{escape(item)}">{escape(item)}</a>'


def _vevent(entry: Entry) -> str:
    org = f'<h3 class="org">{escape(entry.body_and_place)}</h3>' if entry.body_and_place else ""
    title = f'<strong class="title">{escape(entry.main)}</strong> ' if entry.main else ""
    dates = f'<em class="period">{escape(entry.dates)}</em>' if entry.dates else ""
    bullets = "".join(f"<p>{escape(bullet)}</p>" for bullet in entry.bullets)
    return f"{org}<div>{title}{dates}</div>{bullets}"


LAYOUTS = (
    Layout("html-boxes", "html", _boxes),
    Layout("html-profile", "html", _profile),
    Layout("html-for-machines", "html", _for_machines),
)

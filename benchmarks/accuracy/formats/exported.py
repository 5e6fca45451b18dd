"""HTML as word processors and mail programs save it: no lists, headings that only look so, paragraphs for gaps."""

from collections.abc import Iterable
from html import escape

from benchmarks.accuracy.formats.hand_written import page
from benchmarks.accuracy.formats.heads import contact_line, label_and_items, lines_of_head
from benchmarks.accuracy.layouts.content import Entry, Section, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_WORD_STYLES = """
<!--
 /* Font Definitions */
 @font-face {font-family:Wingdings; panose-1:5 0 0 0 0 0 0 0 0 0;}
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}
 p.MsoListParagraph {margin-left:36.0pt; font-size:11.0pt; font-family:"Calibri",sans-serif;}
 @page WordSection1 {size:595.3pt 841.9pt; margin:70.85pt 70.85pt 2.0cm 70.85pt;}
 div.WordSection1 {page:WordSection1;}
-->
"""
_DOCS_STYLES = (
    "ol{margin:0;padding:0}table td,table th{padding:0}.c0{color:#000000;font-weight:400;font-size:11pt}"
    ".c1{padding-top:0pt;line-height:1.15;orphans:2}.c2{font-weight:700;font-size:28pt;color:#000000}"
    ".c3{font-weight:700}.c4{font-style:italic}.c5{font-size:9pt;color:#666666}.c6{height:11pt}"
    "h1{padding-top:20pt;color:#2079c7;font-size:14pt;font-weight:700}h2{font-size:12pt;font-weight:400;color:#000000}"
    "h3{font-size:9pt;color:#666666;font-weight:400}p{margin:0;color:#000000;font-size:11pt}"
)


def _word(person: Person) -> bytes:
    head = [_normal(f"<b><span style='font-size:20.0pt'>{escape(name_of(person))}</span></b>")]
    head += [_normal(escape(text)) for text in (person.basics.label, contact_line(person)) if text]
    parts = [part for section in sections(person) for part in _word_section(section)]
    return page(f"<div class=WordSection1>\n{''.join([*head, *parts])}</div>", _WORD_STYLES)


def _normal(content: str) -> str:
    return f"<p class=MsoNormal>{content}</p>\n\n"


def _word_section(section: Section) -> Iterable[str]:
    yield _normal("&nbsp;")
    if section.heading:
        yield _normal(f"<b><span style='font-size:13.0pt;color:#2F5496'>{escape(section.heading)}</span></b>")
    if section.text:
        yield _normal(f"<span lang=EN-GB>{escape(section.text)}</span>")
    for entry in section.entries:
        yield from _word_entry(entry)
    yield from (_normal(escape(label_and_items(group))) for group in section.groups)
    yield from (_normal(escape(line)) for line in section.lines)


def _word_entry(entry: Entry) -> Iterable[str]:
    gap = f"<span style='font-size:11.0pt'>{'&nbsp;' * 14} </span>" if entry.dates else ""
    yield _normal(f"<b>{escape(entry.main)}</b>{gap}{escape(entry.dates)}")
    if entry.body_and_place:
        yield _normal(f"<i>{escape(entry.body_and_place)}</i>")
    for bullet in entry.bullets:
        mark = "<span style='font-family:Symbol'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; "
        text = f"{mark}</span></span><span lang=EN-GB>{escape(bullet)}</span>"
        yield f"<p class=MsoListParagraph style='text-indent:-18.0pt'>{text}</p>\n\n"


def _google_docs(person: Person) -> bytes:
    contact = " ".join(_docs_paragraph(item.shown) for item in contacts(person.basics))
    head = f'<p class="c1 title"><span class="c2">{escape(name_of(person))}</span></p>{contact}'
    body = head + _docs_paragraph(person.basics.label) + "".join(map(_docs_section, sections(person)))
    return page(f'<div class="doc-content">{body}</div>', _DOCS_STYLES)


def _docs_paragraph(text: str) -> str:
    return f'<p class="c1"><span class="c0">{escape(text)}</span></p>' if text else ""


def _docs_section(section: Section) -> str:
    heading = f'<h1 class="c1"><span>{escape(section.heading)}</span></h1>' if section.heading else ""
    groups = "".join(map(_docs_paragraph, map(label_and_items, section.groups)))
    entries = "".join(map(_docs_entry, section.entries))
    return heading + _docs_paragraph(section.text) + entries + groups + "".join(map(_docs_paragraph, section.lines))


def _docs_entry(entry: Entry) -> str:
    """Return the head of Google's own templates: the employer in bold, the place, the title in italics, dates below."""
    place = f", {escape(entry.place)}" if entry.place else ""
    body = f'<span class="c3">{escape(entry.body)}</span><span class="c0">{place}' if entry.body else "<span>"
    dash = " — " if entry.body and entry.main else ""
    head = f'<h2 class="c1">{body}{dash}</span><span class="c4">{escape(entry.main)}</span></h2>'
    dates = f'<h3 class="c1"><span class="c5">{escape(entry.dates)}</span></h3>' if entry.dates else ""
    items = "".join(f'<li class="c1 li-bullet-0"><span class="c0">{escape(line)}</span></li>' for line in entry.bullets)
    return head + dates + (f'<ul class="lst-kix_1-0 start">{items}</ul>' if items else "")


def _libreoffice(person: Person) -> bytes:
    head = [_set(f"<font size=6 style='font-size: 24pt'><b>{escape(name_of(person))}</b></font>")]
    head += [_set(escape(text)) for text in (person.basics.label, contact_line(person)) if text]
    return page("".join([*head, *(part for section in sections(person) for part in _libreoffice_section(section))]))


def _set(content: str) -> str:
    return f'<p style="line-height: 100%; margin-bottom: 0cm">\n{content}</p>\n'


def _libreoffice_section(section: Section) -> Iterable[str]:
    yield _set("<br/>\n")
    if section.heading:
        yield _set(f'<font color="#1f3864"><b>{escape(section.heading.upper())}</b></font>')
    if section.text:
        yield _set(escape(section.text))
    for entry in section.entries:
        yield _set("<br/>\n".join(map(escape, lines_of_head(entry))))
        items = "".join(f"<li>{_set(escape(bullet))}</li>\n" for bullet in entry.bullets)
        yield f"<ul>\n{items}</ul>\n" if items else ""
    yield from (_set(escape(label_and_items(group))) for group in section.groups)
    yield from (_set(escape(line)) for line in section.lines)


def _mail(person: Person) -> bytes:
    """Return a résumé in the body of a mail: a division for each line, and one with a break for each empty one."""
    lines = [name_of(person), person.basics.label, *(item.shown for item in contacts(person.basics))]
    body = [line for line in lines if line]
    for section in sections(person):
        body += ["", *([section.heading] if section.heading else []), *([section.text] if section.text else [])]
        for nth, entry in enumerate(section.entries):
            body += [*([""] if nth else []), *lines_of_head(entry), *(f"- {bullet}" for bullet in entry.bullets)]
        body += [*map(label_and_items, section.groups), *section.lines]
    divisions = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in body)
    return f'<html><body><div dir="ltr">{divisions}</div></body></html>\n'.encode()


LAYOUTS = (
    Layout("html-word", "html", _word),
    Layout("html-google-docs", "html", _google_docs),
    Layout("html-libreoffice", "html", _libreoffice),
    Layout("html-mail", "html", _mail),
)

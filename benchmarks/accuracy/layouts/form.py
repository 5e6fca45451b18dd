"""PDF like the official European form: a label in the left cell, its value in the right one, entry by entry."""

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import HELVETICA, Pen, body, family_for, frame, gap, pages
from benchmarks.accuracy.person import Person

_LABELS = {
    "en": (
        "Name|Address|Telephone|E-mail|Web|Personal|"
        "Dates|Position held|Employer|Qualification|Institution|Place|Main activities"
    ),
    "de": (
        "Name|Anschrift|Telefon|E-Mail|Web|Angaben|"
        "Zeitraum|Funktion|Arbeitgeber|Abschluss|Bildungseinrichtung|Ort|Aufgaben"
    ),
    "fr": (
        "Nom|Adresse|Téléphone|Courriel|Web|État civil|Dates|Fonction|Employeur|Diplôme|Établissement|Lieu|Activités"
    ),
    "es": ("Nombre|Dirección|Teléfono|Correo|Web|Datos|Fechas|Puesto|Empleador|Titulación|Centro|Lugar|Actividades"),
    "pt": ("Nome|Morada|Telefone|E-mail|Web|Dados|Datas|Função|Empregador|Qualificação|Instituição|Local|Atividades"),
    "it": ("Nome|Indirizzo|Telefono|E-mail|Web|Dati|Date|Posizione|Datore di lavoro|Titolo|Istituto|Luogo|Mansioni"),
    "pl": (
        "Imię i nazwisko|Adres|Telefon|E-mail|Strona|Dane|Okres|Stanowisko|Pracodawca|Tytuł|Uczelnia|Miejsce|Obowiązki"
    ),
    "ru": (
        "ФИО|Адрес|Телефон|Эл. почта|Сайт|Сведения|"
        "Период|Должность|Организация|Квалификация|Учебное заведение|Место|Обязанности"
    ),
}
_CONTACT = {"place": 1, "phone": 2, "email": 3, "link": 4, "personal": 5}
_RAIL, _TEXT = 130.0, 350.0


def render(person: Person) -> bytes:
    """Return the résumé."""
    pen = Pen(family_for(repr(person), HELVETICA), 9.5)
    labels = _LABELS[person.language].split("|")
    rows = [_row(pen, labels[0], [pen.line(name_of(person), bold=True, fontSize=12)])]
    rows += [_row(pen, labels[_CONTACT[item.kind]], [pen.rich(pen.contact(item))]) for item in contacts(person.basics)]
    text: list[Flowable] = [*rows, Spacer(1, 6)]
    for section in sections(person):
        text += (
            [pen.line(section.heading, bold=True, fontSize=12, spaceBefore=8, spaceAfter=3, keepWithNext=1)]
            if section.heading
            else [gap()]
        )
        text += _section(pen, section, labels)
    return pages(text, [frame(56, _RAIL + _TEXT)])


def _section(pen: Pen, section: Section, labels: list[str]) -> list[Flowable]:
    if not section.entries:
        return [_row(pen, "", body(pen, section, lambda _: []))]
    names = labels[7:9] if section.kind == "work" else labels[9:11]
    activities = labels[12] if section.kind == "work" else ""
    return [row for entry in section.entries for row in _entry(pen, entry, (labels[6], *names, labels[11], activities))]


def _entry(pen: Pen, entry: Entry, labels: tuple[str, ...]) -> list[Flowable]:
    values = (entry.dates, entry.main, entry.body, entry.place)
    rows: list[Flowable] = [
        _row(pen, label, [pen.line(value)]) for label, value in zip(labels, values, strict=False) if value
    ]
    rows += [_row(pen, labels[4], pen.bullets(entry.bullets))] if entry.bullets else []
    return [*rows, Spacer(1, 6)]


def _row(pen: Pen, label: str, value: list[Flowable]) -> Table:
    left = pen.line(label, alignment=TA_RIGHT, textColor=pen.accent)
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("TOP", "BOTTOM")),
    ]
    return Table([[left, value]], colWidths=[_RAIL, _TEXT], style=TableStyle(plain), splitInRow=1)


LAYOUT = Layout("form", "pdf", render)

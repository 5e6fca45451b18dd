"""Set the invented people of `people.py` in four layouts and write the files to ``samples/``.

The files are committed, so that the demo needs neither reportlab nor python-docx; run this
after a change to the people: ``python -m demo.make_samples``.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Docx
from docx.shared import Pt, RGBColor
from docx.table import _Cell as Cell
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from demo.people import ACCOUNTANT, DESIGNER, ENGINEER, NURSE, PROJECT_LEADER, Job, Person, Study

FOLDER = Path(__file__).with_name("samples")
PAGE_SAMPLE = Path(__file__).parents[1] / "backend/web/sample/elena-marchetti-vos.pdf"
"""What the web page offers to whoever has no document at hand."""
SAVED = datetime(2026, 11, 1)  # noqa: DTZ001 - Office documents carry local time
INK, QUIET, ACCENT = HexColor("#1b2330"), HexColor("#5a6575"), HexColor("#1f4e79")

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, leading=12.5, textColor=QUIET)
NAME = ParagraphStyle("name", parent=BODY, fontName="Helvetica-Bold", fontSize=22, leading=26)
LABEL = ParagraphStyle("label", parent=BODY, fontSize=12, leading=16, textColor=ACCENT)
HEADING = ParagraphStyle(
    "heading",
    parent=BODY,
    fontName="Helvetica-Bold",
    fontSize=11,
    leading=14,
    textColor=ACCENT,
    spaceBefore=11,
    spaceAfter=2,
)
STRONG = ParagraphStyle("strong", parent=BODY, fontName="Helvetica-Bold")
DATES = ParagraphStyle("dates", parent=SMALL, alignment=TA_RIGHT)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=11, bulletIndent=1)


def main() -> None:
    """Write all samples."""
    FOLDER.mkdir(exist_ok=True)
    one_column_pdf(ENGINEER, FOLDER / "nadia-okonkwo-reyes.pdf")
    two_column_pdf(NURSE, FOLDER / "ingrid-halvorsen.pdf")
    table_docx(ACCOUNTANT, FOLDER / "rhys-pemberton-vale.docx")
    plain_text(PROJECT_LEADER, FOLDER / "katharina-vossberg.txt")
    one_column_pdf(DESIGNER, PAGE_SAMPLE)


def one_column_pdf(person: Person, path: Path) -> None:
    """Name on top, dates at the right margin of each job."""
    width, height = A4
    margin = 20 * mm
    frame = Frame(margin, margin, width - 2 * margin, height - 2 * margin, 0, 0, 0, 0)
    story: list[Flowable] = [
        text(person.name, NAME),
        text(person.label, LABEL),
        Paragraph(f"{escape(person.email)} &nbsp;|&nbsp; {person.phone} &nbsp;|&nbsp; {person.place}", SMALL),
        linked(person.link, SMALL),
        *headed("Summary", [text(person.summary)]),
        *headed(
            "Experience", [block for job in person.jobs for block in job_with_dates_right(job, width - 2 * margin)]
        ),
        *headed("Education", [text(f"{study.degree}, {study.school}, {study.dates}") for study in person.studies]),
        *headed("Skills", [Paragraph(f"<b>{label}:</b> {skills}", BODY) for label, skills in person.skills]),
        *headed("Languages", [text(", ".join(person.languages))]),
        *headed("Certificates", [text(certificate) for certificate in person.certificates]),
    ]
    build_pdf(path, person, A4, [frame], story)


def two_column_pdf(person: Person, path: Path) -> None:
    """A sidebar with contact, skills and languages beside the experience."""
    width, height = LETTER
    margin, gutter, sidebar = 17 * mm, 9 * mm, 56 * mm
    left = Frame(margin, margin, sidebar, height - 2 * margin, 0, 0, 0, 0)
    right_x = margin + sidebar + gutter
    right = Frame(right_x, margin, width - right_x - margin, height - 2 * margin, 0, 0, 0, 0)
    story: list[Flowable] = [
        *headed("Contact", [text(person.phone), text(person.email), text(person.place), linked(person.link, BODY)]),
        *(block for label, skills in person.skills for block in headed(f"{label} Skills", listed(skills.split(", ")))),
        *headed("Languages", listed(person.languages)),
        *headed("Certifications", listed(person.certificates)),
        FrameBreak(),
        text(person.name, NAME),
        text(person.label, LABEL),
        *headed("Profile", [text(person.summary)]),
        *headed("Work Experience", [block for job in person.jobs for block in job_with_dates_below(job)]),
        *headed(
            "Education",
            [
                block
                for study in person.studies
                for block in (text(study.degree, STRONG), text(f"{study.school}, {study.dates}"))
            ],
        ),
    ]
    build_pdf(path, person, LETTER, [left, right], story)


def text(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Return one paragraph."""
    return Paragraph(escape(words), style)


def linked(url: str, style: ParagraphStyle) -> Paragraph:
    """Return the address without its scheme, linked to the whole."""
    shown = url.removeprefix("https://www.")
    return Paragraph(f'<link href="{escape(url)}">{escape(shown)}</link>', style)


def listed(items: list[str] | tuple[str, ...]) -> list[Flowable]:
    """Return one bullet for each item."""
    return [Paragraph(escape(item), BULLET, bulletText="•") for item in items]


def headed(heading: str, body: list[Flowable]) -> Iterator[Flowable]:
    """Yield a heading that stays with what follows."""
    rule = HRFlowable(width="100%", thickness=0.6, color=HexColor("#c9d3de"), spaceBefore=0, spaceAfter=4)
    yield KeepTogether([text(heading, HEADING), rule, *body[:1]])
    yield from body[1:]


def job_with_dates_right(job: Job, width: float) -> Iterator[Flowable]:
    """Position and dates on one line, the employer below."""
    yield Table(
        [[text(job.position, STRONG), text(job.dates, DATES)]],
        colWidths=[width - 45 * mm, 45 * mm],
        style=[
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
    yield text(f"{job.employer}, {job.place}", SMALL)
    yield from listed(job.bullets)


def job_with_dates_below(job: Job) -> Iterator[Flowable]:
    """Position, then employer and place, then the dates, each on a line of its own."""
    yield text(job.position, STRONG)
    yield text(f"{job.employer}, {job.place}")
    yield text(job.dates, SMALL)
    yield from listed(job.bullets)
    yield Spacer(0, 5)


def build_pdf(
    path: Path, person: Person, size: tuple[float, float], frames: list[Frame], story: list[Flowable]
) -> None:
    """Write the story, later pages in the last frame alone; the same story gives the same bytes."""
    document = BaseDocTemplate(
        str(path), pagesize=size, title=f"{person.name}: résumé", author=person.name, invariant=1, pageCompression=1
    )
    first = PageTemplate("first", frames, autoNextPageTemplate="later")
    document.addPageTemplates([first, PageTemplate("later", frames[-1:])])
    document.build(story)


def table_docx(person: Person, path: Path) -> None:
    """Contact in the page header, dates in the left column of a table."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    header = document.sections[0].header.paragraphs[0]
    header.text = f"{person.email}\t{person.phone}\t{person.place}"
    name = document.add_paragraph().add_run(person.name)
    name.bold, name.font.size = True, Pt(22)
    label = document.add_paragraph().add_run(person.label)
    label.font.size, label.font.color.rgb = Pt(12), RGBColor(0x1F, 0x4E, 0x79)
    document.add_heading("Profile", 1)
    document.add_paragraph(person.summary)
    document.add_heading("Professional Experience", 1)
    rail(document, [(job.dates, partial(fill_job, job)) for job in person.jobs])
    document.add_heading("Education", 1)
    rail(document, [(study.dates, partial(fill_study, study)) for study in person.studies])
    document.add_heading("Skills", 1)
    for label_, skills in person.skills:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label_}: ").bold = True
        paragraph.add_run(skills)
    document.add_heading("Languages", 1)
    document.add_paragraph(", ".join(person.languages))
    document.add_heading("Certificates", 1)
    for certificate in person.certificates:
        document.add_paragraph(certificate)
    document.core_properties.author = person.name
    document.core_properties.created = document.core_properties.modified = SAVED
    save_docx(document, path)


def save_docx(document: Docx, path: Path) -> None:
    """Write the document with one time stamp on every part, so that the same text gives the same bytes."""
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as made, ZipFile(path, "w", ZIP_DEFLATED) as settled:
        for name in made.namelist():
            settled.writestr(ZipInfo(name, SAVED.timetuple()[:6]), made.read(name), ZIP_DEFLATED)


def rail(document: Docx, rows: list[tuple[str, Callable[[Cell], None]]]) -> None:
    """Add a table with a narrow left column for dates."""
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for dates, fill in rows:
        left, right = table.add_row().cells
        left.width, right.width = Pt(130), Pt(320)
        left.paragraphs[0].text = dates
        fill(right)


def fill_job(job: Job, cell: Cell) -> None:
    """Write a job into its cell: position in bold, employer and place, bullets."""
    cell.paragraphs[0].add_run(job.position).bold = True
    cell.add_paragraph(f"{job.employer}, {job.place}")
    for bullet in job.bullets:
        cell.add_paragraph(bullet, style="List Bullet")


def fill_study(study: Study, cell: Cell) -> None:
    """Write a course of study into its cell."""
    cell.paragraphs[0].add_run(study.degree).bold = True
    cell.add_paragraph(study.school)


def plain_text(person: Person, path: Path) -> None:
    """A résumé as one types it, in German."""
    lines = [
        person.name,
        person.label,
        "",
        person.place,
        f"Telefon: {person.phone}",
        f"E-Mail: {person.email}",
        person.link,
    ]
    lines += ["", "PROFIL", person.summary, "", "BERUFSERFAHRUNG"]
    for job in person.jobs:
        lines += [
            "",
            job.dates,
            job.position,
            f"{job.employer}, {job.place}",
            *(f"- {bullet}" for bullet in job.bullets),
        ]
    lines += ["", "AUSBILDUNG"]
    for study in person.studies:
        lines += ["", study.dates, study.degree, study.school]
    lines += ["", "KENNTNISSE", *(f"{label}: {skills}" for label, skills in person.skills)]
    lines += ["", "SPRACHEN", ", ".join(person.languages), "", "ZERTIFIKATE", *person.certificates, ""]
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Ten invented résumés of two pages, on which every figure in milliseconds is taken.

Composed from the phrases below with a fixed seed, set half in one column and half in two, and
committed with their digests: ``python -m benchmarks.reference_set`` writes them anew.
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from demo.make_samples import one_column_pdf, two_column_pdf
from demo.people import Job, Person, Study

FOLDER = Path(__file__).with_name("reference")
DIGESTS = FOLDER / "SHA256SUMS"
FILES = 10
JOBS = 6
BULLETS = 6

NAMES = (
    "Amara Lindqvist", "Bertrand Osei", "Carmela Haddock", "Dmitri Fairweather", "Eluned Marchetti",
    "Farouk Stenholm", "Greta Villanueva", "Hamish Obuya", "Ilse Montgomery", "Joaquim Petterson",
)  # fmt: skip
TRADES = (
    ("Software Engineer", "Python, Django, PostgreSQL, Redis, Docker, Kubernetes, AWS, Terraform, Kafka, Git"),
    ("Project Manager", "Scrum, Jira, Risk Management, Budgeting, Stakeholder Management, Excel, PRINCE2"),
    ("Registered Nurse", "Triage, Wound Care, Critical Care, Epic, Patient Education, Infection Control"),
    ("Financial Analyst", "Excel, SQL, Power BI, Forecasting, IFRS, SAP, Variance Analysis, Tableau"),
    ("Mechanical Engineer", "AutoCAD, SolidWorks, FMEA, Lean Manufacturing, Six Sigma, MATLAB, GD&T"),
)
LEVELS = ("Lead", "Senior", "Principal", "", "Junior", "Assistant")
EMPLOYERS = (
    "Brackwater Systems Ltd", "Highmoor Clinic", "Solano & Pryce LLP", "Ferncastle Group plc",
    "Tallis Instruments GmbH", "Quayside Housing Trust", "Redgate Mills Inc", "Ottermere Council",
    "Lanternworks BV", "Wexcombe Rail", "Polder & Vane SA", "Nettlefold Foods Inc",
)  # fmt: skip
PLACES = (
    "London",
    "Leeds",
    "Bristol",
    "Dublin",
    "Boston, MA",
    "Austin, TX",
    "Berlin",
    "Utrecht",
    "Glasgow",
    "Denver, CO",
)
VERBS = (
    "Led",
    "Introduced",
    "Rebuilt",
    "Planned",
    "Negotiated",
    "Documented",
    "Automated",
    "Reviewed",
    "Trained",
    "Audited",
)
OBJECTS = (
    "the quarterly planning of {n} teams", "a reporting routine for {n} departments", "the handover between {n} shifts",
    "a training programme for {n} colleagues", "the purchase of equipment for {n} sites",
    "a catalogue of {n} recurring faults",
    "the migration of {n} archives", "a checklist that {n} units use today", "the budget of {n} projects",
    "a survey among {n} customers",
)  # fmt: skip
RESULTS = (
    "which cut the time to delivery by {n}%", "and lowered costs by {n}% within a year",
    "with no complaint in {n} months",
    "which raised satisfaction from {n} to 93 of 100", "and kept every deadline of the year",
    "so that errors fell by {n}%", "and halved the waiting time",
)  # fmt: skip
SUMMARIES = (
    "Brings order to large undertakings and explains them in plain words.",
    "Works closely with the people who use the results and measures before changing anything.",
    "Has led teams of up to twelve people in three countries and likes to leave things simpler than before.",
    "Known for calm in difficult weeks, for complete documentation and for honest estimates.",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def people() -> Iterator[Person]:
    """Yield the ten people, always the same."""
    for number, name in enumerate(NAMES):
        yield _person(number, name, random.Random(number))


def write_more(folder: Path, number: int) -> Iterator[Path]:
    """Yield files of so many further people of the same kind, no two of whom are the same."""
    for index in range(number):
        chance = random.Random(len(NAMES) + index)
        name = f"{chance.choice(NAMES).split()[0]} {chance.choice(NAMES).split()[1]}"
        yield _write(index, _person(index, name, chance), folder / f"{index}.pdf")


def write_files() -> None:
    """Write the ten files and their digests."""
    FOLDER.mkdir(exist_ok=True)
    for number, person in enumerate(people()):
        _write(number, person, FOLDER / f"{person.name.lower().replace(' ', '-')}.pdf")
    DIGESTS.write_text("".join(f"{_digest(path)}  {path.name}\n" for path in sorted(FOLDER.glob("*.pdf"))))


def reference_files() -> list[Path]:
    """Return the committed files.

    Raises:
        SystemExit: a file is not the one whose digest is pinned.
    """
    files = []
    for line in DIGESTS.read_text().splitlines():
        digest, name = line.split()
        if _digest(FOLDER / name) != digest:
            raise SystemExit(f"{name} is not the reference file; restore it before you measure.")
        files.append(FOLDER / name)
    return files


def _write(number: int, person: Person, path: Path) -> Path:
    lay_out = (one_column_pdf, two_column_pdf)[number % 2]
    lay_out(person, path)
    return path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _person(number: int, name: str, chance: random.Random) -> Person:
    title, skills = TRADES[number % len(TRADES)]
    handle = name.lower().replace(" ", ".")
    return Person(
        name=name,
        label=f"Senior {title}",
        email=f"{handle}@example.org",
        phone=f"+44 20 7946 0{300 + number}",
        place="London, United Kingdom",
        link=f"https://www.linkedin.com/in/{handle.replace('.', '-')}-sample",
        summary=" ".join(chance.sample(SUMMARIES, 3)),
        jobs=tuple(_jobs(title, chance)),
        studies=(Study("BSc Engineering", "University of Leeds", "2002 – 2005"),),
        skills=(("Core", skills), ("Other", "Microsoft Office, Git, Confluence, SQL")),
        languages=("English (native)", "Spanish (B2)"),
        certificates=("PMP, 2019",),
    )


def _jobs(title: str, chance: random.Random) -> Iterator[Job]:
    employers, places = chance.sample(EMPLOYERS, JOBS), chance.sample(PLACES, JOBS)
    until = 2026 * 12 + 10
    for index in range(JOBS):
        since = until - chance.randint(22, 45)
        dates = f"{_month(since)} – {_month(until) if index else 'Present'}"
        bullets = tuple(_bullet(chance) for _ in range(BULLETS))
        yield Job(f"{LEVELS[index]} {title}".strip(), employers[index], places[index], dates, bullets)
        until = since - 1


def _month(ordinal: int) -> str:
    return f"{MONTHS[ordinal % 12]} {ordinal // 12}"


def _bullet(chance: random.Random) -> str:
    words = f"{chance.choice(VERBS)} {chance.choice(OBJECTS)}, {chance.choice(RESULTS)}."
    return words.replace("{n}", str(chance.randint(3, 60)))


if __name__ == "__main__":
    write_files()

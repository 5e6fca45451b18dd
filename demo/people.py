"""The invented people of the sample résumés. Nobody here exists.

The text stands here once; `make_samples.py` sets it in several layouts, and the facts that the
demo checks are written down apart from it, in ``samples/truth.json``. Each of them makes a slip or
two on purpose, which the analyzers must find.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One position, its dates as printed."""

    position: str
    employer: str
    place: str
    dates: str
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """One course of study, its dates as printed."""

    degree: str
    school: str
    dates: str


@dataclass(frozen=True, slots=True)
class Person:
    """Everything a sample shows."""

    name: str
    label: str
    email: str
    phone: str
    place: str
    link: str
    summary: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[tuple[str, str], ...]
    """Label of the group -> its skills, separated by commas."""
    languages: tuple[str, ...]
    certificates: tuple[str, ...]


ENGINEER = Person(
    name="Nadia Okonkwo-Reyes",
    label="Senior Backend Engineer",
    email="nadia.okonkwo@example.org",
    phone="+44 20 7946 0321",
    place="London, United Kingdom",
    link="https://www.linkedin.com/in/nadia-okonkwo-reyes-sample",
    summary=(
        "Backend engineer with 10+ years of experience in payment systems and data platforms. Designs services "
        "that stay up, measures before changing anything, and likes to leave code smaller than it was."
    ),
    jobs=(
        Job(
            "Senior Backend Engineer",
            "Larkfield Payments Ltd",
            "London",
            "Mar 2021 – Present",
            (
                "Rebuilt the settlement service in Python and PostgreSQL and cut the run from 5 hours to 40 minutes.",
                "Introduced contract tests between 14 services, which reduced failed releases by 60%.",
                "Led the move of 30 workloads to Kubernetes on AWS without a minute of planned downtime.",
                "Mentored four engineers, two of whom now lead teams of their own.",
            ),
        ),
        Job(
            "Backend Engineer",
            "Tidewell Analytics",
            "Bristol",
            "Sep 2017 – Feb 2021",
            (
                "Built an event pipeline with Kafka and Redis that handles 20,000 messages a second.",
                "Wrote the public REST API with Django, used by more than 200 customers.",
                "Recieved the company award for the best incident report in 2019.",
            ),
        ),
        Job(
            "Software Developer",
            "Orchard & Finch Software",
            "Leeds",
            "Jun 2015 – May 2017",
            (
                "Responsible for booking software in Java for 35 hotels.",
                "Automated deployment with Docker and Jenkins and shortened a release from two days to one hour.",
            ),
        ),
    ),
    studies=(Study("BSc Computer Science", "University of Leeds", "2012 – 2015"),),
    skills=(
        ("Languages", "Python, Java, SQL, Go"),
        ("Platforms", "AWS, Kubernetes, Docker, Terraform, Linux"),
        ("Data", "PostgreSQL, Redis, Kafka, Elasticsearch"),
    ),
    languages=("English (native)", "Spanish (B2)"),
    certificates=("AWS Certified Solutions Architect, 2022",),
)

NURSE = Person(
    name="Ingrid Halvorsen",
    label="Intensive Care Nurse",
    email="ingrid.halvorsen@example.com",
    phone="(312) 555-0142",
    place="Chicago, IL",
    link="https://www.linkedin.com/in/ingrid-halvorsen-sample",
    summary=(
        "Intensive care nurse with twelve years at the bedside. Calm in emergencies, careful with handovers, "
        "and glad to teach the next generation on the ward."
    ),
    jobs=(
        Job(
            "Charge Nurse, Intensive Care",
            "Lakeshore Mercy Hospital",
            "Chicago, IL",
            "04/2020 – Present",
            (
                "Coordinate a unit of 24 beds and a team of 11 nurses on each shift.",
                "Reduced catheter infections by 38% with a new checklist and weekly audits.",
                "Train new staff in mechanical ventilation and hemodynamic monitoring.",
            ),
        ),
        Job(
            "Registered Nurse, ICU",
            "St. Brendan Medical Center",
            "Milwaukee, WI",
            "07/2016 – 03/2020",
            (
                "Cared for up to three ventilated patients a shift.",
                "Wrote the handover protocol that five units have since adopted.",
                "Maintained complete documentation in Epic.",
            ),
        ),
        Job(
            "Registered Nurse, Medical-Surgical",
            "Prairie Creek Hospital",
            "Madison, WI",
            "06/2014 – 12/2015",
            (
                "Managed the the care of six post-operative patients a shift.",
                "Taught patients and families wound care before they went home.",
            ),
        ),
    ),
    studies=(Study("Bachelor of Science in Nursing", "University of Wisconsin–Madison", "2010 – 2014"),),
    skills=(
        ("Clinical", "Critical Care, Mechanical Ventilation, Hemodynamic Monitoring, Wound Care, Triage"),
        ("Systems", "Epic, Cerner, Microsoft Excel"),
    ),
    languages=("English (native)", "Norwegian (fluent)", "Spanish (conversational)"),
    certificates=("CCRN, 2018", "Advanced Cardiac Life Support (ACLS), 2023"),
)

ACCOUNTANT = Person(
    name="Rhys Pemberton-Vale",
    label="Head of Financial Reporting",
    email="rhys.pemberton@example.net",
    phone="+44 161 496 0187",
    place="Manchester, United Kingdom",
    link="https://www.linkedin.com/in/rhys-pemberton-vale-sample",
    summary=(
        "Chartered accountant who closes the books early and explains them plainly. Has led two ERP migrations "
        "and a team of nine."
    ),
    jobs=(
        Job(
            "Head of Financial Reporting",
            "Aldersgate Foods plc",
            "Manchester",
            "January 2019 – Present",
            (
                "Shortened the monthly close from 12 working days to 5.",
                "Led the migration from Sage to SAP S/4HANA for 7 companies of the group.",
                "Prepared the consolidated accounts under IFRS for a turnover of £410 million.",
            ),
        ),
        Job(
            "Financial Accountant",
            "Pennine Logistics Ltd",
            "Leeds",
            "October 2014 – December 2018",
            (
                "Reconciled 120 balance sheet acounts a month.",
                "Built the cash flow forecast in Excel and Power BI that the board still uses.",
            ),
        ),
        Job(
            "Audit Associate",
            "Whitcombe & Partners LLP",
            "Sheffield",
            "September 2011 – September 2014",
            (
                "Audited 25 companies in retail and manufacturing.",
                "Trained six juniors in sampling and documentation.",
            ),
        ),
        Job(
            "Finance Intern",
            "Harbour Street Bank",
            "Hull",
            "June 2010 – August 2010",
            ("Checked 900 loan files for missing documents.",),
        ),
    ),
    studies=(Study("BA Accounting and Finance", "University of Sheffield", "2008 – 2011"),),
    skills=(
        ("Accounting", "IFRS, UK GAAP, Financial Reporting, Consolidation, VAT, Audit"),
        ("Tools", "SAP S/4HANA, Sage, Excel, Power BI, SQL"),
    ),
    languages=("English (native)", "Welsh (fluent)", "French (B1)"),
    certificates=("ACA, Institute of Chartered Accountants, 2014",),
)

PROJECT_LEADER = Person(
    name="Katharina Vossberg",
    label="Projektleiterin Anlagenbau",
    email="k.vossberg@example.org",
    phone="+49 30 23125 417",
    place="Hamburg",
    link="https://www.xing.com/profile/Katharina_Vossberg_Beispiel",
    summary=(
        "Projektleiterin mit vierzehn Jahren Erfahrung im Anlagenbau. Führt Projekte von der Angebotsphase bis zur "
        "Abnahme und hält Termine, weil sie früh über Risiken spricht."
    ),
    jobs=(
        Job(
            "Projektleiterin",
            "Nordlicht Anlagenbau GmbH",
            "Hamburg",
            "März 2018 – heute",
            (
                "Leitung von elf Projekten mit Budgets von bis zu 8 Millionen Euro.",
                "Verkürzung der Inbetriebnahme von neun auf sechs Wochen.",
                "Fachliche Führung von sieben Ingenieurinnen und Ingenieuren.",
            ),
        ),
        Job(
            "Projektingenieurin",
            "Elbwerk Maschinen AG",
            "Dresden",
            "09/2012 – 02/2018",
            (
                "Konstruktion von Förderanlagen mit AutoCAD und SolidWorks.",
                "Abstimmung mit mit 40 Lieferanten in fünf Ländern.",
            ),
        ),
    ),
    studies=(Study("Diplom-Ingenieurin Maschinenbau", "Technische Universität Dresden", "2007 – 2012"),),
    skills=(
        ("Methoden", "Projektmanagement, Scrum, Risikomanagement"),
        ("Werkzeuge", "AutoCAD, SolidWorks, MS Project, SAP"),
    ),
    languages=("Deutsch (Muttersprache)", "Englisch (C1)"),
    certificates=("PMP, 2019",),
)

DESIGNER = Person(
    name="Elena Marchetti-Vos",
    label="Product Designer",
    email="elena.marchetti@example.org",
    phone="+31 20 555 0148",
    place="Utrecht, Netherlands",
    link="https://www.linkedin.com/in/elena-marchetti-vos-sample",
    summary=(
        "Product designer with eleven years in health care and logistics. Turns long processes into short screens, "
        "tests them with the people who have to use them, and cares for the last pixel. A real team player."
    ),
    jobs=(
        Job(
            "Lead Product Designer",
            "Havenlicht Health",
            "Utrecht",
            "Feb 2021 – Present",
            (
                "Rebuilt the booking flow with nurses and patients and cut missed appointments by 31%.",
                "Introduced a design system in Figma that six teams now use, with tokens for React and iOS.",
                "Mentored three designers and hired two of them.",
                "Responsible for accessibility and user research.",
            ),
        ),
        Job(
            "Lecturer in Interaction Design",
            "Hogeschool Oosterweel",
            "Amersfoort",
            "Sep 2020 – Jun 2022",
            ("Taught usability testing to 90 students a year and acheived the best rating of the department.",),
        ),
        Job(
            "Senior UX Designer",
            "Veerman Logistics",
            "Rotterdam",
            "Mar 2017 – Dec 2019",
            (
                "Designed the driver app in Sketch, which is used for the the planning of 1,400 trips a day.",
                "Ran 60 usability tests on the road and shortened the hand-over from nine steps to four.",
                "Worked on various dashboards.",
            ),
        ),
        Job(
            "Web Designer",
            "Studio Kruispunt",
            "Delft",
            "Aug 2013 – Feb 2017",
            (
                "Built 24 web sites with HTML, CSS and JavaScript for museums and theatres.",
                "Responsible for print and posters.",
            ),
        ),
    ),
    studies=(Study("Bachelor of Design", "Academie van de Vecht", "2009 – 2013"),),
    skills=(
        ("Design", "Figma, Sketch, Prototyping, Design systems, Typography"),
        ("Research", "Usability testing, User interviews, A/B testing"),
        ("Code", "HTML, CSS, JavaScript, React"),
    ),
    languages=("Dutch (native)", "Italian (native)", "English (C1)"),
    certificates=("Certified Professional in Accessibility Core Competencies, 2022",),
)

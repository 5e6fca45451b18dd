"""What a layout sets: a person's sections in their order, free of any format."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from benchmarks.accuracy.person import Basics, Person, Post, Study


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or a course of study; ``main`` is the title or degree, ``body`` the employer or school."""

    main: str
    body: str
    place: str
    dates: str
    bullets: tuple[str, ...]
    group: str = ""
    """``first`` or ``next`` of several posts in a row at one employer, who may then be named once."""

    @property
    def body_and_place(self) -> str:
        """Return both, as they stand on one line."""
        return joined((self.body, self.place), ", ")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (perhaps empty) with what stands under it; only one of the last four is filled."""

    kind: str
    heading: str
    text: str = ""
    entries: tuple[Entry, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact datum as it is printed, with the address behind it (empty where there is none)."""

    kind: str
    shown: str
    address: str = ""


def sections(person: Person) -> tuple[Section, ...]:
    """Return the person's sections in the order of their headings; the contact data stand above them."""
    return tuple(_section(person, kind, heading) for kind, heading in person.headings.items() if kind != "contact")


def contacts(basics: Basics, *, behind_words: bool = False, hides_email: bool = False) -> tuple[Contact, ...]:
    """Return what stands at the top of the page.

    With `behind_words` a link shows the name of its site only, with `hides_email` the address stands behind a word.
    """
    return (
        *([Contact("place", basics.place)] if basics.place else []),
        *([Contact("phone", basics.phone)] if basics.phone else []),
        *([_email(basics, hides=hides_email)] if basics.email else []),
        *(Contact("link", _site(link) if behind_words else _bare(link), link) for link in basics.links),
        *(Contact("personal", line) for line in basics.personal),
    )


def _email(basics: Basics, *, hides: bool) -> Contact:
    if basics.printed_email:  # it is kept from machines: no link gives it away
        return Contact("email", basics.printed_email)
    return Contact("email", "E-mail" if hides else basics.email, f"mailto:{basics.email}")


def contact_heading(person: Person) -> str:
    """Return the heading of the contact data, which only layouts with a sidebar show."""
    return person.headings.get("contact", "")


def name_of(person: Person) -> str:
    """Return the name as it is printed."""
    return person.basics.printed or person.basics.name


def joined(parts: tuple[str, ...], by: str) -> str:
    """Join the parts that are not empty."""
    return by.join(part for part in parts if part)


def _section(person: Person, kind: str, heading: str) -> Section:
    if kind == "summary":
        return Section(kind, heading, text=person.basics.summary)
    if kind == "work":
        return Section(kind, heading, entries=tuple(_posts(person.work)))
    if kind == "education":
        return Section(kind, heading, entries=tuple(_study(study) for study in person.education))
    if kind == "skills":
        return Section(kind, heading, groups=tuple(person.skills.lists.items()))
    if kind == "languages":
        return Section(kind, heading, lines=tuple(_language(*pair) for pair in person.languages))
    return Section(kind, heading, lines=person.lines[kind])


def _posts(posts: tuple[Post, ...]) -> Iterator[Entry]:
    before = ""
    for post, after in zip_longest(posts, posts[1:]):
        group = "next" if before == post.employer else "first" if after and after.employer == post.employer else ""
        yield Entry(post.title, post.employer, post.place, post.dates, post.bullets, group if post.employer else "")
        before = post.employer


def _study(study: Study) -> Entry:
    return Entry(study.degree, study.institution, study.place, study.dates, study.notes)


def _language(name: str, level: str) -> str:
    return f"{name} – {level}" if level else name


def _bare(link: str) -> str:
    return link.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _site(link: str) -> str:
    host = _bare(link).split("/", maxsplit=1)[0].split(".")
    return {"linkedin": "LinkedIn", "github": "GitHub", "xing": "XING"}.get(host[-2], "Portfolio")

"""What these formats share: the lines of a head and of a list, free of any markup."""

from benchmarks.accuracy.layouts.content import Entry, contacts, joined
from benchmarks.accuracy.person import Person


def contact_line(person: Person) -> str:
    """Return the contact data on one line."""
    return " | ".join(item.shown for item in contacts(person.basics))


def lines_of_head(entry: Entry) -> list[str]:
    """Return title, employer and dates on lines of their own; an employer of several posts stands over the first."""
    if entry.group:
        over = [entry.body_and_place] if entry.group == "first" else []
        return [line for line in (*over, entry.main, entry.dates) if line]
    return [line for line in (entry.main, entry.body_and_place, entry.dates) if line]


def label_and_items(group: tuple[str, tuple[str, ...]]) -> str:
    """Return a list with its label on one line."""
    label, items = group
    return joined((label, ", ".join(items)), ": ")

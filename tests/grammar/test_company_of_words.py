"""Slips that only the neighbours of a word tell, and right lines with the same words."""

from collections.abc import Callable

import pytest

from vitae.domain.findings import Finding

FindIn = Callable[[str], list[Finding]]


@pytest.mark.parametrize(
    ("line", "wrong", "right"),
    [
        # told in the past, all of it
        ("Planned, cooked and serve meals for 80 guests", "serve", "served"),
        ("Designed, build and tested three boats", "build", "built"),
        ("Planned menus, ordered food and train two cooks", "train", "trained"),
        ("Greeted guests and serve drinks in the lounge", "serve", "served"),
        # the verb and its subject
        ("Worked with clients who needs care at night", "needs", "need"),
        ("Built a tool which help nurses plan shifts", "help", "helps"),
        ("The list of suppliers were updated weekly", "were", "was"),
        ("The results of the survey was shared with the board", "was", "were"),
        ("This require patience and care", "require", "requires"),
        ("It help patients to recover", "help", "helps"),
        ("Was promote to head chef after a year", "promote", "promoted"),
        # more than one
        ("Trained five new employee in the warehouse", "employee", "employees"),
        ("Completed 300 hour of training", "hour", "hours"),
        # other words
        ("Gave advise to first-time buyers about mortgages", "advise", "advice"),
        ("Advice clients on pensions and savings", "Advice", "Advise"),
        ("Reported to the school principle every Friday", "principle", "principal"),
        ("Was excepted into the guild of bakers", "excepted", "accepted"),
        ("Setup the till and counted the float", "Setup", "Set up"),
        ("Worked everyday from six to two", "everyday", "every day"),
        ("Worked as sous chief for a year", "chief", "chef"),
        ("Gave prove of delivery to each customer", "prove", "proof"),
        ("Gained through knowledge of tax", "through", "thorough"),
        ("Kept records up to data", "data", "date"),
        ("Layed bricks for three schools", "Layed", "Laid"),
        # a letter too few, too many or another one
        ("Reduced waste buy a third", "buy", "by"),
        ("Did the night sift in a bakery", "sift", "shift"),
        ("Delivered on tine and on budget", "tine", "time"),
        ("Responsible for a tam of five", "tam", "team"),
        ("Greeted quests at the door", "quests", "guests"),
        ("Completed a curse in bookkeeping", "curse", "course"),
        ("Able to work on my won", "won", "own"),
    ],
)
def test_a_slip_is_told_by_the_words_around_it(find_in: FindIn, line: str, wrong: str, right: str) -> None:
    findings = [finding for finding in find_in(line) if finding.code != "pronoun"]

    assert [(f.anchors[0].quote, f.replacements[0]) for f in findings] == [(wrong, right)]


@pytest.mark.parametrize(
    "line",
    [
        "Planned menus, ordered food and trained two cooks",
        "Taught children to read, write and count",
        "Told guests where to eat and book the tables",
        "Helped guests, answer the phone and book the rooms",
        "Completed Lean, Six Sigma and Train the Trainer courses",
        "Passed grade 5, grade 6 and grade 7 in piano",
        "Sold books, records and sports goods in two shops",
        "A team of 12 nurses was awarded a prize",
        "A total of 40 students were trained",
        "Built a set of 20 tests that was run daily",
        "Kept a fleet of 30 vans on the road",
        "Two new bank branches and six small craft were insured",
        "Used to working at night",
        "Served as a steward and severed 40 cables at the demolition site",
        "Quite a few of the clients stayed for ten years",
        "Worked four days a week and ran four shops",
        "Supported widows and orphans of miners",
        "Drove a tow truck and recovered cars",
        "Advised the mayor on planning and the council on roads",
        "Broke the curse of late trains with a new timetable",
        "Took breaks with the bicycle couriers",
        "Sold flower and herb seeds by the sack",
        "Accessed the risk register daily",
        "Led quests and raids as a tester of online games",
        "Improved the setup of two labs",
        "Managed the everyday business of the firm",
        "Watered plants for a garden centre and planted 400 trees",
        "Restored a couch and six chairs for a museum",
        "Raised money to buy 12 computers for the school",
        "Cared with patience and tact for the elderly",
    ],
)
def test_the_same_words_in_their_right_place_are_left_alone(find_in: FindIn, line: str) -> None:
    assert find_in(line) == []

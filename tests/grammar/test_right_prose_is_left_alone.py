"""Sixty right lines from fifteen trades, and traps for naive checkers: none of them gives a finding."""

from collections.abc import Callable

import pytest

from vitae.domain.findings import Finding

FindIn = Callable[..., list[Finding]]

CLEAN = {
    "nurse": [
        "Precepted six newly qualified nurses on a 24-bed renal ward.",
        "Cannulated, took bloods and titrated insulin under the sliding-scale protocol.",
        "Led the move to bedside handover, which cut falls by a third.",
        "Triaged up to 90 patients a shift in A&E.",
    ],
    "electrician": [
        "Rewired tenements and new builds, around forty properties a year.",
        "Fault-finding on three-phase motors, PLC panels and emergency lighting.",
        "First and second fix, containment and testing to BS 7671.",
        "Hold an ECS gold card and an SSSTS certificate.",
    ],
    "cook": [
        "Worked every station from garde-manger to grill.",
        "Ran the pass for 180 covers and wrote the brunch menu.",
        "Kept waste below 4% of purchases by butchering whole animals.",
        "Baked sourdough, laminated croissants and plated desserts.",
    ],
    "software engineer": [
        "Cut p99 latency from 480 ms to 120 ms by sharding the Redis cluster.",
        "Own the delivery pipeline: 4.1 billion Kafka events a day.",
        "Migrated 40 microservices to Kubernetes with zero downtime.",
        "Wrote an SQL linter and a GraphQL gateway in Go, C, and C++.",
    ],
    "accountant": [
        "Closed the books of five entities within four working days.",
        "Reconciled intercompany balances and the accruals ledger every month.",
        "Prepared an IFRS 16 lease model and an IRS Form 1120.",
        "Saved $1,250,000 in FY2023 by renegotiating leases.",
    ],
    "teacher": [
        "Taught Year 9 to Year 13 physics to classes of up to 30.",
        "Differentiated lessons for pupils with dyslexia and those new to English.",
        "Raised the share of A grades from 12% to 31% in two years.",
        "Organised a robotics club that won the county finals.",
    ],
    "lawyer": [
        "Drafted affidavits, subpoenas and an appellate brief in Doe v. Harbor.",
        "Advised lenders on covenants, securitisations and cross-border insolvency.",
        "Acted as second chair in an eight-day jury trial.",
        "Negotiated an NDA and an MSA with each supplier.",
    ],
    "designer": [
        "Drew wireframes, storyboards and a moodboard for each pitch.",
        "Redesigned the checkout, which lifted conversion by 1.8 points.",
        "Typeset an annual report of 96 pages in InDesign.",
        "Built a design system of 140 components in Figma.",
    ],
    "sales": [
        "Grew the territory from $1.2M to $3.4M in ARR.",
        "Upsold existing accounts and closed 14 new logos in Q4.",
        "Cold-called 60 prospects a day and booked two demos.",
        "Trained a team of eight that has beaten its target ever since.",
    ],
    "researcher": [
        "Sampled 48 transects and modelled herbivory in warm-edge kelp forests.",
        "Won a £740k consortium grant with partners in Norway and Chile.",
        "Supervised three PhD students, all of whom finished on time.",
        "Ran qPCR, mRNA sequencing and flow cytometry.",
    ],
    "logistics": [
        "Dispatched 35 drivers over four depots and two ports.",
        "Introduced cross-docking, slotting and cycle counts.",
        "Lowered empty miles from 22% to 14% within a year.",
        "Hold an HGV Class 1 licence and a forklift certificate.",
    ],
    "mechanical engineer": [
        "Qualified two injection-moulding suppliers with Cpk above 1.67.",
        "Modelled a skid plate in Creo that saved 400 g.",
        "Wrote the DFMEA and the IQ/OQ/PQ protocols.",
        "Took an X-ray of every weld and an ultrasonic scan of every flange.",
    ],
    "hotel": [
        "Checked in up to 120 guests a day at a one-night-stay airport hotel.",
        "Handled a unique overbooking that affected 40 rooms.",
        "Raised the review score from 8.1 to 9.0 in a year.",
        "Rostered an hourly staff of 22 across three shifts.",
    ],
    "farmer": [
        "Milked 160 cows twice a day and kept the herd book.",
        "Drilled, sprayed and combined 400 ha of wheat and barley.",
        "Maintained fences, culverts and a Claas forager.",
        "Cut silage costs by a quarter.",
    ],
    "manager": [
        "Reports to the COO; leads 41 people in Leeds, York and Hull.",
        "Introduced OKRs, a 360-degree review and an onboarding handbook.",
        "Negotiated a three-year union agreement without an hour of strike.",
        "Oversaw the set-up of a shared service centre in Porto.",
    ],
}
TRAPS = [
    "Led to increased sales and moved to validated methods in two labs.",
    "Wrote a 5 year plan, ran a 12 month project and a 10 employee firm.",
    "Read HTML, sent an html page and a utf-8 file, and turned a into b.",
    "Kept a form for each order and an order form for each customer.",
    "Answered customers who're there to help their friends, then went home.",
    "The team were given an award that that year only two firms had had.",
    "Sang with Duran Duran and toured through Walla Walla and Baden-Baden.",
    "Wrote code,C++ mostly, for 1,000 users (see github.com/example/its-a-repo).",
    "Kept garde manger stations and a manger scene for the Christmas market.",
    "Checked the state of the art, e.g. an R script, a UX study and a URL list.",
    "Taught Python, R, C and Go from scratch to those who'd never coded.",
    "Worked with children whose parents were there every day.",
    "Planned the follow-up and the roll-out, then handed over to operations.",
    "Translated résumés, naïve poems and a café menu in São Paulo.",
    "Maintained the Qlorbex line: Qlorbex parts, Qlorbex manuals, Qlorbex tests.",
    "Cooked on the ferry Marguerite of the Isles and at the Manly Surf Club.",
    "Catered for weddings, wakes and other rites of three faiths.",
]


def test_there_are_sixty_clean_lines_from_fifteen_trades() -> None:
    assert len(CLEAN) == 15
    assert sum(map(len, CLEAN.values())) == 60


@pytest.mark.parametrize("line", [line for lines in CLEAN.values() for line in lines])
def test_a_right_line_gives_no_finding(find_in: FindIn, line: str) -> None:
    assert find_in(line) == []


@pytest.mark.parametrize("line", TRAPS)
def test_a_trap_for_naive_checkers_gives_no_finding(find_in: FindIn, line: str) -> None:
    assert find_in(line) == []


def test_what_a_sentence_ends_with_asks_nothing_of_the_verb_of_the_next(find_in: FindIn) -> None:
    assert find_in("Helped the other teams as best as they could. Trained the staff of the kitchen.") == []
    assert find_in(["- Helped the other teams as best as they could", "- Trained the staff of the kitchen"]) == []


def test_all_right_lines_together_give_no_warning(find_in: FindIn) -> None:
    lines = [f"- {line}" for trade in CLEAN.values() for line in trade]

    assert [finding.code for finding in find_in(lines) if finding.severity == "warning"] == []

"""Whatever the way a list of skills is set, its items come out, known to the lexicon or not."""

import pytest

import vitae

ITEMS = ("Espalier training", "Pear grafting", "Winter pruning rota", "Python", "Frost fan tuning", "Quince budding")

LAYOUTS = {
    "commas": ", ".join(ITEMS),
    "semicolons": "; ".join(ITEMS),
    "pipes": " | ".join(ITEMS),
    "double pipes": " || ".join(ITEMS),
    "bullets in a line": " • ".join(ITEMS),
    "middle dots": " · ".join(ITEMS),
    "slashes": " / ".join(ITEMS),
    "dashes": " — ".join(ITEMS),
    "hyphens": " - ".join(ITEMS),
    "plus signs": " + ".join(ITEMS),
    "tildes": " ~ ".join(ITEMS),
    "square brackets": "[" + "] [".join(ITEMS) + "]",
    "tabs": "\t".join(ITEMS),
    "wide blanks": "    ".join(ITEMS),
    "lines": "\n".join(ITEMS),
    "bulleted lines": "\n".join(f"- {item}" for item in ITEMS),
    "arrows": "\n".join(f"➤ {item}" for item in ITEMS),
    "ticks": "\n".join(f"✓ {item}" for item in ITEMS),
    "numbers": "\n".join(f"{number}. {item}" for number, item in enumerate(ITEMS, 1)),
    "two columns": "\n".join(f"{left}\t{right}" for left, right in zip(ITEMS[:3], ITEMS[3:], strict=True)),
    "wrapped lines": ", ".join(ITEMS).replace(" rota", "\nrota").replace(" budding", "\nbudding"),
    "labels": f"Trees: {', '.join(ITEMS[:3])}\nOther: {', '.join(ITEMS[3:])}",
    "a sentence": f"{', '.join(ITEMS[:-1])} and {ITEMS[-1]}.",
    "a sentence with a beginning": f"Experienced in {', '.join(ITEMS[:-1])}, and {ITEMS[-1]}.",
    "capitals": ", ".join(ITEMS).upper(),
    "levels in brackets": ", ".join(f"{item} (expert)" for item in ITEMS),
    "levels behind dashes": "\n".join(f"{item} – advanced" for item in ITEMS),
    "levels behind colons": "\n".join(f"{item}: advanced" for item in ITEMS),
    "stars": "\n".join(f"{item} ★★★☆☆" for item in ITEMS),
    "dots": "\n".join(f"{item} ●●●○○" for item in ITEMS),
    "percentages": "\n".join(f"{item} 80%" for item in ITEMS),
    "marks of five": "\n".join(f"{item} 4/5" for item in ITEMS),
    "years": "\n".join(f"{item} (5 years)" for item in ITEMS),
}

RESUME = """Maja Rimac
maja.rimac@example.org

Experience

Gardener, Elmfield Orchards Ltd
01/2019 - 12/2021
- Kept four hundred trees alive

Skills

{skills}

Education

BSc Botany, University of Elmfield, 2012 - 2015
"""


def listed(skills: str) -> dict[str, str | None]:
    text = RESUME.format(skills=skills)
    report = vitae.analyze(text.encode(), isolation="none", analyzers=["keyword_extractor"])
    assert report.analyzers is not None
    keywords = report.analyzers["keyword_extractor"].result.keywords
    return {keyword.term.lower(): keyword.skill_type for keyword in keywords if keyword.kind == "skill"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_item_of_a_list_comes_out_in_every_layout(layout: str) -> None:
    found = listed(LAYOUTS[layout])

    assert set(found) == {item.lower() for item in ITEMS}
    assert found["python"] == "technical"
    assert found["pear grafting"] is None


def test_an_item_of_everyday_words_is_one_and_a_word_of_level_is_none() -> None:
    assert set(listed("Winter Driving, Expert, Docker, Monday 2020")) == {"winter driving", "docker"}


def test_a_name_with_a_number_is_an_item() -> None:
    assert set(listed("Docker, Ledger365, Mago4")) == {"docker", "ledger365", "mago4"}


@pytest.mark.parametrize(
    ("skills", "term"),
    [
        ("Buona conoscenza dell'innesto, Docker", "innesto"),
        ("Bom conhecimento de enxertia, Docker", "enxertia"),
        ("Buen manejo de injertos, Docker", "injertos"),
        ("Bonne maîtrise du greffage, Docker", "greffage"),
        ("Sicherer Umgang mit Okuliermesser, Docker", "okuliermesser"),
        ("Bardzo dobra znajomość okulizacji, Docker", "okulizacji"),
        ("Уверенное знание окулировки, Docker", "окулировки"),
    ],
)
def test_the_words_before_an_item_that_say_how_well_it_is_known_are_no_part_of_it(skills: str, term: str) -> None:
    assert set(listed(skills)) == {term, "docker"}


def test_a_language_that_is_spoken_is_no_skill_of_the_list() -> None:
    assert set(listed("Docker, Spanish (fluent), Deutsch B2, English literature")) == {"docker", "english literature"}


def test_an_item_has_the_months_of_the_jobs_that_name_it_and_none_otherwise() -> None:
    text = RESUME.format(skills="Pear grafting, wax casting").replace("trees alive", "trees alive by pear grafting")
    report = vitae.analyze(text.encode(), isolation="none", analyzers=["keyword_extractor"])

    assert report.analyzers is not None
    keywords = {k.term: k for k in report.analyzers["keyword_extractor"].result.keywords}
    grafting, casting = keywords["Pear grafting"], keywords["wax casting"]
    assert (grafting.months, grafting.last_used, grafting.count) == (36, "2021-12", 2)
    assert (casting.months, casting.last_used) == (None, None)

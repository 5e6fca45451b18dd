"""Skills of the user's own: from a file written by hand, or made from a public list."""

from pathlib import Path

import pytest

import vitae
from vitae.domain.errors import LexiconUnreadable
from vitae.lexicons.more_skills import load_lexicon
from vitae.lexicons.skills import Rule, skill_lexicon
from vitae.lexicons.taxonomies import import_taxonomies, render_lexicon

OWN = """\
generic = ["grafting"]

[[group]]
type = "method"
field = "orchards"
broader = "Horticulture"
skills = ["Pear grafting | grafting | whip grafting", "Espalier training", "Python | serpent script"]
"""

ESCO = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "scopeNote,definition,inScheme,description\n"
    "KnowledgeSkillCompetence,http://example.org/s/1,skill/competence,sector-specific,graft pear trees,"
    '"pear tree grafting\ngraft pears",,released,2023-01-01T00:00:00Z,,,,"How pears, and no others, are grafted."\n'
    "KnowledgeSkillCompetence,http://example.org/s/2,knowledge,cross-sector,pomology,,,released,,,,,\n"
    "KnowledgeSkillCompetence,http://example.org/s/3,knowledge,cross-sector,alchemy of pears,,,obsoleted,,,,,\n"
)
TECHNOLOGY = (
    "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n"
    "45-2092.00\tOrchardmind\t43232201\tContent workflow software\tN\tN\n"
    "45-2093.00\tOrchardmind\t43232201\tContent workflow software\tN\tN\n"
    "45-2092.00\tPear ripeness estimation PRE\t43232201\tContent workflow software\tN\tN\n"
)
ELEMENTS = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\n"
    "11-1011.00\t2.A.1.a\tReading Comprehension\tIM\t4.12\t8\t0.13\n"
    "11-1011.00\t2.A.1.a\tReading Comprehension\tLV\t4.75\t8\t0.16\n"
    "11-1011.00\t2.B.1.a\tSocial Perceptiveness\tIM\t4.00\t8\t0.00\n"
    "11-1011.00\t2.B.3.j\tRepairing\tIM\t1.62\t8\t0.18\n"
)
RESUME = b"""Maja Rimac
maja.rimac@example.org

Experience
Gardener, Elmfield Orchards
01/2019 - 12/2021
- Taught whip grafting and Espalier training
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return path


def imported(folder: Path, **files: str) -> Path:
    paths = [written(folder, name, text) for name, text in files.items()]
    out = folder / "skills.toml"
    out.write_text(render_lexicon(import_taxonomies(paths)), encoding="utf-8")
    return out


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_skill_of_the_file_is_found_with_its_months_and_its_broader_skill(own: Path) -> None:
    report = vitae.analyze(RESUME, lexicon=load_lexicon(own), analyzers=["keyword_extractor"], isolation="none")

    assert report.analyzers is not None
    keywords = {k.canonical: k for k in report.analyzers["keyword_extractor"].result.keywords}
    grafting = keywords["Pear grafting"]
    assert (grafting.term, grafting.skill_type, grafting.broader, grafting.months) == (
        "whip grafting",
        "method",
        "Horticulture",
        36,
    )


def test_what_is_ours_stays_and_a_new_spelling_of_it_leads_to_it(own: Path) -> None:
    lexicon = load_lexicon(own)
    spelling = lexicon.find("serpent-script")

    assert lexicon.skills["Python"] is skill_lexicon().skills["Python"]
    assert spelling is not None
    assert spelling.skill.field == "software"


def test_the_digests_of_a_report_tell_which_skills_were_known(own: Path, tmp_path: Path) -> None:
    lexicon, other = load_lexicon(own), tmp_path / "other.toml"
    other.write_text(OWN.replace("whip", "cleft"), encoding="utf-8")

    reports = [vitae.analyze(RESUME, lexicon=x, isolation="none") for x in (None, lexicon, load_lexicon(other))]

    assert len({report.lexicon_digest for report in reports}) == 3
    assert len({report.run.options_digest for report in reports}) == 3
    assert load_lexicon(own) is lexicon


def test_esco_is_read_with_its_labels_and_without_what_is_obsolete(tmp_path: Path) -> None:
    lexicon = load_lexicon(imported(tmp_path, **{"skills_en.csv": ESCO}))

    grafting, pomology = lexicon.find("Graft Pears"), lexicon.find("pomology")
    assert grafting is not None
    assert (grafting.skill.name, grafting.skill.type, grafting.skill.field) == ("graft pear trees", "method", "esco")
    assert pomology is not None
    assert (pomology.skill.type, pomology.rule) == ("domain", Rule.GENERIC)
    assert lexicon.find("alchemy of pears") is None


def test_onet_is_read_once_for_each_technology_and_skill(tmp_path: Path) -> None:
    lexicon = load_lexicon(imported(tmp_path, **{"Technology Skills.txt": TECHNOLOGY, "Skills.txt": ELEMENTS}))

    rules = {text: form.rule for text in ("orchardmind", "repairing") if (form := lexicon.find(text))}
    assert rules == {"orchardmind": Rule.CASED, "repairing": Rule.GENERIC}
    estimation, perceptive = lexicon.find("pear ripeness estimation"), lexicon.find("Social Perceptiveness")
    assert estimation is not None
    assert (estimation.skill.name, estimation.skill.type) == ("Pear ripeness estimation PRE", "tool")
    assert perceptive is not None
    assert perceptive.skill.type == "soft"


@pytest.mark.parametrize(
    "text",
    [
        "not toml at all",
        "skills = []",
        '[[group]]\ntype = "magic"\nskills = ["Spells"]\n',
        '[[group]]\ntype = "tool"\n',
        'group = "tool"\n',
        '[[group]]\ntype = "tool"\nskills = [7]\n',
    ],
)
def test_what_is_no_lexicon_is_refused_with_the_file_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(LexiconUnreadable, match=r"broken\.toml"):
        load_lexicon(path)


def test_a_missing_lexicon_is_refused() -> None:
    with pytest.raises(LexiconUnreadable):
        load_lexicon("/nowhere/skills.toml")


@pytest.mark.parametrize("text", ["", "name,city\nJane,Elmfield\n"])
def test_a_list_that_nobody_knows_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(LexiconUnreadable, match="columns"):
        import_taxonomies([written(tmp_path, "people.csv", text)])

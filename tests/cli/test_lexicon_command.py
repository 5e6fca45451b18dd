"""``vitae lexicon import``, and the commands that use what it wrote."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TECHNOLOGY = """O*NET-SOC Code,Example,Commodity Code,Commodity Title,Hot Technology,In Demand
45-2092.00,Elmfield Ledger,43232201,Content workflow software,N,N
"""


@pytest.fixture
def lexicon(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "Technology Skills.csv").write_text(TECHNOLOGY, encoding="utf-8")
    out = tmp_path / "skills.toml"

    assert run("lexicon", "import", tmp_path / "Technology Skills.csv", "-o", out).returncode == 0

    return out


def keywords(stdout: str) -> dict[str, str]:
    result = json.loads(stdout)["analyzers"]["keyword_extractor"]["result"]
    return {keyword["canonical"]: keyword["skill_type"] for keyword in result["keywords"]}


def test_an_imported_skill_is_known_by_option_and_by_setting(run: Run, documents: Path, lexicon: Path) -> None:
    resume = documents / "orchard.txt"
    resume.write_text("Maja Rimac\n\nExperience\nClerk, Northwind\n- Kept the books in Elmfield Ledger daily\n")
    analyze = ("analyze", resume, "--format", "json", "--only", "keyword_extractor")

    by_option, by_setting = run(*analyze, "--lexicon", lexicon), run(*analyze, SKILLS_LEXICON=str(lexicon))

    assert keywords(by_option.stdout)["Elmfield Ledger"] == "tool"
    assert keywords(by_setting.stdout)["Elmfield Ledger"] == "tool"


def test_how_much_was_imported_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TECHNOLOGY, encoding="utf-8")

    imported = run("lexicon", "import", tmp_path / "t.csv", "-o", tmp_path / "o.toml")

    assert "1 more skills, 1 more spellings" in imported.stderr


def test_a_lexicon_that_is_none_is_wrong_usage(run: Run, documents: Path) -> None:
    failed = run("analyze", documents / "cv.txt", "--lexicon", documents / "cv.txt")

    assert (failed.returncode, failed.stdout) == (2, "")
    assert "error[lexicon-unreadable]" in failed.stderr

"""How a ledger comes to be: once, whoever comes first, and as the tables say."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from backend.errors import LedgerUnavailable
from backend.storage import migrations
from backend.storage.ledger import Ledger
from backend.storage.tables import metadata

OPEN_WHEN_TOLD = textwrap.dedent(
    """
    import sys
    import alembic.command
    from backend.storage.ledger import Ledger

    print("ready", flush=True)
    sys.stdin.readline()
    ledger = Ledger(sys.argv[1])
    print(ledger.id)
    ledger.close()
    """
)


def test_the_steps_lead_to_the_tables_of_the_program(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_the_revision_that_the_program_needs_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))

    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_processes_that_begin_together_make_one_ledger(empty_url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", OPEN_WHEN_TOLD, empty_url]
    processes = [subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, text=True) for _ in range(5)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=60) for process in processes]

    assert {process.returncode for process in processes} == {0}, answers
    assert len({out for out, _ in answers}) == 1
    assert [err for _, err in answers if err] == []


def test_a_ledger_that_is_up_to_date_is_opened_without_alembic(ledger_url: str, ledger: Ledger) -> None:
    ledger.upgrade()
    program = (
        "import sys; from backend.storage.ledger import Ledger; Ledger(sys.argv[1]).id; print('alembic' in sys.modules)"
    )

    opened = subprocess.run([sys.executable, "-c", program, ledger_url], check=True, capture_output=True, text=True)

    assert opened.stdout == "False\n"


def test_upgrading_again_changes_nothing_and_says_nothing(
    ledger: Ledger, ledger_url: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    first = ledger.id

    again = Ledger(ledger_url)
    again.upgrade()

    assert again.id == first
    assert caplog.records == [] or {record.name.split(".")[0] for record in caplog.records} == {"alembic"}
    assert capfd.readouterr() == ("", "")
    again.close()


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(ledger_url: str, ledger: Ledger) -> None:
    with ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    older_program = Ledger(ledger_url)

    with pytest.raises(LedgerUnavailable, match="9999"):
        older_program.upgrade()

    with ledger.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    older_program.close()


def test_an_unfinished_first_start_is_begun_anew(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "ledger.sqlite3").touch()

    ledger = Ledger(f"sqlite:///{data_dir}/ledger.sqlite3")

    assert len(ledger.id) == 32
    ledger.close()


def test_every_row_that_belongs_to_someone_has_an_owner() -> None:
    for name in ("jobs", "reports", "partials", "tasks", "batches", "chunks", "requests", "api_keys"):
        assert not metadata.tables[name].c.owner.nullable


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_postgresql_keeps_moments_with_their_time_zone(table: Table) -> None:
    statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    moments = [line for line in statement.splitlines() if line.strip().partition(" ")[0].endswith(("_at", "_until"))]
    assert all("TIMESTAMP WITH TIME ZONE" in line for line in moments)
    assert moments or table.name == "meta"

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from backend.api.app import create_app
from backend.cli.error_reference import render_error_reference
from backend.cli.exit_codes import ExitCode
from backend.cli.main import COMMANDS
from backend.config import Settings

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_errors_is_that_of_the_tree() -> None:
    assert (DOCS / "errors.md").read_text(encoding="utf-8") == render_error_reference()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    command: click.Command = import_module(f"backend.cli.commands.{name.replace('-', '_')}").command

    long_names = [opt for param in command.params if isinstance(param, click.Option) for opt in param.opts[-1:]]
    assert f"`vitae {name}" in page
    assert [option for option in long_names if option not in page] == []


def test_every_exit_status_is_documented() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")

    assert [code for code in ExitCode if f"| {int(code)} |" not in page] == []


def test_every_path_of_the_api_is_documented(settings: Settings) -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")

    paths = create_app(settings).openapi()["paths"]
    assert [path for path in paths if re.sub(r"{\w+_id}", "{id}", path) not in page] == []

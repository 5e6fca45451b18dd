"""`docs/errors.md`, made from the tree of errors: ``python -m backend.cli.error_reference > docs/errors.md``."""

from collections.abc import Iterator

import click

from backend.api.problems import problem_type
from backend.cli.exit_codes import exit_code_of
from backend.errors import error_classes
from vitae.domain.errors import VitaeError

INTRODUCTION = """# Errors

Every error has a code that never changes. It is the same everywhere: in the API as a problem
document by RFC 9457 (`type` is `/problems/<code>`), on the command line as
`error[<code>]: <file>: <what is wrong>` with a hint and an exit status, in a job's state and in a
failed Celery task, and in the report of a document that could not be analysed.

This page is made from the code by `python -m backend.cli.error_reference`.

| code | HTTP status | exit status | may pass by itself |
|---|---|---|---|
"""


def render_error_reference() -> str:
    """Return the page: a table of all codes, then each with its meaning and what to do."""
    kinds = error_classes()
    return INTRODUCTION + "".join(_row(kind) for kind in kinds) + "".join("\n".join(_section(kind)) for kind in kinds)


def _row(kind: type[VitaeError]) -> str:
    problem = problem_type(kind)
    again = "yes" if kind.retryable else "no"
    return f"| [`{kind.code}`](#{kind.code}) | {problem.status} | {int(exit_code_of(kind))} | {again} |\n"


def _section(kind: type[VitaeError]) -> Iterator[str]:
    yield f"\n## {kind.code}\n"
    yield f"{problem_type(kind).meaning}\n"
    yield f"What to do: {kind.hint}\n"


if __name__ == "__main__":
    click.echo(render_error_reference(), nl=False)

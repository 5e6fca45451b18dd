"""``vitae schema``: the shape of what Vitae hands out."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import click


def _report() -> Mapping[str, Any]:
    from vitae.schema import report_schema

    return report_schema()


SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {"report": _report}


@click.command("schema")
@click.argument("name", metavar="NAME", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> None:
    """Print a JSON Schema.

    NAME is `report`, for what an analysis hands out.
    """
    click.echo(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2))

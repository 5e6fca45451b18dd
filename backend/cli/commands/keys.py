"""``vitae keys``: who may use the service from elsewhere."""

import json
from dataclasses import asdict

import click

from backend.cli.messages import note
from backend.config import get_settings
from backend.container import Services, build_services, now
from backend.errors import KeyNotFound
from backend.jobs.api_keys import ApiKey, Scope, issue_key
from backend.jobs.intake import DEFAULT_OWNER


@click.group("keys")
def command() -> None:
    """Make, list and revoke API keys.

    Works on the ledger itself (DATABASE_URL, DATA_DIR), whether the service runs or not.
    """


@command.command("create")
@click.argument("name")
@click.option("--owner", default=DEFAULT_OWNER, show_default=True, help="Keys of one owner see the same analyses.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    default=(Scope.READ.value, Scope.ANALYZE.value),
    show_default=True,
    help="What the key is good for; may be repeated.",
)
def create(name: str, owner: str, scopes: tuple[str, ...]) -> None:
    """Make a key, and print it: this is the only time that it can be seen.

    NAME says for whom or what it is.
    """
    key, secret = issue_key(name, owner, (Scope(scope) for scope in scopes), now())
    _services().keys.add(key, secret)
    click.echo(secret)
    note(f"{key.id}: keep the key; only its digest is stored.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print each key as one line of JSON.")
def list_keys(*, as_json: bool) -> None:
    """List all keys, also those that were revoked."""
    for key in _services().keys.all():
        click.echo(_as_json(key) if as_json else _as_text(key))


@command.command("revoke")
@click.argument("key_id", metavar="ID")
def revoke(key_id: str) -> None:
    """Let a key be of no use any more, within five seconds."""
    if not _services().keys.revoke(key_id, now()):
        raise KeyNotFound(f"There is no API key {key_id}.")
    note(f"{key_id} is revoked.")


def _services() -> Services:
    return build_services(get_settings())


def _as_text(key: ApiKey) -> str:
    state = "active" if key.revoked_at is None else f"revoked {key.revoked_at:%Y-%m-%d}"
    return "  ".join((key.id, state, key.owner, ",".join(sorted(key.scopes)), f"{key.created_at:%Y-%m-%d}", key.name))


def _as_json(key: ApiKey) -> str:
    return json.dumps(asdict(key) | {"scopes": sorted(key.scopes)}, default=str)

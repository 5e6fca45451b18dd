import json
import subprocess
from collections.abc import Callable

from backend.config import Settings
from backend.container import build_services
from backend.jobs.api_keys import Scope

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_key_is_printed_once_and_only_its_digest_is_kept(run: Run, settings: Settings) -> None:
    made = run("keys", "create", "the intranet", "--owner", "hr", "--scope", "read")

    secret = made.stdout.strip()
    found = build_services(settings).keys.find(secret)
    assert found is not None
    assert (found.owner, found.name, found.scopes) == ("hr", "the intranet", frozenset({Scope.READ}))
    assert secret not in run("keys", "list").stdout
    for file in settings.data_dir.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_keys_are_listed_and_revoked(run: Run) -> None:
    run("keys", "create", "one")
    key = json.loads(run("keys", "list", "--json").stdout)

    revoked = run("keys", "revoke", key["id"])

    assert (key["owner"], key["scopes"], key["revoked_at"]) == ("local", ["analyze", "read"], None)
    assert revoked.returncode == 0
    assert "revoked" in run("keys", "list").stdout


def test_a_key_that_is_not_there_cannot_be_revoked(run: Run) -> None:
    done = run("keys", "revoke", "key_unknown")

    assert done.returncode == 7
    assert "error[key-not-found]" in done.stderr

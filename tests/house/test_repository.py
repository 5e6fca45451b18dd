"""What holds for the repository as a whole."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("huggingface", "co"),
    )
]
LOCKS = (
    "requirements.txt",
    "requirements/flower.lock",
    "requirements/dev.lock",
    "requirements/browser.lock",
    "requirements/bootstrap.lock",
)
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_the_host_of_a_registry() -> None:
    naming = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked_files()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]

    assert naming == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_a_hash(lock: str) -> None:
    pins = (ROOT / lock).read_text().split("\n\n")[0].splitlines()

    unhashed = [
        line
        for line, following in zip(pins, [*pins[1:], ""], strict=True)
        if PIN.match(line) and "--hash=" not in following
    ]

    assert len(PIN.findall("\n".join(pins))) > 3
    assert unhashed == []


def test_the_tests_run_on_the_versions_that_users_install() -> None:
    run = set(PIN.findall((ROOT / "requirements.txt").read_text()))
    dev = set(PIN.findall((ROOT / "requirements/dev.lock").read_text()))

    assert run <= dev


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["pypdfium2", "lxml", "numpy", "harper", "phonenumbers", "pydantic", "jinja2", "celery", "backend"]
    script = f"import sys, vitae; print([m for m in sys.modules if m.split('.')[0] in {heavy}])"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"


def test_make_help_lists_every_command() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.split()[1] for line in listed.splitlines()} >= {"demo", "test", "check", "serve", "bench", "clean"}


def test_every_sample_has_its_truth_and_every_truth_its_sample() -> None:
    truth = json.loads((ROOT / "demo/samples/truth.json").read_text())
    files = {path.name for path in (ROOT / "demo/samples").iterdir()} - {"truth.json"}

    assert {sample["file"] for sample in truth["samples"]} == files


def test_the_compose_file_is_fit_for_operation() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    assert "--appendonly yes" in " ".join(services["redis"]["command"])
    assert services["flower"]["profiles"] == ["flower"]
    for name, service in services.items():
        assert "healthcheck" in service, name
        assert "stop_grace_period" in service, name
        assert service["user"].split(":")[0] != "0", name


def test_the_image_runs_as_nobody_special() -> None:
    instructions = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in instructions if line.startswith("USER ")]

    assert users
    assert users[-1].split(":")[0] not in {"0", "root"}
    assert any(line.startswith("HEALTHCHECK ") for line in instructions)

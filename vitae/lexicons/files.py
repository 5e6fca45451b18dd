"""Read the lexicon files; each is read once for the life of the process."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import tomli

_DATA = Path(__file__).with_name("data")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Return the tables of ``data/<name>.toml``. The caller must not change them."""
    return tomli.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Return the lines of ``data/<name>.txt`` without blank lines and ``#`` comments."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def lexicon_digest() -> str:
    """Return one SHA-256 over all lexicon files, names included: it stands in every report."""
    digest = hashlib.sha256()
    for path in sorted(_DATA.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(_DATA).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()

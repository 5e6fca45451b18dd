"""Documents damaged at random are read or refused; VITAE_MUTANTS says how many, VITAE_MUTANT_SEED from which on."""

import os
import select
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.mutations import mutant_of
from vitae.domain.errors import DocumentError

ROOT = Path(__file__).parents[2]
MUTANTS = int(os.environ.get("VITAE_MUTANTS", "2000"))
FIRST = int(os.environ.get("VITAE_MUTANT_SEED", "0"))
CHUNK = 500
SILENCE_SECONDS = 30
"""For one mutant on a busy machine; it needs about a hundredth of a second."""


def chunks() -> list[range]:
    last = FIRST + MUTANTS
    return [range(start, min(start + CHUNK, last)) for start in range(FIRST, last, CHUNK)]


def codes_of(error: type[DocumentError]) -> set[str]:
    return {error.code, *(code for kind in error.__subclasses__() for code in codes_of(kind))}


def listen(process: "subprocess.Popen[bytes]") -> str:
    """Return what the process says until it ends; one that stands still is ended."""
    assert process.stdout is not None
    said = bytearray()
    while select.select([process.stdout], [], [], SILENCE_SECONDS)[0]:
        piece = os.read(process.stdout.fileno(), 65536)
        if not piece:
            return said.decode()
        said += piece
    process.kill()
    return said.decode() + " stood still"


@pytest.mark.parametrize("seeds", chunks(), ids=str)
def test_a_damaged_document_is_read_or_refused(seeds: range) -> None:
    arguments = [str(seeds.start), str(seeds.stop)]

    with subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.reader_process", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        said = listen(process)

    assert process.returncode == 0, f"each line begins with the seed of its mutant: ...{said[-3000:]}"
    endings = dict(line.split() for line in said.splitlines())
    assert [int(seed) for seed in endings] == list(seeds)
    assert set(endings.values()) <= {"ok", *codes_of(DocumentError)}


def test_the_same_seed_makes_the_same_mutant() -> None:
    assert [mutant_of(seed) for seed in range(20)] == [mutant_of(seed) for seed in range(20)]


def test_hardly_two_mutants_are_the_same() -> None:
    mutants = Counter(mutant_of(seed) for seed in range(200))

    assert len(mutants) >= 190

"""A damaged document is read or refused with a typed error; nothing else happens."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitae.documents import Limits, read_document
from vitae.domain.errors import DocumentError

SAMPLES = sorted(
    path
    for path in Path(__file__).parents[2].joinpath("demo", "samples").glob("*.*")
    if path.suffix in (".pdf", ".docx", ".txt")
)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damage_ends_in_a_document_or_a_document_error(path: Path, data: st.DataObject) -> None:
    damaged = bytearray(path.read_bytes())
    places = st.integers(0, len(damaged) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=30)):
        damaged[place] = byte
    kept = data.draw(st.one_of(st.just(len(damaged)), places))

    with suppress(DocumentError):
        document = read_document(bytes(damaged[:kept]), Limits())
        assert all(document.anchor(line.start, line.end).quote for line in document.lines)

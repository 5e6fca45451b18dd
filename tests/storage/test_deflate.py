"""What is packed can be read by zlib, and the other way round: ledgers are older than the library that packs."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from vitae.deflate import pack, unpack

anything = st.binary(max_size=5000) | st.text(max_size=20).map(lambda text: text.encode() * 500)


@given(anything)
def test_what_is_packed_comes_out_again(data: bytes) -> None:
    assert unpack(pack(data)) == data


@given(anything)
def test_zlib_reads_what_was_packed(data: bytes) -> None:
    assert zlib.decompress(pack(data)) == data


@given(anything, st.integers(0, 9))
def test_what_zlib_has_packed_is_read(data: bytes, level: int) -> None:
    assert unpack(zlib.compress(data, level)) == data

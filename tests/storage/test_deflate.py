"""What is packed can be read by zlib, and the other way round: ledgers are older than the library that packs."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitae.deflate import pack, unpack, unpack_raw

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


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@given(anything, st.integers(1, 9000))
def test_no_more_is_unpacked_than_is_asked_for(data: bytes, most: int) -> None:
    assert unpack_raw(deflated(data), most) == data[:most]


@given(anything, st.integers(0, 200))
def test_of_data_that_is_cut_off_the_beginning_is_unpacked(data: bytes, cut: int) -> None:
    assert data.startswith(unpack_raw(deflated(data)[:cut], 9000))


def test_damaged_data_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack_raw(b"\xff" * 40, 100)

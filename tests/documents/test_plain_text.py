"""Plain text: encodings, lines, tabs and list markers."""

import time
from contextlib import suppress

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document
from vitae.domain.errors import DocumentEmpty, UnsupportedMediaType

UMLAUTS = "Jörg Müßig\nGeschäftsführer, Köln – seit 2019\nFührung von zwölf Verkäufern in der Region Süd\n"
CYRILLIC = "Злата Примерова\nБухгалтер, Казань\nВедение учёта и подготовка отчётности для пяти предприятий\n"
JAPANESE = "山田 太郎\n東京都千代田区\n職務経歴\n2018年4月 株式会社サンプル エンジニア\n電話番号 03-1234-5678\n"


def texts(document: Document) -> list[str]:
    return [document.line_text(line) for line in document.lines]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UMLAUTS, "utf-8"),
        (UMLAUTS, "utf-8-sig"),
        (UMLAUTS, "utf-16"),
        (UMLAUTS, "utf-16-le"),
        (UMLAUTS, "utf-16-be"),
        (UMLAUTS, "utf-32"),
        (UMLAUTS, "cp1252"),
        (CYRILLIC, "cp1251"),
        (CYRILLIC, "koi8-r"),
        (CYRILLIC, "utf-16-le"),
        (CYRILLIC, "utf-16-be"),
        (JAPANESE, "utf-16-le"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_a_text_reads_the_same_in_every_common_encoding(text: str, encoding: str) -> None:
    document = read_document(text.encode(encoding), Limits())

    assert texts(document) == text.splitlines()


def test_bytes_with_zeros_that_make_no_text_in_either_order_are_no_text() -> None:
    with pytest.raises(UnsupportedMediaType):
        read_document(bytes(range(256)) * 8, Limits())


def test_a_word_that_a_hyphen_breaks_at_the_end_of_a_line_is_whole_again() -> None:
    document = read_document(
        b"- Baked for the neigh-\n  bours, and the neighbours\n- Ran the well-\n  known shop\n\nA pre-\n\nb\n", Limits()
    )

    assert document.text.split("\n") == [
        "- Baked for the neighbours, and the neighbours",
        "- Ran the well-known shop",
        "A pre-",
        "b",
    ]
    assert texts(document)[:2] == ["- Baked for the neigh", "bours, and the neighbours"]


def test_a_guessed_encoding_is_said_and_costs_quality() -> None:
    document = read_document(UMLAUTS.encode("cp1252"), Limits())

    assert document.quality.score < 1
    assert "guessed" in document.quality.reasons[0]


def test_lines_know_where_they_stand_and_blank_lines_part_blocks() -> None:
    document = read_document(b"Ada Example\r\nLondon\r\n\r\nSkills\r\n", Limits())

    assert [(line.path, line.block) for line in document.lines] == [("line[0]", 0), ("line[1]", 0), ("line[3]", 1)]
    assert document.pages == ()
    assert not document.char_boxes


def test_parts_that_stand_far_apart_are_separated_by_one_tab() -> None:
    document = read_document(b"Engineer, Example Ltd      2019 - 2021\nClerk\t\t2018\nA  B\n", Limits())

    assert texts(document) == ["Engineer, Example Ltd\t2019 - 2021", "Clerk\t2018", "A B"]


def test_a_rule_is_no_text_but_makes_the_line_above_a_heading() -> None:
    document = read_document(b"Skills\n======\nPython\n----------\n\nEnd\n", Limits())

    assert [(document.line_text(line), line.heading_level) for line in document.lines] == [
        ("Skills", 1),
        ("Python", 1),
        ("End", None),
    ]


@pytest.mark.parametrize("marker", ["-", "*", "•", "–", "▪", "o", "1)", "(1)", "1."])
def test_a_list_item_begins_after_its_marker(marker: str) -> None:
    document = read_document(f"{marker} Built a boat\n".encode(), Limits())

    (line,) = document.lines
    assert line.is_list_item
    assert document.text[line.content_start : line.end] == "Built a boat"


@pytest.mark.parametrize("text", ["12. Mai 2019", "o wartości dodanej", "-5 degrees", "+1 312 555 0142", "2019 - 2021"])
def test_what_only_looks_like_a_marker_stays_content(text: str) -> None:
    document = read_document(f"{text}\n".encode(), Limits())

    (line,) = document.lines
    assert not line.is_list_item
    assert line.content_start == line.start


def test_a_numbered_list_counts_without_a_gap() -> None:
    document = read_document(b"1. Plan\n2. Build\n7. Mai 2019\n", Limits())

    assert [line.is_list_item for line in document.lines] == [True, True, False]


def test_decomposed_letters_are_composed_and_ligatures_spelled_out() -> None:
    decomposed = "Ame\u0301lie of\ufb01ce\u200b \u202bplan\u00a0B"

    document = read_document(decomposed.encode(), Limits())

    assert document.text == "Amélie office plan B"


def test_characters_beyond_the_limit_are_not_read_and_the_quality_says_so() -> None:
    document = read_document(b"First line\nSecond line\nThird line\n", Limits(max_characters=22))

    assert texts(document) == ["First line", "Second line"]
    assert document.quality.score < 1
    assert "characters were read" in document.quality.reasons[0]


def test_a_line_longer_than_the_limit_is_cut_there() -> None:
    document = read_document(b"First line\nSecond line\n", Limits(max_characters=17))

    assert texts(document) == ["First line", "Second"]
    assert document.quality.score < 1


@pytest.mark.parametrize(
    "text",
    [" " * 3_000_000 + "x", ("a" + " " * 100 + "\t") * 20_000, "e" + "\u0301" * 200_000, "-" * 2_000_000 + "x"],
    ids=["blanks", "tabs", "marks", "rule"],
)
def test_a_text_made_to_be_slow_takes_no_more_time_than_its_length(text: str) -> None:
    started = time.process_time()

    with suppress(DocumentEmpty):
        read_document(text.encode(), Limits())

    assert time.process_time() - started < 5


def test_white_space_alone_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        read_document(b" \r\n\t\n", Limits())


@pytest.mark.parametrize("junk", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 50, b"\xff" * 64 + b"\x01\x02" * 20])
def test_binary_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(UnsupportedMediaType):
        read_document(junk, Limits())


def test_latin_letters_with_a_zero_between_them_are_no_chinese() -> None:
    with pytest.raises(UnsupportedMediaType):
        read_document(b"Jane Example \0 worked at Acme Ltd. " * 20, Limits())

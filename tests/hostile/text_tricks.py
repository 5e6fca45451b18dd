"""Texts, RTF, HTML and Markdown that are long where others are short, and files of other kinds."""

import random
from collections.abc import Callable

RTF = rb"{\rtf1\ansi "

BOXES = b"<div><div><p>a<p>b</div><div><p>a<p>b</div></div>"

TEXT_TRICKS: dict[str, Callable[[], bytes]] = {
    "a line of 5 MB": lambda: b"word " * 1_000_000,
    "a word of 5 MB": lambda: b"a" * 5_000_000,
    "200,000 empty lines": lambda: b"Jane Example\n" + b"\n" * 200_000,
    "100,000 short lines": lambda: b"ab\n" * 100_000,
    "3,000 accents on a letter": ("e" + "\u0301" * 3000 + " Jane").encode,
    "nothing but accents": ("\u0301\u0323" * 50_000).encode,
    "marks of direction around every letter": lambda: "".join(
        f"\u202e{c}\u202c\u200b" for c in "Jane Example" * 2000
    ).encode(),
    "every letter of Unicode": lambda: "".join(
        chr(code) for code in range(32, 0x30000) if not 0xD800 <= code < 0xE000
    ).encode(),
    "NULs between the words": lambda: b"Jane\0Example\0" * 5_000,
    "half a pair in UTF-16": lambda: b"\xff\xfe" + b"J\0a\0\x00\xd8" * 5_000,
    "UTF-32 beyond Unicode": lambda: b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * 5_000,
    "UTF-8 written too long": lambda: b"Jane \xc0\xaf\xe0\x80\xaf Example " * 2_000,
    "escapes of a terminal": lambda: b"\x1b]0;owned\x07\x1b[2J Jane Example\n" * 500,
    "an address that never ends": lambda: b"a." * 50_000 + b"@" + b"example." * 20_000,
    "5,000 rows of boxes": lambda: (
        b"<!doctype html><html><body>" + (b"<div style='display:flex'>" + BOXES * 2 + b"</div>") * 5_000
    ),
    "50,000 at signs": lambda: b"@" * 50_000 + b" a@" * 20_000,
    "a telephone number of 100,000 digits": lambda: b"+1 312 555 01 " + b"0 1-2" * 20_000,
    "20,000 years": lambda: b"2019 - 2020 - " * 10_000,
    "20,000 half dates": lambda: b"Jan - Feb 20 - 03/ " * 10_000,
    "5,000 jobs": lambda: b"".join(
        b"Clerk, Harbour Foods Ltd\n%d - %d\n- Kept books\n" % (y, y) for y in range(1000, 6000)
    ),
    "5,000 headings": lambda: b"EXPERIENCE\nEducation\nSKILLS\n" * 1_700,
    "30,000 skills": lambda: b"Python, Java, SQL, C++, Excel, " * 6_000,
    "100,000 brackets": lambda: b"(" * 50_000 + b"[" * 50_000,
    "100,000 quotes": lambda: b"\"'`" * 33_000,
    "RTF: 200,000 open groups": lambda: RTF + b"{" * 200_000,
    "RTF: 200,000 ended groups": lambda: RTF + b"}" * 200_000,
    "RTF: bytes to skip without end": lambda: RTF + rb"\bin2147483647 Jane}",
    "RTF: numbers without end": lambda: (
        RTF + rb"\u99999999999999 \fs-2147483648 \uc999999999 Jane\'zz \u-5 " * 5_000 + b"}"
    ),
    "RTF: a table of 50,000 cells": lambda: RTF + rb"\trowd\cellx1 a\cell\row " * 50_000 + b"}",
    "RTF: 20,000 fonts": lambda: RTF + b"{\\fonttbl" + b"".join(b"{\\f%d A;}" % n for n in range(20_000)) + b"}Jane}",
    "HTML: 50,000 open elements": lambda: b"<!DOCTYPE html><html><body>" + b"<div>" * 50_000 + b"Jane",
    "HTML: 50,000 open tables": lambda: b"<!DOCTYPE html><html><body>" + b"<table><tr><td>" * 20_000 + b"Jane",
    "HTML: 100,000 attributes": lambda: b"<!DOCTYPE html><html><body><p " + b"a " * 100_000 + b">Jane</p>",
    "HTML: 20,000 styles": lambda: (
        b"<!DOCTYPE html><html><style>"
        + b"".join(b".a%d b > c ~ d { color: #fff }" % n for n in range(20_000))
        + b"</style><p>Jane</p>" * 500
    ),
    "HTML: a cell a billion wide": lambda: (
        b"<!DOCTYPE html><html><table><tr><td colspan=1000000000 rowspan=1000000000>a"
    ),
    "HTML: a comment that never ends": lambda: b"<!DOCTYPE html><html><body><!--" + b"-" * 1_000_000,
    "Markdown: 50,000 quotes": lambda: b"# Jane\n\n" + b">" * 50_000 + b" a",
    "Markdown: 50,000 links that open": lambda: b"# Jane\n\n" + b"[a](" * 50_000,
    "Markdown: 50,000 stars": lambda: b"# Jane\n\n" + b"*a **b " * 20_000,
    "Markdown: a list 2,000 deep": lambda: b"# Jane\n\n" + b"".join(b" " * 2 * n + b"- a\n" for n in range(500)),
    "Markdown: 5,000 columns": lambda: b"# Jane\n\n" + b"|a" * 5_000 + b"|\n" + b"|-" * 5_000 + b"|\n",
    "a program": lambda: b"\x7fELF\x02\x01\x01" + bytes(5_000),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5_000),
    "a gzip file": lambda: b"\x1f\x8b\x08" + random.Random(2).randbytes(5_000),
    "an old Word file that is noise": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(20_000),
    "zeros": lambda: bytes(1_000_000),
    "noise": lambda: random.Random(4).randbytes(1_000_000),
    "one byte more than allowed": lambda: b"a" * (10 * 1024 * 1024 + 1),
}

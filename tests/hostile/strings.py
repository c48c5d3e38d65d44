"""What no keyboard types and every scanner sends: one of each kind that has broken a program somewhere.

Each is as it goes over the wire: bytes, because a browser is not the only thing that posts.
"""

import os
from collections.abc import Iterator, Sequence
from typing import TypeVar
from urllib.parse import quote_from_bytes

# `make hostile` tries everything on everything; the suite a share of it, always the same.
IN_FULL = bool(os.environ.get("RUN_HOSTILE"))

WORDS: dict[str, str] = {
    # --- characters
    "nothing": "",
    "spaces": " \t\u00a0\u2003\u3000",
    "NUL": "a\x00b",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x85\x9f",
    "line ends": "a\rb\r\nc\n\rd\u2028e\u2029f\x0bg\x0ch",
    "escape sequences": "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b1m",
    "right to left": "\u202egnp.exe\u202c \u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "unclosed override": "\u202e\u202d\u202b\u202a" * 50,
    "invisible": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\ufe0f",
    "no characters": "\ufffe\uffff\U0001fffe\U0010ffff\ufdd0",
    "private use": "\ue000\uf8ff\U000f0000\U00100000",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "emoji": "👨‍👩‍👧‍👦🏴‍☠️🇵🇹👩🏽‍🚒💶",
    "combining": "Z\u0351\u036b\u0343" + "\u0300" * 500,
    "confusables": "аdmin ᴀdmin ａｄｍｉｎ раураl ΑΒΕ İıſK",
    "folds long": "ﷺ" * 40 + "ŉﬃß",
    "scripts": "漢字 עברית العربية ไทย हिन्दी ភាសាខ្មែរ ᚠᛇᚻ 𝔘𝔫𝔦 ꧁꧂",
    "figures": "٣٤٥ ⅷ ½ 𝟙𝟚 ①②",
    "mojibake": "â‚¬Ã¼ï»¿",
    # --- languages that other programs read
    "SQL": "'; DROP TABLE cases_report; -- ",
    "SQL or": "' OR '1'='1\" OR 1=1) UNION SELECT NULL,NULL--",
    "like": "%_\\%[a-z]*?",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "HTML attribute": "\" autofocus onfocus=\"alert(1)' x='",
    "HTML cut": "</textarea></form><!--<svg/onload=alert(1)//]]>",
    "address": "javascript:alert(1)//data:text/html,<b>",
    "template": "{{ 7*7 }}{% debug %}{{ request }}{# x #}${7*7}#{7*7}<%= 7 %>",
    "format": "%s %(x)s %n %d {0} {x} {0.__class__} %",
    "formula": '=HYPERLINK("http://x.example";"x")',
    "formula plus": "+1+1|cmd' /C calc'!A0",
    "formula at": "@SUM(1)\t-2+3",
    "shell": "$(touch /tmp/x); `id` | cat ../../etc/passwd &",
    "path": "../../../../etc/passwd\x00.pdf",
    "header": "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "log": "x\n2026-01-01 ERROR forged line",
    "JSON": '{"__proto__": {"x": 1}, "a": [1e999, NaN, -0]}',
    "deep JSON": "[" * 20_000,
    "deep objects": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "XML": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "pickle": "cos\nsystem\n(S'id'\ntR.",
    "LDAP": "*)(uid=*))(|(uid=*",
    "markdown": "[x](javascript:alert(1)) " + "*_" * 300,
    "slow patterns": "a" * 3_000 + "!" + "@" * 300 + "." * 3_000,
    "words of programs": "null None undefined NaN true False INF nil CON NUL",
    # --- figures and days
    "large": "9" * 400,
    "larger than a row": "9223372036854775808",
    "negative": "-1",
    "exponent": "1e308",
    "infinite": "inf",
    "no day": "2026-02-30",
    "year 0": "0000-00-00",
    "far year": "99999-12-31T25:61",
    "first year": "0001-01-01",
    "last year": "9999-12-31",
    "no key": "00000000-0000-0000-0000-000000000000",
    "key": "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
    # --- size
    "one long word": "W" * 20_000,
    "many words": "word " * 25_000,
    "a megabyte": "He paid. " * 116_509,
    "many lines": "\n" * 30_000,
}
STRINGS: dict[str, bytes] = {name: text.encode() for name, text in WORDS.items()} | {
    "lone surrogates": b"a\xed\xa0\x80b\xed\xbf\xbfc",
    "no UTF-8": b"\xff\xfe\xc0\x80\xf8\x88\x80\x80\x80 caf\xe9",
    "cut UTF-8": b"\xf0\x9f\x92",
    "UTF-16": "abc".encode("utf-16"),
}
# What fills a page by itself is tried rarely: it costs more than everything else together.
HUGE = frozenset({"a megabyte", "many words", "one long word", "many lines", "deep JSON", "deep objects"})

Thing = TypeVar("Thing")


def share(things: Sequence[Thing], number: int, size: int) -> list[Thing]:
    """Of many things `size`, others for each `number`, so that all have their turn; all of them in a full run."""
    if IN_FULL:
        return list(things)
    return [things[(number * size + step) % len(things)] for step in range(min(size, len(things)))]


def encoded(fields: Iterator[tuple[str, bytes]] | Sequence[tuple[str, bytes]]) -> bytes:
    """A form's body, in the encoding that takes any byte."""
    return b"&".join(
        quote_from_bytes(name.encode()).encode() + b"=" + quote_from_bytes(value).encode() for name, value in fields
    )

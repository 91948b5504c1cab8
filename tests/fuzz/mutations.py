"""Damage by format: bytes, tokens and structure that a reader must survive."""

from __future__ import annotations

import io
import json
import random
import re
import warnings
import zipfile

from tests.extract.fuzz import mutate as damage

# Written into texts of any kind: control characters, lone surrogates, marks that turn the reading
# order, runs without a space, markup of the formats themselves.
ANYWHERE: tuple[bytes, ...] = (
    b"\0", b"\x01\x0b\x0c\x1f", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\r\n\r\n",
    "\u2028\u2029\x85".encode(), "\u202e\u2066".encode(), "\ufffe\uffff\ufdd0".encode(),
    "\u200b\u00ad\u2060".encode(), b"a" * 20_000, b"1." * 2_000, "e\u0301\u0323".encode() * 500,
    b"Artikel 1 " * 50, b"\n" * 500, b"<" * 200, b"&lt;script&gt;", b"<script>alert(1)</script>",
    b"=cmd|' /C calc'!A0", b"%s%n{0}{x}", b"[^1]: noot\n\n[^1]", b"> " * 300, b"\n- " * 200,
    b"\t" * 400, "\u0130\u1e9e\ufb01\u0149".encode(), "\U0001f468\u200d\U0001f469".encode() * 40,
    b"12 weken 3.000.000,50 euro 99999999999999999999 %", b"niet " * 60, b"\xc3", b"]]>", b"--",
)  # fmt: skip
TOKENS: dict[str, tuple[bytes, ...]] = {
    ".toml": (
        b"[" * 900, b"[[document]]\n", b"[corpus]\n", b'"', b"'''", b'"""', b"= 1", b"= inf",
        b"= nan", b"= 1979-05-27T07:32:00Z", b"= [[1]]", b"= {}", b"= true", b'"\\u0000"',
        b'"\\ud800"', b'path = "../../etc/passwd"\n', b'path = "/etc/passwd"\n', b'path = "."\n',
        b'path = ""\n', b'path = "C:\\\\x"\n', b"path = 'CON'\n", b'id = "a/b"\n', b"[[term]]\n",
        b"aliases = 3\n", b'aliases = [""]\n', b'term = " "\n', b'model = "niet/daar"\n',
        b'path = "\\u0000"\n', b"9" * 5000, b'path = "' + b"x" * 5000 + b'"\n', b"a." * 3000,
    ),
    ".jsonl": (
        b"[" * 20_000, b'{"a":' * 20_000, b"1e999", b"NaN", b'"\\ud800"', b"null", b"{}", b"[]",
        b'{"id": null, "text": 3}\n', b'{"id": "1", "text": ["a"]}\n', b"9" * 6000, b"\\u0000",
    ),
    ".csv": (b'"', b";;;;", b",,,,", b"\t", b'"' * 999, b"id;text\n", b"x" * 200_000, b"\n\n;\n"),
    ".html": (
        b"<div>" * 3000, b"</table>", b'<td colspan="999999999">', b'<td rowspan="-1">', b"<table>",
        b'<meta charset="utf-7">', b'<base href="file:///">', b"<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        b"<!--", b"<![CDATA[", b"<ol start=99999999999><li>", b"&#x110000;&#0;&#xd800;",
        b"<ul>" * 600,
        b'<img src="x" onerror="y">', b"<svg><style>", b'<a href="#fn1">', b"<tr>" * 2000, b"<pre>",
        b"<sup>", b"<math>", b"<template>", b"<noscript>", b"<plaintext>", b"<frameset>",
    ),
    ".pdf": (
        b" 0 0 0 0 re f ", b" 999999999999 ", b" -1 ", b" 1e38 ", b" (\\) Tj ", b" q " * 900,
        b" /Kids [1 0 R] ", b" 1 0 R ", b" 0 0 R ", b" << >> ", b" [ ] ", b" endobj ", b" stream\n",
        b" /Rotate 91 ", b" /MediaBox [0 0 0 0] ", b" /MediaBox [0 0 1e9 1e9] ", b" /Count -5 ",
        b" BT ", b" ET ", b" 0 Tf ", b" /Type /Catalog ", b" null ", b" /S /StructElem ", b" nan ",
    ),
    ".md": (b"|---|---|\n" * 40, b"#" * 90, b"```\n", b"| a " * 400, b"* " * 400, b"    " * 300),
}  # fmt: skip
QUOTED = {".toml", ".jsonl", ".json"}
VALUES = (
    b"", b" ", b"een", b"een.md", b".", b"..", b"../x.md", b"/etc/hosts", b"C:\\x.md", b"map/x.md",
    b"twee", b"TWEE", b"statute", b"2024", b"(on)veiligheid", b"((", b"*", b"a", b"-", b"zicht",
    b"zicht op veiligheid", b"embedded", b"niet/daar", b"x" * 300, b"een.md\0", b".congruence",
)  # fmt: skip
_QUOTED = re.compile(rb'"[^"\n]*"')
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483648",
    b"99999999999999999999",
    b"0.0000001",
    b"1e400",
)


def mutate(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """One damaged copy of a file of the kind ``suffix``."""
    for _time in range(1 if suffix in QUOTED else rng.choice((1, 1, 2, 5))):
        if data.startswith(b"PK\x03\x04"):
            data = _archive(data, rng)
        else:
            ways = (
                (_value, _value, _token, _line) if suffix in QUOTED and rng.random() < 0.7 else WAYS
            )
            data = rng.choice(ways)(data, suffix, rng)
    return data


def _bytes(data: bytes, suffix: str, rng: random.Random) -> bytes:
    return damage(data, rng)


def _token(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """Something that means something, at a place where it was not expected."""
    token = rng.choice(TOKENS.get(suffix, ANYWHERE) if rng.random() < 0.6 else ANYWHERE)
    at = rng.randrange(len(data) + 1)
    if rng.random() < 0.5:  # between lines rather than in the middle of a word
        at = data.find(b"\n", at) + 1
    return data[:at] + token + data[at + rng.choice((0, 0, len(token))) :]


def _number(data: bytes, suffix: str, rng: random.Random) -> bytes:
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return _token(data, suffix, rng)
    for found in sorted(rng.sample(numbers, min(len(numbers), rng.choice((1, 3)))),
                        key=lambda match: -match.start()):  # fmt: skip
        data = data[: found.start()] + rng.choice(_NUMBERS) + data[found.end() :]
    return data


def _line(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """Lines out of order, doubled, joined."""
    lines = data.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines[one:one] = lines[other : other + 5] * rng.choice((1, 20))
        case 2:
            del lines[one : one + 3]
        case _:
            lines[one] = lines[one] * rng.choice((2, 50))
    return b"\n".join(lines)


def _value(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """Another text between quotation marks: the file itself stays sound."""
    found = rng.choice(list(_QUOTED.finditer(data)) or [None])
    if found is None:
        return _token(data, suffix, rng)
    text = rng.choice((*VALUES, *ANYWHERE)).decode("utf-8", "replace")
    return data[: found.start()] + json.dumps(text).encode() + data[found.end() :]


WAYS = (_bytes, _token, _token, _number, _line)
MOSTLY_SOUND = (_value, _value, _token, _line)


def _archive(data: bytes, rng: random.Random) -> bytes:
    """Damage to one part, or to the list of parts; of a broken archive, to its bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # damaged before; zipfile raises many kinds
        return rng.choice((_token, _number))(data, ".zip", rng)
    if not parts:
        return _token(data, ".zip", rng)
    if rng.random() < 0.6:
        return damage(data, rng)
    at = rng.randrange(len(parts))
    name, content = parts[at]
    match rng.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (rng.choice(parts)[0], content)
        case 2:
            parts.append((rng.choice(("../../x.xml", "/x.xml", "word/x\\y.xml", "x")), content))
        case 3:
            parts[at] = (name, _token(content, ".html", rng))
        case _:
            parts[at] = (name, _number(content, ".xml", rng))
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for part, body in parts:
            archive.writestr(part, body)
    return stream.getvalue()

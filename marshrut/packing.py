"""Many texts of one language in few bytes: parts that arrive whole, each checked, unpacked on a phone by what every browser has.

A part is the data of a zlib stream (RFC 1950) without its two first bytes: deflate, then Adler-32. All parts but the
first are packed with the end of the first as a dictionary; who unpacks puts that in front as a stored block, which a
browser's DecompressionStream("deflate") reads, and drops it from the answer. Against parts packed alone this saves a
quarter. Letters that a language uses often take one byte before packing, which saves another tenth: below 127 ASCII,
127 an escape before three bytes of a code point, from 128 on the letters that the list names.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections import Counter
from dataclasses import dataclass

# What one answer may weigh; no host packs these again.
MOST = 14_336
WINDOW = 32_768
ESCAPE = 127
# A letter rarer than this is not worth one of the 128 places; few letters come and go with a change of the text.
OFTEN = 100
BETWEEN_TEXTS, BETWEEN_FIELDS = "\x1e", "\x1f"


@dataclass(frozen=True)
class Text:
    """One file to be packed. name: as the phone asks for it, e.g. work/patent.html; turns: ISO day on which it may be no longer true, or empty."""

    name: str
    turns: str
    text: str


@dataclass(frozen=True)
class Part:
    """data: what is sent; names: of the files inside, in their order."""

    data: bytes
    names: tuple[str, ...]

    @property
    def hash(self) -> str:
        """The name of the part: 20 hex digits of its SHA-256."""
        return hashlib.sha256(self.data).hexdigest()[:20]


@dataclass(frozen=True)
class Packed:
    letters: str
    parts: tuple[Part, ...]


def pack(first: list[Text], rest: list[list[Text]]) -> Packed:
    """Pack texts. first: what the others are most alike, at most one part; rest: in groups, so that a change moves few borders.

    Raises ValueError for a text that does not fit into a part, naming it.
    """
    letters = _letters([*first, *(text for group in rest for text in group)])
    table = _Table({ord(letter): chr(128 + place) for place, letter in enumerate(letters)})
    opening = _Packer(b"")
    for text in first:
        if not opening.add(text.name, _record(text, table)):
            raise ValueError(f"{text.name} does not fit into the first part")
    dictionary = opening.plain[-WINDOW:]
    parts = [opening.part()]
    for group in rest:
        packer = _Packer(dictionary)
        for text in group:
            record = _record(text, table)
            if packer.add(text.name, record):
                continue
            if packer.names:
                parts.append(packer.part())
                packer = _Packer(dictionary)
            if packer.names or not packer.add(text.name, record):
                raise ValueError(f"{text.name} does not fit into one part of {MOST} bytes")
        parts.append(packer.part())
    return Packed(letters, tuple(parts))


def unpack(part: Part, first: Part, letters: str) -> list[Text]:
    """As the phone does it. Raises zlib.error for a part that was cut or changed."""
    seed = b"" if part is first else _inflate(first.data, b"")[-WINDOW:]
    plain = _inflate(part.data, seed)
    text = "".join(_characters(plain, letters))
    return [Text(*record.split(BETWEEN_FIELDS)) for record in text.split(BETWEEN_TEXTS)]


class _Packer:
    """One part being filled."""

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary, self.plain, self.names = dictionary, b"", []
        self._stream = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, *([dictionary] if dictionary else []))
        self._done = b""

    def add(self, name: str, record: bytes) -> bool:
        """Take one more text; False, and nothing taken, if the part would be too heavy."""
        record = BETWEEN_TEXTS.encode() + record if self.names else record
        stream = self._stream.copy()
        done = self._done + stream.compress(record)
        if len(done) + len(stream.copy().flush()) + 4 > MOST:
            return False
        self._stream, self._done = stream, done
        self.plain += record
        self.names.append(name)
        return True

    def part(self) -> Part:
        check = struct.pack(">I", zlib.adler32(self.dictionary + self.plain))
        return Part(self._done + self._stream.flush() + check, tuple(self.names))


class _Table(dict):
    """For str.translate: one Latin-1 character for a listed letter, an escape and three bytes for any other beyond ASCII."""

    def __missing__(self, code: int) -> str:
        if code < ESCAPE:
            return chr(code)
        return chr(ESCAPE) + code.to_bytes(3, "big").decode("latin-1")


def _letters(texts: list[Text]) -> str:
    counts = Counter("".join(text.text for text in texts))
    often = [(times, letter) for letter, times in counts.items() if ord(letter) > ESCAPE and times >= OFTEN and ord(letter) < 0x10000]
    return "".join(sorted(letter for _, letter in sorted(often, reverse=True)[:128]))


def _record(text: Text, table: _Table) -> bytes:
    if BETWEEN_TEXTS in text.text or BETWEEN_FIELDS in text.text:
        raise ValueError(f"{text.name} holds a control character")
    return BETWEEN_FIELDS.join((text.name, text.turns, text.text)).translate(table).encode("latin-1")


def _inflate(data: bytes, seed: bytes) -> bytes:
    block = b"\0" + struct.pack("<HH", len(seed), len(seed) ^ 0xFFFF) + seed if seed else b""
    return zlib.decompress(b"\x78\x9c" + block + data)[len(seed) :]


def _characters(plain: bytes, letters: str):
    at = 0
    while at < len(plain):
        one = plain[at]
        if one == ESCAPE:
            yield chr(int.from_bytes(plain[at + 1 : at + 4], "big"))
            at += 3
        else:
            yield chr(one) if one < ESCAPE else letters[one - 128]
        at += 1

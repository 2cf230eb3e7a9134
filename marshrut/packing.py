"""Many texts of one language in few bytes: parts that arrive whole, each checked, unpacked on a phone by what every browser has.

A part is the data of a zlib stream (RFC 1950) without its two first bytes: deflate, then Adler-32. All parts but the
first are packed with the end of the first as a dictionary; who unpacks puts that in front as a stored block, which a
browser's DecompressionStream("deflate") reads, and drops it from the answer. Against parts packed alone this saves a
quarter. Before packing, a letter that the language uses often takes one byte, and so does a piece of markup that stands
on every page, which saves another sixth: below 127 ASCII, 127 an escape before three bytes of a code point, from 128 on
the signs, pieces and letters, that come with the parts.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
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
    """signs: what bytes from 128 on stand for."""

    signs: tuple[str, ...]
    parts: tuple[Part, ...]


def pack(groups: list[list[Text]], leaned_on: tuple[str, ...], pieces: tuple[str, ...]) -> Packed:
    """Pack texts in groups, each of parts of its own so that a change moves few borders.

    pieces: what stands in the texts often, at most 64; leaned_on: names of the texts that the others are most alike; as many as fit into one part make the first.
    Raises ValueError for a text that does not fit into a part, naming it.
    """
    texts = {text.name: text for group in groups for text in group}
    signs = (*pieces, *_letters(texts.values(), 128 - len(pieces)))
    write = _Writer(signs)
    opening = _Packer(b"")
    for name in leaned_on:
        opening.add(name, write(texts[name]))
    dictionary = opening.plain[-WINDOW:]
    parts = [opening.part()]
    for group in groups:
        packer = _Packer(dictionary)
        for text in group:
            if text.name in opening.names:
                continue
            record = write(text)
            if packer.add(text.name, record):
                continue
            if packer.names:
                parts.append(packer.part())
                packer = _Packer(dictionary)
            if packer.names or not packer.add(text.name, record):
                raise ValueError(f"{text.name} does not fit into one part of {MOST} bytes")
        if packer.names:
            parts.append(packer.part())
    return Packed(signs, tuple(parts))


def unpack(part: Part, first: Part, signs: tuple[str, ...]) -> list[Text]:
    """As the phone does it. Raises zlib.error for a part that was cut or changed."""
    seed = b"" if part is first else _inflate(first.data, b"")[-WINDOW:]
    plain = _inflate(part.data, seed)
    text = "".join(_characters(plain, signs))
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


class _Writer:
    """From a text to bytes, by its signs."""

    def __init__(self, signs: tuple[str, ...]) -> None:
        # Longer pieces first, or a shorter one would break them. A sign passes through the pattern as one private letter.
        self._pieces = re.compile("|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True) if len(sign) > 1) or "(?!)")
        self._private = {sign: chr(0xF0000 + place) for place, sign in enumerate(signs)}
        self._table = _Bytes({ord(sign): chr(128 + place) for place, sign in enumerate(signs) if len(sign) == 1})
        self._table |= {0xF0000 + place: chr(128 + place) for place in range(len(signs))}

    def __call__(self, text: Text) -> bytes:
        if BETWEEN_TEXTS in text.text or BETWEEN_FIELDS in text.text:
            raise ValueError(f"{text.name} holds a control character")
        short = self._pieces.sub(lambda match: self._private[match[0]], text.text)
        return BETWEEN_FIELDS.join((text.name, text.turns, short)).translate(self._table).encode("latin-1")


class _Bytes(dict):
    """For str.translate: Latin-1 characters as bytes. ASCII is itself; what has no sign is an escape and three bytes."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if code < ESCAPE else chr(ESCAPE) + code.to_bytes(3, "big").decode("latin-1")
        return self[code]


def _letters(texts: Iterable[Text], most: int) -> list[str]:
    whole = "".join(text.text for text in texts)
    often = [(times, letter) for letter in set(whole) if ord(letter) > ESCAPE and (times := whole.count(letter)) >= OFTEN]
    return sorted(letter for _, letter in sorted(often, reverse=True)[:most])


def _inflate(data: bytes, seed: bytes) -> bytes:
    block = b"\0" + struct.pack("<HH", len(seed), len(seed) ^ 0xFFFF) + seed if seed else b""
    return zlib.decompress(b"\x78\x9c" + block + data)[len(seed) :]


def _characters(plain: bytes, signs: tuple[str, ...]) -> Iterator[str]:
    at = 0
    while at < len(plain):
        one = plain[at]
        if one == ESCAPE:
            yield chr(int.from_bytes(plain[at + 1 : at + 4], "big"))
            at += 3
        else:
            yield chr(one) if one < ESCAPE else signs[one - 128]
        at += 1

"""The route mark as the icon of an installed guide: SVG, and PNG for phones that want pixels. Drawn at each build, in a few lines and milliseconds."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from math import isqrt

# On a square of 64: ground with round corners, a line with three stops. Inside the circle that every phone's mask leaves.
SIDE, CORNER, MIDDLE = 64, 14, 32
LINE, STOPS, RADIUS = (14, 50, 2), (14, 32, 50), 6
# Sub-samples along each side of a pixel.
FINE = 4
FULL = FINE * FINE


def svg(ground: str, mark: str) -> str:
    """ground, mark: colours as #rrggbb."""
    stops = "".join(f'<circle cx="{x}" cy="{MIDDLE}" r="{RADIUS}"/>' for x in STOPS)
    line = f'<path d="M{LINE[0]} {MIDDLE}H{LINE[1]}" stroke="{mark}" stroke-width="{2 * LINE[2]}"/>'
    box = f'<rect width="{SIDE}" height="{SIDE}" rx="{CORNER}" fill="{ground}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">{box}<g fill="{mark}">{line}{stops}</g></svg>'


@lru_cache(maxsize=8)
def png(size: int, ground: str, mark: str, maskable: bool = False) -> bytes:
    """A square of `size` pixels; maskable: without round corners, for the phone cuts its own."""
    corner = 0 if maskable else CORNER
    rows = bytearray()
    for y in range(size):
        under, over = _row(size, y, lambda fine: _ground(size, corner, fine)), _row(size, y, lambda fine: _mark(size, fine))
        rows += b"\0" + bytes(cover + FULL if cover else below for below, cover in zip(under, over, strict=True))
    back, front = (bytes.fromhex(colour[1:]) for colour in (ground, mark))
    blends = (bytes((b * (FULL - i) + f * i) // FULL for b, f in zip(back, front, strict=True)) for i in range(1, FULL + 1))
    palette = back * (FULL + 1) + b"".join(blends)
    alpha = bytes(255 * i // FULL for i in range(FULL + 1))
    head = struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"PLTE", palette), (b"tRNS", alpha), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _row(size: int, y: int, spans) -> list[int]:
    """How much of each pixel of a row is covered, 0 to FULL."""
    row = [0] * size
    for fine in range(y * FINE, (y + 1) * FINE):
        for start, end in spans(fine):
            first, last = start // FINE, (end - 1) // FINE
            if first == last:
                row[first] += end - start
                continue
            row[first] += FINE - start % FINE
            row[last] += (end - 1) % FINE + 1
            for x in range(first + 1, last):
                row[x] += FINE
    return row


def _ground(size: int, corner: int, fine: int) -> list[tuple[int, int]]:
    side, round_ = size * FINE, size * FINE * corner // SIDE
    into = max(round_ - fine, fine - (side - 1 - round_), 0)
    inset = round_ - isqrt(max(round_ * round_ - into * into, 0)) if into else 0
    return [(inset, side - inset)] if inset * 2 < side else []


def _mark(size: int, fine: int) -> list[tuple[int, int]]:
    """Where the line and the stops lie in one fine row; touching spans joined."""
    unit = size * FINE / SIDE
    away = abs(fine + 0.5 - MIDDLE * unit)
    spans = [(int(LINE[0] * unit), int(LINE[1] * unit))] if away < LINE[2] * unit else []
    if away < RADIUS * unit:
        half = ((RADIUS * unit) ** 2 - away**2) ** 0.5
        spans += [(int(x * unit - half + 0.5), int(x * unit + half + 0.5)) for x in STOPS]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined

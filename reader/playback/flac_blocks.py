"""The blocks of a FLAC file, as its header tells (RFC 9639, 8.2): long ones, that players skip."""

import struct
from pathlib import Path

HEADER = struct.Struct(">4sI HH 6x Q")  # "fLaC", block's type and length, STREAMINFO's start
# libVLC 3 tells the place one block ahead, but where a block lasts longer than so; measured.
LONGEST_TOLD_AHEAD_MS = 72
RATE_SHIFT = 44  # the sample rate is the first 20 of 64 bits


def block_length_ms(path: Path) -> float | None:
    """Return how long each block is; None: no FLAC, blocks of several lengths, or unreadable."""
    try:
        with path.open("rb") as file:
            start = file.read(HEADER.size)
    except OSError:  # whoever plays it will say so
        return None
    if len(start) < HEADER.size or not start.startswith(b"fLaC"):
        return None
    _, _, shortest, longest, details = HEADER.unpack(start)
    rate = details >> RATE_SHIFT
    return longest * 1000 / rate if rate and longest and shortest == longest else None


def block_start_ms(position_ms: float, block_ms: float | None) -> float:
    """Return where the block begins that a position lies in; without blocks, the position."""
    return position_ms if block_ms is None else position_ms // block_ms * block_ms


def told_ahead_ms(block_ms: float | None, rate: float) -> float:
    """Return by how much libVLC's position is ahead of the sound, at a speed."""
    return 0.0 if block_ms is None or block_ms / rate > LONGEST_TOLD_AHEAD_MS else block_ms

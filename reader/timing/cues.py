"""Cues packed into bytes: an hour's ten thousand word times cost little until one is looked at.

Four little-endian 32-bit integers a cue (start, end, start_ms, end_ms), which holds texts of
2 GB and 596 hours; a time beyond that is cut to it.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from reader.model import Cue

_CUE = struct.Struct("<4i")
_HIGHEST = 2**31 - 1


class PackedCues(Sequence[Cue]):
    """Cues that are unpacked when first looked at; equal to any sequence of the same cues.

    With `since_ms`, those that run backwards, in time from there or in the text, are left out.
    Immutable; any thread.
    """

    __slots__ = ("_cues", "packed", "since_ms")

    def __init__(self, packed: bytes, since_ms: int | None = None) -> None:
        self.packed = packed
        self.since_ms = since_ms
        self._cues: tuple[Cue, ...] | None = None

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> "PackedCues":
        """Pack cues."""
        return cls(packed(cues))

    def __reduce__(self) -> tuple[type["PackedCues"], tuple[bytes, int | None]]:
        return PackedCues, (self.packed, self.since_ms)

    @overload
    def __getitem__(self, index: int) -> Cue: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cue, ...]: ...
    def __getitem__(self, index: int | slice) -> Cue | tuple[Cue, ...]:
        return self._unpacked()[index]

    def __len__(self) -> int:
        return len(self.packed) // _CUE.size if self.since_ms is None else len(self._unpacked())

    def __iter__(self) -> Iterator[Cue]:
        return iter(self._unpacked())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedCues) and self.since_ms == other.since_ms:
            return self.packed == other.packed
        if isinstance(other, Sequence):
            return self._unpacked() == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._unpacked())

    def __repr__(self) -> str:
        return repr(self._unpacked())

    def _unpacked(self) -> tuple[Cue, ...]:
        if self._cues is None:
            cues = (Cue(*numbers) for numbers in _CUE.iter_unpack(self.packed))
            self._cues = (
                tuple(cues) if self.since_ms is None else tuple(_rising(cues, self.since_ms))
            )
        return self._cues


def packed(cues: Sequence[Cue]) -> bytes:
    """Return cues as the bytes that are stored."""
    if isinstance(cues, PackedCues) and cues.since_ms is None:
        return cues.packed
    return packed_numbers(
        [n for cue in cues for n in (cue.start, cue.end, cue.start_ms, cue.end_ms)]
    )


def packed_numbers(numbers: list[int]) -> bytes:
    """Return the numbers of cues, four each, as the bytes that are stored."""
    if numbers and (max(numbers) > _HIGHEST or min(numbers) < -_HIGHEST):
        numbers = [max(-_HIGHEST, min(number, _HIGHEST)) for number in numbers]
    return struct.pack(f"<{len(numbers)}i", *numbers)


def rising(cues: Sequence[Cue], start_ms: int) -> Sequence[Cue]:
    """Take the cues without those that run backwards, in time from `start_ms` or in the text."""
    if isinstance(cues, PackedCues):
        return PackedCues(cues.packed, start_ms)
    return tuple(_rising(cues, start_ms))


def _rising(cues: Iterable[Cue], start_ms: int) -> Iterator[Cue]:
    latest, offset = start_ms, 0
    for cue in cues:
        if cue.start_ms >= latest and offset <= cue.start < cue.end:
            yield cue if cue.end_ms >= cue.start_ms else replace(cue, end_ms=cue.start_ms)
            latest, offset = cue.start_ms, cue.end

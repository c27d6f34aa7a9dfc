"""Runs of small numbers, packed: one run a word, each as narrow as its largest number allows.

A run whose numbers are all 0 takes no room at all; the others lie in one of three streams, of
one, two or four bytes a number, in the order of the words. So a run is read with one slice, and a
range of words with three.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.search.array_file import ArrayFile, Arrays

Wide = NDArray[np.int64]
_STREAMS = (np.uint8, np.uint16, np.uint32)  # of the widths 1, 2 and 3; 0 is stored nowhere


class RunsWriter:
    """Packs runs, some words at a time, in the order of the words."""

    def __init__(self) -> None:
        self._widths: list[NDArray[Any]] = []
        self._starts: list[NDArray[Any]] = []
        self._streams: tuple[list[NDArray[Any]], ...] = ([], [], [])
        self._lengths = [0, 0, 0]

    def add(self, numbers: NDArray[Any], counts: NDArray[Any]) -> None:
        """Append the runs of some words: `counts` numbers each, none negative."""
        widths = _widths(numbers, counts)
        starts = np.zeros(len(counts), np.uint32)
        of_number = np.repeat(widths, counts)
        for place, kind in enumerate(_STREAMS):
            mine = widths == place + 1
            ends = np.cumsum(counts[mine], dtype=np.int64) + self._lengths[place]
            starts[mine] = ends - counts[mine]
            chunk = numbers[of_number == place + 1].astype(kind)
            self._streams[place].append(chunk)
            self._lengths[place] += len(chunk)
        self._widths.append(widths)
        self._starts.append(starts)

    def arrays(self, name: str) -> Arrays:
        """Return what is to be stored, as RunsReader reads it."""
        streams = {f"{name}.stream{place}": self._streams[place] for place in range(len(_STREAMS))}
        return {f"{name}.widths": self._widths, f"{name}.starts": self._starts, **streams}


def _widths(numbers: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.uint8]:
    most = np.zeros(len(counts), np.int64)
    filled = counts > 0
    if filled.any():
        starts = np.cumsum(counts, dtype=np.int64) - counts
        most[filled] = np.maximum.reduceat(numbers, starts[filled])
    return ((most > 0).astype(np.uint8) + (most > 0xFF) + (most > 0xFFFF)).astype(np.uint8)


class RunsReader:
    """Reads runs. `counts` are the numbers of each word. Errors: IndexDamagedError."""

    def __init__(self, file: ArrayFile, name: str, counts: NDArray[Any]) -> None:
        self._file = file
        self._name = name
        self._counts = counts
        self._widths = file.resident(f"{name}.widths", len(counts))
        self._starts = file.resident(f"{name}.starts", len(counts))

    def run(self, word: int) -> Wide:
        """Return a word's numbers."""
        return self.narrow(word).astype(np.int64)

    def narrow(self, word: int) -> NDArray[Any]:
        """Return a word's numbers as they are stored, in the narrowest type."""
        width, count = int(self._widths[word]), int(self._counts[word])
        if not width:
            return np.zeros(count, np.uint8)
        return self._stream(width, int(self._starts[word]), count)

    def runs(self, first: int, end: int) -> Wide:
        """Return the numbers of the words `first:end`, one after the other."""
        if end - first == 1:
            return self.run(first)
        widths, counts = self._widths[first:end], self._counts[first:end]
        numbers = np.zeros(int(counts.sum(dtype=np.int64)), np.int64)
        of_number = np.repeat(widths, counts)
        for width in range(1, len(_STREAMS) + 1):
            mine = np.flatnonzero(widths == width)
            if len(mine):
                start, count = self._starts[first + mine[0]], counts[mine].sum(dtype=np.int64)
                numbers[of_number == width] = self._stream(width, int(start), int(count))
        return numbers

    def _stream(self, width: int, start: int, count: int) -> NDArray[Any]:
        return self._file.part(f"{self._name}.stream{width - 1}", start, count)


class RisingWriter:
    """Packs runs of rising numbers, of one number at least, by their differences."""

    def __init__(self) -> None:
        self._firsts: list[NDArray[Any]] = []
        self._steps = RunsWriter()

    def add(self, numbers: NDArray[Any], counts: NDArray[Any]) -> None:
        """Append the runs of some words."""
        starts = np.cumsum(counts, dtype=np.int64) - counts
        steps = np.diff(numbers, prepend=numbers[:1])
        inner = np.ones(len(numbers), np.bool_)
        inner[starts] = False
        self._firsts.append(numbers[starts].astype(np.uint32))
        self._steps.add(steps[inner], counts - 1)

    def arrays(self, name: str) -> Arrays:
        """Return what is to be stored, as RisingReader reads it."""
        return {f"{name}.firsts": self._firsts, **self._steps.arrays(name)}


class RisingReader:
    """Reads runs of rising numbers below `limit`. Errors: IndexDamagedError."""

    def __init__(self, file: ArrayFile, name: str, counts: NDArray[Any], limit: int) -> None:
        self._file = file
        self.counts = counts
        self._limit = limit
        self._firsts = file.resident(f"{name}.firsts", len(counts))
        self._steps = RunsReader(file, name, counts - 1)

    def run(self, word: int) -> Wide:
        """Return a word's numbers."""
        numbers = np.empty(int(self.counts[word]), np.int64)
        numbers[0] = 0
        np.cumsum(self._steps.narrow(word), out=numbers[1:])
        numbers += int(self._firsts[word])
        if numbers[-1] >= self._limit:
            raise self._file.damaged()
        return numbers

    def runs(self, first: int, end: int) -> Wide:
        """Return the numbers of the words `first:end`, one after the other."""
        if end - first == 1:
            return self.run(first)
        counts = self.counts[first:end]
        starts = np.cumsum(counts, dtype=np.int64) - counts
        numbers = np.empty(int(counts.sum(dtype=np.int64)), np.int64)
        inner = np.ones(len(numbers), np.bool_)
        inner[starts] = False
        numbers[starts] = 0
        numbers[inner] = self._steps.runs(first, end)
        np.cumsum(numbers, out=numbers)
        numbers += np.repeat(self._firsts[first:end] - numbers[starts], counts)
        if len(numbers) and numbers.max() >= self._limit:
            raise self._file.damaged()
        return numbers


def ranges_of(counts: NDArray[Any], most: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of words that have at most so many numbers together, or are one word."""
    ends = np.cumsum(counts, dtype=np.int64)
    first = 0
    while first < len(counts):
        before = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(ends, before + most, side="right")))
        yield first, end
        first = end

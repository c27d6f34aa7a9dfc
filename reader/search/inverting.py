"""Turns units into the arrays of one segment: which word is where.

Python touches each word of a text once, to number it; the rest is arithmetic on arrays.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.search.array_file import Arrays
from reader.search.lexicons import sorted_words, stems_of_words
from reader.search.runs import RisingWriter, RunsWriter
from reader.search.segments import KINDS
from reader.search.units import Passage, Unit
from reader.search.words import fold, raw_words, stem_as, stemmed_as

STREAMED = (".stream",)  # of the arrays of a segment, those that are read in parts
_NOT_A_WORD = -1
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


class Inverter:
    """Gathers units, and inverts them in one go. `documents` and `words` say how many so far."""

    def __init__(self) -> None:
        self.words = 0
        self.units: list[Unit] = []
        self._texts, self._names, self._tags = _Field(), _Field(), _Field()
        self._spoken: dict[str, set[int]] = {}  # the words of each language
        self._speakers: dict[str, Sequence[int]] = {}
        self._columns: dict[str, list[int]] = {"kinds": [], "numbers": [], "starts": []}
        self._columns["chapters"] = []
        self._keys: list[tuple[int, str]] = []

    @property
    def documents(self) -> int:
        """How many documents there are so far."""
        return len(self._texts.lengths)

    def add(self, unit: Unit) -> None:
        """Take a unit up; its documents follow on those before."""
        self.units.append(unit)
        before = len(self._texts.tokens)
        for passage in unit.passages:
            self._add(passage)
        self.words = len(self._texts.tokens)
        spoken = self._spoken.setdefault(stemmed_as(unit.language), set())
        spoken.update(self._texts.tokens[before:])

    def _add(self, passage: Passage) -> None:
        if passage.key:
            self._keys.append((self.documents, passage.key))
        self._columns["kinds"].append(_KIND_NUMBERS[passage.kind])
        self._columns["numbers"].append(passage.number)
        self._columns["starts"].append(passage.start_ms)
        self._columns["chapters"].append(passage.chapter)
        if passage.speaker not in self._speakers:
            self._speakers[passage.speaker] = self._names.numbered(raw_words(passage.speaker))
        self._names.add(self._speakers[passage.speaker])
        self._tags.add(self._tags.numbered(passage.tags))
        self._texts.add(self._texts.numbered(raw_words(passage.text)))

    def arrays(self) -> Arrays:
        """Return the segment's arrays."""
        stored: dict[str, Sequence[NDArray[Any]]] = dict(self._texts.inverted("texts", whole=True))
        stored |= self._names.inverted("names") | self._tags.inverted("tags")
        ranks, words = self._texts.ranks().tolist(), self._texts.words()
        stems = {
            language: {ranks[word]: stem_as(words[word], language) for word in spoken}
            for language, spoken in self._spoken.items()
        }
        stored |= stems_of_words("texts", stems)
        for name, numbers in (*self._columns.items(), ("lengths", self._texts.lengths)):
            stored[f"columns.{name}"] = [narrow(np.array(numbers, np.int64))]
        stored["tables"] = [as_json(self._unit_rows(), sorted(stems), self._keys)]
        return stored

    def _unit_rows(self) -> list[list[Any]]:
        rows, first = [], 0
        for unit in self.units:
            end = first + len(unit.passages)
            rows.append(unit_row(unit, first, end))
            first = end
        return rows


def unit_row(unit: Unit, first: int, end: int) -> list[Any]:
    """Return a unit's line in the table, as SegmentFile reads it."""
    date = unit.date.isoformat() if unit.date else ""
    described = [unit.id, unit.revision, unit.episode, unit.title, unit.show, date, unit.language]
    return [*described, list(unit.tags), first, end]


def as_json(
    units: Iterable[Sequence[Any]], languages: Sequence[str], keys: Iterable[Sequence[Any]]
) -> NDArray[np.uint8]:
    """Return the tables of a segment: its units, languages, and bookmarks' ids by document."""
    tables = {"units": list(units), "languages": list(languages), "keys": list(keys)}
    return np.frombuffer(json.dumps(tables).encode(), np.uint8)


def narrow(numbers: NDArray[np.int64]) -> NDArray[Any]:
    """Return numbers in the narrowest type that holds them all."""
    for kind in (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32):
        info = np.iinfo(kind)
        if not len(numbers) or (info.min <= numbers.min() and numbers.max() <= info.max):
            return numbers.astype(kind)
    return numbers


class _Numbering(dict[str, int]):
    """Numbers words as they come: folds each way of writing a word once."""

    def __init__(self) -> None:
        super().__init__()
        self.of_folded: dict[str, int] = {}

    def __missing__(self, raw: str) -> int:
        folded = fold(raw)
        number = self.of_folded.setdefault(folded, len(self.of_folded)) if folded else _NOT_A_WORD
        self[raw] = number
        return number


class _Field:
    """The words of every document so far, one after the other, as numbers."""

    def __init__(self) -> None:
        self.tokens = array("i")
        self.lengths: list[int] = []
        self._numbering = _Numbering()
        self._sorted: list[str] | None = None

    def numbered(self, raw: Iterable[str]) -> Sequence[int]:
        numbers = list(map(self._numbering.__getitem__, raw))
        if _NOT_A_WORD in numbers:
            return [number for number in numbers if number != _NOT_A_WORD]
        return numbers

    def add(self, numbers: Sequence[int]) -> None:
        self.tokens.extend(numbers)
        self.lengths.append(len(numbers))

    def words(self) -> list[str]:
        """Return the different words, in the order in which they came."""
        return list(self._numbering.of_folded)

    def ranks(self) -> NDArray[np.int64]:
        """Return where each of them comes among the sorted ones."""
        numbers = self._numbering.of_folded
        ranks = np.empty(len(numbers), np.int64)
        sorted_numbers = map(numbers.__getitem__, self.sorted())
        ranks[np.fromiter(sorted_numbers, np.int64, len(numbers))] = np.arange(len(numbers))
        return ranks

    def sorted(self) -> list[str]:
        """Return the different words, sorted; asked for when all are there."""
        if self._sorted is None:
            self._sorted = sorted(self._numbering.of_folded)
        return self._sorted

    def inverted(self, name: str, *, whole: bool = False) -> dict[str, Sequence[NDArray[Any]]]:
        """Return the words and where they are; `whole`: how often, and the places, as well."""
        lengths = np.array(self.lengths, np.int64)
        documents = np.repeat(np.arange(len(lengths)), lengths)
        places = np.arange(len(documents)) + documents  # one is left free between documents
        words, order = _sorted_by_word(self.ranks(), self.tokens)
        postings = _beginnings(words, documents[order])
        counts = np.bincount(words[postings], minlength=len(self._numbering.of_folded))
        rising = RisingWriter()
        rising.add(documents[order][postings], counts)
        stored = dict(sorted_words(name, self.sorted()))
        stored[f"{name}.counts"] = [counts.astype(np.uint32)]
        stored |= rising.arrays(f"{name}.documents")
        if whole:
            often = np.diff(postings, append=len(words))
            stored |= _places(name, words, places[order], often, counts)
        return stored


def _sorted_by_word(
    ranks: NDArray[np.int64], tokens: "array[int]"
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the words, rising, and which token each is; a word's tokens keep their order."""
    numbers = np.frombuffer(tokens, np.int32) if tokens else np.empty(0, np.int32)
    both = (ranks[numbers] << 32) | np.arange(len(numbers))  # one quick sort instead of two
    both.sort()
    return both >> 32, both & 0xFFFFFFFF


def _beginnings(words: NDArray[np.int64], documents: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the word or the document is another than before."""
    begins = np.ones(len(words), np.bool_)
    begins[1:] = (words[1:] != words[:-1]) | (documents[1:] != documents[:-1])
    return np.flatnonzero(begins)


def _places(
    name: str,
    words: NDArray[np.int64],
    places: NDArray[np.int64],
    often: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> dict[str, Sequence[NDArray[Any]]]:
    frequencies, rising = RunsWriter(), RisingWriter()
    frequencies.add(often - 1, counts)  # once, as nearly always, takes no room
    occurrences = np.bincount(words, minlength=len(counts))
    rising.add(places, occurrences)
    stored = {f"{name}.occurrences": [occurrences.astype(np.uint32)]}
    return {**stored, **frequencies.arrays(f"{name}.often"), **rising.arrays(f"{name}.places")}

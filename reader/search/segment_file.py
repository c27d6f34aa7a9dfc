"""One segment of the index, read from its file: what `reader.search.segments` describes."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.search.array_file import ArrayFile
from reader.search.lexicons import NO_NUMBERS, StoredLexicon
from reader.search.runs import RisingReader, RunsReader, Wide
from reader.search.segments import Lexicon, Numbers, UnitEntry

_FEW_WORDS = 8  # up to so many neighbours are read one by one


class SegmentFile:
    """A segment's arrays, without what was removed since. Any thread.

    Errors: IndexDamagedError from everything, IndexMissingError from opening another version's.
    """

    def __init__(self, path: Path) -> None:
        self.file = ArrayFile(path)
        try:
            tables = json.loads(self.file.resident("tables").tobytes())
            self.units = tuple(_entry(row) for row in tables["units"])
            self._keys: dict[int, str] = {int(number): key for number, key in tables["keys"]}
            self.languages: list[str] = tables["languages"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self.file.damaged() from error
        self.count = self.units[-1].end if self.units else 0
        self.lengths: Numbers = self.column("lengths").astype(np.int32)
        self.first_places = np.zeros(self.count + 1, np.int64)
        np.cumsum(self.lengths.astype(np.int64) + 1, out=self.first_places[1:])
        self._open_fields()

    def _open_fields(self) -> None:
        file, limit = self.file, int(self.first_places[-1])
        self.texts = StoredLexicon(file, "texts", self.languages)
        self.names = StoredLexicon(file, "names")
        self.tags = StoredLexicon(file, "tags")
        self.occurrences = file.resident("texts.occurrences", len(self.texts)).astype(np.int64)
        self.text_documents = self._documents_of("texts", self.texts)
        self.name_documents = self._documents_of("names", self.names)
        self.tag_documents = self._documents_of("tags", self.tags)
        self.often = RunsReader(file, "texts.often", self.texts.counts)
        self.text_places = RisingReader(file, "texts.places", self.occurrences, limit)

    def _documents_of(self, name: str, lexicon: StoredLexicon) -> RisingReader:
        return RisingReader(self.file, f"{name}.documents", lexicon.counts, self.count)

    @property
    def revisions(self) -> dict[str, tuple[int, int]]:
        """Every unit's number and revision, by id."""
        return self._revisions

    @cached_property
    def _revisions(self) -> dict[str, tuple[int, int]]:
        return {unit.id: (number, unit.revision) for number, unit in enumerate(self.units)}

    @property
    def keys(self) -> dict[int, str]:
        """Bookmarks' ids by document."""
        return self._keys

    def column(self, name: str) -> NDArray[Any]:
        """Return a column, by document, as stored."""
        return self.file.resident(f"columns.{name}", self.count)

    @cached_property
    def unit_of(self) -> Numbers:
        """Which unit each document belongs to."""
        sizes = [unit.end - unit.first for unit in self.units]
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    @cached_property
    def kinds(self) -> Numbers:
        """By document."""
        return self.column("kinds").astype(np.int32)

    @cached_property
    def numbers(self) -> Numbers:
        """By document."""
        return self.column("numbers").astype(np.int32)

    @cached_property
    def chapters(self) -> Numbers:
        """By document."""
        return self.column("chapters").astype(np.int32)

    @cached_property
    def starts_ms(self) -> NDArray[np.int64]:
        """By document."""
        return self.column("starts").astype(np.int64)

    def documents(self, words: Sequence[int]) -> tuple[Numbers, Numbers]:
        """Return the documents that hold any of these words, rising, and how often."""
        if len(words) == 1:
            documents, often = self.text_documents.run(words[0]), self.often.run(words[0]) + 1
            return documents.astype(np.int32), often.astype(np.int32)
        if not len(words):
            return NO_NUMBERS, NO_NUMBERS
        # Stretch by stretch: large arrays that live for a moment cost more than adding them up.
        sums = np.zeros(self.count, np.int32)
        for first, end in _stretches(words):
            more = self.often.runs(first, end).astype(np.int32) + 1
            np.add.at(sums, self.text_documents.runs(first, end), more)
        found = np.flatnonzero(sums > 0)  # of flags it is several times as fast
        return found.astype(np.int32), sums[found]

    def places(self, words: Sequence[int]) -> NDArray[np.int64]:
        """Return every place of these words, rising."""
        if not len(words):
            return np.empty(0, np.int64)
        places = _gathered(words, self.text_places.runs)
        if len(words) > 1:
            places.sort()
        return places

    def named(self, words: Sequence[int]) -> Numbers:
        """Return the documents whose speaker's name holds any of these words, rising."""
        return _any_of(words, self.name_documents)

    def tagged(self, tags: Sequence[int]) -> Numbers:
        """Return the documents that have any of these tags, rising."""
        return _any_of(tags, self.tag_documents)


class StoredSegment:
    """A segment as a snapshot shows it: `removed` are the numbers of its units that are gone."""

    def __init__(self, stored: SegmentFile, removed: frozenset[int]) -> None:
        self.stored = stored
        self.count = stored.count
        self.units = tuple(
            replace(unit, alive=False) if number in removed else unit
            for number, unit in enumerate(stored.units)
        )
        self.alive: NDArray[np.bool_] | None = None
        if removed:
            self.alive = np.ones(stored.count, np.bool_)
            for number in removed:
                self.alive[stored.units[number].first : stored.units[number].end] = False
        self.lengths, self.first_places = stored.lengths, stored.first_places
        self.unit_of, self.kinds, self.numbers = stored.unit_of, stored.kinds, stored.numbers
        self.starts_ms, self.chapters = stored.starts_ms, stored.chapters
        self.texts: Lexicon = stored.texts
        self.names: Lexicon = stored.names
        self.tags: Lexicon = stored.tags
        self.documents, self.places = stored.documents, stored.places
        self.named, self.tagged = stored.named, stored.tagged

    def key(self, document: int) -> str:
        """Return a bookmark's id; "" where it has none."""
        return self.stored.keys.get(document, "")


def _entry(row: list[Any]) -> UnitEntry:
    unit, revision, episode, title, show, date, language, tags, first, end = row
    described = (unit, int(revision), episode, title, show, date, language, tuple(tags))
    return UnitEntry(*described, int(first), int(end), alive=True)


def _stretches(words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield words as ranges: neighbours are read at one go where they are many."""
    ordered = np.array(sorted(set(words)), np.int64)
    for group in np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1):
        first, end = int(group[0]), int(group[-1]) + 1
        if end - first > _FEW_WORDS:
            yield first, end
        else:
            yield from ((word, word + 1) for word in range(first, end))


def _gathered(words: Sequence[int], runs: Callable[[int, int], Wide]) -> Wide:
    """Return the runs of several words, one after the other."""
    found = [runs(first, end) for first, end in _stretches(words)]
    return found[0] if len(found) == 1 else np.concatenate(found)


def _any_of(words: Sequence[int], rising: RisingReader) -> Numbers:
    """Return the documents of any of these words, rising, each once."""
    if not len(words):
        return NO_NUMBERS
    documents = _gathered(words, rising.runs)
    if len(words) > 1:
        documents.sort()
        documents = documents[np.diff(documents, prepend=-1) > 0]
    return documents.astype(np.int32)

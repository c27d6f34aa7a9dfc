"""An index in memory and a library of units: the contracts of `segments` and `units`, plainly.

Made by lists and dictionaries, to test queries against; the index on disk has tests of its own.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reader.search.records import HitKind
from reader.search.segments import KINDS, Numbers, Segment, UnitEntry
from reader.search.units import Passage, PassageText, Unit
from reader.search.words import fold, folded_words, stem, stemmed_as

WORDS_MS = 400  # a word takes so long in the library below


class MemoryLexicon:
    """`words` by language: in how many documents each is."""

    def __init__(self, counts: Mapping[str, int], said_in: Mapping[str, set[str]]) -> None:
        self._words = sorted(counts)
        self._said_in = said_in
        self.counts = np.array([counts[word] for word in self._words], np.int32)

    def __len__(self) -> int:
        return len(self._words)

    def word(self, number: int) -> str:
        return self._words[number]

    def find(self, word: str) -> int | None:
        return self._words.index(word) if word in self._words else None

    def beginning_with(self, prefix: str) -> range:
        first = bisect_left(self._words, prefix)
        count = sum(word.startswith(prefix) for word in self._words)
        return range(first, first + count)

    def of_stem(self, wanted: str, language: str) -> Numbers:
        said = self._said_in.get(stemmed_as(language), set())
        found = [n for n, w in enumerate(self._words) if w in said and stem(w, language) == wanted]
        return np.array(found, np.int32)

    def all(self) -> Sequence[str]:
        return self._words


def _lexicon(
    words: Sequence[Sequence[str]], languages: Sequence[str] | None = None
) -> MemoryLexicon:
    counts: dict[str, int] = {}
    said_in: dict[str, set[str]] = {}
    for nth, some in enumerate(words):
        for word in set(some):
            counts[word] = counts.get(word, 0) + 1
        if languages is not None:
            said_in.setdefault(stemmed_as(languages[nth]), set()).update(some)
    return MemoryLexicon(counts, said_in)


class MemorySegment:
    """The units in one segment; those of `removed` ids are not alive."""

    def __init__(self, units: Sequence[Unit], removed: Collection[str] = ()) -> None:
        pairs = [(nth, one) for nth, unit in enumerate(units) for one in unit.passages]
        passages = [passage for _, passage in pairs]
        self.passages = passages
        self.count = len(pairs)
        self.units = _entries(units, removed)
        self.unit_of = np.array([nth for nth, _ in pairs], np.int32)
        dead = [units[nth].id in removed for nth, _ in pairs]
        self.alive = ~np.array(dead, np.bool_) if removed else None
        self.kinds = np.array([KINDS.index(one.kind) for one in passages], np.int32)
        self.numbers = np.array([one.number for one in passages], np.int32)
        self.starts_ms = np.array([one.start_ms for one in passages], np.int64)
        self.chapters = np.array([one.chapter for one in passages], np.int32)
        self._words = [folded_words(one.text) for one in passages]
        self._names = [folded_words(one.speaker) for one in passages]
        self._tags = [[fold(tag) for tag in one.tags] for one in passages]
        self.lengths = np.array([len(some) for some in self._words], np.int32)
        self.first_places = np.cumsum([0, *(self.lengths + 1)]).astype(np.int64)
        self.texts = _lexicon(self._words, [units[nth].language for nth, _ in pairs])
        self.names = _lexicon(self._names)
        self.tags = _lexicon(self._tags)

    def documents(self, words: Sequence[int]) -> tuple[Numbers, Numbers]:
        wanted = {self.texts.word(number) for number in words}
        counts = [sum(word in wanted for word in some) for some in self._words]
        documents = np.flatnonzero(counts).astype(np.int32)
        return documents, np.array(counts, np.int32)[documents]

    def places(self, words: Sequence[int]) -> NDArray[np.int64]:
        wanted = {self.texts.word(number) for number in words}
        return np.array(
            [
                int(self.first_places[document]) + nth
                for document, some in enumerate(self._words)
                for nth, word in enumerate(some)
                if word in wanted
            ],
            np.int64,
        )

    def named(self, words: Sequence[int]) -> Numbers:
        return _holding(self._names, {self.names.word(number) for number in words})

    def tagged(self, tags: Sequence[int]) -> Numbers:
        return _holding(self._tags, {self.tags.word(number) for number in tags})

    def key(self, document: int) -> str:
        return self.passages[document].key


def _holding(words: Sequence[Sequence[str]], wanted: set[str]) -> Numbers:
    return np.array([d for d, some in enumerate(words) if wanted & set(some)], np.int32)


def _entries(units: Sequence[Unit], removed: Collection[str]) -> tuple[UnitEntry, ...]:
    entries: list[UnitEntry] = []
    first = 0
    for unit in units:
        end = first + len(unit.passages)
        day = unit.date.isoformat() if unit.date else ""
        facts = (unit.id, unit.revision, unit.episode, unit.title, unit.show, day, unit.language)
        entries.append(UnitEntry(*facts, unit.tags, first, end, unit.id not in removed))
        first = end
    return tuple(entries)


class MemorySnapshot:
    """What is in the index at one moment."""

    def __init__(self, generation: int, segments: tuple[Segment, ...]) -> None:
        self.generation = generation
        self.segments = segments
        self.closed = False

    def close(self) -> None:
        self.closed = True


class MemoryIndex:
    """An index whose segments are put in by hand; `error` is raised instead of opening it."""

    def __init__(self, *segments: Segment) -> None:
        self._segments = segments
        self._generation = 1
        self.error: Exception | None = None
        self.opened: list[MemorySnapshot] = []

    def put(self, *segments: Segment) -> None:
        self._segments = segments
        self._generation += 1

    def generation(self) -> int:
        return self._generation

    def snapshot(self) -> MemorySnapshot:
        if self.error is not None:
            raise self.error
        self.opened.append(MemorySnapshot(self._generation, self._segments))
        return self.opened[-1]


class UnitLibrary:
    """A library that knows units alone. `passage_text` may be replaced to change what it says."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = {unit.id: unit for unit in units}
        self.passage_text: Callable[[Passage], PassageText | None] = passage_text
        self.asked = 0

    def revisions(self) -> Mapping[str, int]:
        return {unit.id: unit.revision for unit in self.units.values()}

    def unit(self, unit_id: str) -> Unit | None:
        return self.units.get(unit_id)

    def texts(
        self, places: Sequence[tuple[str, HitKind, int, str]]
    ) -> Sequence[PassageText | None]:
        self.asked += len(places)
        return [self._text(*place) for place in places]

    def _text(self, unit_id: str, kind: HitKind, number: int, key: str) -> PassageText | None:
        unit = self.units.get(unit_id)
        for passage in unit.passages if unit else ():
            if (passage.kind, passage.number, passage.key) == (kind, number, key):
                return self.passage_text(passage)
        return None


def passage_text(passage: Passage) -> PassageText:
    """Return a passage as a library shows it: what has a time lasts as long as its words."""
    if passage.kind in (HitKind.NOTE, HitKind.TITLE):
        return PassageText(passage.text)
    end_ms = passage.start_ms + WORDS_MS * len(passage.text.split())
    return PassageText(passage.text, passage.speaker, passage.start_ms, end_ms)

"""Joins segments into one, without what was removed: array by array, never posting by posting.

Words are taken up some at a time, so that memory stays bounded however large the index is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.search.array_file import Arrays
from reader.search.inverting import as_json, narrow
from reader.search.lexicons import StoredLexicon, sorted_words, stems_of_words
from reader.search.runs import RisingReader, RisingWriter, RunsWriter, Wide, ranges_of
from reader.search.segment_file import SegmentFile

_AT_ONCE = 1_000_000  # numbers
_COLUMNS = ("kinds", "numbers", "starts", "chapters", "lengths")


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be joined. `removed` are the numbers of its units that are left out."""

    stored: SegmentFile
    removed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a source's documents go: by document, the new one (-1: left out), and how far."""

    stored: SegmentFile
    documents: Wide
    by_places: Wide


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of all sources, sorted, and by source the numbers that its words have there."""

    words: Sequence[str]
    numbers: Sequence[Wide]


def joined(sources: Sequence[Source]) -> Arrays:
    """Return the arrays of one segment with what these hold. Errors: IndexDamagedError."""
    alive = [_alive(source) for source in sources]
    stored: dict[str, Sequence[NDArray[Any]]] = {}
    for name in _COLUMNS:
        parts = [s.stored.column(name)[kept] for s, kept in zip(sources, alive, strict=True)]
        stored[f"columns.{name}"] = [narrow(np.concatenate(parts).astype(np.int64))]
    moved = list(_moved(sources, alive, stored["columns.lengths"][0]))
    stored |= _names_or_tags("names", [m.stored.names for m in moved], moved)
    stored |= _names_or_tags("tags", [m.stored.tags for m in moved], moved)
    texts, languages = _texts(moved)
    stored |= texts
    stored["tables"] = [as_json(_unit_rows(sources), languages, _keys(moved))]
    return stored


def _alive(source: Source) -> NDArray[np.bool_]:
    alive = np.ones(source.stored.count, np.bool_)
    for number in source.removed:
        alive[source.stored.units[number].first : source.stored.units[number].end] = False
    return alive


def _moved(
    sources: Sequence[Source], alive: Sequence[NDArray[np.bool_]], lengths: NDArray[Any]
) -> Iterator[_Moved]:
    first_places = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths.astype(np.int64) + 1, out=first_places[1:])
    before = 0
    for source, kept in zip(sources, alive, strict=True):
        documents = np.where(kept, np.cumsum(kept) - 1 + before, -1)
        yield _Moved(
            source.stored, documents, first_places[documents] - source.stored.first_places[:-1]
        )
        before += int(kept.sum())


def _unit_rows(sources: Sequence[Source]) -> Iterator[list[Any]]:
    first = 0
    for source in sources:
        for number, unit in enumerate(source.stored.units):
            if number not in source.removed:
                end = first + unit.end - unit.first
                described = [unit.id, unit.revision, unit.episode, unit.title, unit.show]
                described += [unit.date, unit.language, list(unit.tags)]
                yield [*described, first, end]
                first = end


def _keys(moved: Sequence[_Moved]) -> Iterator[tuple[int, str]]:
    for part in moved:
        for document, key in part.stored.keys.items():
            if part.documents[document] >= 0:
                yield int(part.documents[document]), key


def _vocabulary(lexicons: Sequence[StoredLexicon]) -> _Vocabulary:
    words = sorted(set().union(*(lexicon.all() for lexicon in lexicons)))
    numbers = {word: number for number, word in enumerate(words)}
    return _Vocabulary(
        words,
        [
            np.fromiter(map(numbers.__getitem__, lexicon.all()), np.int64, len(lexicon))
            for lexicon in lexicons
        ],
    )


def _spread(vocabulary: _Vocabulary, source: int, counts: NDArray[Any]) -> Wide:
    """Return a source's counts, by its own words, by the words of all."""
    spread = np.zeros(len(vocabulary.words), np.int64)
    spread[vocabulary.numbers[source]] = counts
    return spread


def _ranges(vocabulary: _Vocabulary, counts: Sequence[NDArray[Any]]) -> Iterator[tuple[int, int]]:
    sums = [_spread(vocabulary, source, part) for source, part in enumerate(counts)]
    return ranges_of(np.sum(sums, axis=0), _AT_ONCE)


def _names_or_tags(
    name: str, lexicons: Sequence[StoredLexicon], moved: Sequence[_Moved]
) -> dict[str, Sequence[NDArray[Any]]]:
    vocabulary = _vocabulary(lexicons)
    counted, rising = _Counted(vocabulary), RisingWriter()
    for first, end in _ranges(vocabulary, [lexicon.counts for lexicon in lexicons]):
        parts = []
        for source, part in enumerate(moved):
            reader = part.stored.name_documents if name == "names" else part.stored.tag_documents
            found = _postings(vocabulary, source, reader, part, (first, end))
            parts.append((found.documents, found.counts(first, end)))
        documents, counts = _interleaved(parts)
        rising.add(documents, counted.take(first, counts))
    return {**counted.arrays(name), **rising.arrays(f"{name}.documents")}


def _texts(moved: Sequence[_Moved]) -> tuple[dict[str, Sequence[NDArray[Any]]], list[str]]:
    lexicons = [part.stored.texts for part in moved]
    vocabulary = _vocabulary(lexicons)
    counted, occurring = _Counted(vocabulary), _Counted(vocabulary)
    documents, often, places = RisingWriter(), RunsWriter(), RisingWriter()
    for first, end in _ranges(vocabulary, [part.stored.occurrences for part in moved]):
        found = [_text_postings(vocabulary, s, m, (first, end)) for s, m in enumerate(moved)]
        new, counts = _interleaved([(part.documents, part.counts(first, end)) for part, _ in found])
        frequencies, _ = _interleaved([(p.often, p.counts(first, end)) for p, _ in found])
        spots, occurrences = _interleaved([(w, p.occurrences(first, end)) for p, w in found])
        kept = counted.take(first, counts)
        documents.add(new, kept)
        often.add(frequencies - 1, kept)
        places.add(spots, occurring.take(first, occurrences))
    stems = _stems(vocabulary, lexicons, counted.numbers())
    stored = {**counted.arrays("texts"), "texts.occurrences": occurring.counts()}
    stored |= {**documents.arrays("texts.documents"), **often.arrays("texts.often")}
    stored |= {**places.arrays("texts.places"), **stems_of_words("texts", stems)}
    return stored, sorted(stems)


class _Counted:
    """The words that are still in any document, and in how many."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kept: list[Wide] = [np.empty(0, np.int64)]
        self._counts: list[NDArray[np.uint32]] = [np.empty(0, np.uint32)]

    def take(self, first: int, counts: Wide) -> Wide:
        """Note the counts of the words from `first` on; return those that are not 0."""
        kept = np.flatnonzero(counts)
        self._kept.append(kept + first)
        self._counts.append(counts[kept].astype(np.uint32))
        return counts[kept]

    def numbers(self) -> Wide:
        """Return by word of the vocabulary the number it gets; -1: it is in no document."""
        numbers = np.full(len(self._vocabulary.words), -1, np.int64)
        kept = np.concatenate(self._kept)
        numbers[kept] = np.arange(len(kept))
        return numbers

    def counts(self) -> Sequence[NDArray[np.uint32]]:
        return self._counts

    def arrays(self, name: str) -> dict[str, Sequence[NDArray[Any]]]:
        words = [self._vocabulary.words[number] for number in np.concatenate(self._kept)]
        return {**sorted_words(name, words), f"{name}.counts": self._counts}


@dataclass(frozen=True, slots=True)
class _Postings:
    """What a source has of a range of words: a row is a word in a document."""

    words: Wide  # by the numbers of the vocabulary
    documents: Wide  # the new ones
    often: Wide

    def counts(self, first: int, end: int) -> Wide:
        return np.bincount(self.words - first, minlength=end - first)

    def occurrences(self, first: int, end: int) -> Wide:
        return np.bincount(self.words - first, self.often, end - first).astype(np.int64)


def _postings(
    vocabulary: _Vocabulary,
    source: int,
    reader: RisingReader,
    moved: _Moved,
    words: tuple[int, int],
) -> _Postings:
    numbers = vocabulary.numbers[source]
    low, high = np.searchsorted(numbers, words)
    documents = moved.documents[reader.runs(int(low), int(high))]
    of_posting = np.repeat(numbers[low:high], reader.counts[low:high])
    kept = documents >= 0
    return _Postings(of_posting[kept], documents[kept], np.ones(int(kept.sum()), np.int64))


def _text_postings(
    vocabulary: _Vocabulary, source: int, moved: _Moved, words: tuple[int, int]
) -> tuple[_Postings, Wide]:
    """Return the postings of some words, and their places."""
    stored, numbers = moved.stored, vocabulary.numbers[source]
    low, high = map(int, np.searchsorted(numbers, words))
    old = stored.text_documents.runs(low, high)
    often = stored.often.runs(low, high) + 1
    if int(often.sum()) != int(stored.occurrences[low:high].sum()):
        raise stored.file.damaged()
    kept = moved.documents[old] >= 0
    of_posting = np.repeat(numbers[low:high], stored.texts.counts[low:high])
    places = stored.text_places.runs(low, high) + np.repeat(moved.by_places[old], often)
    return (
        _Postings(of_posting[kept], moved.documents[old][kept], often[kept]),
        places[np.repeat(kept, often)],
    )


def _interleaved(parts: Sequence[tuple[Wide, Wide]]) -> tuple[Wide, Wide]:
    """Return the numbers of all sources word by word, and how many each word has.

    A part is a source's numbers, in the order of the words, and its counts by word.
    """
    counts: Wide = np.sum([of_part for _, of_part in parts], axis=0)
    begins = np.cumsum(counts) - counts
    numbers = np.empty(int(counts.sum()), np.int64)
    for mine, of_part in parts:
        shifts = np.repeat(begins - (np.cumsum(of_part) - of_part), of_part)
        numbers[shifts + np.arange(len(mine))] = mine
        begins = begins + of_part
    return numbers, counts


def _stems(
    vocabulary: _Vocabulary, lexicons: Sequence[StoredLexicon], kept: Wide
) -> dict[str, dict[int, str]]:
    stems: dict[str, dict[int, str]] = {}
    for source, lexicon in enumerate(lexicons):
        new = kept[vocabulary.numbers[source]].tolist()
        for language, of_words in lexicon.stems():
            known = stems.setdefault(language, {})
            known.update((new[word], stem) for word, stem in of_words.items() if new[word] >= 0)
    return stems

"""The words of a segment, sorted, and by which stems they are found: stored and looked up."""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.search.array_file import ArrayFile, Arrays
from reader.search.segments import Numbers
from reader.search.words import stemmed_as

_SEPARATOR = b"\n"  # no folded word holds white space, and every word begins after one
_ABOVE = b"\xff"  # in no UTF-8
_LONE_HALVES = "surrogatepass"  # a text may hold half a surrogate pair: found like any letter
NO_NUMBERS: Numbers = np.empty(0, np.int32)
StemsOfLanguages = Mapping[str, Mapping[int, str]]  # by `stemmed_as`, word's number -> stem


def sorted_words(name: str, words: Sequence[str]) -> Arrays:
    """Return what is to be stored of words that are sorted by code point."""
    encoded = [word.encode("utf-8", _LONE_HALVES) for word in words]
    ends = np.cumsum([len(word) + 1 for word in encoded], dtype=np.uint32)
    blob = _SEPARATOR.join([*encoded, b""])
    return {f"{name}.blob": [np.frombuffer(blob, np.uint8)], f"{name}.ends": [ends]}


def stems_of_words(name: str, languages: StemsOfLanguages) -> dict[str, Sequence[NDArray[Any]]]:
    """Return what is to be stored of the stems; languages in the order of their names."""
    stored: dict[str, Sequence[NDArray[Any]]] = {}
    for place, language in enumerate(sorted(languages)):
        words = np.fromiter(languages[language].keys(), np.int64, len(languages[language]))
        stems = sorted(set(languages[language].values()))
        numbers = dict(zip(stems, itertools.count(), strict=False))
        of_word = np.fromiter(map(numbers.__getitem__, languages[language].values()), np.int64)
        order = np.lexsort((words, of_word))
        counts = np.bincount(of_word, minlength=len(stems))
        prefix = f"{name}.stems{place}"
        stored |= sorted_words(prefix, stems)
        stored[f"{prefix}.words"] = [words[order].astype(np.uint32)]
        stored[f"{prefix}.word_ends"] = [np.cumsum(counts).astype(np.uint32)]
    return stored


class WordList:
    """Sorted words, as stored. Any thread."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._ends = file.resident(f"{name}.ends")
        self._blob = file.resident(f"{name}.blob").tobytes()
        if len(self._ends) and self._ends[-1] != len(self._blob):
            raise file.damaged()

    def __len__(self) -> int:
        return len(self._ends)

    def word(self, number: int) -> str:
        """Return a word by its number."""
        return self.encoded(number).decode("utf-8", _LONE_HALVES)

    def find(self, word: str) -> int | None:
        """Return a word's number."""
        encoded = word.encode("utf-8", _LONE_HALVES)
        number = self.first_from(encoded)
        found = number < len(self) and self.encoded(number) == encoded
        return number if found else None

    def beginning_with(self, prefix: str) -> range:
        """Return the numbers of the words that begin so."""
        encoded = prefix.encode("utf-8", _LONE_HALVES)
        return range(self.first_from(encoded), self.first_from(encoded + _ABOVE))

    def all(self) -> Sequence[str]:
        """Return every word, by number; kept once asked for."""
        return self._words

    @cached_property
    def _words(self) -> Sequence[str]:
        return self._blob.decode("utf-8", _LONE_HALVES).split(_SEPARATOR.decode())[:-1]

    def encoded(self, number: int) -> bytes:
        """Return a word in UTF-8."""
        start = int(self._ends[number - 1]) if number else 0
        return self._blob[start : int(self._ends[number]) - 1]

    def first_from(self, encoded: bytes) -> int:
        """Return the number of the first word that is not before another, in UTF-8."""
        return bisect_left(range(len(self)), encoded, key=self.encoded)


class StoredLexicon(WordList):
    """The words of a field, in how many documents each is, and by which stems it is found."""

    def __init__(self, file: ArrayFile, name: str, languages: Sequence[str] = ()) -> None:
        super().__init__(file, name)
        self.counts: Numbers = file.resident(f"{name}.counts", len(self)).astype(np.int32)
        self._stems = {
            language: _StoredStems(file, f"{name}.stems{place}")
            for place, language in enumerate(languages)
        }

    def of_stem(self, stem: str, language: str) -> Numbers:
        """Return the numbers of the words with this stem, of those said in that language."""
        stems = self._stems.get(stemmed_as(language))
        return NO_NUMBERS if stems is None else stems.words_of(stem)

    def stems(self) -> Iterable[tuple[str, dict[int, str]]]:
        """Yield the languages and what each word's stem is there."""
        for language, stems in self._stems.items():
            yield language, stems.by_word()


class _StoredStems:
    def __init__(self, file: ArrayFile, name: str) -> None:
        self._stems = WordList(file, name)
        self._words = file.resident(f"{name}.words").astype(np.int32)
        self._ends = file.resident(f"{name}.word_ends", len(self._stems))

    def words_of(self, stem: str) -> Numbers:
        number = self._stems.find(stem)
        if number is None:
            return NO_NUMBERS
        start = int(self._ends[number - 1]) if number else 0
        return self._words[start : int(self._ends[number])]

    def by_word(self) -> dict[int, str]:
        counts = np.diff(self._ends.astype(np.int64), prepend=0).tolist()
        stems = itertools.chain.from_iterable(map(itertools.repeat, self._stems.all(), counts))
        return dict(zip(self._words.tolist(), stems, strict=True))

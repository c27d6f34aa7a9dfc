"""A library in memory for the tests of the index, and what is in it by brute force."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.search.records import HitKind
from reader.search.segments import KINDS, Snapshot
from reader.search.units import Passage, Unit
from reader.search.words import fold, folded_words


class UnitShelf:
    """A library of units that can be put, changed and taken away."""

    def __init__(self, *units: Unit) -> None:
        self.units = {unit.id: unit for unit in units}
        self._revision = 1

    def put(self, unit: Unit) -> None:
        """Add a unit, or replace it, with a revision of its own."""
        self._revision += 1
        self.units[unit.id] = replace(unit, revision=self._revision)

    def revisions(self) -> Mapping[str, int]:
        return {unit.id: unit.revision for unit in self.units.values()}

    def unit(self, unit_id: str) -> Unit | None:
        return self.units.get(unit_id)

    def texts(self, places: Sequence[tuple[str, HitKind, int, str]]) -> Sequence[None]:
        raise AssertionError("the index keeps no texts and asks for none")


def episode(unit_id: str, *texts: str, language: str = "en", speaker: str = "Ida Moss") -> Unit:
    """Return an episode's unit with a title and these turns."""
    title = Passage(HitKind.TITLE, f"About {unit_id}", 0)
    turns = (
        Passage(HitKind.TURN, text, number, number * 5_000, speaker, chapter=0)
        for number, text in enumerate(texts)
    )
    return Unit(unit_id, 1, unit_id, title.text, "Low Tide", None, language, (title, *turns))


Found = dict[tuple[str, HitKind, int, str], list[int]]  # where, and at which of its words


def brute_force(shelf: UnitShelf) -> tuple[dict[str, Found], dict[str, set], dict[str, set]]:
    """Return what the index must hold: words with their places, names, tags."""
    words: dict[str, Found] = {}
    names: dict[str, set] = {}
    tags: dict[str, set] = {}
    for unit in shelf.units.values():
        for passage in unit.passages:
            where = (unit.id, passage.kind, passage.number, passage.key)
            for place, word in enumerate(folded_words(passage.text)):
                words.setdefault(word, {}).setdefault(where, []).append(place)
            for word in folded_words(passage.speaker):
                names.setdefault(word, set()).add(where)
            for tag in filter(None, map(fold, passage.tags)):
                tags.setdefault(tag, set()).add(where)
    return words, names, tags


def held(snapshot: Snapshot) -> tuple[dict[str, Found], dict[str, set], dict[str, set]]:
    """Return the same as a snapshot tells it, checking that its ways of telling agree."""
    words: dict[str, Found] = {}
    names: dict[str, set] = {}
    tags: dict[str, set] = {}
    for segment in snapshot.segments:
        for number, word in enumerate(segment.texts.all()):
            assert segment.texts.find(word) == number
            assert segment.texts.word(number) == word
            for where, places in _found(segment, number).items():
                words.setdefault(word, {})[where] = places
        for field, find, into in (
            (segment.names, segment.named, names),
            (segment.tags, segment.tagged, tags),
        ):
            for number, word in enumerate(field.all()):
                for document in _alive(segment, find([number]).tolist()):
                    into.setdefault(word, set()).add(_where(segment, document))
    return words, names, tags


def _found(segment, word: int) -> Found:
    documents, often = segment.documents([word])
    assert len(documents) == segment.texts.counts[word]
    places = segment.places([word])
    assert len(places) == often.sum()
    found, read = {}, 0
    for document, times in zip(documents.tolist(), often.tolist(), strict=True):
        mine = places[read : read + times] - segment.first_places[document]
        assert 0 <= mine[0] <= mine[-1] < segment.lengths[document]
        read += times
        if _alive(segment, [document]):
            found[_where(segment, document)] = mine.tolist()
    return found


def _alive(segment, documents: list[int]) -> list[int]:
    return [d for d in documents if segment.alive is None or segment.alive[d]]


def _where(segment, document: int) -> tuple[str, HitKind, int, str]:
    unit = segment.units[segment.unit_of[document]]
    assert unit.alive
    assert unit.first <= document < unit.end
    kind = KINDS[segment.kinds[document]]
    return unit.id, kind, int(segment.numbers[document]), segment.key(document)


def read_everything(snapshot: Snapshot) -> None:
    """Ask a snapshot all it can be asked."""
    for segment in snapshot.segments:
        for lexicon in (segment.texts, segment.names, segment.tags):
            lexicon.all()
            lexicon.beginning_with("t")
        for word in range(len(segment.texts)):
            segment.documents([word])
            segment.places([word])
            segment.texts.of_stem(segment.texts.word(word), "en")
        words = range(len(segment.texts))
        segment.documents(words)
        segment.places(words)
        segment.named(range(len(segment.names)))
        segment.tagged(range(len(segment.tags)))
        segment.key(0)

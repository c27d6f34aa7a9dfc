"""Whatever was added, replaced, removed and joined: the index holds what brute force finds."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import UnitShelf, brute_force, held

from reader.search.index import Index
from reader.search.segments import KINDS
from reader.search.units import Passage, Unit
from reader.search.words import stem

WORDS = st.sampled_from(
    ["tide", "tides", "l'été", "naïve", "東京", "🎧", "don’t", "नमस्ते", "o" * 99]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join) | st.just("tide " * 300)
PASSAGES = st.builds(
    Passage,
    kind=st.sampled_from(KINDS),
    text=TEXTS,
    number=st.just(0),
    start_ms=st.integers(0, 1 << 33),
    speaker=st.sampled_from(["", "Ida Moss", "Ida Ida", "Björn"]),
    chapter=st.integers(-1, 300),
    key=st.sampled_from(["", "a-key"]),
    tags=st.lists(st.sampled_from(["To Read", "Ärger", "ärger"]), max_size=3).map(tuple),
)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """Return a unit; its passages are numbered, so that each is told from the others."""
    unit_id = draw(st.sampled_from("abcdef"))
    passages = draw(st.lists(PASSAGES, max_size=5))
    numbered = tuple(replace(p, number=number) for number, p in enumerate(passages))
    language = draw(st.sampled_from(["en", "fr", "ja", ""]))
    return Unit(unit_id, 1, unit_id, "A title", "Low Tide", None, language, numbered)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(units() | st.sampled_from("abcdef"), max_size=4), max_size=14), st.data())
def test_the_index_holds_what_brute_force_finds(
    rounds: list[list[Unit | str]], data: st.DataObject
) -> None:
    shelf = UnitShelf()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder))
        for changes in rounds:
            for change in changes:
                if isinstance(change, str):
                    shelf.units.pop(change, None)
                else:
                    shelf.put(change)
            index.catch_up(shelf)
            if data.draw(st.booleans()):
                index.tidy()
        index.catch_up(shelf)
        check(index, shelf)
        index.verify()


def check(index: Index, shelf: UnitShelf) -> None:
    snapshot = index.snapshot()
    assert held(snapshot) == brute_force(shelf)
    for segment in snapshot.segments:
        for entry in segment.units:
            if entry.alive:
                check_unit(segment, entry, shelf.units[entry.id])
        check_several_words(segment)


def check_unit(segment, entry, unit: Unit) -> None:
    mine = slice(entry.first, entry.end)
    assert segment.starts_ms[mine].tolist() == [p.start_ms for p in unit.passages]
    assert segment.chapters[mine].tolist() == [p.chapter for p in unit.passages]
    assert (entry.language, entry.revision) == (unit.language, unit.revision)
    for document in range(entry.first, entry.end):
        for number, word in enumerate(segment.texts.all()):
            if document in segment.documents([number])[0]:
                of_stem = segment.texts.of_stem(stem(word, unit.language), unit.language)
                assert number in of_stem


def check_several_words(segment) -> None:
    words = range(len(segment.texts))
    documents, often = segment.documents(words)
    assert documents.tolist() == [d for d in range(segment.count) if segment.lengths[d]]
    assert often.tolist() == [n for n in segment.lengths.tolist() if n]
    assert len(segment.places(words)) == sum(segment.lengths)
    assert segment.places(words).tolist() == sorted(segment.places(words).tolist())

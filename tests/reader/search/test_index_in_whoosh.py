"""Whoosh's own searcher, which knows nothing of arrays, finds the same in the same index."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search_shelf import UnitShelf, episode
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
from whoosh.searching import Searcher

from reader.search.index import Index
from reader.search.records import HitKind
from reader.search.segments import KINDS, Segment
from reader.search.units import Passage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bookmark = Passage(HitKind.BOOKMARK, "Tides again", 9, key="k1", tags=("To keep",))
    moss = episode("moss", "Moss and tide don’t hurry.", "A tide, a tidal tide.", "Été")
    shelf = UnitShelf(
        episode("tides", "The tide came in.", "It came and it went, the tide.", speaker="Björn"),
        replace(moss, passages=(*moss.passages, bookmark)),
        episode("gone", "The tide is out."),
    )
    index = Index(tmp_path)
    index.catch_up(shelf, most_units=1)
    index.catch_up(shelf)
    del shelf.units["gone"]
    index.catch_up(shelf)
    return tmp_path


@pytest.fixture
def searcher(folder: Path) -> Iterator[Searcher]:
    with open_dir(str(folder / "search")).searcher() as searcher:
        yield searcher


def asked(searcher: Searcher, query: str, field: str = "text") -> set[tuple[str, str, int]]:
    parsed = QueryParser(field, searcher.schema).parse(query)
    hits = searcher.search(parsed, limit=None)
    return {(hit["unit"], hit["kind"], hit["number"]) for hit in hits}


def where(segment: Segment, document: int) -> tuple[str, str, int]:
    unit = segment.units[segment.unit_of[document]].id
    return unit, KINDS[segment.kinds[document]].value, int(segment.numbers[document])


def found(folder: Path, word: str) -> set[tuple[str, str, int]]:
    answer = set()
    for segment in Index(folder).snapshot().segments:
        number = segment.texts.find(word)
        documents = segment.documents([] if number is None else [number])[0].tolist()
        alive = segment.alive
        answer |= {where(segment, d) for d in documents if alive is None or alive[d]}
    return answer


@pytest.mark.parametrize("word", ["tide", "came", "don't", "ete", "moss", "about", "nowhere"])
def test_both_find_the_same(folder: Path, searcher: Searcher, word: str) -> None:
    assert asked(searcher, word) == found(folder, word)


@pytest.mark.parametrize(
    ("query", "number"),
    [('"the tide"', {0, 1}), ('"tide came in"', {0}), ('"came tide"', set()), ('"It went"', {1})],
)
def test_phrases_are_found_by_their_places(
    searcher: Searcher, query: str, number: set[int]
) -> None:
    assert asked(searcher, query) == {("tides", "turn", n) for n in number}


def test_prefixes_and_other_fields_are_found(searcher: Searcher) -> None:
    assert asked(searcher, "tida*") == {("moss", "turn", 1)}
    assert asked(searcher, "bjorn", "name") == {("tides", "turn", 0), ("tides", "turn", 1)}
    assert asked(searcher, "tag:'to keep'") == {("moss", "bookmark", 9)}


def test_the_best_hit_says_it_most(searcher: Searcher) -> None:
    best = searcher.search(QueryParser("text", searcher.schema).parse("tide"), limit=1)
    assert (best[0]["unit"], best[0]["number"]) == ("moss", 1)


def test_it_counts_what_is_there(folder: Path, searcher: Searcher) -> None:
    segments = Index(folder).snapshot().segments
    assert searcher.doc_count() == 8
    assert searcher.reader().field_length("text") == sum(int(s.lengths.sum()) for s in segments)
    assert set(searcher.lexicon("name")) == {b"bjorn", b"ida", b"moss"}

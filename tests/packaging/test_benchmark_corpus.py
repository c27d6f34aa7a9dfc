"""The corpus that search is measured on: as large as it says, the same each time, like talk."""

import importlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reader.library import Library
from reader.model import EpisodeDraft
from reader.search.records import HitKind

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def corpus_module() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("_corpus")


@pytest.fixture(scope="module")
def corpus(corpus_module: ModuleType) -> Any:
    return corpus_module.Corpus()


@pytest.fixture(scope="module")
def episodes(corpus: Any) -> list[EpisodeDraft]:
    return list(corpus.episodes(3))


@pytest.fixture(scope="module")
def queries(corpus: Any) -> dict[str, Any]:
    module = importlib.import_module("_queries")
    return {query.name: query for query in module.twelve_queries(corpus)}


@pytest.fixture(scope="module")
def fts5(
    corpus: Any, corpus_module: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A hundred episodes in a library, and in FTS5 beside it."""
    folder = tmp_path_factory.mktemp("corpus")
    module = importlib.import_module("_fts5")
    with Library(folder) as library, module.Fts5(folder / "fts5.sqlite3") as index:
        corpus_module.fill(library, corpus.episodes(100))
        index.build(library.storage.path)
        yield index


def test_an_episode_is_an_hour_of_talk(episodes: list[EpisodeDraft]) -> None:
    for draft in episodes:
        words = sum(len(turn.paragraphs[0].split()) for turn in draft.turns)
        assert len(draft.turns) == 250
        assert words == pytest.approx(15_000, rel=0.02)
        assert draft.duration_ms == pytest.approx(3_600_000, rel=0.02)
        assert len({turn.speaker for turn in draft.turns}) == 2
        assert len(draft.chapters) == 10


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(
    corpus: Any, episodes: list[EpisodeDraft]
) -> None:
    assert list(islice(corpus.episodes(101), 3)) == episodes


def test_the_second_block_says_other_things(corpus: Any, episodes: list[EpisodeDraft]) -> None:
    later = next(corpus.episodes(1, first=100))
    assert later.title.startswith("101: ")
    assert later.turns[0] != episodes[0].turns[0]


def test_what_an_episode_is_about_is_said_in_it_more_than_elsewhere(
    episodes: list[EpisodeDraft],
) -> None:
    one, other = (" ".join(t.paragraphs[0] for t in draft.turns) for draft in episodes[:2])
    subject = episodes[0].title.split()[1]
    assert one.count(subject) > 5 * other.count(subject) + 5


@pytest.mark.slow
def test_the_queries_find_as_much_as_their_names_say(queries: dict[str, Any], fts5: Any) -> None:
    turns = 25_000
    found = {name: fts5.count(query.fts5) / turns for name, query in queries.items()}
    assert len(found) == 12
    assert 0 < found["a rare word"] < 1 / 1000
    assert 1 / 4 < found["a common word"] < 1 / 2
    assert found["three common words"] < found["a common word"]
    assert found["phrase of two common words"] > 1 / 20
    assert found["phrase of four words"] > 1 / 100
    assert 1 / 200 < found["a prefix"] < 1 / 20
    assert found["OR"] > found["AND"] > 0
    assert found["speaker: with a word"] > 1 / 200
    assert found["a misspelling"] == 0


@pytest.mark.slow
def test_fts5_gives_the_twenty_best_with_their_texts(queries: dict[str, Any], fts5: Any) -> None:
    best = fts5.best(queries["a common word"].fts5)
    ranks = [rank for _, rank, _ in best]
    assert len(best) == 20
    assert ranks == sorted(ranks)
    assert all(queries["a common word"].ours in text.lower() for _, _, text in best)


def test_a_library_filled_with_it_gives_the_index_every_turn(
    corpus_module: ModuleType, episodes: list[EpisodeDraft], tmp_path: Path
) -> None:
    with Library(tmp_path) as library:
        ids = corpus_module.fill(library, iter(episodes))
        assert set(library.revisions()) == set(ids)
        for unit, draft in zip(map(library.unit, ids), episodes, strict=True):
            assert unit is not None
            said = [(p.speaker, p.text) for p in unit.passages if p.kind is HitKind.TURN]
            assert said == [(turn.speaker, turn.paragraphs[0]) for turn in draft.turns]
            assert unit.date == draft.date

"""Hits by episode, in the order that was chosen, a page at a time."""

import datetime as dt
from dataclasses import replace

import pytest

from reader.search.arranging import (
    FEW,
    MOST_HITS,
    HitOrder,
    Request,
    identity,
    look_up,
    remembered,
    wanting_more,
)
from tests.ui.answering import ToldSearch, answer_of, hit

DATES = {
    "winter": dt.date(2024, 1, 5),
    "spring": dt.date(2024, 4, 5),
    "autumn": dt.date(2024, 10, 5),
}


@pytest.fixture
def search() -> ToldSearch:
    """Four episodes; the one without a date has the best hit, in the second the most are."""
    told = ToldSearch()
    many = [hit(f"the [ferry] {turn}", "spring", turn, score=1 + turn / 100) for turn in range(20)]
    hits = [
        hit("a [ferry]", "winter", 7, score=5.0),
        hit("one [ferry]", "winter", 3, score=4.0),
        *many,
        hit("this [ferry]", "autumn", 1, score=3.0),
        hit("that [ferry]", "undated", 1, score=9.0),
    ]
    told.tell(answer_of("ferry", *hits, dates=DATES))
    return told


def titles(search: ToldSearch, request: Request) -> list[str]:
    """Return the episodes in the order in which they are shown."""
    return [group.episode.episode for group in look_up(search, request).groups]


class TestTheBestFirst:
    def test_the_episode_with_the_best_hit_is_on_top(self, search: ToldSearch) -> None:
        assert titles(search, Request("ferry")) == ["undated", "winter", "autumn", "spring"]

    def test_within_an_episode_the_best_hit_is_on_top(self, search: ToldSearch) -> None:
        winter = look_up(search, Request("ferry")).groups[1]
        assert [one.turn for one in winter.hits] == [7, 3]

    def test_only_what_is_wanted_is_loaded_and_the_rest_is_counted(
        self, search: ToldSearch
    ) -> None:
        results = look_up(search, Request("ferry", wanted=6))
        spring = results.groups[-1]
        assert len(results.hits) == 6
        assert (spring.episode.episode, len(spring.hits), spring.left_out) == ("spring", 2, 18)
        assert results.has_more

    def test_an_episode_that_is_asked_for_as_a_whole_comes_by_time(
        self, search: ToldSearch
    ) -> None:
        request = Request("ferry", wanted=6, whole=frozenset({"spring"}))
        spring = look_up(search, request).groups[-1]
        assert [one.turn for one in spring.hits] == list(range(20))
        assert spring.left_out == 0

    def test_more_brings_what_there_is_and_then_there_is_no_more(self, search: ToldSearch) -> None:
        results = look_up(search, wanting_more(Request("ferry", wanted=6)))
        assert len(results.hits) == 24
        assert not results.has_more


class TestByDate:
    def test_newest_first_and_what_has_no_date_last(self, search: ToldSearch) -> None:
        request = Request("ferry", HitOrder.NEWEST)
        assert titles(search, request) == ["autumn", "spring", "winter", "undated"]

    def test_oldest_first_and_what_has_no_date_last(self, search: ToldSearch) -> None:
        request = Request("ferry", HitOrder.OLDEST)
        assert titles(search, request) == ["winter", "spring", "autumn", "undated"]

    def test_the_order_is_that_of_all_episodes_not_of_the_best_hits(
        self, search: ToldSearch
    ) -> None:
        results = look_up(search, Request("ferry", HitOrder.NEWEST, wanted=1))
        assert [group.episode.episode for group in results.groups] == ["autumn"]
        assert results.has_more

    def test_of_an_episode_with_many_hits_a_few_are_shown_by_time(self, search: ToldSearch) -> None:
        spring = look_up(search, Request("ferry", HitOrder.NEWEST)).groups[1]
        assert [one.turn for one in spring.hits] == list(range(FEW))
        assert spring.left_out == 20 - FEW

    def test_all_of_them_where_they_are_asked_for(self, search: ToldSearch) -> None:
        request = Request("ferry", HitOrder.NEWEST, whole=frozenset({"spring"}))
        assert look_up(search, request).groups[1].left_out == 0

    def test_a_request_that_is_dropped_loads_no_more_episodes(self, search: ToldSearch) -> None:
        results = look_up(search, Request("ferry", HitOrder.NEWEST), lambda: True)
        assert results.groups == ()


class TestAnotherQueryWasAnswered:
    @pytest.fixture
    def corrected(self, search: ToldSearch) -> ToldSearch:
        search.tell(replace(search.answers["ferry"], query="fery", corrected="ferry"))
        return search

    def test_its_hits_are_shown(self, corrected: ToldSearch) -> None:
        results = look_up(corrected, Request("fery", whole=frozenset({"spring"})))
        assert results.answered == "ferry"
        assert len(results.groups[-1].hits) == 20

    def test_unless_the_query_is_wanted_as_it_was_typed(self, corrected: ToldSearch) -> None:
        results = look_up(corrected, Request("fery", as_typed=True))
        assert results.answered == "fery"
        assert (results.answer.total, results.groups, results.has_more) == (0, (), False)


def test_pages_grow_but_not_without_end() -> None:
    request = Request("ferry")
    for _ in range(20):
        more = wanting_more(request)
        assert more.wanted > request.wanted or request.wanted == MOST_HITS
        request = more
    assert request.wanted == MOST_HITS


def test_a_hit_is_the_same_one_whatever_its_score() -> None:
    assert identity(hit("a [ferry]", score=1)) == identity(hit("the [ferry] went", score=2))


def test_two_notes_of_an_episode_are_different_hits() -> None:
    assert identity(hit("a [ferry]", turn=None)) != identity(hit("the [ferry]", turn=None))


class TestRecentQueries:
    def test_the_last_one_is_first_and_none_is_there_twice(self) -> None:
        assert remembered(("kettle", "Ferry", "lamp"), "ferry") == ("ferry", "kettle", "lamp")

    def test_only_so_many_are_kept(self) -> None:
        recent: tuple[str, ...] = ()
        for number in range(50):
            recent = remembered(recent, f"query {number}", most=3)
        assert recent == ("query 49", "query 48", "query 47")

    def test_each_is_one_line(self) -> None:
        assert remembered((), "two\nlines  here ") == ("two lines here",)

    def test_nothing_is_no_query(self) -> None:
        assert remembered(("ferry",), "  ") == ("ferry",)

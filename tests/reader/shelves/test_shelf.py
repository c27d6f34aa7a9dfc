"""The shelf: what is found, in which order, by show, and what to go on with."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yardstick import quickest

from reader.model import EpisodeSummary
from reader.shelves.shelf import (
    Order,
    State,
    Stock,
    Wish,
    continued_detail_of,
    detail_of,
    folded,
    is_finished,
)

HOUR_MS = 3_600_000
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def episode(
    title: str,
    show: str = "Night Ferry",
    *,
    day: str | None = "2026-01-27",
    at_ms: int = 0,
    length_ms: int = HOUR_MS,
    turns: int = 9,
    audio: bool = True,
    used: int | None = None,  # hours after noon
    added: int = 0,
    tags: tuple[str, ...] = (),
) -> EpisodeSummary:
    return EpisodeSummary(
        title,
        title,
        show,
        dt.date.fromisoformat(day) if day else None,
        length_ms,
        0,
        turns,
        Path(f"/{title}.mp3") if audio else None,
        at_ms,
        NOON + dt.timedelta(hours=added),
        NOON + dt.timedelta(hours=used) if used is not None else None,
        tags,
    )


def found(stock: Stock, wish: Wish) -> list[str]:
    return [e.title for show in stock.arrange(wish).shows for e in show.episodes]


def by_text(text: str, *episodes: EpisodeSummary) -> list[str]:
    return found(Stock(episodes), Wish(text))


class TestShows:
    def test_episodes_stand_below_their_shows(self) -> None:
        stock = Stock(
            [
                episode("a", "Kitchen Radio", day="2026-01-03"),
                episode("b", "Night Ferry", day="2026-01-02"),
                episode("c", "kitchen radio ", day="2026-01-01"),
            ]
        )
        shows = stock.arrange(Wish()).shows

        assert [(s.name, [e.title for e in s.episodes]) for s in shows] == [
            ("Kitchen Radio", ["a", "c"]),
            ("Night Ferry", ["b"]),
        ]

    def test_a_closed_show_is_marked_and_its_episodes_counted(self) -> None:
        arranged = Stock([episode("a"), episode("b")]).arrange(
            Wish(folded=frozenset({"night ferry"}))
        )
        assert arranged.shows[0].is_folded
        assert arranged.found == 2

    def test_while_something_is_looked_for_no_show_is_closed(self) -> None:
        stock = Stock([episode("a")])
        closed = frozenset({"night ferry"})
        assert not stock.arrange(Wish("a", folded=closed)).shows[0].is_folded
        assert not stock.arrange(Wish(state=State.AUDIO, folded=closed)).shows[0].is_folded

    def test_sorted_by_title_the_shows_are_too_and_those_without_a_name_come_last(self) -> None:
        stock = Stock([episode("a", ""), episode("z", "Boats 10"), episode("y", "Boats 9")])
        shows = stock.arrange(Wish(order=Order.TITLE)).shows
        assert [show.name for show in shows] == ["Boats 9", "Boats 10", ""]

    def test_headings_are_needed_where_there_is_a_name(self) -> None:
        assert not Stock([episode("a", "")]).arrange(Wish()).needs_headings
        assert Stock([episode("a")]).arrange(Wish()).needs_headings
        assert Stock([episode("a"), episode("b", "")]).arrange(Wish()).needs_headings


class TestOrder:
    EPISODES = (
        episode("Part 10", day="2026-01-10", length_ms=5, used=1, added=3),
        episode("Part 9", day=None, length_ms=9, used=None, added=9),
        episode("part 1", day="2026-01-01", length_ms=1, used=7, added=1),
    )

    @pytest.mark.parametrize(
        ("order", "titles"),
        [
            (Order.NEWEST, ["Part 10", "part 1", "Part 9"]),
            (Order.OLDEST, ["part 1", "Part 10", "Part 9"]),
            (Order.TITLE, ["part 1", "Part 9", "Part 10"]),
            (Order.LONGEST, ["Part 9", "Part 10", "part 1"]),
            (Order.USED, ["part 1", "Part 10", "Part 9"]),
            (Order.ADDED, ["Part 9", "Part 10", "part 1"]),
        ],
    )
    def test_what_is_not_known_comes_last(self, order: Order, titles: list[str]) -> None:
        assert found(Stock(self.EPISODES), Wish(order=order)) == titles

    def test_by_progress_what_is_begun_comes_before_what_is_new_and_what_is_done(self) -> None:
        stock = Stock(
            [
                episode("done", at_ms=HOUR_MS),
                episode("new"),
                episode("just begun", at_ms=60_000),
                episode("far", at_ms=HOUR_MS // 2),
            ]
        )
        titles = ["far", "just begun", "new", "done"]
        assert found(stock, Wish(order=Order.PROGRESS)) == titles

    def test_a_title_of_many_digits_sorts_as_well(self) -> None:
        stock = Stock([episode("9" * 6000), episode("8")])
        assert found(stock, Wish(order=Order.TITLE))[0] == "8"


class TestFilter:
    def test_all_words_are_wanted_in_any_order_wherever_they_are(self) -> None:
        one = episode("The last crossing", "Night Ferry")
        assert by_text("ferry LAST", one, episode("Other", "Night Ferry")) == [one.title]

    @pytest.mark.parametrize("text", ["oresund", "ÖRESUND", "öre", "o\u0308resund"])
    def test_accents_and_case_do_not_matter(self, text: str) -> None:
        assert by_text(text, episode("Öresund at night")) == ["Öresund at night"]

    def test_curly_quotes_are_straight_ones(self) -> None:
        assert by_text("can't", episode("It can’t be")) == ["It can’t be"]
        assert by_text("can’t", episode("It can't be")) == ["It can't be"]

    @pytest.mark.parametrize("text", ["2026-01", "27 january", "jan 2026"])
    def test_a_date_finds_as_it_is_written(self, text: str) -> None:
        other = episode("b", day="2025-02-03")
        assert by_text(text, episode("a"), other) == ["a"]

    def test_a_hash_looks_for_a_tag(self) -> None:
        tagged, named = episode("a", tags=("to quote",)), episode("to quote")
        assert by_text("#to", tagged, named) == ["a"]
        assert set(by_text("quote", tagged, named)) == {"a", "to quote"}

    def test_blanks_alone_leave_nothing_out(self) -> None:
        assert by_text("   ", episode("a")) == ["a"]
        assert not Wish("  ").narrows

    def test_all_tags_are_wanted(self) -> None:
        stock = Stock([episode("a", tags=("x", "y")), episode("b", tags=("x",))])
        assert found(stock, Wish(tags=frozenset({"x", "y"}))) == ["a"]
        assert stock.tags == ("x", "y")

    @pytest.mark.parametrize(
        ("state", "titles"),
        [
            (State.AUDIO, {"sounding", "begun", "done"}),
            (State.SILENT, {"silent"}),
            (State.ARTICLE, {"article"}),
            (State.UNREAD, {"sounding", "silent", "article"}),
            (State.BEGUN, {"begun"}),
            (State.FINISHED, {"done"}),
            (State.ANY, {"sounding", "silent", "article", "begun", "done"}),
        ],
    )
    def test_by_state(self, state: State, titles: set[str]) -> None:
        stock = Stock(
            [
                episode("sounding"),
                episode("silent", audio=False),
                episode("article", audio=False, turns=0),
                episode("begun", at_ms=600_000),
                episode("done", at_ms=HOUR_MS - 1000),
            ]
        )
        assert set(found(stock, Wish(state=state))) == titles


class TestContinued:
    def test_the_three_that_were_used_last_and_are_not_finished(self) -> None:
        begun = [episode(str(n), at_ms=600_000, used=n) for n in range(5)]
        done = episode("done", at_ms=HOUR_MS, used=9)
        arranged = Stock([*begun, done, episode("new", used=10)]).arrange(Wish())
        assert [e.title for e in arranged.continued] == ["4", "3", "2"]

    def test_not_while_something_is_looked_for(self) -> None:
        stock = Stock([episode("a", at_ms=600_000)])
        assert stock.arrange(Wish("a")).continued == ()


class TestWords:
    def test_the_second_line(self) -> None:
        assert detail_of(episode("a", at_ms=1_512_000)) == "27 Jan 2026  ·  1 h 00 min  ·  42 %"
        assert detail_of(episode("a", audio=False, day=None)) == "1 h 00 min  ·  no audio"
        bare = episode("a", audio=False, turns=0, day=None, length_ms=0, tags=("x",))
        assert detail_of(bare) == "article  ·  #x"
        assert detail_of(episode("a", at_ms=HOUR_MS)).endswith("finished")

    def test_where_the_length_is_not_known_it_is_begun(self) -> None:
        unknown = episode("a", at_ms=600_000, length_ms=0, day=None)
        assert detail_of(unknown) == "begun"
        assert continued_detail_of(unknown) == "Night Ferry  ·  begun"

    def test_what_is_left(self) -> None:
        nearly = episode("a", at_ms=HOUR_MS - 120_000, length_ms=HOUR_MS)
        assert continued_detail_of(nearly) == "Night Ferry  ·  2 min left"

    def test_the_closing_music_need_not_be_heard(self) -> None:
        assert is_finished(episode("a", length_ms=300_000, at_ms=275_000))
        assert not is_finished(episode("a", length_ms=40_000, at_ms=15_000))


@given(st.text(max_size=40))
def test_every_title_is_found_by_itself(title: str) -> None:
    stock = Stock([episode(title, "")])
    assert stock.arrange(Wish(title)).found == 1


@given(st.text(max_size=40))
def test_what_was_made_alike_stays_so(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("order", Order)
def test_thousands_are_arranged_while_one_types(order: Order) -> None:
    stock = Stock(
        episode(f"Title {n % 977} of {n}", f"Show {n % 40}", at_ms=n, used=n) for n in range(5000)
    )
    stock.sort(order)
    whole = quickest(lambda: Stock(stock.episodes).arrange(Wish(order=order)))
    typed = quickest(lambda: stock.arrange(Wish("title 9", order=order)))
    assert typed < whole  # what can be done beforehand is

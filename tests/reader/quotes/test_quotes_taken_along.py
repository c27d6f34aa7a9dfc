"""Quotes as text to paste, and as stretches to hear."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from kept_quotes import kept

from reader.links import parsed
from reader.listening.reel import SHORTEST_MS
from reader.model import Episode, Quote
from reader.quotes.citing import cited, cited_bookmark
from reader.quotes.reeling import EDGE_MS, quote_stretches


class TestCiting:
    def test_it_says_who_where_when_and_leads_back(self) -> None:
        episode = Episode(
            "abc", "Ferry", "Night", "", dt.date(2026, 1, 27), 0, "", "", (), (), None
        )
        text = cited(Quote(750_123, 760_000, "So it was.", "Ida Holm"), episode)
        words, source, link = text.split("\n")
        assert words == "“So it was.”"
        assert source == "— Ida Holm, “Ferry”, Night, 2026-01-27, 12:30"
        assert (parsed(link).episode, parsed(link).start_ms) == ("abc", 750_123)

    def test_what_is_not_known_is_left_out(self) -> None:
        episode = Episode("abc", "Ferry", "", "", None, 0, "", "", (), (), None)
        assert cited(Quote(0, 1, "So."), episode).split("\n")[1] == "— “Ferry”, 0:00"

    def test_a_kept_one_names_itself_also_when_its_episode_is_gone(self) -> None:
        link = cited_bookmark(kept("b1", 5_000)).split("\n")[-1]
        assert (parsed(link).episode, parsed(link).bookmark) == ("ferry", "b1")
        lone = cited_bookmark(replace(kept("b1"), episode=None)).split("\n")[-1]
        assert (parsed(lone).episode, parsed(lone).bookmark) == ("", "b1")


class TestStretches:
    def test_they_play_their_range_and_hardly_more(self) -> None:
        long = replace(kept("a"), quote=Quote(60_000, 75_000, "Words", "Ida Holm"))
        (stretch,) = quote_stretches([long], {"ferry": Path("a.mp3")})
        assert (stretch.start_ms, stretch.end_ms) == (60_000 - EDGE_MS, 75_000 + EDGE_MS)
        assert stretch.title == "Ida Holm, 1:00 · The last ferry"

    def test_a_mere_moment_is_long_enough_to_be_heard(self) -> None:
        moment = replace(kept("a"), quote=Quote(0, 0, ""))
        (stretch,) = quote_stretches([moment], {})
        assert (stretch.start_ms, stretch.end_ms) == (0, SHORTEST_MS)

    def test_those_without_audio_or_episode_are_there_and_silent(self) -> None:
        quotes = [kept("a"), kept("b", episode=None)]
        assert [s.audio for s in quote_stretches(quotes, {"ferry": None})] == [None, None]

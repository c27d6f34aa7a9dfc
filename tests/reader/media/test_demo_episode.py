"""The demo that travels with the program: its sound, its page and its times agree."""

import json
import math
import re
from array import array
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from audio_files import RATE, decoded

from reader.media import read_tags
from reader.model import AudioTags
from resources import resource

SOUND = Path(str(resource("demo", "episode.opus")))

TIMED = re.compile(r"^(\d\d):(\d\d):(\d\d) ([\w ]+): (.*)$")
BULLET = re.compile(r"^  • (\d\d):(\d\d):(\d\d) (.+)$")


@pytest.fixture(scope="module")
def times() -> dict[str, Any]:
    return json.loads(resource("demo", "times.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page() -> list[str]:
    """The page's paragraphs."""
    return resource("demo", "episode.txt").read_text(encoding="utf-8").strip().split("\n\n")


@pytest.fixture(scope="module")
def tags() -> AudioTags:
    return read_tags(SOUND)


def seconds(match: re.Match[str]) -> int:
    hours, minutes, rest = (int(match[group]) for group in (1, 2, 3))
    return hours * 3600 + minutes * 60 + rest


def turns_on(page: list[str]) -> list[tuple[int, str, str]]:
    """Second, speaker and text (paragraphs joined by blank lines) of each turn on the page."""
    turns: list[tuple[int, str, str]] = []
    for paragraph in page[: page.index("Discussion about this episode")]:
        if match := TIMED.match(paragraph):
            turns.append((seconds(match), match[4], match[5]))
        elif turns:
            second, speaker, text = turns[-1]
            turns[-1] = (second, speaker, f"{text}\n\n{paragraph}")
    return turns


def spoken_text(turn: dict[str, Any]) -> str:
    paragraphs: dict[int, list[str]] = {}
    for sentence in turn["sentences"]:
        paragraphs.setdefault(sentence["paragraph"], []).append(sentence["text"])
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs.values())


def test_page_says_exactly_what_is_spoken_at_the_second_it_is_spoken(
    page: list[str], times: dict[str, Any]
) -> None:
    spoken = [
        (turn["start_ms"] // 1000, turn["speaker"], spoken_text(turn)) for turn in times["turns"]
    ]
    assert turns_on(page) == spoken


def test_sound_is_as_long_as_the_times_say(tags: AudioTags, times: dict[str, Any]) -> None:
    assert tags.duration_ms == pytest.approx(times["duration_ms"], abs=50)
    assert 180_000 <= tags.duration_ms <= 240_000


def test_sound_says_what_it_is(tags: AudioTags, page: list[str]) -> None:
    assert (tags.title, tags.show, tags.date) == (page[1], "The Lamp Room", date(2026, 3, 21))
    assert tags.show in page


def test_sound_is_small_enough_to_travel_with_the_program() -> None:
    assert SOUND.stat().st_size <= 1_500_000


def test_chapters_are_the_same_in_the_tags_on_the_page_and_in_the_times(
    tags: AudioTags, page: list[str], times: dict[str, Any]
) -> None:
    expected = [(chapter["start_ms"], chapter["title"]) for chapter in times["chapters"]]
    on_page = [(seconds(match) * 1000, match[4]) for part in page if (match := BULLET.match(part))]
    in_tags = [(chapter.start_ms, chapter.title) for chapter in tags.chapters]
    assert on_page == in_tags == expected
    assert len(expected) == 5


def test_times_never_go_back_and_words_fill_their_sentences(times: dict[str, Any]) -> None:
    turns = times["turns"]
    assert all(one["end_ms"] <= next_one["start_ms"] for one, next_one in pairwise(turns))
    for turn in turns:
        sentences = turn["sentences"]
        assert (turn["start_ms"], turn["end_ms"]) == (
            sentences[0]["start_ms"],
            sentences[-1]["end_ms"],
        )
        for sentence in sentences:
            words = sentence["words"]
            assert " ".join(word["text"] for word in words) == sentence["text"]
            edges = [edge for word in words for edge in (word["start_ms"], word["end_ms"])]
            assert edges == sorted(edges)
            assert sentence["start_ms"] <= edges[0] <= edges[-1] <= sentence["end_ms"]


def test_it_shows_what_is_hard_about_reading_along(times: dict[str, Any]) -> None:
    turns = times["turns"]
    starts = [turn["start_ms"] // 1000 for turn in turns]
    longest = max(turns, key=lambda turn: turn["end_ms"] - turn["start_ms"])
    assert len({turn["speaker"] for turn in turns}) == 3
    assert max(starts.count(second) for second in starts) >= 3
    assert longest["end_ms"] - longest["start_ms"] >= 60_000
    assert longest["sentences"][-1]["paragraph"] >= 2


def level(sound: array, at_ms: int, length_ms: int = 5) -> float:
    piece = sound[at_ms * RATE // 1000 : (at_ms + length_ms) * RATE // 1000]
    return math.sqrt(sum(sample * sample for sample in piece) / len(piece))


@pytest.mark.audio
def test_each_turn_is_heard_within_20_ms_of_its_time(times: dict[str, Any]) -> None:
    sound = decoded(SOUND)
    spoken_before = 0
    for turn in times["turns"]:
        start = turn["start_ms"]
        hush = 0.006 * max(level(sound, at) for at in range(start, start + 400, 5))
        if start - spoken_before > 100:  # not an interruption
            assert level(sound, start - 60, 40) < 3 * hush + 30
        assert max(level(sound, at) for at in range(start, start + 20, 5)) > 3 * hush
        spoken_before = turn["end_ms"]


@pytest.mark.audio
def test_sound_is_neither_clipped_nor_faint() -> None:
    sound = decoded(SOUND)
    assert max(map(abs, sound)) < 32_000
    assert 1_500 < level(sound, 0, 230_000) < 5_000

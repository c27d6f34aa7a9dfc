"""The demo that travels with the program: its sound, its page and its times agree."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from mutagen.oggopus import OggOpus

from resources import resource

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
def sound() -> OggOpus:
    return OggOpus(Path(str(resource("demo", "episode.opus"))))


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


def test_sound_is_as_long_as_the_times_say(sound: OggOpus, times: dict[str, Any]) -> None:
    assert sound.info.length * 1000 == pytest.approx(times["duration_ms"], abs=50)
    assert 180 <= sound.info.length <= 240


def test_sound_is_small_enough_to_travel_with_the_program() -> None:
    assert Path(str(resource("demo", "episode.opus"))).stat().st_size <= 1_500_000


def test_chapters_are_the_same_in_the_tags_on_the_page_and_in_the_times(
    sound: OggOpus, page: list[str], times: dict[str, Any]
) -> None:
    expected = [(chapter["start_ms"], chapter["title"]) for chapter in times["chapters"]]
    on_page = [(seconds(match) * 1000, match[4]) for part in page if (match := BULLET.match(part))]
    in_tags = []
    for number in range(1, 6):
        hours, minutes, rest = sound.tags[f"CHAPTER{number:03}"][0].split(":")
        start_ms = round((int(hours) * 3600 + int(minutes) * 60 + float(rest)) * 1000)
        in_tags.append((start_ms, sound.tags[f"CHAPTER{number:03}NAME"][0]))
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

"""What file names say: which belong together, the number, the day, the language."""

from datetime import date
from pathlib import Path

import pytest

from reader.importing.names import base_of, day_of, language_of, number_of


@pytest.mark.parametrize(
    "name",
    [
        "talk.mp3",
        "Talk.vtt",
        "talk.chapters.json",
        "talk-transcript.html",
        "talk_chapters.txt",
        "talk.en.vtt",
        "talk.pt-BR.srt",
        "talk.transcript.en.json",
        "talk.whisperx.json",
        "talk (transcript).txt",
    ],
)
def test_files_of_one_episode_share_a_base(name):
    assert base_of(Path(name)) == "talk"


@pytest.mark.parametrize(
    ("one", "other"),
    [("talk 1.vtt", "talk 2.vtt"), ("the captions.vtt", "talk.vtt"), ("no.vtt", "chapters.json")],
)
def test_names_that_differ_stay_apart(one, other):
    assert base_of(Path(one)) != base_of(Path(other))


def test_a_name_that_is_nothing_but_an_addition_stays():
    assert base_of(Path("chapters.json")) == "chapters"
    assert base_of(Path(".vtt")) == ".vtt"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("ep12.mp3", 12),
        ("012 - Some title.vtt", 12),
        ("Night Ferry #7.mp3", 7),
        ("2026-01-27 Harbour.mp3", None),
        ("2026-01-27 - 14 Harbour.mp3", 14),
        ("harbour.mp3", None),
        ("123456789.mp3", None),
    ],
)
def test_the_number_of_an_episode(name, number):
    assert number_of(Path(name)) == number


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-01-27 Harbour.mp3", date(2026, 1, 27)),
        ("show_20260127.mp3", date(2026, 1, 27)),
        ("2026-13-40.mp3", None),
        ("ep 12.mp3", None),
    ],
)
def test_the_day_in_a_name(name, day):
    assert day_of(Path(name)) == day


@pytest.mark.parametrize(
    ("name", "language"),
    [("talk.en.vtt", "en"), ("talk.pt-BR.srt", "pt-br"), ("talk.vtt", ""), ("talk.mp3.vtt", "")],
)
def test_the_language_in_a_name(name, language):
    assert language_of(Path(name)) == language

"""Whisper's JSON, and that of the programs that keep its shape."""

import json

import pytest
from json_reading import chosen, episode_of, heard, said
from json_samples import WHISPER


def test_words_have_times_where_the_segment_has_words() -> None:
    assert heard(WHISPER) == [
        ("The", 0, 300),
        ("bees", 300, 800),
        ("are", 800, 1000),
        ("late.", 1000, 1600),
        ("They are.", 2000, 3000),
    ]
    assert episode_of(WHISPER).language == "en"


def test_lines_of_segments_are_read_as_their_list() -> None:
    lines = "\n".join(json.dumps(segment) for segment in WHISPER["segments"])  # type: ignore[attr-defined]
    assert heard(lines) == heard(WHISPER["segments"]) == heard(WHISPER)


def test_words_may_be_called_text() -> None:
    words = [{"text": "Bees", "start": 0.5, "end": 0.9}]
    value = {"segments": [{"start": 0, "end": 2, "text": " Bees wait", "words": words}]}
    assert heard(value) == [("Bees", 500, 900)]
    assert said(value) == [("", "Bees wait")]


def test_words_of_the_whole_text_find_their_place_in_it() -> None:
    words = [("Well", 0.0, 0.4), ("bees", 0.5, 0.9), ("bees", 1.0, 1.4)]
    value = {
        "task": "transcribe",
        "duration": 2.0,
        "text": "Well, bees: bees!",
        "words": [{"word": word, "start": start, "end": end} for word, start, end in words],
    }
    assert said(value) == [("", "Well, bees: bees!")]
    assert heard(value) == [("Well,", 0, 400), ("bees:", 500, 900), ("bees!", 1000, 1400)]


def test_a_word_is_not_sought_within_another() -> None:
    words = [("bees", 0.0, 0.4), ("three", 0.5, 0.8), ("a", 1.0, 1.1), ("day", 1.1, 1.5)]
    value = {
        "text": "Bees, that's 3 a day.",
        "words": [{"word": word, "start": start, "end": end} for word, start, end in words],
    }
    assert heard(value) == [("Bees,", 0, 400), ("a", 1000, 1100), ("day.", 1100, 1500)]


def test_a_bare_answer_is_readable_without_times() -> None:
    (turn,) = episode_of({"text": "The bees are late.", "usage": {"seconds": 3}}).turns
    assert turn.start_ms is None
    assert turn.paragraphs == ("The bees are late.",)


def test_special_tokens_are_no_speech() -> None:
    text = "<|startoftranscript|><|en|><|0.00|> The bees.<|2.00|>"
    value = {"segments": [{"start": 0, "end": 2, "text": text, "tokens": [1]}]}
    assert said(value) == [("", "The bees.")]


@pytest.mark.parametrize("bad", [None, "soon", float("nan"), float("inf"), -50, 1e300, [], True])
def test_nonsense_for_a_time_keeps_the_text(bad: object) -> None:
    segments = [{"start": 1, "end": 2, "text": "One."}, {"start": bad, "end": bad, "text": "Two."}]
    assert said({"segments": segments, "text": ""}) == [("", "One. Two.")]


def test_it_is_told_from_its_descendants() -> None:
    assert chosen(WHISPER) == "Whisper JSON"

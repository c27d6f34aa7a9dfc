"""JSON of programs that nobody here has heard of, and JSON that is no transcript."""

from typing import Any

import pytest
from json_reading import heard, said, source_of
from json_samples import OTHER

from reader.errors import TranscriptError
from reader.formats import formats, read

TEXTS = ["The bees are late today.", "They had a long way to go.", "Had they, now? Really?"]


def rows(**names: str) -> list[dict[str, Any]]:
    """Make three rows with fields of these names; `x1000` after a name is milliseconds."""
    made = []
    for at, text in enumerate(TEXTS):
        row: dict[str, Any] = {names["text"]: text}
        for role, value in (("start", at * 2 + 0.5), ("end", at * 2 + 2), ("length", 1.5)):
            name, _, factor = names.get(role, "").partition(" x")
            if name:
                row[name] = int(value * int(factor)) if factor else value
        if "speaker" in names:
            row[names["speaker"]] = ["Ines", "Tobias"][at % 2]
        made.append(row)
    return made


@pytest.mark.parametrize(
    "value",
    [
        {"transcript": rows(text="body", start="start_time", end="end_time")},
        {"data": {"cues": rows(text="content", start="begin", length="dur")}},
        {
            "phrases": rows(
                text="text", start="offsetMilliseconds x1000", length="durationMilliseconds x1000"
            )
        },
        {"words": {"a": rows(text="value", start="time x1000", length="duration x1000")}},
        [rows(text="line", start="from", end="to")],
        {"0": rows(text="Text", start="StartInTicks x10000000", end="EndInTicks x10000000")},
    ],
)
def test_names_and_units_of_many_kinds(value: Any) -> None:
    assert [start for _, start, _ in heard(value)] == [500, 2500, 4500]
    assert [end for _, _, end in heard(value)] == [2000, 4000, 6000]
    assert " ".join(text for text, _, _ in heard(value)) == " ".join(TEXTS)


def test_speakers_are_taken_from_the_row_or_from_around_it() -> None:
    assert [speaker for speaker, _ in said(OTHER)] == ["Ines", "Tobias", "Ines"]
    around = [{"who": "Ines", "lines": rows(text="text", start="start", end="end")}]
    assert {speaker for speaker, _ in said(around)} == {"Ines"}


def test_words_within_a_row_may_say_better_who_speaks() -> None:
    words = [
        {"value": word, "start": at, "end": at + 0.5, "speaker_id": who}
        for at, (word, who) in enumerate(
            [("Late?", "Ines"), ("Yes,", "Tobias"), ("late.", "Tobias")]
        )
    ]
    value = {"best": [{"transcript": "Late? Yes, late.", "start": 0, "end": 3, "items": words}]}
    assert said(value) == [("Ines", "Late?"), ("Tobias", "Yes, late.")]


def test_speakers_may_be_listed_apart_by_time() -> None:
    value = {
        "words": rows(text="text", start="start", end="end"),
        "paragraphs": [
            {"start": 0, "end": 2, "speaker": "S1"},
            {"start": 2, "end": 9, "speaker": "S2"},
        ],
    }
    assert [speaker for speaker, _ in said(value)] == ["S1", "S2"]


def test_marks_without_times_of_their_own_are_kept() -> None:
    def item(text: str, start: str | None) -> dict[str, Any]:
        return {"start": start, "end": None, "alternatives": [{"content": text}]}

    value = {"transcript": {"items": [item("Late", "0.5"), item(".", None), item("Yes", "1.5")]}}
    assert said(value) == [("", "Late. Yes")]
    assert heard(value) == [("Late.", 500, 500), ("Yes", 1500, 1500)]


def test_paragraphs_of_an_editor_have_their_words_and_speakers_within() -> None:
    def block(speaker: str, start: float, *texts: str) -> dict[str, Any]:
        words = [
            {"start": start + at, "end": start + at + 0.5, "text": text}
            for at, text in enumerate(texts)
        ]
        data = {"speaker": speaker, "words": words, "start": start}
        return {"text": " ".join(texts), "type": "paragraph", "data": data, "entityRanges": words}

    value = [block("Ines", 0.5, "Late", "again."), block("Tobias", 3.0, "As", "ever.")]
    assert said(value) == [("Ines", "Late again."), ("Tobias", "As ever.")]
    assert len(heard(value)) == 4


def test_of_several_readings_of_the_same_speech_the_best_is_read() -> None:
    words = [
        {"word": word, "start_time": at, "duration": 0.5}
        for at, word in enumerate(["one", "two", "six"])
    ]
    value = {"transcripts": [{"confidence": -1.5, "words": words}] * 3}
    assert heard(value) == [("one", 0, 500), ("two", 1000, 1500), ("six", 2000, 2500)]


def test_ticks_without_a_name_are_known_by_how_fast_one_can_speak() -> None:
    words = [{"Word": "the", "Offset": 5_000_000, "Duration": 1_000_000}]
    words += [{"Word": "bees", "Offset": 6_500_000, "Duration": 4_000_000}]
    phrase = {"Offset": 5_000_000, "Duration": 6_000_000, "DisplayText": "The bees."}
    assert heard([phrase | {"NBest": [{"Display": "The bees.", "Words": words}]}]) == [
        ("The", 500, 600),
        ("bees.", 650, 1050),
    ]


def test_only_the_first_of_alternatives_is_read() -> None:
    value = {
        "recognizedPhrases": [
            {
                "offsetInTicks": 5_000_000,
                "durationInTicks": 15_000_000,
                "speaker": 1,
                "nBest": [{"display": "The bees are late."}, {"display": "The peas are late."}],
            }
        ]
    }
    assert said(value) == [("Speaker 1", "The bees are late.")]
    assert heard(value) == [("The bees are late.", 500, 2000)]


@pytest.mark.parametrize(
    "value",
    [
        {
            "version": "1.2.0",
            "chapters": [{"startTime": 0, "title": "Intro"}, {"startTime": 9, "title": "End"}],
        },
        [{"start": "00:00:00.000", "title": "Intro", "href": "", "image": ""}],
        {"name": "a-package", "version": "1.0.0", "scripts": {"start": "run"}},
        {"log": [{"time": "2026-01-27T10:00:00Z", "text": "Started the server on this port."}]},
        [],
        {},
        [1, 2, 3],
    ],
)
def test_other_data_is_no_transcript(value: Any) -> None:
    source = source_of(value)
    claims = {form.NAME: form.confidence(source) for form in formats() if "JSON" in form.NAME}
    assert max(claims.values()) == 0
    with pytest.raises(TranscriptError):
        read(source)

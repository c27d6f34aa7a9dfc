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


def test_speakers_may_be_listed_apart_by_time() -> None:
    value = {
        "words": rows(text="text", start="start", end="end"),
        "paragraphs": [
            {"start": 0, "end": 2, "speaker": "S1"},
            {"start": 2, "end": 9, "speaker": "S2"},
        ],
    }
    assert [speaker for speaker, _ in said(value)] == ["S1", "S2"]


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

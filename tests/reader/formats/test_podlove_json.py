"""Podlove JSON: clocks' times, numbers, milliseconds beside them, speakers by id."""

from json_reading import heard, said


def test_starts_are_clocks_and_speakers_are_ids() -> None:
    value = [
        {"start": "00:00:00.0", "end": "00:00:43.1", "text": "Intro"},
        {"start": "00:00:43.1", "end": "01:01:17.2", "speaker": "ines", "text": "The bees\nare."},
        {"start": "01:01:20.0", "speaker": None, "text": "Outro"},
    ]
    assert said(value) == [("", "Intro"), ("ines", "The bees are."), ("", "Outro")]
    assert [(start, end) for _, start, end in heard(value)] == [
        (0, 43_100),
        (43_100, 3_677_200),
        (3_680_000, 3_680_000),
    ]


def test_the_publisher_s_milliseconds_and_voice_are_preferred() -> None:
    item = {"start": "00:00:01.1", "start_ms": 1170, "end": "00:00:02", "end_ms": 2040}
    value = [item | {"speaker": "3", "voice": "Ines", "text": "Late."}]
    assert said(value) == [("Ines", "Late.")]
    assert heard(value) == [("Late.", 1170, 2040)]


def test_contributors_name_the_speakers() -> None:
    value = {
        "contributors": [{"id": "ines", "name": "Ines Calloway", "avatar": ""}],
        "transcripts": [{"start": "0:01", "end": "0:02", "speaker": "ines", "text": "Late."}],
    }
    assert said(value) == [("Ines Calloway", "Late.")]


def test_numbers_are_seconds_or_milliseconds_by_how_fast_one_can_speak() -> None:
    spans = [(1, 3, "The bees are late today."), (4, 6, "They had a long way.")]
    in_seconds = [{"start": a, "end": b, "text": text} for a, b, text in spans]
    in_thousandths = [{"start": a * 1000, "end": b * 1000, "text": t} for a, b, t in spans]
    assert heard(in_seconds) == heard(in_thousandths)
    assert heard(in_seconds)[1][1:] == (4000, 6000)

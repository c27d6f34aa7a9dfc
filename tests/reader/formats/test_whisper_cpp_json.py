"""whisper.cpp's JSON: tokens are parts of words."""

from json_reading import episode_of, heard, said
from json_samples import WHISPER_CPP


def parts(*rows: tuple[str, int, int]) -> dict[str, object]:
    return {
        "transcription": [
            {"offsets": {"from": start, "to": end}, "text": text} for text, start, end in rows
        ]
    }


def test_tokens_become_words_and_special_ones_are_dropped() -> None:
    assert heard(WHISPER_CPP) == [("Beekeepers", 100, 800), ("wait.", 900, 1600)]
    assert said(WHISPER_CPP) == [("", "Beekeepers wait.")]
    assert episode_of(WHISPER_CPP).language == "en"


def test_without_tokens_a_segment_is_a_cue() -> None:
    value = parts((" The bees are late.", 0, 2000), (" They had a long way.", 2000, 4500))
    assert heard(value)[1] == ("They had a long way.", 2000, 4500)


def test_segments_of_one_token_each_are_put_together() -> None:
    value = parts((" Bee", 0, 300), ("keep", 300, 500), ("ers", 500, 800), (" wait", 900, 1200))
    assert heard(value) == [("Beekeepers", 0, 800), ("wait", 900, 1200)]


def test_timestamps_serve_where_there_are_no_offsets() -> None:
    stamps = {"from": "00:00:01,500", "to": "00:00:02,000"}
    value = {"transcription": [{"timestamps": stamps, "text": " Late."}]}
    assert heard(value) == [("Late.", 1500, 2000)]

"""SubRip, and WebVTT that lost its first line."""

import pytest
from caption_reading import episode, heard, said, surest

from reader.errors import TranscriptError


def srt(*cues: str) -> str:
    return "\n\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, 1)) + "\n"


def test_cues() -> None:
    text = srt(
        "00:00:01,000 --> 00:00:02,500\nThe bees", "00:00:02,500 --> 00:00:04,000\nare\nlate."
    )
    assert surest(text) == "SubRip"
    assert heard(text) == [("The bees", 1000, 2500), ("are late.", 2500, 4000)]


@pytest.mark.parametrize(
    "times",
    [
        "00:00:01.000 --> 00:00:02.500",
        "00:00:01,000-->00:00:02,500",
        "0:00:01,0 --> 0:00:02,5 X1:100 X2:200 Y1:300 Y2:400",
        "00: 00: 01,000 -> 00: 00: 02, 500",
        "00:00:01:000 --> 00:00:02:500",
        "00:01.000 --> 00:02.500",
    ],
)
def test_times(times: str) -> None:
    assert heard(srt(f"{times}\nLate.")) == [("Late.", 1000, 2500)]


def test_hours_beyond_a_hundred() -> None:
    assert heard(srt("100:00:01,000 --> 100:00:02,000\nLate.")) == [
        ("Late.", 360_001_000, 360_002_000)
    ]


def test_the_index_may_be_missing_or_apart() -> None:
    assert heard(
        "00:00:01,000 --> 00:00:02,000\nThe\n\n7\n\n00:00:02,000 --> 00:00:03,000\nbees"
    ) == [
        ("The", 1000, 2000),
        ("bees", 2000, 3000),
    ]


def test_no_empty_lines_between_the_cues() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nThe bees\n2\n00:00:02,000 --> 00:00:03,000\n42\n"
    assert said(text) == [("", "The bees 42")]


def test_an_empty_line_within_a_cue() -> None:
    text = srt(
        "00:00:01,000 --> 00:00:02,000\nThe\n\nbees", "00:00:02,000 --> 00:00:03,000\n\nare late."
    )
    assert heard(text) == [("The bees", 1000, 2000), ("are late.", 2000, 3000)]


def test_markup() -> None:
    text = srt('00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">The</font> <i>bees</i>')
    assert said(text) == [("", "The bees")]


def test_names_at_the_change_alone() -> None:
    text = srt(
        "00:00:01,000 --> 00:00:02,000\nInes: The bees",
        "00:00:02,000 --> 00:00:03,000\nare late.",
        "00:00:03,000 --> 00:00:04,000\nTobias: As ever.",
        "00:00:04,000 --> 00:00:05,000\nInes: Yes.",
    )
    assert said(text) == [("Ines", "The bees are late."), ("Tobias", "As ever."), ("Ines", "Yes.")]


@pytest.mark.parametrize(
    "label", ["[SPEAKER_00]: ", "[Speaker 1] ", "SPEAKER_00: ", "(Host): ", "[speaker 0]\n"]
)
def test_labels_of_programs_need_no_second_one(label: str) -> None:
    text = srt(
        f"00:00:01,000 --> 00:00:02,000\n{label}The bees", "00:00:02,000 --> 00:00:03,000\n[MUSIC]"
    )
    assert said(text) == [(label.strip(" \n:[]()"), "The bees [MUSIC]")]


def test_two_names_in_one_cue() -> None:
    text = srt(
        "00:00:01,000 --> 00:00:03,000\nInes: Late?\nTobias: Late.",
        "00:00:03,000 --> 00:00:04,000\nInes: Hm.",
    )
    assert said(text) == [("Ines", "Late?"), ("Tobias", "Late."), ("Ines", "Hm.")]


def test_dashes_begin_turns_where_they_mean_dialogue() -> None:
    text = srt(
        "00:00:01,000 --> 00:00:02,000\n- Late?\n- Late.",
        "00:00:02,000 --> 00:00:03,000\n- Hm.",
    )
    assert said(text) == [("", "- Late? - Late."), ("", "Hm.")]
    assert said(srt("00:00:01,000 --> 00:00:02,000\n- inaudible")) == [("", "- inaudible")]


def test_rolling_captions_without_words() -> None:
    text = srt(
        "00:00:00,160 --> 00:00:02,389\nthe bees",
        "00:00:02,389 --> 00:00:02,399\nthe bees\n ",
        "00:00:02,399 --> 00:00:04,000\nthe bees\nare late",
        "00:00:04,000 --> 00:00:04,010\nare late\n ",
    )
    assert heard(text) == [("the bees", 160, 2389), ("are late", 2399, 4000)]


def test_what_stands_before_the_first_cue_is_the_notes() -> None:
    draft = episode("Made on a rainy day\n\n" + srt("00:00:01,000 --> 00:00:02,000\nLate."))
    assert draft.notes == "Made on a rainy day"


def test_webvtt_without_its_first_line() -> None:
    text = "00:00:01.000 --> 00:00:02.000\n<v Ines>Late.\n"
    assert surest(text) == "SubRip"
    assert said(text) == [("Ines", "Late.")]


def test_no_captions() -> None:
    with pytest.raises(TranscriptError, match="is a SubRip file without any captions"):
        episode("1\n00:00:01,000 --> 00:00:02,000\n")

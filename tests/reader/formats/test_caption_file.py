"""What all caption formats share: files that would need far more memory than they are worth."""

import pytest
from caption_reading import episode

from reader.errors import TranscriptError

HEAD = "WEBVTT\n\n00:01.000 --> 00:02.000\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "a\n" * 500_000,
        HEAD + "<i>" * 500_000,
        "start\tend\ttext\n" + "1\t2\ta\n" * 500_000,
        "[ti:bees]\n" + "[00:01.00]" * 500_000 + "hum",
    ],
)
def test_a_large_file_of_next_to_nothing_is_refused(text: str) -> None:
    with pytest.raises(TranscriptError, match="far too many for what it says"):
        episode(text)


def test_many_lines_in_one_cue_are_read() -> None:
    (turn,) = episode(HEAD + "hum\n" * 30_000).turns
    assert turn.paragraphs[0].count("hum") == 30_000
    assert len(turn.cues) == 1


def test_a_line_of_lyrics_is_not_repeated_without_end() -> None:
    draft = episode("[ti:bees]\n" + "[00:01.00]" * 1000 + "hum\n" + "[00:02.00]" * 9 + "a" * 300)
    assert sum(len(turn.cues) for turn in draft.turns) == 21


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("start,end,text\n0,1," + "," * 300_000, "row without an end"),
        (
            '<transcript><text start="0" ' + 'a="1" ' * 200_000 + "/></transcript>",
            "tag without an end",
        ),
    ],
)
def test_rows_and_tags_without_end_are_damage(text: str, told: str) -> None:
    with pytest.raises(TranscriptError, match=told):
        episode(text)

"""Plain text of short timed lines, and the pages it must not take from other formats."""

import pytest
from caption_reading import episode, heard, said, surest

NAME = "timed lines"


def test_a_time_before_each_line() -> None:
    text = "0:13 the bees\n\n0:15 are late\n\n1:00:01 as ever\n"
    assert surest(text) == NAME
    assert heard(text) == [
        ("the bees", 13_000, 15_000),
        ("are late", 15_000, 3_601_000),
        ("as ever", 3_601_000, 3_601_000),
    ]
    assert episode(text).resolution_ms == 1000


def test_what_whisper_prints() -> None:
    text = (
        "[00:01.000 --> 00:02.500]  The bees\n[00:02.500 --> 00:03.000]  are\n"
        "[00:04.000 --> 00:05.000]  late.\n"
    )
    assert heard(text) == [("The bees", 1000, 2500), ("are", 2500, 3000), ("late.", 4000, 5000)]


def test_whisper_with_speakers() -> None:
    text = "".join(
        f"[00:0{n}.000 --> 00:0{n + 1}.000] [SPEAKER_0{n % 2}]: Late.\n" for n in range(4)
    )
    assert said(text) == [(f"SPEAKER_0{n % 2}", "Late.") for n in range(4)]


def test_times_on_lines_of_their_own() -> None:
    text = "0:00\nthe bees\n0:04\n4 seconds\nare late\n0:09\nas ever\n"
    assert surest(text) == NAME
    assert heard(text) == [("the bees", 0, 4000), ("are late", 4000, 9000), ("as ever", 9000, 9000)]


@pytest.mark.parametrize(
    "text",
    [
        "00:01 Ines: The bees\n00:04 Tobias: are late\n00:09 Ines: as ever\n",
        "Ines\n00:01\nThe bees\nTobias\n00:04\nare late\nInes\n00:09\nas ever\n",
        "00:01\nInes\nThe bees\n00:04\nTobias\nare late\n00:09\nInes\nas ever\n00:10\nTobias\nHm\n",
        "Late bees\n\n0:13 the bees\n0:15 are late\n0:20 as ever\n",
        "0:13 the bees\n0:15 are late\n",
        "0:13 bees\n0:02 late\n0:20 hum\n0:01 cold\n",
        "\n".join(f"0:{n} {'The bees are late, and we wait. ' * 12}" for n in range(10, 20)),
    ],
)
def test_other_texts_with_times_are_left_to_the_pages(text: str) -> None:
    assert surest(text) != NAME

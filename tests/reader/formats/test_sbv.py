"""SBV, which YouTube exports."""

from caption_reading import heard, said, surest


def test_cues() -> None:
    text = "0:00:01.000,0:00:02.500\nThe bees\nare\n\n1:00:02.500,1:00:04.000\nlate.\n"
    assert surest(text) == "SBV"
    assert heard(text) == [("The bees are", 1000, 2500), ("late.", 3_602_500, 3_604_000)]


def test_line_breaks_in_brackets() -> None:
    assert said("0:00:01.000,0:00:02.500\n>> Late[br]bees.\n") == [("", "Late bees.")]


def test_broken_times_lose_no_text() -> None:
    text = (
        "0:00:01.000,0:00:02.000\nThe\n\n0:00:02.x00,0:00:03.000\nbees\n\n"
        "0:00:05.000,0:00:04.000\nhum\n"
    )
    assert heard(text) == [("The", 1000, 2000), ("bees", 2000, 3000), ("hum", 5000, 5000)]


def test_a_block_without_times_goes_on_with_the_cue_before() -> None:
    assert said("0:00:01.000,0:00:02.000\nThe\n\nbees\n\n0:00:02.000,0:00:03.000\nhum\n") == [
        ("", "The bees hum")
    ]

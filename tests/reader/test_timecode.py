"""Times as people write them."""

import pytest

from reader.timecode import precise_timecode, spoken_length, timecode


@pytest.mark.parametrize(
    ("ms", "text"), [(0, "0:00"), (59_999, "0:59"), (941_000, "15:41"), (4_060_000, "1:07:40")]
)
def test_a_position_reads_like_a_clock(ms, text):
    assert timecode(ms) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [(941_249, "15:41.2"), (59_960, "1:00.0"), (4_060_000, "1:07:40.0"), (-200, "-0:00.2")],
)
def test_a_precise_position_has_tenths(ms, text):
    assert precise_timecode(ms) == text


def test_hours_are_written_where_the_whole_has_them():
    assert timecode(941_000, like_ms=4_060_000) == "0:15:41"


@pytest.mark.parametrize(
    ("ms", "text"), [(45_000, "45 s"), (600_000, "10 min"), (4_060_000, "1 h 08 min")]
)
def test_a_length_reads_in_words(ms, text):
    assert spoken_length(ms) == text

"""Playing on after a pause starts a little earlier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.listening.resuming import resume_at


@pytest.mark.parametrize(
    ("paused_s", "rewind_ms"),
    [(0, 800), (59, 800), (60, 3000), (3600, 10_000), (86_400, 20_000), (1e9, 20_000)],
)
def test_the_longer_the_pause_the_earlier_it_starts(paused_s, rewind_ms):
    assert resume_at(100_000, paused_s) == 100_000 - rewind_ms


def test_it_never_goes_back_past_the_chapters_start():
    assert resume_at(100_000, 86_400, chapter_start_ms=95_000) == 95_000


@given(st.integers(0, 10**8), st.floats(0, 1e9), st.integers(0, 10**8))
def test_it_never_goes_forward_or_below_zero(position, paused_s, chapter):
    assert 0 <= resume_at(position, paused_s, chapter) <= position

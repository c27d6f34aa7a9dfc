"""A player that reports blocks, late, is known to be between two places, ever more closely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.playback.block_reports import BlockReports

LOOK_S = 0.05


def place_after_looks(
    block_ms: float, rate: float, starts_ms: float, looks: int, reports: BlockReports
) -> float:
    """Look so often at a player; return how far the place told last is from the true one."""
    told, told_before, error_ms = 0.0, -1, 0.0
    for look in range(looks):
        now = 100.0 + look * LOOK_S
        true_ms = starts_ms + look * LOOK_S * rate * 1000
        begun_ms = int(true_ms // block_ms * block_ms)
        if begun_ms != told_before:
            told_before = begun_ms
            told = reports.place_after(begun_ms, now, rate)
            error_ms = told - true_ms
    return error_ms


@given(
    block_ms=st.sampled_from([20.0, 23.2, 26.1, 42.7, 96.0]),
    rate=st.sampled_from([0.5, 0.75, 1.0, 1.5, 2.0]),
    starts_ms=st.floats(0, 100_000),
)
def test_within_a_second_the_place_is_known_to_half_a_look(
    block_ms: float, rate: float, starts_ms: float
) -> None:
    reports = BlockReports(LOOK_S)
    error_ms = place_after_looks(block_ms, rate, starts_ms, 20, reports)
    assert abs(error_ms) <= LOOK_S * rate * 1000 / 2 + 2


def test_the_first_report_is_taken_for_the_middle_of_what_it_can_mean() -> None:
    assert BlockReports(LOOK_S).place_after(1000, 10.0, 1.0) == 1025


def test_reports_that_wander_through_the_block_tell_the_place_closely() -> None:
    reports = BlockReports(LOOK_S)
    assert place_after_looks(26.1, 1.0, 5000, 40, reports) == pytest.approx(0, abs=3)


def test_another_stretch_begins_anew() -> None:
    reports = BlockReports(LOOK_S)
    reports.place_after(90_000, 10.0, 1.0)
    reports.begin_anew()
    assert reports.place_after(1000, 10.1, 1.0) == 1025


def test_what_is_older_than_a_second_is_forgotten() -> None:
    reports = BlockReports(LOOK_S)
    reports.place_after(90_000, 10.0, 1.0)  # and then the sound stood for half a second
    for look in range(1, 40):
        told = reports.place_after(89_500 + look * 50, 10.0 + look * 0.05, 1.0)
    assert told == pytest.approx(89_500 + 39 * 50, abs=26)


def test_blocks_longer_than_a_look_are_known_as_such() -> None:
    reports = BlockReports(LOOK_S)
    assert not reports.outlast_looks(1.0)
    for block in range(5):
        reports.place_after(block * 96, 10.0 + block * 0.1, 1.0)
    assert reports.outlast_looks(1.0)
    assert not reports.outlast_looks(2.0)


def test_one_odd_report_does_not_make_the_blocks_shorter() -> None:
    reports = BlockReports(LOOK_S)
    for number, block_ms in enumerate([0, 96, 192, 288, 288 + 30, 384, 384 + 130, 576, 9000]):
        reports.place_after(block_ms, 10.0 + number * 0.1, 1.0)
    assert reports.outlast_looks(1.0)

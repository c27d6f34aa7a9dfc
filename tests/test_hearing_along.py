"""What counts as a mark that came in time, too late, never, or for the wrong word."""

import pytest

from tests.coded_sound import WORD_EVERY_MS, HeardWord
from tests.hearing_along import Heard, Listening, Mark, Seek, compare

TARGET_MS = 10_100
FIRST = 41  # the first word after the target; it begins at 10,250


def heard(
    words: list[HeardWord], marks: list[Mark], standstills: tuple[tuple[float, float], ...] = ()
) -> Listening:
    """Compare one stretch of a second and a half, of which the last half second is silent."""
    seeks = [Seek(100.0, TARGET_MS), Seek(101.5, 60_000)]
    positions = [(100.0, TARGET_MS), (101.4, TARGET_MS + 1400)]
    return compare(Heard(words, marks, positions, seeks, 0.0, standstills), 1.0)


def said(late_s: float = 0.0, count: int = 3) -> list[HeardWord]:
    """Return words as they are heard when the sound follows the seek after so long."""
    return [
        HeardWord(n, 100.0 + late_s + (n * WORD_EVERY_MS - TARGET_MS) / 1000)
        for n in range(FIRST, FIRST + count)
    ]


def marked(words: list[HeardWord], late_s: float) -> list[Mark]:
    """Return marks that come so long after their words."""
    return [Mark(word.began_s + late_s, word.number) for word in words]


def test_how_late_each_mark_came_is_told() -> None:
    words = said()
    found = heard(words, [Mark(100.01, FIRST - 1), *marked(words, 0.03)])
    assert found.late == [pytest.approx(30)] * 3
    assert found.marked == [pytest.approx(10)]
    assert (found.never, found.wrong) == (0, 0)


def test_a_mark_may_come_before_its_word() -> None:
    assert heard(said(), marked(said(), -0.02)).late == [pytest.approx(-20)] * 3


def test_a_word_without_its_mark_is_never_marked() -> None:
    assert heard(said(), marked(said()[:2], 0.0)).never == 1


def test_a_seek_after_which_nothing_is_heard_counts() -> None:
    assert heard([], []).never == 1


def test_a_mark_for_a_word_that_is_not_heard_is_wrong() -> None:
    assert heard(said(), [*marked(said(), 0.0), Mark(101.2, FIRST + 8)]).wrong == 1


def test_a_word_from_elsewhere_is_wrong() -> None:
    assert heard([*said(), HeardWord(300, 101.2)], marked(said(), 0.0)).wrong == 1


def test_the_clock_is_compared_at_every_word() -> None:
    assert heard(said(0.05), marked(said(), 0.0)).clock == [pytest.approx(50)] * 3


def test_how_long_the_sound_took_is_told() -> None:
    assert heard(said(0.2), marked(said(0.2), 0.0)).sounded == [pytest.approx(200)]


def test_while_the_machine_stands_still_nothing_is_judged() -> None:
    found = heard([], [], standstills=((100.5, 100.9),))
    assert (found.never, found.disturbed) == (0, 1)

"""The seek bar under the hand: dragging shows, letting go chooses."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from reader.model import Chapter
from tests.ui.emissions import emissions
from tests.ui.reading_hand import click, move, press, release, turn_wheel
from ui.looks.theme import LIGHT
from ui.playing.seek_bar import SeekBar

HOUR_MS = 3_600_000
CHAPTERS = (Chapter("Departure", 0, 1_800_000), Chapter("Landing", 1_800_000, HOUR_MS))


@pytest.fixture
def bar(qtbot: QtBot) -> SeekBar:
    """A bar of 1,000 px on an hour of audio."""
    made = SeekBar(LIGHT)
    qtbot.addWidget(made)
    made.resize(1000, 30)
    made.set_episode(HOUR_MS, CHAPTERS)
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(share: float) -> QPoint:
    """Return the point at a share of the audio: the knob keeps half its width from the ends."""
    return QPoint(round(7 + share * 986), 15)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_click_chooses_the_place_under_it(bar: SeekBar, share: float) -> None:
    sought = emissions(bar.sought)
    click(bar, at(share))

    assert sought[0][0] == pytest.approx(share * HOUR_MS, abs=HOUR_MS / 900)
    assert len(sought) == 1


def test_a_place_beyond_the_ends_is_the_end(bar: SeekBar) -> None:
    sought = emissions(bar.sought)
    press(bar, at(0.5))
    release(bar, QPoint(5000, 15))
    press(bar, at(0.5))
    release(bar, QPoint(-5000, 15))

    assert [sought[i][0] for i in range(2)] == [HOUR_MS, 0]


def test_dragging_shows_places_and_chooses_the_last(bar: SeekBar) -> None:
    scrubbed, sought = emissions(bar.scrubbed), emissions(bar.sought)
    press(bar, at(0.1))
    move(bar, at(0.2))
    move(bar, at(0.6))
    assert len(sought) == 0
    release(bar, at(0.6))

    shown = [scrubbed[i][0] for i in range(len(scrubbed))]
    assert shown == sorted(shown)
    assert len(shown) == 3
    assert sought[0][0] == shown[-1]


def test_the_knob_goes_with_the_voice_unless_a_hand_is_on_it(bar: SeekBar) -> None:
    bar.set_position(60_000)
    assert bar.value() == 60_000

    press(bar, at(0.5))
    held = bar.value()
    bar.set_position(61_000)
    assert bar.value() == held

    release(bar, at(0.5))
    bar.set_position(62_000)
    assert bar.value() == 62_000


def test_moving_without_a_button_only_says_what_is_there(bar: SeekBar) -> None:
    sought, scrubbed = emissions(bar.sought), emissions(bar.scrubbed)
    move(bar, at(0.75), pressed=False)

    assert (len(sought), len(scrubbed)) == (0, 0)
    assert QToolTip.text().startswith("0:4")
    assert QToolTip.text().endswith("Landing")
    QToolTip.hideText()


def test_the_wheel_leaves_the_place_alone(bar: SeekBar) -> None:
    bar.set_position(60_000)
    sought = emissions(bar.sought)
    turn_wheel(bar, 3)

    assert bar.value() == 60_000
    assert len(sought) == 0


def test_without_an_episode_there_is_nowhere_to_go(qtbot: QtBot) -> None:
    bar = SeekBar(LIGHT)
    qtbot.addWidget(bar)
    bar.show()
    sought = emissions(bar.sought)
    click(bar, at(0.1))

    assert len(sought) == 0


def test_a_chapters_start_is_drawn(bar: SeekBar) -> None:
    drawn = bar.grab().toImage()
    above_groove = [drawn.pixelColor(x, 10).name() for x in range(490, 512)]
    bar.set_episode(HOUR_MS, ())
    plain = bar.grab().toImage()

    assert above_groove != [plain.pixelColor(x, 10).name() for x in range(490, 512)]


class TestGaps:
    def colours(self, bar: SeekBar, share: float) -> set[str]:
        """Return the colours of the groove around a place."""
        drawn, x = bar.grab().toImage(), at(share).x()
        return {drawn.pixelColor(x + n, 15).name() for n in range(-8, 9)}

    def test_are_hatched_where_there_is_no_text(self, bar: SeekBar) -> None:
        plain = self.colours(bar, 0.2), self.colours(bar, 0.3)
        bar.set_gaps([(HOUR_MS // 6, HOUR_MS // 4)])

        assert len(self.colours(bar, 0.2)) > len(plain[0])
        assert self.colours(bar, 0.3) == plain[1]

    def test_are_told_in_words(self, bar: SeekBar) -> None:
        bar.set_hits([5, 6])
        bar.set_gaps([(HOUR_MS // 6, HOUR_MS // 4), (HOUR_MS // 2, HOUR_MS)])
        assert bar.accessibleDescription() == "2 hits are marked, 2 gaps without text"

        move(bar, at(0.2), pressed=False)
        assert QToolTip.text().endswith("  Departure  · no text here")
        QToolTip.hideText()

    def test_beyond_the_end_are_not_drawn(self, bar: SeekBar) -> None:
        before = bar.grab().toImage()
        bar.set_gaps([(HOUR_MS * 2, HOUR_MS * 3)])

        assert bar.grab().toImage() == before

    def test_are_gone_with_the_episode(self, bar: SeekBar) -> None:
        before = bar.grab().toImage()
        bar.set_gaps([(HOUR_MS // 6, HOUR_MS // 4)])
        bar.set_episode(HOUR_MS, CHAPTERS)

        assert bar.grab().toImage() == before


class TestHits:
    def ink(self, bar: SeekBar, x: int) -> int:
        """Return how much of a column above the groove is drawn in the colour of hits."""
        drawn = bar.grab().toImage()
        return sum(drawn.pixelColor(x, y).lightness() < 110 for y in range(11))

    def test_are_drawn_above_the_groove_where_they_are(self, bar: SeekBar) -> None:
        bar.set_hits((HOUR_MS // 4,))

        assert self.ink(bar, at(0.25).x()) > 2
        assert self.ink(bar, at(0.3).x()) == 0

    def test_many_in_one_place_are_drawn_larger(self, bar: SeekBar) -> None:
        bar.set_hits([HOUR_MS // 4, *(HOUR_MS // 2 + i * 100 for i in range(30))])

        assert self.ink(bar, at(0.5).x()) > self.ink(bar, at(0.25).x())

    def test_five_hundred_leave_the_groove_and_the_knob_in_sight(self, bar: SeekBar) -> None:
        plain = bar.grab().toImage()
        bar.set_hits(range(0, HOUR_MS, HOUR_MS // 500))
        drawn = bar.grab().toImage()

        rows = range(12, 30)
        assert all(plain.pixelColor(x, y) == drawn.pixelColor(x, y) for x in (7, 300) for y in rows)

    def test_a_click_beside_one_means_it(self, bar: SeekBar) -> None:
        bar.set_hits((901_234,))
        sought = emissions(bar.sought)
        near = at(901_234 / HOUR_MS)
        click(bar, near + QPoint(2, 0))
        click(bar, near + QPoint(8, 0))

        assert sought[0] == (901_234,)
        assert sought[1][0] > 901_234 + 10_000

    def test_dragging_over_one_does_not_catch(self, bar: SeekBar) -> None:
        bar.set_hits((HOUR_MS // 2,))
        sought = emissions(bar.sought)
        press(bar, at(0.1))
        move(bar, at(0.3))
        release(bar, at(0.5) + QPoint(2, 0))

        assert sought[0][0] > HOUR_MS // 2

    def test_the_pointer_counts_them(self, bar: SeekBar) -> None:
        bar.set_hits((HOUR_MS // 4, HOUR_MS // 4 + 10, HOUR_MS // 4 + 20, HOUR_MS // 2))
        move(bar, at(0.25), pressed=False)
        assert QToolTip.text().endswith("· 3 hits here")

        move(bar, at(0.5), pressed=False)
        assert QToolTip.text().endswith("· 1 hit here")
        move(bar, at(0.75), pressed=False)
        assert "hit" not in QToolTip.text()
        QToolTip.hideText()

    def test_a_screen_reader_hears_how_many_there_are(self, bar: SeekBar) -> None:
        bar.set_hits((1, 2, 3))
        assert bar.accessibleDescription() == "3 hits are marked"

        bar.set_hits(())
        assert bar.accessibleDescription() == ""

    def test_another_episode_has_none_of_them(self, bar: SeekBar) -> None:
        bar.set_hits((HOUR_MS // 4,))
        bar.set_episode(HOUR_MS, CHAPTERS)

        assert self.ink(bar, at(0.25).x()) == 0

    def test_another_length_moves_them(self, bar: SeekBar) -> None:
        bar.set_hits((HOUR_MS // 2,))
        assert self.ink(bar, at(0.5).x()) > 2
        bar.set_duration(HOUR_MS * 2)

        assert self.ink(bar, at(0.25).x()) > 2
        assert self.ink(bar, at(0.5).x()) == 0


def test_bookmarks_are_drawn_below_the_groove_as_long_as_they_are(bar: SeekBar) -> None:
    bar.set_bookmarks(((HOUR_MS // 4, HOUR_MS // 2), (HOUR_MS * 3 // 4, HOUR_MS * 3 // 4)))
    drawn = bar.grab().toImage()
    y = bar.height() - 3
    marked = [x for x in range(bar.width()) if drawn.pixelColor(x, y).lightness() < 110]

    long = [x for x in marked if x < at(0.6).x()]
    assert long[0] == pytest.approx(at(0.25).x(), abs=2)
    assert long[-1] == pytest.approx(at(0.5).x(), abs=2)
    assert [x for x in marked if x > at(0.6).x()]

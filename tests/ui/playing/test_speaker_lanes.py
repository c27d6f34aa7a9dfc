"""The lanes under the seek bar: in step with it, explained under the pointer, painted sparingly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.timing.speaking import Block, Lane, lanes
from tests.ui.emissions import emissions
from tests.ui.library_shelf import Room, write_page
from tests.ui.looks.test_theme import contrast
from tests.ui.reading_hand import click, move
from ui.looks.theme import DARK, LIGHT, THEMES, Theme
from ui.playing.seek_bar import SeekBar
from ui.playing.speaker_lanes import ABOVE_PX, LANE_PX, SpeakerLanes

HOUR_MS = 3_600_000
IDA = Lane("Ida Holm", 0, 0.75, (Block(0, HOUR_MS // 2, "Ida Holm"),))
PER = Lane("Per Lind", 1, 0.25, (Block(HOUR_MS // 2, HOUR_MS, "Per Lind"),))


class CountingLanes(SpeakerLanes):
    """Keeps the width of each repainted area."""

    painted: list[int]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        self.painted.append(event.rect().width())


class Foot(QWidget):
    """A seek bar with labels beside it, and the lanes below."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = SeekBar(LIGHT)
        self.lanes = CountingLanes(LIGHT, self.bar)
        self.lanes.painted = []
        self.before = QLabel("0:00")
        row = QHBoxLayout()
        self.before.setFixedWidth(200)
        row.addWidget(self.before)
        row.addWidget(self.bar, 1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.lanes)
        self.bar.set_episode(HOUR_MS, ())
        self.lanes.set_lanes((IDA, PER))
        self.resize(900, 120)


@pytest.fixture
def foot(qtbot: QtBot) -> Foot:
    made = Foot()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: bool(made.lanes.painted))
    QApplication.processEvents()
    made.lanes.painted.clear()
    return made


def at(foot: Foot, share: float, row: int = 0) -> QPoint:
    """Return the point of a share of the audio in a lane, as the seek bar has it."""
    left, right = foot.bar.track()
    x = foot.bar.mapTo(foot, QPoint(round(left + share * (right - left)), 0)).x()
    return QPoint(x - foot.lanes.x(), ABOVE_PX + row * LANE_PX + LANE_PX // 2)


def colour_at(foot: Foot, share: float, row: int = 0) -> str:
    return foot.lanes.grab().toImage().pixelColor(at(foot, share, row)).name()


class TestPicture:
    def test_a_block_is_where_the_seek_bar_has_its_time(self, foot: Foot) -> None:
        own, other = LIGHT.speakers[:2]

        assert [colour_at(foot, share) for share in (0.25, 0.49)] == [own, own]
        assert own not in [colour_at(foot, share) for share in (0.51, 0.75)]
        assert [colour_at(foot, share, row=1) for share in (0.51, 0.99)] == [other, other]

    def test_it_goes_with_the_seek_bar(self, foot: Foot) -> None:
        foot.before.setFixedWidth(80)
        QApplication.processEvents()

        assert colour_at(foot, 0.49) == LIGHT.speakers[0]
        assert colour_at(foot, 0.51) != LIGHT.speakers[0]

    def test_and_with_another_length(self, foot: Foot) -> None:
        foot.bar.set_duration(HOUR_MS * 2)

        assert colour_at(foot, 0.24) == LIGHT.speakers[0]
        assert colour_at(foot, 0.26) != LIGHT.speakers[0]

    def test_the_playhead_goes_through_all_of_them(self, foot: Foot) -> None:
        foot.bar.set_position(HOUR_MS // 4)

        assert colour_at(foot, 0.25) == colour_at(foot, 0.25, row=1) == LIGHT.accent

    def test_another_theme_is_worn(self, foot: Foot) -> None:
        foot.lanes.set_theme(DARK)

        assert colour_at(foot, 0.25) == DARK.speakers[0]

    @pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
    def test_every_colour_stands_out_from_the_ground(self, theme: Theme) -> None:
        colours = (*theme.speakers, theme.quiet, theme.accent)

        assert [colour for colour in colours if contrast(colour, theme.panel) < 3] == []

    def test_without_lanes_there_is_nothing(self, foot: Foot) -> None:
        foot.lanes.set_lanes(())
        assert not foot.lanes.isVisible()

        foot.lanes.set_lanes((IDA,))
        assert foot.lanes.isVisible()

    def test_a_screen_reader_hears_the_shares(self, foot: Foot) -> None:
        assert foot.lanes.accessibleName() == "Who speaks when"
        assert foot.lanes.accessibleDescription() == "Ida Holm 75 %; Per Lind 25 %"


class TestPainting:
    def test_the_playhead_repaints_a_strip_only(self, qtbot: QtBot, foot: Foot) -> None:
        for share in (0.25, 0.26):
            foot.bar.set_position(round(HOUR_MS * share))
            QApplication.processEvents()

        assert foot.lanes.painted
        assert max(foot.lanes.painted[1:]) < 20

    def test_and_nothing_for_less_than_a_pixel(self, foot: Foot) -> None:
        foot.bar.set_position(40)
        QApplication.processEvents()

        assert foot.lanes.painted == []


class TestHand:
    def test_a_click_goes_there(self, foot: Foot) -> None:
        sought = emissions(foot.lanes.sought)
        click(foot.lanes, at(foot, 0.4, row=1))

        assert sought[0][0] == pytest.approx(HOUR_MS * 0.4, abs=HOUR_MS / 300)

    def test_a_click_on_a_name_asks_for_the_talk_times(self, foot: Foot) -> None:
        sought, asked = emissions(foot.lanes.sought), emissions(foot.lanes.talk_time_asked)
        click(foot.lanes, QPoint(40, ABOVE_PX + 4))

        assert (len(sought), len(asked)) == (0, 1)

    @pytest.mark.parametrize(
        ("share", "row", "words"),
        [
            (0.2, 0, "Ida Holm, 0:00:00–0:30:00"),
            (0.8, 1, "Per Lind, 0:30:00–1:00:00"),
        ],
    )
    def test_the_pointer_tells_who_speaks(
        self, foot: Foot, share: float, row: int, words: str
    ) -> None:
        move(foot.lanes, at(foot, share, row), pressed=False)

        assert QToolTip.text() == words
        QToolTip.hideText()

    def test_and_where_nobody_does_only_the_time(self, foot: Foot) -> None:
        move(foot.lanes, at(foot, 0.2, row=1), pressed=False)

        assert QToolTip.text().startswith("0:1")
        QToolTip.hideText()

    def test_and_on_a_name_its_share(self, foot: Foot) -> None:
        move(foot.lanes, QPoint(40, ABOVE_PX + 4), pressed=False)

        assert QToolTip.text() == "Ida Holm, 75 % of the talk"
        QToolTip.hideText()

    def test_the_context_menu_offers_the_table_and_to_hide(self, foot: Foot) -> None:
        point = QPoint(40, 10)
        reason = QContextMenuEvent.Reason.Mouse
        hides = emissions(foot.lanes.hide_asked)
        event = QContextMenuEvent(reason, point, foot.lanes.mapToGlobal(point))
        QApplication.sendEvent(foot.lanes, event)
        (menu,) = foot.lanes.findChildren(QMenu)
        assert [action.text() for action in menu.actions()] == [
            "Talk time…",
            "Hide who speaks when",
        ]
        menu.actions()[1].trigger()
        menu.close()
        assert len(hides) == 1


class TestInTheWindow:
    @pytest.fixture
    def room(self, qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
        made = Room(qtbot, tmp_path / "library")
        made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
        yield made
        made.leave()

    def test_an_episode_brings_its_lanes(self, room: Room) -> None:
        assert room.window.lanes.isVisible()
        assert room.window.lanes._lanes == lanes(room.session.episode.turns)

    def test_a_key_hides_them_for_good(self, room: Room) -> None:
        room.press("who_speaks")
        assert not room.window.lanes.isVisible()

        room.leave()
        room.enter()
        assert room.session.episode is not None
        assert not room.window.lanes.isVisible()
        room.press("who_speaks")
        assert room.window.lanes.isVisible()

    def test_a_click_takes_the_sound_there(self, room: Room) -> None:
        lanes_shown = room.window.lanes
        left, right = lanes_shown._track()
        click(lanes_shown, QPoint(round((left + right) / 2), ABOVE_PX + 4))

        assert room.playback.position_ms == pytest.approx(30_000, abs=500)

    def test_they_are_in_step_with_the_seek_bar_at_every_width(self, room: Room) -> None:
        bar, below = room.window.transport.seek_bar, room.window.lanes
        for width in (1280, 800, 700):
            room.window.resize(width, 700)
            QApplication.processEvents()
            start = bar.mapTo(room.window, QPoint(round(bar.track()[0]), 0)).x()
            assert below.mapTo(room.window, QPoint(round(below._track()[0]), 0)).x() == start
            assert below._track()[1] <= below.width()

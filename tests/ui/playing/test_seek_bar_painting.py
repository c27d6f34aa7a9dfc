"""The seek bar paints only what can be seen to have moved."""

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.model import Chapter
from ui.looks.theme import LIGHT
from ui.playing.seek_bar import SeekBar

HOUR_MS = 3_600_000


class CountingBar(SeekBar):
    """Counts its own paintings."""

    paintings = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        self.paintings += 1


@pytest.fixture
def bar(qtbot: QtBot) -> CountingBar:
    bar = CountingBar(LIGHT)
    qtbot.addWidget(bar)
    bar.resize(614, 30)
    bar.set_episode(HOUR_MS, (Chapter("The lamp", 0, HOUR_MS),))
    with qtbot.waitExposed(bar):
        bar.show()
    qtbot.waitUntil(lambda: bar.paintings > 0)
    QApplication.processEvents()
    return bar


def paintings_after(bar: CountingBar, position_ms: int) -> int:
    before = bar.paintings
    bar.set_position(position_ms)
    QApplication.processEvents()
    return bar.paintings - before


def test_a_step_of_less_than_a_pixel_is_not_painted(bar: CountingBar) -> None:
    assert paintings_after(bar, 40) == 0
    assert bar.value() == 40


def test_a_pixel_is_painted_once(bar: CountingBar) -> None:
    assert paintings_after(bar, HOUR_MS // 600) == 1


def test_small_steps_add_up(bar: CountingBar) -> None:
    painted = sum(paintings_after(bar, step * 1000) for step in range(1, 6))
    assert painted == 1


def test_another_length_is_painted(qtbot: QtBot, bar: CountingBar) -> None:
    bar.set_position(HOUR_MS // 2)
    before = bar.paintings
    bar.set_duration(HOUR_MS * 2)
    qtbot.waitUntil(lambda: bar.paintings > before)

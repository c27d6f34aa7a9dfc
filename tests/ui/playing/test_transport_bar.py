"""The bar at the bottom by itself: what is beside something stays where it is when that changes."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.looks.dressing import apply_theme
from ui.looks.theme import THEMES
from ui.playing.transport_bar import NARROWEST_PX, TransportBar


@pytest.fixture
def bar(qtbot: QtBot) -> TransportBar:
    """A bar as wide as a window usually is, dressed as it is there."""
    apply_theme(QApplication.instance(), THEMES["light"])
    made = TransportBar(THEMES["light"])
    made.fading.setParent(made)  # the window shows it above the bar
    qtbot.addWidget(made)
    made.resize(1100, 60)
    with qtbot.waitExposed(made):
        made.show()
    made.show_episode(3_600_000, (), has_audio=True)
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("shortens", [False, True])
def test_the_seek_bar_keeps_its_place_at_every_speed(bar: TransportBar, shortens: bool) -> None:
    bar.show_shortening("", on=shortens)
    places = set()
    for speed in (1.0, 0.75, 1.35, 3.0):
        bar.set_speed(speed)
        QApplication.processEvents()
        places.add((bar.seek_bar.geometry().right(), bar.speed.geometry().width()))
    assert len(places) == 1


def test_with_everything_shown_the_narrowest_bar_has_room_for_it(bar: TransportBar) -> None:
    bar.show_shortening("1:04:12 saved", on=True)
    bar.show_sleep("59:59")
    bar.set_speed(1.35)
    bar.resize(NARROWEST_PX, 60)
    QApplication.processEvents()
    left, right = bar.speed.geometry().left(), bar.speed.geometry().right()
    assert bar.seek_bar.geometry().right() < left
    assert right < bar.sleep.geometry().left()
    assert bar.speed.width() >= bar.speed.minimumWidth()
    assert bar.follow.geometry().right() <= NARROWEST_PX
    assert not bar.catch.isVisible()

    bar.show_sleep("")
    bar.show_shortening("", on=False)
    QApplication.processEvents()
    assert bar.catch.isVisible()
    assert bar.follow.geometry().right() <= NARROWEST_PX

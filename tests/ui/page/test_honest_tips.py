"""What is marked as an estimate says so to a pointer that rests on it, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from reader.model import Timing
from tests.ui.reading_hand import finish_layout, point_of
from tests.ui.sample_pages import episode, page_of, spoken
from ui.looks.theme import LIGHT, reading_style
from ui.page.honest_tips import HonestTips
from ui.page.transcript_view import TranscriptView

TURNS = (
    spoken("Ida Holm", 0, 9000, "The ferry leaves. You carry your own lamp."),
    replace(spoken("Per Lind", 9000, 12_000, "Nobody knew."), timing=Timing.ESTIMATED),
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    """The second sentence of the first turn is heard."""
    made = TranscriptView(reading_style(LIGHT, 17))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_page(page_of(episode(*TURNS)))
    with qtbot.waitExposed(made):
        made.show()
    finish_layout(made)
    made.set_heard(0, made.page.timeline.sentences(0)[1])
    yield made
    QToolTip.hideText()


@pytest.fixture
def tips(view: TranscriptView) -> HonestTips:
    return HonestTips(view)


def on_words(view: TranscriptView, turn: int, words: str) -> QPoint:
    return point_of(view, turn, TURNS[turn].text.index(words) + 2)


def test_the_dotted_sentence_says_that_its_time_is_estimated(view, tips):
    told = tips.told_at(QPointF(on_words(view, 0, "carry")))
    assert told.startswith("Dotted: it begins at about 0:0")
    assert "estimated from the length of the text" in told


def test_a_given_time_and_what_is_not_heard_say_nothing(view, tips):
    assert tips.told_at(QPointF(on_words(view, 0, "ferry"))) == ""
    view.set_heard(0, view.page.timeline.sentences(0)[0])
    for words in ("ferry", "carry"):
        assert tips.told_at(QPointF(on_words(view, 0, words))) == ""


def test_a_turn_without_a_time_says_so_beside_its_text(view, tips):
    beside = QPointF(5, on_words(view, 1, "Nobody").y())
    assert tips.told_at(beside).startswith("About 0:09: the transcript gives no time")
    assert tips.told_at(QPointF(5, on_words(view, 0, "ferry").y())) == ""


def test_a_pointer_that_rests_is_told(view, tips):
    at = on_words(view, 0, "carry")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text().split() == tips.told_at(QPointF(at)).split()
    assert len(QToolTip.text().splitlines()) > 1  # it covers no more of the page than it must


def test_a_screen_reader_hears_that_a_turns_time_is_about(view):
    view.set_heard(1, view.page.timeline.sentences(1)[0])
    assert view.accessibleDescription() == "Per Lind, about 0:09: Nobody knew."

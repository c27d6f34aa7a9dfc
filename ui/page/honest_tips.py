"""Explains a dotted mark and a time with `~` to whoever rests the pointer on it."""

import textwrap

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from reader.timing.honest_time import sentence_told, turn_told
from ui.page.transcript_view import TranscriptView

LETTERS_A_LINE = 52


class HonestTips(QObject):
    """Watches a transcript for a pointer that rests. Lives on the GUI thread.

    Only the sentence being heard is explained, and what stands beside the text: who rests the
    pointer elsewhere is reading.
    """

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what there is to say where the pointer rests."""
        if not isinstance(event, QHelpEvent) or event.type() is not QEvent.Type.ToolTip:
            return super().eventFilter(watched, event)
        told = self.told_at(QPointF(event.pos()))
        if told:
            lines = textwrap.fill(told, LETTERS_A_LINE)
            QToolTip.showText(event.globalPos(), lines, self._view.viewport())
        else:
            QToolTip.hideText()
        return True

    def told_at(self, point: QPointF) -> str:
        """Return what there is to say at a point of the view; "" where nothing is."""
        page, turn = self._view.page, self._view.turn_under(point)
        if page is None or turn is None:
            return ""
        said, pointed = page.timeline.turns[turn], self._view.sentence_under(point)
        if pointed is None:
            return turn_told(said)
        is_heard = (turn, pointed[1]) == (self._view.marks.heard_turn, self._view.marks.heard)
        return sentence_told(said, pointed[1]) if is_heard else ""

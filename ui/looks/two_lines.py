"""Titles in lists take two lines at most."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

MOST_LINES = 2
_FILLED = 0.9  # of the lines: a word may end one early


def cut_to_two_lines(metrics: QFontMetrics, width: int, text: str) -> str:
    """Cut a title to what two lines of a width in pixels hold."""
    room = int(width * MOST_LINES * _FILLED)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

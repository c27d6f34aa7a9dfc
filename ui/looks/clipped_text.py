"""Text laid out in a few lines, the last one cut where there is more."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout

from ui.looks.wrapped_text import KeptLayouts, in_lines

LONGEST_SHOWN = 4000  # characters; more never fit into some lines


class ClippedTexts:
    """Texts in lines, the recent ones kept."""

    def __init__(self) -> None:
        self._kept = KeptLayouts()

    def laid_out(self, text: str, width: int, font: QFont, lines: int) -> QTextLayout:
        """Return a text in at most so many lines."""
        key = (text[:LONGEST_SHOWN], width, font.key(), lines)
        return self._kept.get(key, lambda: _clipped(text, width, font, lines))


def _clipped(text: str, width: int, font: QFont, lines: int) -> QTextLayout:
    shown = " ".join(text[:LONGEST_SHOWN].split())
    layout = in_lines(shown, width, font)
    if layout.lineCount() <= lines:
        return layout
    # Qt counts in UTF-16, and so do its lines' starts.
    units = shown.encode("utf-16-le")
    last = layout.lineAt(lines - 1).textStart()
    before = units[: 2 * last].decode("utf-16-le")
    rest = units[2 * last :].decode("utf-16-le", "ignore")
    cut = QFontMetricsF(font).elidedText(rest[:width], Qt.TextElideMode.ElideRight, width - 2)
    return in_lines(before + cut, width, font, most=lines)

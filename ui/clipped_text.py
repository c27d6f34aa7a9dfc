"""Text laid out in a few lines, the last one cut where there is more."""

from collections import OrderedDict

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from ui.row_layout import begins_right_to_left

KEPT_TEXTS = 600
LONGEST_SHOWN = 4000  # characters; more never fit into some lines


class ClippedTexts:
    """Texts in lines, the recent ones kept: Qt asks for sizes again and again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, str, int], QTextLayout] = OrderedDict()

    def laid_out(self, text: str, width: int, font: QFont, lines: int) -> QTextLayout:
        """Return a text in at most so many lines."""
        key = (text[:LONGEST_SHOWN], width, font.key(), lines)
        layout = self._kept.get(key)
        if layout is None:
            layout = self._kept[key] = _clipped(text, width, font, lines)
            if len(self._kept) > KEPT_TEXTS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return layout


def _clipped(text: str, width: int, font: QFont, lines: int) -> QTextLayout:
    shown = " ".join(text[:LONGEST_SHOWN].split())
    layout = _in_lines(shown, width, font)
    if layout.lineCount() <= lines:
        return layout
    # Qt counts in UTF-16, and so do its lines' starts.
    units = shown.encode("utf-16-le")
    last = layout.lineAt(lines - 1).textStart()
    before = units[: 2 * last].decode("utf-16-le")
    rest = units[2 * last :].decode("utf-16-le", "ignore")
    cut = QFontMetricsF(font).elidedText(rest[:width], Qt.TextElideMode.ElideRight, width - 2)
    return _in_lines(before + cut, width, font, lines)


def _in_lines(text: str, width: int, font: QFont, most: int | None = None) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if begins_right_to_left(text):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    y = 0.0
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * 1.12
        if most is not None and layout.lineCount() >= most:
            break
        line = layout.createLine()
    layout.endLayout()
    return layout

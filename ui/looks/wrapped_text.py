"""Text of list rows in lines, as it is read from left or right; the recent ones are kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from reader.text_direction import begins_right_to_left

KEPT_TEXTS = 600
LINE_SPACING = 1.12


class KeptLayouts:
    """Layouts by what they show: Qt asks for sizes again and again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QTextLayout] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], QTextLayout]) -> QTextLayout:
        """Return the layout kept under a key, made if there is none."""
        layout = self._kept.get(key)
        if layout is None:
            layout = self._kept[key] = make()
            if len(self._kept) > KEPT_TEXTS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return layout


def in_lines(
    text: str,
    width: int,
    font: QFont,
    *,
    most: int | None = None,
    formats: Sequence[QTextLayout.FormatRange] = (),
) -> QTextLayout:
    """Break a text into lines of a width in pixels, `most` of them; positions are Qt's."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if begins_right_to_left(text):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    layout.setCacheEnabled(True)
    y = 0.0
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * LINE_SPACING
        if most is not None and layout.lineCount() >= most:
            break
        line = layout.createLine()
    layout.endLayout()
    return layout

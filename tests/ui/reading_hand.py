"""A hand for tests: points at words of a transcript view, clicks, drags, turns the wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.page.transcript_view import TranscriptView

NOTHING_HELD = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def finish_layout(view: TranscriptView) -> None:
    """Make every height exact, as happens anyway while nothing else is to be done."""
    while view._refining.isActive():
        QApplication.processEvents()


def point_of(view: TranscriptView, turn: int, offset: int) -> QPoint:
    """Return where the first half of a character is in the viewport."""
    layout = view._layout
    row = layout.page.row_of(turn, offset)
    within = offset - layout.page.rows[row].offset
    box = layout.row(row).rects(within, within + 1)[0]
    x = layout.column_left + box.left() + box.width() * 0.25
    return QPoint(round(x), round(layout.heights.top(row) + box.center().y() - view.view_top()))


def point_of_row(view: TranscriptView, row: int) -> QPoint:
    """Return a point on a row's first word."""
    layout = view._layout
    box = layout.row(row).rects(0, 1)[0]
    y = layout.heights.top(row) + box.center().y() - view.view_top()
    return QPoint(round(layout.column_left + box.center().x()), round(y))


def press(widget: QWidget, point: QPoint, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
    """Press the left button."""
    _send(widget, QEvent.Type.MouseButtonPress, point, LEFT, held)


def move(widget: QWidget, point: QPoint, *, pressed: bool = True) -> None:
    """Move the pointer, by default with the left button held down."""
    _send(widget, QEvent.Type.MouseMove, point, LEFT if pressed else Qt.MouseButton.NoButton)


def release(widget: QWidget, point: QPoint, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
    """Let the left button go."""
    _send(widget, QEvent.Type.MouseButtonRelease, point, LEFT, held)


def click(widget: QWidget, point: QPoint, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
    """Press and let go."""
    press(widget, point, held)
    release(widget, point, held)


def double_click(widget: QWidget, point: QPoint) -> None:
    """Click twice, as Qt reports it."""
    click(widget, point)
    _send(widget, QEvent.Type.MouseButtonDblClick, point, LEFT)
    release(widget, point)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press, move in three steps, let go."""
    press(widget, start)
    for share in (0.3, 0.7, 1.0):
        move(widget, start + (end - start) * share)
    release(widget, end)


def turn_wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel: up the page with positive notches, down with negative ones."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        NOTHING_HELD,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def _send(
    widget: QWidget,
    kind: QEvent.Type,
    point: QPoint,
    button: Qt.MouseButton,
    held: Qt.KeyboardModifier = NOTHING_HELD,
) -> None:
    place = QPointF(point)
    on_screen = QPointF(widget.mapToGlobal(point))
    down = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    QApplication.sendEvent(widget, QMouseEvent(kind, place, on_screen, button, down, held))

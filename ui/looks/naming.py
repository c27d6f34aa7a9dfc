"""Names for widgets: the style sheet's, the tool tip's and assistive technology's."""

from typing import TypeVar

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMenu, QWidget

W = TypeVar("W", bound=QWidget)


def styled(widget: W, name: str) -> W:
    """Give a widget the name that the style sheet knows it by."""
    widget.setObjectName(name)
    return widget


def explained(widget: W, words: str) -> W:
    """Say what a widget without a text is for, on hovering and to a screen reader."""
    widget.setToolTip(words)
    widget.setAccessibleName(words)
    return widget


def described(widget: W, words: str) -> W:
    """Say what a widget with a text does, on hovering and to a screen reader."""
    widget.setToolTip(words)
    widget.setAccessibleDescription(words)
    return widget


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def add_heading(menu: QMenu, words: str) -> None:
    """Begin a part of a menu, with a heading. Qt's own sections are drawn without their words."""
    menu.addSeparator()
    menu.addAction(words).setEnabled(False)

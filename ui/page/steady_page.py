"""Keeps the text where it is on the screen while bars come and go above it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QWidget

from ui.page.scrolled_page import ScrolledPage


class SteadyPage(QObject):
    """Scrolls a page against the moves of what holds it. Lives on the GUI thread.

    Without this a message would push the text down, and who points at a sentence would point at
    another one.
    """

    def __init__(self, holder: QWidget, page: ScrolledPage) -> None:
        super().__init__(holder)
        self._page = page
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take out of the page what the holder moved down, or give it back."""
        if isinstance(event, QMoveEvent) and self._page.isVisible():
            down_px = event.pos().y() - event.oldPos().y()
            self._page.scroll_to(self._page.view_top() + down_px)
        return super().eventFilter(watched, event)

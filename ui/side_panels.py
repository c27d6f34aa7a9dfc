"""The panels at the right of the page: one at a time, with tabs where there are several."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

FIRST_WIDTH_PX = 360
SMALLEST_WIDTH_PX = 260
WIDTH_KEY = "panels/width"


class SidePanels(QWidget):
    """Holds the panels in a splitter's last place; hidden until one is shown.

    Signal: `closed()`, by the person.
    """

    closed = Signal()

    def __init__(self, splitter: QSplitter) -> None:
        super().__init__()
        self._splitter = splitter
        self._width_px = FIRST_WIDTH_PX
        self._tabs = QTabBar()
        self._tabs.setObjectName("panelTabs")
        self._tabs.setAccessibleName("Panels")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._tabs.hide()
        self.setMinimumWidth(SMALLEST_WIDTH_PX)
        splitter.addWidget(self)
        splitter.splitterMoved.connect(self._on_splitter_moved)
        self.hide()

    def add(self, title: str, panel: QWidget) -> None:
        """Add a panel; its title is seen where there are others."""
        self._stack.addWidget(panel)
        self._tabs.addTab(title)
        self._tabs.setVisible(self._tabs.count() > 1)

    def shows(self, panel: QWidget) -> bool:
        """Tell whether a panel is the one that is seen."""
        return self.isVisible() and self._stack.currentWidget() is panel

    def show_panel(self, panel: QWidget) -> None:
        """Bring a panel to the front, in the width that the panels had."""
        self._tabs.setCurrentIndex(self._stack.indexOf(panel))
        if self.isVisible():
            return
        self.show()
        sizes = self._splitter.sizes()
        others = sum(sizes[1:-1]) + sizes[-1]
        if len(sizes) == 3 and others > self._width_px:
            self._splitter.setSizes([sizes[0], others - self._width_px, self._width_px])

    def close_panels(self) -> None:
        """Hide the panels; what they show stays."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def remember(self, settings: QSettings) -> None:
        """Write down how wide the panels are."""
        settings.setValue(WIDTH_KEY, self._width_px)

    def recall(self, settings: QSettings) -> None:
        """Be as wide as the last time."""
        kept = str(settings.value(WIDTH_KEY, FIRST_WIDTH_PX))
        width_px = int(kept) if kept.isdecimal() else FIRST_WIDTH_PX
        self._width_px = min(max(width_px, SMALLEST_WIDTH_PX), 2000)
        self.hide()  # a splitter that is restored shows what was shown when it was saved

    def _on_splitter_moved(self, _position: int, _handle: int) -> None:
        if self.isVisible():
            self._width_px = self.width()

"""How far an import is: a bar over the page, with the file in hand and a way to stop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from reader.importing import Progress, Step
from ui.looks.naming import explained, styled

STEPS = {Step.READING: "Looking into", Step.ADDING: "Importing"}
BAR_WIDTH_PX = 220
LEAST_BAR_WIDTH_PX = 80
LEAST_NAME_WIDTH_PX = 60


class ImportBar(QFrame):
    """Hidden unless something is being imported. Signal: `cancel_clicked()`."""

    cancel_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        styled(self, "messageBar")
        self._label = QLabel()
        # As wide as there is room: what it says is shortened to that, and holds no window wide.
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = explained(QProgressBar(), "Import")
        self._bar.setMinimumWidth(LEAST_BAR_WIDTH_PX)
        self._bar.setMaximumWidth(BAR_WIDTH_PX)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton("Cancel")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 10, 8)
        row.setSpacing(14)
        row.addWidget(self._bar, 1)
        row.addWidget(self._label, 4)
        row.addWidget(self._cancel)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._label.text()

    def begin(self) -> None:
        """Show that something has begun, before there is anything to count."""
        self._bar.setRange(0, 0)
        self._label.setText("Looking for files…")
        self._cancel.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show the count and the file in hand."""
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(progress.done)
        count = f"{min(progress.done + 1, progress.total):,} of {progress.total:,}"
        words, metrics = f"{STEPS[progress.step]} {count}:  ", self._label.fontMetrics()
        room = max(self._label.width() - metrics.horizontalAdvance(words), LEAST_NAME_WIDTH_PX)
        name = metrics.elidedText(progress.path.name, Qt.TextElideMode.ElideMiddle, room)
        self._label.setText(words + name)

    def end(self) -> None:
        """Hide: it is over."""
        self.hide()

    def _on_cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self._label.setText("Stopping; what has come in stays…")
        self.cancel_clicked.emit()

"""The sync of one episode, to be looked at and repaired: anchors, the whole's shift, the delay."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.playback.delay import LONGEST_MS
from reader.timing.anchors_shown import AnchorShown
from reader.timing.sync_map import SyncMap
from ui.looks.naming import styled

WIDTH_PX = 460
LIST_ROWS = 4
MARGIN_PX = 8
ABOVE_BAR_PX = 140  # the bar with the gaps stays in sight
FARTHEST_S = 36_000.0
HOW = (
    "<b>All of it is out of step?</b> Play, and when you hear a sentence, point at it on the page, "
    "or select it, and press {keys}. Such an anchor moves all of the text.<br><br>"
    "<b>Only a part is, as after advertisements?</b> Set one anchor before them, where all is "
    "right, and one after them. What was put in is then hatched on the seek bar."
)
NO_ANCHORS = "No anchors yet: the text is heard when the transcript says."
LATE = (
    "Wireless headphones often sound 0.15 to 0.3 s late; this is kept for {device}, "
    "and for all episodes."
)


class SyncDialog(QDialog):
    """Shows a sync map.

    Signals: `anchor_removed(transcript_ms)`, `cleared()`, `shifted(ms)`, the whole is to be heard
    so much later than now; `delay_chosen(ms)`.
    """

    anchor_removed = Signal(int)
    cleared = Signal()
    shifted = Signal(int)
    delay_chosen = Signal(int)

    def __init__(self, keys: str, device: str, delay_ms: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Repair the sync")
        self.anchors = styled(QListWidget(), "anchors")
        self.anchors.setAccessibleName("Anchors")
        self.anchors.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.anchors.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchors.itemSelectionChanged.connect(self._on_selection_changed)
        self.remove = QPushButton("Remove this anchor")
        self.remove.clicked.connect(self._on_remove_clicked)
        self.clear = QPushButton("Remove all repairs")
        self.clear.setToolTip("Hear the text when the transcript says")
        self.clear.clicked.connect(self.cleared)
        self.undo = QPushButton("Undo")
        self.undo.setToolTip("Take the last change back")
        self.undo.setEnabled(False)
        self.play = QPushButton("Play or pause")
        self._shift_ms = 0
        self.shift = self._shift_box()
        self.delay = self._delay_box(delay_ms)
        self._arrange(keys, device)
        self.show_sync(SyncMap())

    def _shift_box(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(-FARTHEST_S, FARTHEST_S)
        box.setDecimals(1)
        box.setSingleStep(0.1)
        box.setSuffix(" s")
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_shift_changed)
        return box

    def _delay_box(self, delay_ms: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0, LONGEST_MS / 1000)
        box.setDecimals(2)
        box.setSingleStep(0.01)
        box.setSuffix(" s")
        box.setKeyboardTracking(False)
        box.setValue(delay_ms / 1000)
        box.valueChanged.connect(lambda seconds: self.delay_chosen.emit(round(seconds * 1000)))
        return box

    def _arrange(self, keys: str, device: str) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addWidget(self.clear)
        row.addWidget(self.undo)
        row.addStretch(1)
        buttons.addButton(self.play, QDialogButtonBox.ButtonRole.ActionRole)
        form = QFormLayout()
        form.addRow("All of the text is heard &later by", self.shift)
        form.addRow("The &sound comes late by", self.delay)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(_wrapped(HOW.format(keys=keys)))
        column.addWidget(self.anchors, 1)
        column.addLayout(row)
        column.addLayout(form)
        column.addWidget(
            styled(_wrapped(LATE.format(device=device or "all sound devices")), "quiet")
        )
        column.addWidget(buttons)
        self.anchors.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.anchors.setMinimumHeight(LIST_ROWS * self.anchors.fontMetrics().height() * 3 // 2)
        self.resize(WIDTH_PX, column.totalHeightForWidth(WIDTH_PX))

    def show_sync(self, sync: SyncMap, anchors: Sequence[AnchorShown] = ()) -> None:
        """Show a map, and its anchors as they are told; nothing is emitted."""
        self.anchors.clear()
        for anchor in anchors:
            item = QListWidgetItem(anchor.in_short)
            item.setToolTip(anchor.in_full)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, anchor.in_full)
            item.setData(Qt.ItemDataRole.UserRole, anchor.transcript_ms)
            self.anchors.addItem(item)
        if not anchors:
            none = QListWidgetItem(NO_ANCHORS)
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self.anchors.addItem(none)
        self._shift_ms = sync.nudge_ms
        with QSignalBlocker(self.shift):
            self.shift.setValue(sync.nudge_ms / 1000)
        self.clear.setEnabled(sync != SyncMap())
        self._on_selection_changed()

    def stand_beside(self, window: QWidget) -> None:
        """Leave the page in sight, where sentences are pointed at, as far as the screen allows."""
        frame, screen = window.frameGeometry(), window.screen().availableGeometry()
        if frame.right() + self.width() <= screen.right():
            left = frame.right() + 1
        elif frame.left() - self.width() >= screen.left():
            left = frame.left() - self.width()
        else:
            left = frame.left() + MARGIN_PX
        top = max(frame.bottom() - self.height() - ABOVE_BAR_PX, screen.top())
        self.move(left, top)

    def _on_shift_changed(self, seconds: float) -> None:
        before_ms, self._shift_ms = self._shift_ms, round(seconds * 1000)
        self.shifted.emit(self._shift_ms - before_ms)

    def _on_selection_changed(self) -> None:
        self.remove.setEnabled(bool(self.anchors.selectedItems()))

    def _on_remove_clicked(self) -> None:
        for item in self.anchors.selectedItems():
            self.anchor_removed.emit(item.data(Qt.ItemDataRole.UserRole))


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label

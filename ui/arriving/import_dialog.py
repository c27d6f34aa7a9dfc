"""The preview of an import: what will come in, to be changed before it happens."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reader.counting import counted
from reader.importing import ImportPlan
from ui.arriving.plan_model import ACTION, AUDIO, CHAPTERS, TEXT, TITLE, PlanModel
from ui.looks.naming import explained, styled

Index = QModelIndex | QPersistentModelIndex
FIRST_SIZE = (980, 560)
WIDTHS = {ACTION: 190, TEXT: 250, AUDIO: 170, CHAPTERS: 150}
FAILED_HEIGHT_PX = 96


class ChoiceDelegate(QStyledItemDelegate):
    """Lets a cell be set to one of its model's choices."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Offer the choices, opened at once."""
        del option
        box = QComboBox(parent)
        model = index.model()
        for words, value in model.choices(index) if isinstance(model, PlanModel) else ():
            box.addItem(words, value)
        box.setCurrentText(str(index.data()))
        box.activated.connect(lambda: self._finish(box))
        return box

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the choice."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class ImportDialog(QDialog):
    """Shows a plan; `plan` is what the person made of it once the dialog was accepted."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("What will be imported")
        self.resize(*FIRST_SIZE)
        self.model = PlanModel(plan)
        self.model.dataChanged.connect(self._count)
        self.table = self._make_table()
        self._counted = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = QPushButton("Import")
        self._buttons.addButton(self._import, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._arrange(plan)
        self._count()

    @property
    def plan(self) -> ImportPlan:
        """The plan as it has been changed."""
        return self.model.plan

    def _make_table(self) -> QTableView:
        table = explained(QTableView(), "Episodes to import")
        table.setToolTip("")
        table.setModel(self.model)
        table.setItemDelegate(ChoiceDelegate(table))
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        return table

    def _arrange(self, plan: ImportPlan) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        advice = (
            "Untick what should stay out. Click a transcript or an audio file to choose another."
        )
        column.addWidget(styled(QLabel(advice), "quiet"))
        column.addWidget(self.table, 1)
        troubles = [failure.message for failure in plan.failed] + list(plan.remarks)
        if troubles:
            column.addWidget(QLabel(counted(len(plan.failed), "file") + " cannot be imported:"))
            column.addWidget(_listed(troubles))
        row = QHBoxLayout()
        row.addWidget(self._counted, 1)
        for words, included in (("All", True), ("None", False)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _checked=False, each=included: self.model.take_all(included=each)
            )
            row.addWidget(button)
        row.addSpacing(16)
        row.addWidget(self._buttons)
        column.addLayout(row)

    def _count(self) -> None:
        chosen = sum(episode.included for episode in self.plan.episodes)
        total = len(self.plan.episodes)
        self._counted.setText(f"{chosen} of {counted(total, 'episode')}")
        self._import.setEnabled(chosen > 0)


def _listed(sentences: list[str]) -> QPlainTextEdit:
    box = explained(QPlainTextEdit("\n".join(sentences)), "What cannot be imported")
    box.setToolTip("")
    box.setReadOnly(True)
    box.setFixedHeight(FAILED_HEIGHT_PX)
    return box

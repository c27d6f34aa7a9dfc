"""What to take along, as what, and where to: the dialog that asks, filled by frozen records."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.export import Target
from reader.export.choices import Choice
from reader.export.file_names import safe_name
from ui.looks.naming import styled

WIDTH_PX = 560
SHORTEST_CHOICE = 30  # characters; a longer title is cut rather than the dialog widened


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """All that can be chosen, and what was chosen last."""

    choices: tuple[Choice, ...]  # at least one
    targets: tuple[Target, ...]
    format: str
    folder: Path


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the person wants. `replaces` is whether they have agreed to that already."""

    choice: Choice
    target: Target
    goal: Path
    replaces: bool


class ExportDialog(QDialog):
    """Asks; `wish()` is the answer."""

    def __init__(self, choices: ExportChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._choices = choices
        self._agreed = ""  # a file that the person was asked about by the system's own dialog
        self._suggested = ""
        self.what = _wide(QComboBox(), "What to export")
        self.what.addItems([choice.words for choice in choices.choices])
        self.format = _wide(QComboBox(), "Format")
        self.description = styled(QLabel(), "quiet")
        self.goal = QLineEdit()
        self.goal.setAccessibleName("Where to")
        self.browse = QPushButton("Choose…")
        self.browse.setAccessibleName("Choose where to")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = self._buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self._connect()
        self._on_what_changed()
        self.resize(WIDTH_PX, self.sizeHint().height())

    def wish(self) -> ExportWish:
        """Return what is chosen."""
        goal = self.goal.text().strip()
        agreed = bool(goal) and goal == self._agreed
        return ExportWish(self._choice(), self._target(), Path(goal).expanduser(), agreed)

    def _arrange(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(8)
        self.description.setContentsMargins(0, 0, 0, 8)
        where.addWidget(self.goal, 1)
        where.addWidget(self.browse)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(7)
        form.addRow(_label("&What", self.what), self.what)
        form.addRow(_label("&Format", self.format), self.format)
        form.addRow("", self.description)
        form.addRow(_label("&To", self.goal), where)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(18)
        column.addLayout(form)
        column.addWidget(self._buttons)
        self.export.setDefault(True)

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.what.currentIndexChanged.connect(self._on_what_changed)
        self.format.currentIndexChanged.connect(self._on_format_changed)
        self.goal.textChanged.connect(lambda text: self.export.setEnabled(bool(text.strip())))
        self.browse.clicked.connect(self._browse)

    def _choice(self) -> Choice:
        return self._choices.choices[max(self.what.currentIndex(), 0)]

    def _fitting(self) -> Sequence[Target]:
        transcripts = self._choice().wanted.transcripts
        return [
            target
            for target in self._choices.targets
            if (target.transcript is not None if transcripts else target.takes_quotes)
        ]

    def _target(self) -> Target:
        return self._fitting()[max(self.format.currentIndex(), 0)]

    def _takes_folder(self) -> bool:
        choice, target = self._choice(), self._target()
        if choice.wanted.transcripts:
            return choice.episodes > 1
        return target.quotes is None or (target.one_each and choice.episodes > 1)

    def _on_what_changed(self) -> None:
        """Offer the formats that fit, and keep to the one that is chosen if it does."""
        chosen = self.format.currentData() or self._choices.format
        fitting = self._fitting()
        self.format.blockSignals(True)  # noqa: FBT003 - Qt's
        self.format.clear()
        for target in fitting:
            self.format.addItem(target.title, target.name)
        self.format.setCurrentIndex(max(self.format.findData(chosen), 0))
        self.format.blockSignals(False)  # noqa: FBT003 - Qt's
        self._on_format_changed()

    def _on_format_changed(self) -> None:
        self.description.setText(self._target().description)
        self.format.setAccessibleDescription(self._target().description)
        if self.goal.text() == self._suggested:
            name = safe_name(self._choice().name)
            suffix = "" if self._takes_folder() else self._target().suffix
            self._suggested = str(self._choices.folder / f"{name}{suffix}")
            self.goal.setText(self._suggested)

    def _browse(self) -> None:
        """Let the system's dialog ask; it also asks whether a file may be replaced."""
        start = self.goal.text().strip()
        if self._takes_folder():
            chosen = QFileDialog.getExistingDirectory(self, "Export into a folder", start)
        else:
            suffix = self._target().suffix
            kind = f"{self._target().title} (*{suffix})"
            chosen, _ = QFileDialog.getSaveFileName(self, "Export to a file", start, kind)
            self._agreed = chosen
        if chosen:
            self.goal.setText(chosen)


def _label(words: str, field: QWidget) -> QLabel:
    """Return a label whose key goes to a field."""
    label = QLabel(words)
    label.setBuddy(field)
    return label


def _wide(box: QComboBox, name: str) -> QComboBox:
    box.setAccessibleName(name)
    box.setMinimumContentsLength(SHORTEST_CHOICE)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box

"""Changing the keys: every command by its menu, a field to press the new key in."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.errors import KeyTakenError
from reader.keymap import KeyMap
from ui.keys.commands import Command
from ui.keys.key_field import KeyField
from ui.keys.key_sheet import written
from ui.looks.naming import explained, styled

SIZE = (620, 640)
NAME = Qt.ItemDataRole.UserRole


class KeysDialog(QDialog):
    """Shows the commands and their keys, and changes them at once.

    Signal: `changed(KeyMap)`, these keys hold from now on.
    """

    changed = Signal(object)

    def __init__(
        self, commands: Sequence[Command], keymap: KeyMap, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change keys")
        self.keymap = keymap
        self._commands = {command.name: command for command in commands}
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a command or a key")
        self.field.setAccessibleName("Find a command or a key")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.tree = self._tree()
        self.press = explained(KeyField(), "Press the new key")
        self.press.keySequenceChanged.connect(self._judge)
        self.use = self._button("Use this key alone", lambda: self._give(self._pressed()))
        self.add = self._button("Add this key", lambda: self._give(*self._now(), self._pressed()))
        self.clear = self._button("No key", self._give)
        self.reset = self._button("Reset", self._reset)
        self.verdict = QLabel(wordWrap=True)
        self.go_there = self._button("", self._go_to_holder)
        self.reset_all = self._button("Reset all keys", lambda: self._take(self.keymap.reset_all()))
        self._chosen_title = styled(QLabel(), "catchTitle")
        self._holder: str | None = None
        self._menus: dict[str, QTreeWidgetItem] = {}
        self.rows: dict[str, QTreeWidgetItem] = {}
        self._arrange()
        self._fill()
        self.resize(*SIZE)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Commands and their keys")
        tree.setHeaderLabels(["Command", "Keys"])
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        tree.setUniformRowHeights(True)
        tree.currentItemChanged.connect(lambda _new, _old: self._show_chosen())
        return tree

    def _button(self, words: str, pressed: Callable[[], None]) -> QPushButton:
        button = styled(QPushButton(words), "step")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    def _arrange(self) -> None:
        pressing, doing, saying = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        label = QLabel("Press the new &key:")
        label.setBuddy(self.press)
        for widget in (label, self.press, self.use, self.add):
            pressing.addWidget(widget)
        doing.addWidget(self._chosen_title, 1)
        doing.addWidget(self.clear)
        doing.addWidget(self.reset)
        saying.addWidget(self.verdict, 1)
        saying.addWidget(self.go_there)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.addButton(self.reset_all, QDialogButtonBox.ButtonRole.ResetRole)
        box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self.tree, 1)
        for row in (doing, pressing, saying):
            column.addLayout(row)
        column.addWidget(box)

    # What is shown

    def _fill(self) -> None:
        for name, command in self._commands.items():
            if command.menu not in self._menus:
                menu = QTreeWidgetItem(self.tree, [command.menu])
                menu.setFlags(Qt.ItemFlag.ItemIsEnabled)
                menu.setFirstColumnSpanned(True)
                self._menus[command.menu] = menu
            item = QTreeWidgetItem(self._menus[command.menu], [command.text.rstrip("…")])
            item.setData(0, NAME, name)
            self.rows[name] = item
        self.tree.expandAll()
        self._show_keys()
        self.choose(next(iter(self._commands)))

    def _show_keys(self) -> None:
        for name, item in self.rows.items():
            item.setText(1, "   ".join(map(written, self.keymap.keys(name))))
            font = item.font(1)
            font.setBold(self.keymap.is_changed(name))
            item.setFont(1, font)
        self.reset_all.setEnabled(self.keymap.any_changed)

    def _filter(self, words: str) -> None:
        full = set()
        for name, item in self.rows.items():
            menu = self._commands[name].menu
            said = f"{item.text(0)} {item.text(1)} {menu}".casefold()
            item.setHidden(not all(word in said for word in words.casefold().split()))
            full |= set() if item.isHidden() else {menu}
        for menu, root in self._menus.items():
            root.setHidden(menu not in full)

    def choose(self, name: str) -> None:
        """Choose a command in the list."""
        if self.rows[name].isHidden():
            self.field.clear()
        self.tree.setCurrentItem(self.rows[name])
        self.tree.scrollToItem(self.rows[name])

    @property
    def chosen(self) -> str | None:
        """The name of the command that is chosen."""
        item = self.tree.currentItem()
        return item.data(0, NAME) if item is not None else None

    def _show_chosen(self) -> None:
        name = self.chosen
        for widget in (self.press, self.clear):
            widget.setEnabled(name is not None)
        if name is not None:
            keys = "   ".join(map(written, self._now())) or "no key"
            self._chosen_title.setText(f"{self._commands[name].text.rstrip('…')}: {keys}")
            self.clear.setEnabled(bool(self._now()))
            self.reset.setEnabled(self.keymap.is_changed(name))
        self.press.clear()
        self._judge()

    # The hand

    def _now(self) -> tuple[str, ...]:
        return self.keymap.keys(self.chosen) if self.chosen else ()

    def _pressed(self) -> str:
        return self.press.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _judge(self) -> None:
        """Say at once whether the key that was pressed can be had."""
        key, name = self._pressed(), self.chosen
        fits = bool(key) and name is not None
        self._say_refusal(None)
        if fits and name is not None:
            try:
                self.keymap.with_keys(name, (key,))
            except KeyTakenError as refusal:
                fits = False
                self._say_refusal(refusal)
        self.use.setEnabled(fits)
        self.add.setEnabled(fits and key not in self._now() and bool(self._now()))

    def _say_refusal(self, refusal: KeyTakenError | None) -> None:
        self._holder = refusal.holder if refusal else None
        words = str(refusal) if refusal else ""
        if refusal and self._holder:
            holder = self._commands[self._holder].text.rstrip("…")
            words = (
                f"{written(refusal.key)} does “{holder}” already. Press another key, or go there."
            )
            self.go_there.setText("Go there")
            self.go_there.setAccessibleName(f"Go to {holder}")
        self.verdict.setText(words)
        self.verdict.setAccessibleName(words)
        self.go_there.setVisible(self._holder is not None)

    def _go_to_holder(self) -> None:
        if self._holder is not None:
            self.choose(self._holder)
            self.tree.setFocus()

    def _give(self, *keys: str) -> None:
        if self.chosen is not None:
            self._take(self.keymap.with_keys(self.chosen, keys))

    def _reset(self) -> None:
        if self.chosen is None:
            return
        try:
            self._take(self.keymap.reset(self.chosen))
        except KeyTakenError as refusal:
            self._say_refusal(refusal)

    def _take(self, keymap: KeyMap) -> None:
        self.keymap = keymap
        # The button that did it is disabled now; Qt would go on to one that resets all keys.
        self.tree.setFocus()
        self._show_keys()
        self._show_chosen()
        self.changed.emit(keymap)

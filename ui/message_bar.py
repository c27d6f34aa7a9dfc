"""Sentences for the person, over the page: what happened and what to do. They stay until read.

A hint, why a key did nothing here, goes by itself when the person goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.looks.icons import icon
from ui.looks.naming import explained, styled
from ui.looks.theme import Theme

MOST_AT_ONCE = 4
TEXT_WIDTH_PX = 320  # less than that beside the buttons, and they go below the text


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done about a message while it is shown."""

    message: str
    do: Callable[[], None]
    undoes: bool
    instead: Callable[[], None] | None = None


class MessageBar(QFrame):
    """Shows messages until they are closed; the newest below, with what can be done about it.

    What was done last can be undone by key until another episode is open, also when its sentence
    was closed, or another offer took its place.

    Signals: `undo_offered(bool)`, whether there is something to undo.
    """

    undo_offered = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._messages: list[str] = []
        self._hint = ""
        self._label = QLabel()
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._offer: Offer | None = None
        self._undoable: Offer | None = None  # what was done last
        self._act = styled(QPushButton(), "messageAction")
        self._act.clicked.connect(self.take_offer)
        self._act.hide()
        self._other = styled(QPushButton(), "messageAction")
        self._other.clicked.connect(self.take_other)
        self._other.hide()
        self._close = explained(QToolButton(), "Close this message")
        self._close.clicked.connect(self.clear)
        self._arrange()
        self.set_theme(theme)
        self.hide()

    def _arrange(self) -> None:
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.addWidget(self._act)
        ways.insertWidget(0, self._other)
        self._ways.hide()
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.addWidget(self._label, 1)
        at_the_end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        self._said.addWidget(self._ways, 0, at_the_end)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 10, 10)
        row.addLayout(self._said, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the text a width in which it can be read."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        beside = self.width() - self._ways.sizeHint().width() - self._close.sizeHint().width()
        way = QBoxLayout.Direction
        self._said.setDirection(way.LeftToRight if beside > TEXT_WIDTH_PX else way.TopToBottom)

    @property
    def text(self) -> str:
        """What is shown."""
        earlier = len(self._messages) - MOST_AT_ONCE
        shown = self._messages[-MOST_AT_ONCE:]
        return "\n".join(
            [*shown, *([f"… and {earlier:,} more before these."] if earlier > 0 else [])]
        )

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._close.setIcon(icon("close", theme.text))

    def tell(self, message: str) -> None:
        """Show a sentence, once."""
        if message not in self._messages:
            self._messages.append(message)
        self._show_all()

    def hint(self, message: str) -> None:
        """Show a sentence that holds for this place alone; the next hint takes its place."""
        self.drop_hint()
        self._hint = message
        self.tell(message)

    def drop_hint(self) -> None:
        """Take the hint away: the person is elsewhere by now."""
        hint, self._hint = self._hint, ""
        self.withdraw(hint)

    def withdraw(self, message: str) -> None:
        """Take a sentence away that holds no longer."""
        if self._offer is not None and self._offer.message == message:
            self._drop_offer()
        if self._undoable is not None and self._undoable.message == message:
            self._keep_undoable(None)
        if message in self._messages:
            self._messages.remove(message)
            self._show_all()

    def clear(self) -> None:
        """Hide what was shown."""
        self._hint = ""
        self._messages.clear()
        self._drop_offer()
        self.hide()

    def offer(
        self,
        message: str,
        words: str,
        do: Callable[[], None],
        *,
        undoes: bool = False,
        instead: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show a sentence with a button that does something about it; the last offer stands.

        `undoes`: it takes back what was done, so that `undo()` takes it as well. `instead`: what
        a second button says and does; whichever is taken, the offer is gone.
        """
        if self._offer is not None:
            self._messages.remove(self._offer.message)
        if message in self._messages:
            self._messages.remove(message)
        self._offer = Offer(message, do, undoes, instead[1] if instead else None)
        if undoes:
            self._keep_undoable(self._offer)
        self._act.setText(words)
        self._act.setAccessibleName(f"{words}: {message}")
        self._act.show()
        self._other.setText(instead[0] if instead else "")
        self._other.setAccessibleName(f"{instead[0]}: {message}" if instead else "")
        self._other.setVisible(instead is not None)
        self._ways.show()
        self._give_room()
        self.tell(message)

    def take_offer(self) -> bool:
        """Do what is offered, and take the sentence away; return whether there was an offer."""
        offer = self._offer
        if offer is None:
            return False
        self._take_away(offer)
        offer.do()
        return True

    def take_other(self) -> bool:
        """Do what the second button says, as `take_offer`; return whether there was one."""
        offer = self._offer
        if offer is None or offer.instead is None:
            return False
        self._take_away(offer)
        offer.instead()
        return True

    def _take_away(self, offer: Offer) -> None:
        self._messages.remove(offer.message)
        self._drop_offer()
        if offer is self._undoable:
            self._keep_undoable(None)
        self._show_all()

    def undo(self) -> bool:
        """Undo what was done last, whether that is still offered or not; return whether."""
        undoable = self._undoable
        if undoable is None:
            return False
        if undoable is self._offer:
            return self.take_offer()
        self._keep_undoable(None)
        undoable.do()
        return True

    def leave_episode(self) -> None:
        """Take hints away, and forget what could be undone and is not in sight."""
        self.drop_hint()
        if self._undoable is not self._offer:
            self._keep_undoable(None)

    def _keep_undoable(self, undoable: Offer | None) -> None:
        self._undoable = undoable
        self.undo_offered.emit(undoable is not None)

    def _drop_offer(self) -> None:
        self._offer = None
        self._act.hide()
        self._other.hide()
        self._ways.hide()

    def _show_all(self) -> None:
        self._label.setText(self.text)
        self.setAccessibleName(self.text)
        self.setVisible(bool(self._messages))

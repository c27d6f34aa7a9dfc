"""A field that takes the key that is pressed in it."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QKeySequenceEdit

_K = Qt.Key
_HELD = {_K.Key_CapsLock, _K.Key_NumLock, _K.Key_ScrollLock, _K.Key_Super_L, _K.Key_Super_R}


class KeyField(QKeySequenceEdit):
    """Takes one key, with the modifiers that are held.

    Qt 6.11 takes AltGr for the key itself, so that "[" on a German keyboard could not be pressed;
    the same goes for keys that only begin a letter, as accents do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; wait on for what is pressed with one that does nothing alone.

        Qt would wait until that very key is let go. It is another by then where AltGr is let go
        first, and what was pressed would never be told.
        """
        if _only_begins(event.key()):
            return
        super().keyPressEvent(event)
        taken = self.keySequence()
        if not taken.isEmpty():
            with QSignalBlocker(self):
                self.clear()
            self.setKeySequence(taken)


def _only_begins(key: int) -> bool:
    composes = _K.Key_AltGr.value <= key <= _K.Key_Dead_Longsolidusoverlay.value
    return composes or key in {held.value for held in _HELD}

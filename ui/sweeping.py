"""When Python looks for unreachable objects: not while an episode is opened, but in idle moments.

A transcript of forty hours is a hundred thousand objects. Looking through them takes up to a
quarter of a second in which no thread gets on, the window's included, and reading one makes
Python do so several times. They are set apart instead, and freed when the last that refers to
them is; what is left over is looked for while another program is in front.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

IN_PEACE_MS = 5000


@contextmanager
def unswept() -> Iterator[None]:
    """Make many objects that will stay, on any thread; they are not looked through again.

    Only where the program has set apart what it is made of, as it does when its window is up.
    """
    gc.collect(1)  # what was left over lately is not to be set apart as well
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count():
            gc.freeze()
        if is_on:
            gc.enable()


class Sweeping(QObject):
    """Looks through everything once the program has been in the background for a while."""

    def __init__(self, application: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._peace = QTimer(self, singleShot=True, interval=IN_PEACE_MS)
        self._peace.timeout.connect(sweep)
        application.applicationStateChanged.connect(self._on_application_state_changed)

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._peace.stop()
        else:
            self._peace.start()


def sweep() -> None:
    """Free all that nothing leads to any more, and set apart the rest."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

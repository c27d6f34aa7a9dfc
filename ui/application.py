"""The one application object of Qt's that a process may have."""

import sys

from PySide6.QtWidgets import QApplication


def the_application() -> QApplication:
    """Return the running application, or make it."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])

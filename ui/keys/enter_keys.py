"""The two keys that mean Enter: the one beside the letters and the one beside the numbers."""

from PySide6.QtCore import Qt

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

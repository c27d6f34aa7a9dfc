"""What the middle of the window shows while no episode is open: what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.looks.icons import program_icon
from ui.looks.naming import styled

WORDS = (
    "Drop a saved page, a transcript or an audio file here",
    "A page and its audio dropped together are read and heard together.",
)


class Welcome(QWidget):
    """Signals: `open_clicked()`, `demo_clicked()`."""

    open_clicked = Signal()
    demo_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(program_icon().pixmap(96, 96))
        title = styled(QLabel(WORDS[0]), "welcomeTitle")
        detail = styled(QLabel(WORDS[1]), "quiet")
        for label in (title, detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (picture, title, detail):
            column.addWidget(widget)
        for words, signal in (
            ("Open a page or an audio file…", self.open_clicked),
            ("Read along with the demo episode", self.demo_clicked),
        ):
            button = QPushButton(words)
            button.clicked.connect(lambda _checked=False, out=signal: out.emit())
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

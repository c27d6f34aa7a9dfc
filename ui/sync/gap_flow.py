"""Says that what is heard has no text, such as an advertisement, and leads past it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from reader.timecode import timecode
from reader.timing.timeline import Moment
from ui.desk import Handlers
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.looks.naming import styled
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController

HEIGHT_PX = 28
BELOW_TOP_PX = 12


class GapChip(QPushButton):
    """A small button over the page's top, `No text until 21:38 · Skip (G)`."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self._words = FROM_THE_START
        self._until = ""
        styled(self, "jumpChip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEIGHT_PX)
        room.installEventFilter(self)
        self.hide()

    def offer(self, until: str) -> None:
        """Say until when there is no text."""
        self._until = until
        self._write()
        self.show()
        self.raise_()

    def set_keys(self, words: KeyWords) -> None:
        """Say which key leads past it, too."""
        self._words = words
        self._write()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of a page that becomes wider or narrower."""
        if event.type() is QEvent.Type.Resize:
            self._stand()
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        skip = self._words.beside("Skip", "skip_gap")
        self.setText(f"No text until {self._until} · {skip}")
        self.setAccessibleName(f"No text until {self._until}: skip to it")
        self._stand()

    def _stand(self) -> None:
        self.adjustSize()
        self.move((self._room.width() - self.width()) // 2, BELOW_TOP_PX)


class GapFlow(QObject):
    """Offers the way past a gap while it is heard. Lives on the GUI thread."""

    def __init__(self, window: MainWindow, playback: PlaybackController) -> None:
        super().__init__(window)
        self._window = window
        self._playback = playback
        self._gaps: tuple[tuple[int, int], ...] = ()
        self.chip = GapChip(window.transcript.viewport())
        self.chip.clicked.connect(self.skip)
        playback.moment_changed.connect(self._on_moment_changed)

    def handlers(self) -> Handlers:
        """Return what the command of this part does."""
        return {"skip_gap": self.skip}

    def take(self, opened: Opened) -> None:
        """Know the gaps of the episode that is open now, or was put in step otherwise."""
        self._gaps = opened.episode.sync.gaps()
        self._show(in_gap=self._end_ms() is not None)

    def leave(self) -> None:
        """Know no gaps: no episode is open."""
        self._gaps = ()
        self._show(in_gap=False)

    def skip(self) -> None:
        """Go to where the text goes on; without a gap, do nothing."""
        end_ms = self._end_ms()
        if end_ms is not None:
            self._playback.seek(end_ms)

    def _on_moment_changed(self, moment: Moment) -> None:
        self._show(in_gap=moment.in_gap)

    def _show(self, *, in_gap: bool) -> None:
        end_ms = self._end_ms() if in_gap else None
        self._window.actions_by_name["skip_gap"].setEnabled(end_ms is not None)
        if end_ms is None:
            self.chip.hide()
        else:
            self.chip.offer(timecode(end_ms, like_ms=self._playback.duration_ms))

    def _end_ms(self) -> int | None:
        at_ms = self._playback.position_ms
        return next((end for start, end in self._gaps if start <= at_ms < end), None)

"""Two heads: where one reads and where the sound is, both in sight, and each brought to the other.

While the page goes with the voice the two are one place. Otherwise the first sentence in sight
is marked on the seek bar, and the voice's place beside the scroll bar.
"""

from PySide6.QtCore import QObject, QTimer

from ui.desk import Handlers
from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController

SETTLE_MS = 60  # scrolling is drawn at once; the mark on the seek bar may come a little later


class HeadsFlow(QObject):
    """Marks both places in one window. Lives on the GUI thread."""

    def __init__(self, window: MainWindow, playback: PlaybackController) -> None:
        super().__init__(window)
        self._transcript = window.transcript
        self._seek_bar = window.transport.seek_bar
        self._playback = playback
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.mark_reading_place)
        window.transcript.sight_changed.connect(self._on_transcript_sight_changed)
        window.transcript.following_changed.connect(lambda _: self.mark_reading_place())

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"sound_here": self.bring_sound}

    def bring_sound(self) -> None:
        """Play from the first sentence in sight; the page stays, and goes with the voice again."""
        place = self._transcript.first_sentence()
        if place is not None:
            self._transcript.following.looked_elsewhere()  # nothing moves what is being read
            self._playback.seek(place[1].start_ms)
            self._playback.play()
            self._transcript.follow_again()

    def mark_reading_place(self) -> None:
        """Mark on the seek bar what is in sight, unless it goes with the voice."""
        self._settling.stop()
        place = None if self._transcript.following.active else self._transcript.first_sentence()
        self._seek_bar.set_reading_place(place[1].start_ms if place is not None else None)

    def _on_transcript_sight_changed(self) -> None:
        if not self._transcript.following.active and not self._settling.isActive():
            self._settling.start()

"""Notices that the open episode's file holds another recording than it did, and asks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.errands import Errands
from reader.media import another_recording, holds_another
from reader.model import AudioFile
from reader.playback.player import PlayerState
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController

USE_IT = "Use this recording"
OR_ELSE = "Use it from now on, or name the right file with File ▸ Choose the audio of this episode."


class RecordingFlow(QObject):
    """Looks at the file when it is opened, and where it changed, when it is played.

    Lives on the GUI thread. It looks on a thread that nobody waits for: the file may be on a
    drive that does not answer. `use` pairs the open episode with a file.
    """

    _other_found = Signal(object)  # the AudioFile that the library believes in
    _looked = Signal()

    def __init__(
        self, window: MainWindow, playback: PlaybackController, use: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._use = use
        self._audio: AudioFile | None = None
        self._told = ""  # of the open episode
        self._seen: tuple[float, int] | None = None  # the file's entry, when it was looked at
        self._errands: Errands | None = None
        self._looking = self._again = False
        self._other_found.connect(self._on_other_found)
        self._looked.connect(self._on_looked)
        playback.state_changed.connect(self._on_state_changed)
        playback.jumped.connect(self.look)

    def take(self, opened: Opened) -> None:
        """Look after the episode that is open now, or has another audio now."""
        if opened.episode.audio != self._audio:
            self._withdraw()
            self._audio, self._seen = opened.episode.audio, None
            self.look()

    def leave(self) -> None:
        """Have no episode to look after."""
        self._withdraw()
        self._audio = None

    def _withdraw(self) -> None:
        """Take the offer away: `use` would give the file to the episode that is open now."""
        self._window.messages.withdraw(self._told)

    def look(self, *_: object) -> None:
        """Look whether the file is still what it was; while one looks, once more after that."""
        self._again = self._looking
        if self._audio is not None and not self._looking:
            self._looking = True
            self._errands = self._errands or Errands("recording", lambda: None)
            self._errands.do(partial(self._look_into, self._audio))

    def close(self) -> None:
        """Look no more."""
        self._audio = None
        if self._errands is not None:
            self._errands.end()

    def _look_into(self, audio: AudioFile) -> None:
        """Compare the file with what is known of it; runs on the other thread."""
        entry = _entry(audio.path)
        if entry is not None and entry != self._seen:
            self._seen = entry
            if holds_another(audio.path, audio.fingerprint):
                self._other_found.emit(audio)
        self._looked.emit()

    def _on_looked(self) -> None:
        self._looking = False
        if self._again:
            self.look()

    def _on_other_found(self, audio: AudioFile) -> None:
        if audio == self._audio:
            self._told = f"{another_recording(audio.path)} {OR_ELSE}"
            self._window.messages.offer(self._told, USE_IT, partial(self._use, audio.path))

    def _on_state_changed(self, state: PlayerState) -> None:
        if state is PlayerState.PLAYING:
            self.look()


def _entry(path: Path) -> tuple[float, int] | None:
    """Return what tells that a file was written anew, or None where it is not there."""
    try:
        entry = path.stat()
    except OSError:
        return None
    return entry.st_mtime, entry.st_size

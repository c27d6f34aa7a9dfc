"""Shortened silences: the switch, the sound sent on while nothing is said, what that has saved."""

import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction

from reader.counting import counted
from reader.listening.jump_trail import Jump
from reader.listening.silences import Shortener, Silence, saved_words
from reader.model import Episode
from reader.playback.player import PlayerState
from ui.background import LibraryThread
from ui.desk import Handlers
from ui.looks.naming import announce
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController
from ui.preferences import Preferences
from ui.sync.estimates_flow import EstimatesFlow

SETTING = "shorten_silences"
TICK_MS = 40
LOOKING = "Looking for silences…"
UNKNOWN = "Where this episode is silent could not be found out"
NONE = "No long silences in this episode"


class SilenceFlow(QObject):
    """Shortens the silences of the open episode, in one window. Lives on the GUI thread.

    What is borrowed from it, a reel or a single quote, is heard as it was recorded.
    """

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        playback: PlaybackController,
        preferences: Preferences,
        listening: EstimatesFlow,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._playback = window, library, playback
        self._preferences, self._listening = preferences, listening
        self._now = time.monotonic
        self._episode: Episode | None = None
        self._silences: tuple[Silence, ...] | None = None  # None: not known
        self._in_vain = library.is_read_only  # looked for, and not found out
        self._shortener = Shortener()
        self._switch: QAction | None = None  # the menus' entry
        self._saved = QAction(self)  # says what was saved, below it
        self._saved.setEnabled(False)
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        playback.state_changed.connect(lambda _: self._run_or_rest())
        playback.jumped.connect(self._on_playback_jumped)
        listening.listened.connect(self._on_listened)

    def handlers(self) -> Handlers:
        """Return what the command of this part does."""
        return {SETTING: self.switch}

    def join_menus(self) -> None:
        """Offer the switch beside the speeds, too; to be called once the commands are there."""
        self._switch = self._window.actions_by_name[SETTING]
        self._switch.setCheckable(True)
        menu = self._window.transport.speed.menu()
        menu.addSeparator()
        menu.addActions([self._switch, self._saved])
        self._listening.look_for_silences(on=self.is_on)
        self._show()

    @property
    def is_on(self) -> bool:
        """Whether silences are shortened."""
        return bool(self._preferences.settings[SETTING])

    def switch(self) -> None:
        """Shorten silences from now on, or hear them as they are."""
        self._preferences.keep(SETTING, not self.is_on)
        self._listening.look_for_silences(on=self.is_on)
        words = "Silences are shortened" if self.is_on else "Silences are heard as they are"
        announce(self._window.transport.speed, words)
        self._run_or_rest()
        self._show()

    def close(self) -> None:
        """Leave the player alone."""
        self._timer.stop()

    # The silences of what is open

    def take(self, opened: Opened | None) -> None:
        """Go by another episode, or by the same one with another recording."""
        before, self._episode = self._episode, opened.episode if opened else None
        if _sound_of(before) != _sound_of(self._episode):
            self._take_silences(None)
            self._in_vain = self._library.is_read_only
            self._read()

    def _read(self) -> None:
        episode = self._episode
        if episode is not None and episode.audio is not None:
            self._library.submit(
                lambda library: library.silences(episode),
                lambda silences: self._on_read(episode, silences),
            )

    def _on_read(self, episode: Episode, silences: tuple[Silence, ...] | None) -> None:
        if _sound_of(episode) == _sound_of(self._episode):
            self._take_silences(silences)

    def _on_listened(self, episode: str) -> None:
        if self._episode is not None and self._episode.id == episode and self._silences is None:
            self._in_vain = True  # unless there is something to be read by now
            self._read()

    def _take_silences(self, silences: tuple[Silence, ...] | None) -> None:
        self._silences = silences
        self._shortener.take(silences or ())
        self._run_or_rest()
        self._show()

    # Playing

    def _run_or_rest(self) -> None:
        playing = self._playback.state is PlayerState.PLAYING
        if self.is_on and self._silences and playing:
            self._timer.start()
        else:
            self._timer.stop()

    def tick(self) -> None:
        """Send the sound on where it is silent for long."""
        playback = self._playback
        dragged = self._window.transport.seek_bar.isSliderDown()
        if playback.is_lent or dragged or playback.state is not PlayerState.PLAYING:
            return
        before_ms = self._shortener.saved_ms
        to_ms = self._shortener.at(playback.position_ms, playback.speed, self._now())
        if to_ms is not None:
            playback.seek(to_ms, Jump.NONE)
        if self._shortener.saved_ms != before_ms:
            self._show()

    def _on_playback_jumped(self, from_ms: int, to_ms: int, kind: Jump) -> None:
        if kind is not Jump.NONE:
            self._shortener.jumped(from_ms, to_ms)

    # What is shown

    def _show(self) -> None:
        words = self._words() if self.is_on else ""
        self._saved.setText(words)
        self._saved.setVisible(bool(words))
        if self._switch is not None:
            self._switch.setChecked(self.is_on)
        self._window.transport.show_shortening(words, on=self.is_on)

    def _words(self) -> str:
        """Say what comes of it: what was saved since the window was opened, or why nothing is."""
        if self._episode is None or self._episode.audio is None:
            return saved_words(self._shortener.saved_ms)
        if self._silences is None:
            return UNKNOWN if self._in_vain else LOOKING
        said = [saved_words(self._shortener.saved_ms)]
        if not self._silences:
            said.append(NONE)
        elif not said[0]:
            said.append(f"{counted(len(self._silences), 'long silence')} in this episode")
        return "; ".join(filter(None, said))


def _sound_of(episode: Episode | None) -> tuple[str, str] | None:
    """Return what tells an episode's recording from any other."""
    if episode is None or episode.audio is None:
        return None
    return episode.id, episode.audio.fingerprint

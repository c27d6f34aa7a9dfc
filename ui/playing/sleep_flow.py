"""The sleep timer in the window: its menu, what is left, the sound that fades, any key."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from reader.listening.jump_trail import Jump
from reader.listening.sleep_timer import (
    FADE_S,
    SleepTimer,
    Stretch,
    Until,
    after_minutes,
    loudness,
    until_end_of,
)
from reader.playback.player import PlayerState
from reader.timecode import timecode
from ui.desk import Handlers
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController

MINUTES = (5, 10, 15, 30, 45, 60)
LONGEST_MINUTES = 600
TICK_MS = 200


class SleepFlow(QObject):
    """Lives on the GUI thread. `now` is time.monotonic, given by tests."""

    def __init__(
        self,
        window: MainWindow,
        playback: PlaybackController,
        tell: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._playback, self._tell, self._now = window, playback, tell, now
        self._opened: Opened | None = None
        self._timer: SleepTimer | None = None
        self._is_soft = False  # the player is softer than the volume says
        self._stopped = ""  # the sentence that said so
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self.tick)
        self.menu = self._menu()
        window.transport.sleep.setMenu(self.menu)
        playback.state_changed.connect(self._on_state_changed)
        playback.jumped.connect(self._on_playback_jumped)

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setTitle("Sleep timer")
        for minutes in MINUTES:
            menu.addAction(f"In {minutes} minutes").triggered.connect(
                partial(self.sleep_after, minutes)
            )
        menu.addAction("Choose the minutes…").triggered.connect(self._ask_for_minutes)
        menu.addSeparator()
        self.at_ends = {
            until: menu.addAction(f"At the end of this {until}")
            for until in (Until.TURN, Until.CHAPTER)
        }
        for until, action in self.at_ends.items():
            action.triggered.connect(partial(self.sleep_at_end_of, until))
        menu.addSeparator()
        self.off = menu.addAction("Off")
        self.off.triggered.connect(self.stop)
        self.off.setEnabled(False)
        return menu

    def handlers(self) -> Handlers:
        """Return what the command does."""
        return {"sleep": self._show_menu}

    def _show_menu(self) -> None:
        if self._opened is None:
            self._tell("Open an episode first; then the sleep timer can be set.")
            return
        button = self._window.transport.sleep
        above = button.mapToGlobal(button.rect().topLeft())
        self.menu.popup(above - QPoint(0, self.menu.sizeHint().height()))

    def take_episode(self, opened: Opened | None) -> None:
        """Know where turns and chapters end."""
        before, self._opened = self._opened, opened
        if opened is not None:
            timeline = opened.page.timeline
            self.at_ends[Until.TURN].setEnabled(bool(timeline.turns))
            self.at_ends[Until.CHAPTER].setEnabled(bool(timeline.chapters))
        if before is not None and (opened is None or opened.episode.id != before.episode.id):
            self._window.messages.withdraw(self._stopped)

    # Setting it

    def sleep_after(self, minutes: int, _checked: object = None) -> None:
        """Fall silent in so many minutes."""
        self._start(after_minutes(minutes, self._now()))

    def sleep_at_end_of(self, until: Until, _checked: object = None) -> None:
        """Fall silent where the turn or the chapter ends."""
        self._start(until_end_of(until, self._playback.position_ms, self._stretch()))

    def _ask_for_minutes(self) -> None:
        asking = QInputDialog(self._window)
        asking.setWindowTitle("Sleep timer")
        asking.setLabelText("Minutes until the sound stops:")
        asking.setIntRange(1, LONGEST_MINUTES)
        asking.setIntValue(20)
        asking.intValueSelected.connect(self.sleep_after)
        asking.open()

    def stop(self) -> None:
        """Play on without a timer."""
        self._timer = None
        self._ticking.stop()
        self._listen_for_keys(on=False)
        self.off.setEnabled(False)
        self._window.transport.show_sleep("")
        if self._playback.state is PlayerState.PLAYING:
            self._restore_volume()

    def _start(self, timer: SleepTimer) -> None:
        self._timer = timer
        self._listen_for_keys(on=False)
        self._restore_volume()
        self.off.setEnabled(True)
        self._ticking.start()
        self.tick()

    def _stretch(self) -> Stretch:
        assert self._opened is not None  # noqa: S101  # the button is only there with an episode
        return Stretch(self._opened.page.timeline, self._playback.duration_ms)

    # Running

    def tick(self) -> None:
        """Show what is left; fade, and fall silent when it is over."""
        if self._timer is None or self._opened is None:
            self.stop()
            return
        position_ms = self._playback.position_ms
        self._timer = self._timer.followed(position_ms, self._stretch())
        left_s = self._timer.left_s(position_ms, self._playback.speed, self._now())
        if left_s <= 0:
            self._fall_silent()
        else:
            self._show(left_s)

    def _show(self, left_s: float) -> None:
        self._window.transport.show_sleep(timecode(round(left_s * 1000)))
        fading = left_s < FADE_S and self._playback.state is PlayerState.PLAYING
        if fading:
            self._is_soft = True
            self._playback.set_volume(round(self._volume * loudness(left_s)))
        else:
            self._restore_volume()
        self._listen_for_keys(on=fading)

    @property
    def _volume(self) -> int:
        return self._window.transport.volume.value()

    def _fall_silent(self) -> None:
        played = self._playback.state is PlayerState.PLAYING
        self._playback.pause()
        self.stop()
        if played:
            at = timecode(self._playback.position_ms)
            self._stopped = f"The sleep timer stopped the sound at {at}."
            self._window.messages.offer(self._stopped, "Play on", self._playback.play)

    def keep_playing(self) -> None:
        """Someone is still there: as long again."""
        if self._timer is not None:
            now = self._now()
            self._start(self._timer.prolonged(self._playback.position_ms, self._stretch(), now))

    def _restore_volume(self) -> None:
        if self._is_soft:
            self._is_soft = False
            self._playback.set_volume(self._volume)

    def _on_state_changed(self, state: PlayerState) -> None:
        """Be as loud as set when it plays again: earlier, the last of the sound would be heard."""
        if state is PlayerState.PLAYING:
            self._window.messages.withdraw(self._stopped)
        if state is PlayerState.PLAYING and self._timer is None:
            self._restore_volume()

    def _on_playback_jumped(self, from_ms: int, to_ms: int, kind: Jump) -> None:
        """Know a silence, or another speaker's turn, that was passed over from a person's jump."""
        if self._timer is not None and kind is Jump.NONE:
            self._timer = self._timer.carried(from_ms, to_ms)

    # Any key

    def _listen_for_keys(self, *, on: bool) -> None:
        if on is self._window.transport.is_fading:
            return
        self._window.transport.show_fading(on=on)
        application = QApplication.instance()
        if application is not None and on:
            application.installEventFilter(self)
        elif application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take any key while the sound fades: it keeps it playing, and does nothing else."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.keep_playing()
            return True
        return False

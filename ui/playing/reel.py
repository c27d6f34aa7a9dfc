"""Playing a reel on the window's player: one stretch after another, and back to one's place."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reader.listening.reel import Order, Schedule, Stretch
from reader.playback.clock import PlaybackClock
from reader.playback.player import Player, PlayerState
from reader.playback.watching import Going, PlaybackWatch
from ui.playing.playback_controller import PlaybackController

TICK_MS = 40
NO_SOUND = (
    "The sound of one does not come, so it is left out: its drive, or the sound device, does not "
    "answer."
)
NO_PLAYER = "There is no player yet; try again in a moment."


class Reel(QObject):
    """Plays stretches, also of other episodes, while the page stays on the open one.

    Lives on the GUI thread, as the player does, which it borrows from the `playback` controller.
    After the last stretch, or on `stop`, the open episode stands where it stood, playing or
    paused as before. On `stay`, `stays` is called with an episode, a position in ms and whether
    it is to play on: the place to open in the reel's stead.

    Signals: `began(index)`, the stretch of this number is heard; `ended()`, the player has gone
    back; `failed(str)`, a sentence: nothing can be played, or something is left out.
    """

    began = Signal(int)
    ended = Signal()
    failed = Signal(str)

    def __init__(
        self,
        playback: PlaybackController,
        stays: Callable[[str, int, bool], None],
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._playback = playback
        self._stays = stays
        self._now = now
        self._schedule = Schedule(())
        self._label = ""
        self._player: Player | None = None
        self._clock = PlaybackClock()
        self._watch = PlaybackWatch()
        self._paused = False
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        playback.speed_changed.connect(self._on_speed_changed)

    # What is known

    @property
    def active(self) -> bool:
        """True while it has the player."""
        return self._player is not None

    @property
    def title(self) -> str:
        """What is being heard: `Hit 3 of 15 · Ida Holm, 12:30 · The last ferry`."""
        if not self.active:
            return ""
        count = len(self._schedule.stretches)
        number = f" {self._schedule.index + 1} of {count}" if count > 1 else ""
        return f"{self._label}{number} · {self._schedule.current.title}"

    @property
    def count(self) -> int:
        """How many stretches there are."""
        return len(self._schedule.stretches)

    # The hand

    def play(self, stretches: Sequence[Stretch], label: str = "Hit") -> None:
        """Play stretches in their order; `label` is what one of them is called."""
        schedule = Schedule(stretches)
        if schedule.playable == 0:
            self.failed.emit(_nothing(stretches))
            return
        silent = len(schedule.stretches) - schedule.playable
        if silent:
            self.failed.emit(_left_out(silent, len(schedule.stretches)))
        player = self._player or self._playback.lend(self)
        if player is None:
            self.failed.emit(NO_PLAYER)
            return
        self._player, self._schedule, self._label = player, schedule, label
        self._paused = False
        self._timer.start()
        self._carry_out(self._schedule.next())

    def stop(self) -> None:
        """Go back to the place where one was."""
        if self.active:
            self._playback.take_back()

    def stay(self) -> None:
        """End here: open the episode that is heard at the place that is heard."""
        if self._player is None:
            return
        plays = not self._paused
        self.pause()  # until the place is open
        self._stays(self._schedule.current.episode, self._position_ms(), plays)

    def next(self) -> None:
        """Go on to the next stretch; after the last, back to the place where one was."""
        if self.active:
            self._carry_out(self._schedule.next())

    def previous(self) -> None:
        """Hear the stretch again, or the one before where it has only begun."""
        if self.active:
            self._carry_out(self._schedule.previous(self._position_ms()))

    # What the controller hands on

    def resume(self) -> None:
        """Play on."""
        if self._player is not None and self._paused:
            self._paused = False
            if not self._schedule.resting:
                self._player.play()
            self._playback.show_borrowed(PlayerState.PLAYING)

    def pause(self) -> None:
        """Be silent until `resume`."""
        if self._player is not None:
            self._pause_player()
            self._paused = True
            self._playback.show_borrowed(PlayerState.PAUSED)

    def skip(self, by_ms: int) -> None:
        """Go on or back within the stretch; beyond its end is the next one."""
        if self._player is None:
            return
        stretch = self._schedule.current
        target_ms = max(self._position_ms() + by_ms, stretch.start_ms)
        if target_ms >= stretch.end_ms:
            self.next()
            return
        self._schedule.rouse()
        self._player.seek(target_ms)
        self._watch.told()
        self._clock.seek(target_ms, self._now())
        if not self._paused:
            self._player.play()

    def let_go(self) -> None:
        """Use the player no more."""
        if self.active:
            self._timer.stop()
            self._player = None
            self.ended.emit()

    # The voice

    def tick(self) -> None:
        """Ask the player where it is, and do what is due."""
        if self._player is None:
            return
        sample = self._player.sample()
        going = self._watch.look(sample, self._now())
        if self._watch.believes:
            self._clock.update(sample)
        if sample.state is PlayerState.FAILED:
            self._pass_over(sample.error or "")
        elif going in (Going.LOST, Going.NONSENSE):
            self._pass_over(NO_SOUND)
        elif not self._paused:
            over = sample.state is PlayerState.ENDED
            self._carry_out(self._schedule.at(self._position_ms(), self._now(), over=over))

    def _carry_out(self, order: Order) -> None:
        if order is Order.REST:
            self._pause_player()
        elif order is Order.BEGIN:
            self._begin()
        elif order is Order.END:
            self.stop()

    def _begin(self) -> None:
        if self._player is None or self._schedule.current.audio is None:
            return
        stretch = self._schedule.current
        self._watch.forget()
        self._player.load(self._schedule.current.audio, stretch.start_ms)
        self._player.set_rate(self._playback.speed)
        self._clock.reset(stretch.start_ms)
        self._clock.set_rate(self._playback.speed, self._now())
        self._paused = False
        self._player.play()
        self._playback.show_borrowed(PlayerState.PLAYING)
        self.began.emit(self._schedule.index)

    def _pass_over(self, why: str) -> None:
        """Leave out what cannot be played, and say so."""
        self._watch.forget()
        order = self._schedule.give_up()
        self.failed.emit(why)
        self._carry_out(order)

    def _pause_player(self) -> None:
        if self._player is not None:
            self._player.pause()
            self._clock.update(self._player.sample())

    def _position_ms(self) -> int:
        return self._clock.position_at(self._now())

    def _on_speed_changed(self, speed: float) -> None:
        if self.active:
            self._clock.set_rate(speed, self._now())


def _nothing(stretches: Sequence[Stretch]) -> str:
    if not stretches:
        return "There is nothing to play: what was found has no place in the audio."
    return (
        "There is nothing to play: no episode among these has audio. Choose the audio of an "
        "episode with File ▸ Choose the audio of this episode."
    )


def _left_out(silent: int, count: int) -> str:
    return f"{silent:,} of {count:,} are left out: their episodes have no audio."

"""From the player to "turn 17, sentence 3 is being heard", and from the hand to the player."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reader.listening.jump_trail import Jump
from reader.listening.resuming import resume_at
from reader.model import Place
from reader.playback.delay import OutputDelay
from reader.playback.faults import ends_before
from reader.playback.player import Player, PlayerState, Sample
from reader.playback.sounding import Sounding
from reader.timing.timeline import Moment, Timeline
from ui.playing.lending import Borrower, Loan
from ui.playing.stepping import Stepping

TICK_MS = 40
IDLE_TICK_MS = 250


class PlaybackController(QObject, Stepping):
    """Plays one episode. Lives on the GUI thread; so does its player.

    Signals: `position_changed(ms)`, many times a second while playing; `moment_changed(Moment)`,
    only when another chapter, turn or sentence is heard; `state_changed(PlayerState)`;
    `speed_changed(float)`; `jumped(from ms, to ms, Jump)`, to another place;
    `failed(str)`, a sentence: the audio cannot be played, does not come, or ends too early;
    `recovered(str)`, a sentence told by `failed` holds no longer: the sound came again, or one
    went elsewhere;
    `loudest_changed(percent)`, a player came.

    Without audio, or before a player is there, the position can be moved but not played.

    The player can be lent: until it is given back, the position, the moment and the place to keep
    stay those of the open episode; `state` is what the borrower says. Going to another place, or
    opening an episode, takes the player away from the borrower.
    """

    position_changed = Signal(int)
    moment_changed = Signal(object)
    state_changed = Signal(object)
    speed_changed = Signal(float)
    jumped = Signal(int, int, object)
    failed = Signal(str)
    recovered = Signal(str)
    loudest_changed = Signal(int)

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wall = wall
        self._sounding = Sounding(now)
        self._timeline = Timeline(())
        self._audio: Path | None = None
        self._duration_ms = 0
        self._position_ms = 0
        self._moment = Moment(None, None, None)
        self._state = PlayerState.EMPTY
        self._scrubbed_from: int | None = None  # the playhead, while the seek bar is dragged
        self._stopped_at: float | None = None  # wall time of the last pause, for resuming
        self._wants_play = False
        self._parked = False  # at a place in the text that the audio does not reach
        self._loan: Loan | None = None
        self._trouble: str | None = None  # as it was told last
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=IDLE_TICK_MS)
        self._timer.timeout.connect(self.tick)

    # What is known

    @property
    def position_ms(self) -> int:
        """Where the playhead is."""
        return self._position_ms

    @property
    def duration_ms(self) -> int:
        """The length of the audio, or of the transcript where there is none."""
        return self._duration_ms

    @property
    def speed(self) -> float:
        """How fast it plays."""
        return self._sounding.speed

    @property
    def delay(self) -> OutputDelay:
        """How late the sound device is heard."""
        return self._sounding.delay

    @property
    def state(self) -> PlayerState:
        """What the player is doing."""
        return self._state

    @property
    def has_audio(self) -> bool:
        """True where there is something to play."""
        return self._audio is not None

    @property
    def player(self) -> Player | None:
        """The player, once there is one, whoever has it."""
        return self._sounding.player

    @property
    def is_lent(self) -> bool:
        """True while what is heard is not the open episode at its place."""
        return self._loan is not None

    # Opening

    def use_player(self, player: Player) -> None:
        """Take a player; what was opened before it came is loaded into it."""
        self._sounding.take(player)
        self.loudest_changed.emit(player.loudest)
        self._load()

    def open(self, timeline: Timeline, audio: Path | None, duration_ms: int, place: Place) -> None:
        """Take an episode, paused where it was left."""
        self._end_loan()
        self._tell_trouble(None)
        self._park(beyond=False)
        self._timeline, self._audio, self._duration_ms = timeline, audio, duration_ms
        self._stopped_at = place.left_at.timestamp() if place.left_at else None
        self._wants_play = False
        self._position_ms = place.position_ms
        self._parked = self._is_beyond(place.position_ms)
        self._set_state(PlayerState.EMPTY)
        self._load()
        self.set_speed(place.speed)
        self._announce(place.position_ms, anew=True)

    def retime(self, timeline: Timeline) -> None:
        """Take the same episode with other times; what plays plays on."""
        self._timeline = timeline
        self._announce(self._position_ms, anew=True)

    def close(self) -> None:
        """Stop and let go of the player."""
        self._end_loan()
        self._timer.stop()
        self._sounding.close()

    def _load(self) -> None:
        if self.player is None:
            return
        if self._audio is None:
            self._sounding.pause()  # what was opened before may be playing
            return
        before = self.player.name
        self._sounding.load(self._audio, 0 if self._parked else self._playhead_ms)
        if self.player.name != before:  # it broke, and another kind has its place
            self.loudest_changed.emit(self.player.loudest)
        self._timer.start()
        if self._wants_play:
            self.play()

    def place(self) -> Place:
        """Return where and how fast it stands, to be kept."""
        speed = self._loan.speed if self._loan else self.speed
        return Place(self._playhead_ms, speed, datetime.now(UTC))

    @property
    def _playhead_ms(self) -> int:
        """Where the sound is, whatever the seek bar shows while it is dragged."""
        return self._position_ms if self._scrubbed_from is None else self._scrubbed_from

    # Lending

    def lend(self, borrower: Borrower) -> Player | None:
        """Lend the player, paused; whoever had it lets go. None: there is no player yet."""
        if self.player is None:
            return None
        if self._loan is not None:
            self.take_back()
        self.tick()
        self._loan = Loan(borrower, self._state, self.speed)
        self._timer.stop()
        self._sounding.pause()
        return self.player

    def show_borrowed(self, state: PlayerState) -> None:
        """Tell what the borrower is doing."""
        if self._loan is not None and state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    def take_back(self) -> None:
        """Stand where the episode stood when the player was lent; what played plays on."""
        if self._stand_again():
            self._sounding.play()
        self.tick()

    def _stand_again(self) -> bool:
        """Take the player back, paused; return whether it is to play on."""
        loan = self._end_loan()
        if loan is None:
            return False
        stopped_at = self._stopped_at  # the pause is as old as it was
        self._set_state(PlayerState.PAUSED if self.has_audio else PlayerState.EMPTY)
        self._stopped_at = stopped_at
        self._load()
        self.set_speed(loan.speed)
        return loan.plays_on

    def _end_loan(self) -> Loan | None:
        loan, self._loan = self._loan, None
        if loan is not None:
            loan.borrower.let_go()
        return loan

    # The hand

    def play(self) -> None:
        """Play on: a little earlier the longer the pause was."""
        if self._loan is not None:
            self._loan.borrower.resume()
            return
        if self.player is None or not self.has_audio:
            self._wants_play = self.has_audio
            return
        self._wants_play = False
        if self._parked:
            self._park(beyond=True)
            return
        if self._state is PlayerState.FAILED:  # players stay so; the file may be back by now
            self._set_state(PlayerState.EMPTY)
            self._load()
        if self._stopped_at is not None and self._state is not PlayerState.ENDED:
            self._rewind(max(self._wall() - self._stopped_at, 0.0))
        self._stopped_at = None
        self._sounding.play()
        self.tick()

    def _rewind(self, paused_s: float) -> None:
        chapter = self._timeline.chapter_at(self._position_ms)
        start_ms = 0 if chapter is None else self._timeline.chapters[chapter].start_ms
        target_ms = resume_at(self._position_ms, paused_s, start_ms)
        if target_ms != self._position_ms:
            self._go_to(target_ms)

    def pause(self) -> None:
        """Stop sounding and stay here."""
        self._wants_play = False
        if self._loan is not None:
            self._loan.borrower.pause()
        else:
            self._sounding.pause()
            self.tick()

    def toggle(self) -> None:
        """Play, or pause."""
        if self._state is PlayerState.PLAYING:
            self.pause()
        else:
            self.play()

    def seek(self, position_ms: int, jump: Jump = Jump.FAR) -> None:
        """Go there; what plays plays on."""
        from_ms, self._scrubbed_from = self._playhead_ms, None
        played = self._loan is not None and self._state is PlayerState.PLAYING
        self._stand_again()
        # A place that was chosen is exactly where one wants to hear.
        self._stopped_at = None
        last_ms = self._timeline.turns[-1].start_ms if self._timeline.turns else 0
        self._go_to(min(max(position_ms, 0), max(self._duration_ms, last_ms)))
        self.jumped.emit(from_ms, self._position_ms, jump)
        if played and not self._parked:
            self.play()

    def scrub(self, position_ms: int) -> None:
        """Show what is said at a position while the seek bar is being dragged."""
        if self._scrubbed_from is None:
            self._scrubbed_from = self._position_ms
        self._announce(position_ms)

    def skip(self, by_ms: int) -> None:
        """Go on or back by a stretch."""
        if self._loan is not None:
            self._loan.borrower.skip(by_ms)
        else:
            self.seek(self._position_ms + by_ms, Jump.STEP)

    def set_speed(self, speed: float) -> None:
        """Play at `speed`, kept between the slowest and the fastest there is."""
        self._sounding.set_speed(speed)
        self.speed_changed.emit(self.speed)

    def set_volume(self, percent: int) -> None:
        """Play as loud as this."""
        self._sounding.set_volume(percent)

    def _is_beyond(self, position_ms: int) -> bool:
        """Return whether a place in the text lies after the end of the audio."""
        return self.has_audio and 0 < self._duration_ms < position_ms

    def _park(self, *, beyond: bool) -> None:
        """Stand beyond the end of the audio, and say so, or stand there no longer."""
        if beyond or self._parked:
            (self.failed if beyond else self.recovered).emit(ends_before(self._duration_ms))
        self._parked = beyond

    def _go_to(self, position_ms: int) -> None:
        self._park(beyond=self._is_beyond(position_ms))
        if self._parked:
            self.pause()
        elif self.has_audio:
            self._sounding.go_to(position_ms)
        self._announce(position_ms)

    # The voice

    def tick(self) -> None:
        """Ask the player where it is, and say what changed."""
        if not self.has_audio or self._loan is not None:
            return
        sample = self._sounding.listen(self._duration_ms)
        if sample is not None:
            self._take(sample)
        self._tell_trouble(self._sounding.trouble)

    def _tell_trouble(self, trouble: str | None) -> None:
        before, self._trouble = self._trouble, trouble
        if before is not None and before != trouble:
            self.recovered.emit(before)
        if trouble is not None and before != trouble:
            self.failed.emit(trouble)

    def _take(self, sample: Sample) -> None:
        # Players guess the length of an MP3 without an index; the library counted its frames.
        if sample.duration_ms and not self._duration_ms:
            self._duration_ms = sample.duration_ms
        if sample.state is not self._state:
            self._set_state(sample.state)
            if sample.error is not None:
                self.failed.emit(sample.error)
        held = self._parked or self._scrubbed_from is not None
        if not held and sample.state is not PlayerState.FAILED:
            self._announce(self._sounding.heard_ms(sample.state, self._duration_ms))
        if self._state is PlayerState.PLAYING:  # who heard of it may have paused
            self._timer.setInterval(self._until_next_ms())

    def _until_next_ms(self) -> int:
        """Return when to look again: sooner where something else will be heard before that."""
        change_ms = self._timeline.next_change_ms(self._position_ms)
        if change_ms is None:
            return TICK_MS
        return min(max(ceil((change_ms - self._position_ms) / self.speed), 1), TICK_MS)

    def _set_state(self, state: PlayerState) -> None:
        if self._state is PlayerState.PLAYING and state is PlayerState.PAUSED:
            self._stopped_at = self._wall()
        self._state = state
        self._timer.setInterval(TICK_MS if state is PlayerState.PLAYING else IDLE_TICK_MS)
        self.state_changed.emit(state)

    def _announce(self, position_ms: int, *, anew: bool = False) -> None:
        moved = position_ms != self._position_ms
        self._position_ms = position_ms
        moment = self._timeline.moment_at(position_ms)
        if moved or anew:
            self.position_changed.emit(position_ms)
        if moment != self._moment or anew:
            self._moment = moment
            self.moment_changed.emit(moment)

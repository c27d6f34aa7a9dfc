"""The player on libVLC 3, through python-vlc.

libVLC runs its own threads and must never be called from within its callbacks: they only put
what happened, with its time, into a queue. The thread that owns the player takes it out in
`sample()`. Everything that may wait for a sound device or a drive is done by other threads.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.playback.faults import cut_short, unplayable
from reader.playback.flac_blocks import block_start_ms, told_ahead_ms
from reader.playback.libvlc import LibVlc
from reader.playback.player import OutputDevice, PlayerState, Sample
from reader.playback.vlc_deck import Deck, Event, Look
from reader.playback.vlc_outputs import VlcOutputs

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_STEP_S = 1.5
START_EVERY_S = 0.15  # someone drags the seek bar: every start costs a thread and a device
EARLY_END_S = 1.5  # without a sound device libVLC is through with a file up to this much early


@dataclass(slots=True)
class _Tray:
    """What of libVLC is in use, and the deck that was put in last, also when it was taken out."""

    deck: Deck | None = None
    look: Look | None = None
    newest: Deck | None = None

    def empty(self) -> None:
        """Let go of what is in use."""
        self.empty_deck()
        look, self.look = self.look, None
        if look is not None:
            look.release()

    def empty_deck(self) -> None:
        """Let go of the deck."""
        deck, self.deck = self.deck, None
        if deck is not None:
            deck.release()


@dataclass(slots=True)
class _Run:
    """What is known of one file, from its load to the next."""

    state: PlayerState = PlayerState.EMPTY
    position_ms: float = 0.0
    at_s: float = field(default_factory=time.monotonic)  # when `position_ms` was true
    duration_ms: int | None = None
    error: str | None = None
    opened: bool = False  # the deck has begun to play and takes commands
    answered: bool = False  # libVLC has done what it was told last
    starts_ms: float = 0.0  # where the deck begins to sound
    heard: bool = False  # libVLC has reported a position by itself
    begun_s: float = 0.0  # when the deck began to play
    unheard: bool = False  # the sound server does not answer, so it was started anew
    ends_at_s: float | None = None  # libVLC is through with the file before its time
    block_ms: float | None = None  # of a file whose blocks are long


class VlcPlayer:
    """The player protocol on libVLC 3.

    `sample()` has to be called now and then while playing: it is where libVLC's news is taken
    in and answered. A seek is a new start at another place: after libVLC's own seek the sound
    is up to 70 ms off its clock (PulseAudio), after a start it is always the same few.
    """

    loudest = 200  # libVLC's software gain; VLC's own window goes as far

    def __init__(self, lib: LibVlc) -> None:
        self.name = lib.name
        self.notice = lib.notice
        self._lib = lib
        self._tray = _Tray()
        self._rate = 1.0
        self._volume: int | None = None
        self._device_id = ""
        self._outputs = VlcOutputs(lib.vlc, lib.instance)
        self._started_s = -START_EVERY_S
        self._path = Path()
        self._answers: dict[str, Callable[[Event], None]] = {
            "problem": self._on_problem,
            "parsed": self._on_parsed,
            "playing": self._on_playing,
            "time": self._on_time,
            "length": self._on_length,
            "ended": self._on_ended,
            "failed": self._on_failed,
        }
        self._run = _Run()

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Look into a file, to stand paused at `start_ms`."""
        self._tray.empty()
        self._path = path
        self._run = _Run(PlayerState.PAUSED, float(max(start_ms, 0)))
        self._tray.look = Look(self._lib, path)

    def play(self) -> None:
        """Play on, or from the start after the end."""
        self._take_events()
        if self._run.state is PlayerState.ENDED:
            self._stand_at(0.0)
        if self._run.state not in (PlayerState.PAUSED, PlayerState.ENDED):
            return
        self._run.state = PlayerState.PLAYING
        self._run.error = None
        self._run.answered = False
        if self._tray.deck is None:
            self._start_when_due(time.monotonic())
        else:
            self._tray.deck.set_pause(on=False)

    def pause(self) -> None:
        """Pause, at the place reached by now (libVLC's own may be a second old)."""
        self._take_events()
        if self._run.state is not PlayerState.PLAYING:
            return
        self._stand_at(self._reached(time.monotonic()))
        self._run.state = PlayerState.PAUSED
        if self._tray.deck is None:
            return
        if self._run.opened:
            self._tray.deck.set_pause(on=True)
        else:
            self._let_go_of_deck()

    def seek(self, position_ms: int) -> None:
        """Go there; the samples say so at once, and move on when libVLC has followed."""
        self._take_events()
        if self._run.state in (PlayerState.EMPTY, PlayerState.FAILED):
            return
        self._let_go_of_deck()
        self._stand_at(float(self._clamped(position_ms)))
        self._run.answered = False
        if self._run.state is PlayerState.PLAYING:
            self._start_when_due(time.monotonic())
        else:
            self._run.state = PlayerState.PAUSED
            self._run.error = None

    def set_rate(self, rate: float) -> None:
        """Change the speed; libVLC's scaletempo filter keeps the pitch.

        In mid-play that is a new start, too: libVLC's own change is silent for up to a second
        and a half, and half a second off for a while.
        """
        self._take_events()
        if rate == self._rate:
            return
        sounding = self._run.state is PlayerState.PLAYING and self._run.answered
        reached_ms = self._reached(time.monotonic())
        self._rate = rate
        if sounding and self._run.ends_at_s is None:
            self.seek(int(reached_ms))
        elif self._tray.deck is not None:
            self._tray.deck.set_rate(rate)

    def set_volume(self, percent: int) -> None:
        """Change the volume; libVLC forgets it with every file, so it is set again on playing."""
        self._volume = min(percent, self.loudest)
        self._apply_volume()

    def devices(self) -> tuple[OutputDevice, ...]:
        """Return what the last look found; the next goes on elsewhere."""
        self._outputs.look()
        if self._tray.deck is not None:
            self._tray.deck.ask_device()
        return self._outputs.devices

    def set_device(self, device_id: str) -> None:
        """Start anew on the device, from the place reached; libVLC cannot go back to none."""
        self._take_events()
        if device_id == self._device_id:
            return
        self._device_id = device_id
        if self._tray.deck is not None:
            self.seek(int(self._reached(time.monotonic())))

    def sounding_on(self) -> str:
        """Return what libVLC said when it was asked for devices last."""
        return "" if self._tray.deck is None else self._tray.deck.device

    def sample(self) -> Sample:
        """Take in libVLC's news and return where things stand."""
        self._take_events()
        now = time.monotonic()
        if self._run.ends_at_s is not None and now >= self._run.ends_at_s:
            self._end(self._reached(now))
        run = self._run
        if run.state is PlayerState.PLAYING and self._tray.deck is None:
            self._start_when_due(now)
        self._hold_where_unheard(now)
        waiting = run.state is PlayerState.PLAYING and not run.answered
        at_s = now if waiting else run.at_s
        return Sample(run.state, int(run.position_ms), at_s, run.duration_ms, run.error)

    def _hold_where_unheard(self, now: float) -> None:
        """Start anew where it was heard last, once the sound server answers again.

        While that is stopped, libVLC 3 reports on as if it were heard.
        """
        unanswered_s = self._outputs.unanswered_since(now)
        run = self._run
        if unanswered_s is None or run.state is not PlayerState.PLAYING:
            run.unheard = False
        elif not run.unheard:
            unheard_s = max(run.at_s - max(unanswered_s, run.begun_s), 0.0) if run.answered else 0.0
            self.seek(int(run.position_ms - unheard_s * self._rate * 1000))
            run.unheard = True

    def close(self) -> None:
        """Let go of the file; libVLC itself stays for the next player."""
        self._tray.empty()
        self._run = _Run()
        self._outputs.release()

    def _start_when_due(self, now: float) -> None:
        """Open the file to play from where the position stands, but not too often.

        While a sound server holds up the last start, it would hold up another as well.
        """
        held_up = self._tray.newest is not None and not self._tray.newest.begun
        if held_up or now < self._started_s + START_EVERY_S:
            return
        self._started_s = now
        self._run.opened = self._run.answered = False
        self._run.starts_ms = block_start_ms(self._run.position_ms, self._run.block_ms)
        # What libVLC rounds must not lie after the block's start.
        start_ms = max(int(self._run.starts_ms) - (self._run.starts_ms < self._run.position_ms), 0)
        deck = Deck(self._lib, self._path, start_ms, self._rate, self._device_id)
        self._tray.deck = self._tray.newest = deck

    def _heard_ms(self, told_ms: float) -> float:
        """Return what is heard when libVLC tells a position."""
        return max(told_ms - told_ahead_ms(self._run.block_ms, self._rate), 0.0)

    def _let_go_of_deck(self) -> None:
        self._run.ends_at_s = None
        self._tray.empty_deck()

    def _fail(self, sentence: str) -> None:
        self._tray.empty()
        self._run.state = PlayerState.FAILED
        self._run.error = sentence
        self._run.ends_at_s = None

    def _stand_at(self, position_ms: float) -> None:
        self._run.position_ms = position_ms
        self._run.at_s = time.monotonic()

    def _clamped(self, position_ms: int) -> int:
        latest = position_ms if self._run.duration_ms is None else self._run.duration_ms
        return max(min(position_ms, latest), 0)

    def _reached(self, now: float) -> float:
        """Return the position at `now`, from the last report and the time since."""
        run = self._run
        if not run.answered:
            return run.position_ms
        elapsed = min(max(now - run.at_s, 0.0), LONGEST_STEP_S / min(self._rate, 1.0))
        reached = run.position_ms + elapsed * self._rate * 1000
        return reached if run.duration_ms is None else min(reached, float(run.duration_ms))

    def _take_events(self) -> None:
        for source in (self._tray.look, self._tray.deck):
            if source is not None and source.problem is not None:
                raise self._lib.broken(source.problem)
            while source is not None and source.events:
                event = source.events.popleft()
                if source in (self._tray.look, self._tray.deck):  # not let go meanwhile
                    self._answers[event.kind](event)

    def _on_problem(self, event: Event) -> None:
        self._fail(event.sentence)

    def _on_parsed(self, _event: Event) -> None:
        look, self._tray.look = self._tray.look, None
        if look is None:
            return
        found, duration_ms = look.has_sound(), look.duration_ms()
        look.release()
        self._run.duration_ms = self._run.duration_ms or duration_ms
        self._run.block_ms = look.block_ms
        if not found:
            self._fail(unplayable(self._path))

    def _on_playing(self, event: Event) -> None:
        if self._run.state is PlayerState.PLAYING:
            if not self._run.opened:
                self._run.position_ms = self._heard_ms(self._run.starts_ms)
            self._run.answered = True
            self._run.at_s = self._run.begun_s = event.at_s
            self._apply_volume()
        elif self._tray.deck is not None:  # paused before libVLC had begun: it ignored that
            self._tray.deck.set_pause(on=True)
        self._run.opened = True

    def _on_time(self, event: Event) -> None:
        run = self._run
        if run.state is PlayerState.PLAYING and run.answered:
            run.heard = True
            run.position_ms, run.at_s = self._heard_ms(event.value), event.at_s

    def _on_length(self, event: Event) -> None:
        if event.value > 0:
            self._run.duration_ms = event.value

    def _on_failed(self, _event: Event) -> None:
        self._fail(unplayable(self._path))

    def _on_ended(self, event: Event) -> None:
        if self._run.duration_ms is None and not self._run.heard:
            self._fail(unplayable(self._path))
            return
        reached = self._reached(event.at_s)
        left_s = ((self._run.duration_ms or 0) - reached) / self._rate / 1000
        if self._run.state is PlayerState.PLAYING and 0 < left_s <= EARLY_END_S:
            self._run.ends_at_s = event.at_s + left_s
        else:
            self._end(reached)

    def _end(self, position_ms: float) -> None:
        self._let_go_of_deck()
        self._run.error = cut_short(self._path, int(position_ms), self._run.duration_ms)
        at_end = self._run.error is None and self._run.duration_ms is not None
        self._stand_at(float(self._run.duration_ms or 0) if at_end else position_ms)
        self._run.state = PlayerState.ENDED

    def _apply_volume(self) -> None:
        if self._volume is not None and self._tray.deck is not None:
            self._tray.deck.set_volume(self._volume)

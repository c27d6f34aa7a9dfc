"""Loops, the study pace and one speaker alone: asks the pace what is due, and does it."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from reader.listening.jump_trail import Jump
from reader.listening.pacing import (
    SHORTEST_MS,
    SLOWER,
    Act,
    Loop,
    OneSpeaker,
    Order,
    Pace,
    Passage,
    StudyPace,
    Unit,
    passage_again,
    passage_at,
)
from reader.model import TurnRange
from reader.playback.player import PlayerState
from reader.quotes.capturing import heard_range
from reader.timing.speaking import blocks_of, next_turn_ms, previous_turn_ms
from reader.timing.timeline import Timeline
from ui.desk import Handlers
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.page.text_selection import selected_place
from ui.playing.playback_controller import PlaybackController
from ui.preferences import Preferences

TICK_MS = 40
NOTHING_SAID = "There is nothing to repeat here: no words are heard at this place."
NOBODY = "There is no speaker to go by here: the transcript names nobody at this place."


class PacingFlow(QObject):
    """One pace at a time, on the open episode. Lives on the GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        playback: PlaybackController,
        preferences: Preferences,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._playback = playback
        self._preferences = preferences
        self._now = now
        self._timeline = Timeline(())
        self._episode = ""  # whose it is
        self.pace: Pace | None = None
        self._looped: Unit | TurnRange = Unit.SENTENCE  # what a loop is of
        self._key_words = FROM_THE_START
        self._slowed: tuple[Passage, float] | None = None  # and the speed before
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        playback.jumped.connect(self._on_playback_jumped)
        window.transcript.turn_menu_opened.connect(self._on_turn_menu_opened)
        window.lanes.menu_opened.connect(self._offer_speaker)
        bar = window.pacing_bar
        bar.repeat_clicked.connect(self.repeat)
        bar.slower_clicked.connect(self.repeat_slower)
        bar.unit_chosen.connect(partial(self._on_study_set, "study_unit"))
        bar.rest_chosen.connect(partial(self._on_study_set, "study_rest_s"))
        bar.end_clicked.connect(self.play_straight_on)

    def set_keys(self, words: KeyWords) -> None:
        """Name the keys that hold now."""
        self._key_words = words
        self._show()

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {
            "loop": self.loop,
            "loop_turn": partial(self.loop_unit, Unit.TURN),
            "study": self.study,
            "replay_turn": self._replay,
            "repeat_sentence": self.repeat,
            "repeat_slower": self.repeat_slower,
            "next_of_speaker": lambda: self._step_speaker(next_turn_ms),
            "previous_of_speaker": lambda: self._step_speaker(previous_turn_ms),
            "only_speaker": lambda: self.only(self._speaker_heard()),
        }

    @property
    def resting(self) -> bool:
        """True while the study pace rests: a pause that is soon over."""
        return isinstance(self.pace, StudyPace) and self.pace.resting

    @property
    def is_studying(self) -> bool:
        """True at the study pace."""
        return isinstance(self.pace, StudyPace)

    def take(self, opened: Opened) -> None:
        """Play another episode straight on; the same words with other times keep their pace."""
        before, self._timeline = self._timeline, opened.page.timeline
        same = opened.episode.id == self._episode and _says_the_same(before, self._timeline)
        self._episode = opened.episode.id
        if not same:
            self.end()
        elif isinstance(self.pace, StudyPace):
            self.pace.take_times(self._timeline)
        elif isinstance(self.pace, OneSpeaker):
            speaker = self.pace.speaker
            self.pace = OneSpeaker(speaker, blocks_of(self._timeline.turns, speaker))
        elif isinstance(self.pace, Loop):
            self.pace = self._moved(self.pace, before)
        self._show()  # the seek bar was filled anew

    def leave(self) -> None:
        """Have no episode to play."""
        self.end()
        self._timeline = Timeline(())

    def end(self) -> None:
        """Go by no pace any more."""
        self._restore_speed()
        self.pace = None
        self._timer.stop()
        self._show()

    def play_straight_on(self) -> None:
        """End the pace; what only rested by it plays on."""
        rested = self.resting
        self.end()
        if rested:
            self._playback.play()

    # Loops

    def loop(self) -> None:
        """Loop the selection, or the sentence being heard; the same again ends it."""
        page, selection = self._window.transcript.page, self._window.transcript.marks.selection
        place = selected_place(page, selection) if page is not None else None
        if place is None:
            self.loop_unit(Unit.SENTENCE)
            return
        passage = self._selected(place)
        if self._start_loop(passage, "the selection", place):
            self._playback.seek(passage.start_ms)
            self._playback.play()

    def _selected(self, place: TurnRange) -> Passage:
        start_ms, end_ms = heard_range(self._timeline, place)
        return Passage(start_ms, max(end_ms, start_ms + SHORTEST_MS))

    def _moved(self, loop: Loop, before: Timeline) -> Loop:
        """Return the loop of the same words by the times of now, if they are still being heard.

        Who puts the text in step by what is heard over and over must not lose the sound for it.
        """
        if isinstance(self._looped, TurnRange):
            passage: Passage | None = self._selected(self._looped)
        else:
            passage = passage_again(before, self._timeline, loop.passage, self._looped)
        moved = Loop(passage, loop.name) if passage is not None else loop
        return moved if moved.jumped(self._playback.position_ms) else loop

    def loop_unit(self, unit: Unit) -> None:
        """Loop the sentence or the turn being heard; the same again ends it."""
        passage = passage_at(self._timeline, self._playback.position_ms, unit)
        if passage is None:
            self._window.messages.hint(NOTHING_SAID)
        else:
            self._start_loop(passage, f"the {unit}", unit)

    def _start_loop(self, passage: Passage, name: str, looped: Unit | TurnRange) -> bool:
        """Start a loop, unless it is this one that goes: that ends. Return whether it starts."""
        if isinstance(self.pace, Loop) and self.pace.passage == passage:
            self.end()
            return False
        self._looped = looped
        self._begin(Loop(passage, name))
        return True

    # The study pace

    def study(self) -> None:
        """Start the study pace, or end it."""
        if isinstance(self.pace, StudyPace):
            self.play_straight_on()
        elif not self._timeline.turns:
            self._window.messages.hint(NOTHING_SAID)
        else:
            self._begin(self._study_pace())

    def _study_pace(self) -> StudyPace:
        settings = self._preferences.settings
        rest_s = settings.number("study_rest_s")
        return StudyPace(self._timeline, Unit(settings.text("study_unit")), rest_s or None)

    def _on_study_set(self, option: str, value: str | int) -> None:
        self._preferences.keep(option, value)
        if isinstance(self.pace, StudyPace):
            self._begin(self._study_pace())

    def repeat(self) -> None:
        """Hear the sentence again; at the study pace, what it rests after."""
        passage = self._to_repeat()
        if passage is None:
            self._window.messages.hint(NOTHING_SAID)
            return
        self._restore_speed()
        self._playback.seek(passage.start_ms, Jump.STEP)
        self._playback.play()

    def repeat_slower(self) -> None:
        """Hear the sentence again slower; then the speed is what it was."""
        passage = self._to_repeat()
        self.repeat()
        if passage is not None:
            self._slowed = (passage, self._playback.speed)
            self._playback.set_speed(self._playback.speed * SLOWER)
            self._timer.start()

    def _to_repeat(self) -> Passage | None:
        position_ms = self._playback.position_ms
        if isinstance(self.pace, StudyPace):
            return self.pace.to_repeat(position_ms)
        return passage_at(self._timeline, position_ms, Unit.SENTENCE)

    def _replay(self) -> None:
        """Hear the turn again; at the study pace, what it rests after."""
        if isinstance(self.pace, StudyPace):
            self.repeat()
        else:
            self._playback.replay_turn()

    # Speakers

    def only(self, speaker: str) -> None:
        """Hear one speaker alone."""
        blocks = blocks_of(self._timeline.turns, speaker) if speaker else ()
        if not blocks:
            self._window.messages.hint(NOBODY)
        elif self._playback.position_ms >= blocks[-1].end_ms:
            self._window.messages.hint(f"{speaker} says nothing after this place.")
        else:
            self._begin(OneSpeaker(speaker, blocks))
            self._playback.play()

    def _speaker_heard(self) -> str:
        turn = self._timeline.turn_at(self._playback.position_ms)
        return "" if turn is None else self._timeline.turns[turn].speaker

    def _step_speaker(self, place: Callable[..., int | None], speaker: str = "") -> None:
        named = speaker or self._speaker_heard()
        if not named:
            self._window.messages.hint(NOBODY)
            return
        position_ms = place(self._timeline.turns, named, self._playback.position_ms)
        if position_ms is None:
            where = "after" if place is next_turn_ms else "before"
            self._window.messages.hint(f"{named} says nothing {where} this place.")
        else:
            self._playback.seek(position_ms, Jump.STEP)

    def _on_turn_menu_opened(self, menu: QMenu, turn: int | None) -> None:
        if turn is not None and turn < len(self._timeline.turns):
            speaker = self._timeline.turns[turn].speaker
            if speaker:
                self._offer_speaker(menu, speaker)

    def _offer_speaker(self, menu: QMenu, speaker: str) -> None:
        name = speaker.replace("&", "&&")
        step = partial(self._step_speaker, speaker=speaker)
        menu.addSeparator()
        menu.addAction(f"Next turn of {name}", lambda: step(next_turn_ms))
        menu.addAction(f"Previous turn of {name}", lambda: step(previous_turn_ms))
        menu.addAction(f"Hear only {name}", lambda: self.only(speaker))

    # The pace

    def _begin(self, pace: Pace) -> None:
        self._restore_speed()
        self.pace = pace
        self._timer.start()
        self._show()

    def tick(self) -> None:
        """Ask the pace what is due, and do it."""
        # Esc first leaves the field, closes what came last, or ends what plays in passing.
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        elsewhere = typing or self._window.is_covered or self._playback.is_lent
        self._window.pacing_bar.take_escape(on=not elsewhere)
        # While the seek bar is dragged, the position is the hand's.
        if self._playback.is_lent or self._window.transport.seek_bar.isSliderDown():
            return
        position_ms = self._playback.position_ms
        if self._slowed is not None and position_ms >= self._slowed[0].end_ms - 1:
            self._restore_speed()
        if self.pace is not None:
            self._carry_out(self.pace.at(position_ms, self._now(), self._playback.state))
            self._show()
        elif self._slowed is None:
            self._timer.stop()

    def _carry_out(self, order: Order) -> None:
        playback = self._playback
        if order.act in (Act.GO, Act.STAND):
            playback.seek(order.to_ms, Jump.NONE)
        if order.act is Act.PAUSE or order.act is Act.END:
            playback.pause()
        playing = playback.state is PlayerState.PLAYING
        if order.act is Act.PLAY or (order.act is Act.GO and not playing):
            playback.play()
        if order.act is Act.END:
            self.end()

    def _restore_speed(self) -> None:
        if self._slowed is not None:
            (_, speed), self._slowed = self._slowed, None
            self._playback.set_speed(speed)

    def _on_playback_jumped(self, _from_ms: int, to_ms: int, kind: Jump) -> None:
        if kind is Jump.NONE:
            return
        if self._slowed is not None and not self._slowed[0].holds(to_ms):
            self._restore_speed()
        if self.pace is not None and not self.pace.jumped(to_ms):
            self.end()

    def _show(self) -> None:
        bar, seek_bar, pace = self._window.pacing_bar, self._window.transport.seek_bar, self.pace
        if pace is None:
            bar.clear()
        elif isinstance(pace, StudyPace):
            bar.show_study(self._title(pace), pace.unit, int(pace.rest_s or 0))
        else:
            bar.show_pace(pace.title)
        passage = pace.passage if isinstance(pace, Loop) else None
        seek_bar.set_loop((passage.start_ms, passage.end_ms) if passage else None)

    def _title(self, pace: StudyPace) -> str:
        return self._key_words.beside(pace.title, "toggle") if pace.resting else pace.title


def _says_the_same(before: Timeline, now: Timeline) -> bool:
    words = ([(turn.speaker, turn.paragraphs) for turn in one.turns] for one in (before, now))
    return next(words) == next(words)

"""Loops, the study pace and one speaker alone, in a window with a player that time drives."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from reader.listening.jump_trail import Jump
from reader.listening.pacing import Unit, passage_at
from reader.listening.sleep_timer import Until
from reader.playback.player import PlayerState
from reader.reading_page import ReadingPage
from reader.settings import Settings
from reader.timing.timeline import Timeline
from tests.ui.library_shelf import Room, TimedSource, write_page
from tests.ui.reading_hand import drag, move, point_of, press, release

TURN_MS = 3000


class Stage(Room):
    """A room in which time passes only in `let_pass`."""

    @property
    def pacing(self):
        return self.session.pacing

    @property
    def bar(self):
        return self.window.pacing_bar

    def take_time(self) -> None:
        source = self.players[0]
        for timed in (self.playback._sounding, self.pacing):
            timed._now = lambda: source.now
        for ticking in (self.playback, self.pacing):
            ticking._timer.timeout.disconnect()

    def let_pass(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.04)):
            self.players[0].now += 0.04
            self.playback.tick()
            self.pacing.tick()

    @property
    def plays(self) -> bool:
        return self.playback.state is PlayerState.PLAYING

    @property
    def loop(self) -> tuple[int, int] | None:
        return self.window.transport.seek_bar._places.loop


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Stage]:
    """An episode of a minute, paused at its start: turns of three seconds, two speakers."""
    made = Stage(qtbot, tmp_path / "library", TimedSource())
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    made.take_time()
    yield made
    made.leave()


class TestLoops:
    def test_the_turn_is_heard_over_and_over_until_esc(self, stage: Stage) -> None:
        stage.playback.seek(4000)
        stage.press("loop_turn")
        stage.playback.play()
        stage.let_pass(8)
        assert TURN_MS <= stage.playback.position_ms < 2 * TURN_MS
        assert stage.loop == (TURN_MS, 2 * TURN_MS)
        assert stage.bar.title == "Over and over: the turn, 0:03–0:06"

        stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
        assert stage.loop is None
        assert not stage.bar.isVisible()
        stage.let_pass(4)
        assert stage.playback.position_ms > 2 * TURN_MS

    def test_the_sentence(self, stage: Stage) -> None:
        sentence = stage.transcript.page.timeline.sentences(2)[1]
        stage.playback.seek(sentence.start_ms)
        stage.press("loop")
        assert stage.loop == (sentence.start_ms, sentence.end_ms)

    def test_the_selection_plays_from_its_start(self, stage: Stage) -> None:
        view = stage.transcript
        stage.playback.seek(6000)
        text = view.page.timeline.turns[3].text
        drag(view.viewport(), point_of(view, 2, 0), point_of(view, 3, len(text) - 2))
        stage.press("loop")
        stage.let_pass(0.2)
        assert stage.plays
        assert stage.loop[0] == 6000
        assert 11_000 < stage.loop[1] <= 12_000

    @pytest.mark.parametrize("of", ["loop", "loop_turn", "the selection"])
    def test_what_is_looped_stays_so_when_the_text_is_nudged(self, stage: Stage, of: str) -> None:
        view = stage.transcript
        if of == "the selection":
            drag(view.viewport(), point_of(view, 2, 0), point_of(view, 2, 12))
        stage.playback.seek(6200)
        stage.press("loop" if of == "the selection" else of)
        start_ms, end_ms = stage.loop
        stage.press("sync_later")
        stage.until(lambda: stage.loop == (start_ms + 100, end_ms + 100))
        assert stage.bar.isVisible()

    def test_esc_closes_a_message_that_came_meanwhile_first(self, stage: Stage) -> None:
        stage.press("loop_turn")
        stage.window.messages.tell("Something is to be known.")
        stage.let_pass(0.04)
        stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
        assert not stage.window.messages.isVisible()
        assert stage.bar.isVisible()

        stage.let_pass(0.04)
        stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
        assert not stage.bar.isVisible()

    def test_esc_in_the_find_bar_leaves_that_first(self, stage: Stage) -> None:
        stage.press("loop_turn")
        stage.window.activateWindow()
        stage.press("find")
        stage.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        field = QApplication.focusWidget()
        stage.let_pass(0.04)
        stage.qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert not stage.window.find_bar.isVisible()
        assert stage.bar.isVisible()

        stage.let_pass(0.04)
        stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
        assert not stage.bar.isVisible()

    def test_the_same_again_ends_it(self, stage: Stage) -> None:
        for shown in (True, False):
            stage.press("loop_turn")
            assert stage.bar.isVisible() is shown

    def test_going_elsewhere_ends_it(self, stage: Stage) -> None:
        stage.press("loop_turn")
        stage.playback.seek(30_000)
        assert stage.pacing.pace is None

    def test_it_is_no_jump_to_come_back_from(self, stage: Stage) -> None:
        stage.press("loop_turn")
        stage.playback.play()
        stage.let_pass(8)
        assert stage.session.jumps.trail.previous is None

    def test_it_is_drawn_on_the_seek_bar(self, stage: Stage) -> None:
        bar = stage.window.transport.seek_bar
        stage.playback.seek(4000)
        x, y = round(bar.x_of(3000)), bar.height() // 2 - 5
        bare = bar.grab().toImage().pixelColor(x, y)
        stage.press("loop_turn")
        assert bar.grab().toImage().pixelColor(x, y) != bare


class TestStudyPace:
    def test_it_rests_after_a_sentence_until_space(self, stage: Stage) -> None:
        first = passage_at(stage.transcript.page.timeline, 0, Unit.SENTENCE)
        stage.press("study")
        stage.playback.play()
        stage.let_pass(20)
        assert not stage.plays
        assert stage.playback.position_ms == first.end_ms - 1
        assert stage.bar.title == "Say it again, or play on (Space)"

        heard = stage.playback.position_ms
        stage.press("toggle")
        stage.let_pass(0.2)
        assert heard < stage.playback.position_ms < heard + 400

    def test_a_rest_that_was_set_ends_by_itself(self, stage: Stage) -> None:
        stage.press("study")
        stage.bar.rest_chosen.emit(2)
        stage.bar.unit_chosen.emit("turn")
        stage.playback.play()
        stage.let_pass(4)
        assert not stage.plays
        assert stage.transcript.marks.heard_turn == 0
        stage.let_pass(1.5)
        assert stage.plays
        assert stage.transcript.marks.heard_turn == 1

    def test_a_rest_does_not_fill_the_library_anew(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refreshed: list[bool] = []
        monkeypatch.setattr(stage.session.shelf, "refresh", lambda: refreshed.append(True))
        stage.press("study")
        stage.playback.play()
        stage.let_pass(10)
        assert stage.pacing.resting
        assert refreshed == []

    def test_what_was_set_is_kept(self, stage: Stage) -> None:
        stage.press("study")
        stage.bar.rest_chosen.emit(5)
        stage.bar.unit_chosen.emit("turn")
        stage.wait_for_library()
        kept = Settings.load(stage.folder)
        assert (kept["study_rest_s"], kept["study_unit"]) == (5, "turn")
        assert (stage.bar.rest.text(), stage.bar.unit.text()) == ("5 s", "After each turn")

    def test_again_is_what_was_heard(self, stage: Stage) -> None:
        stage.press("study")
        stage.bar.unit_chosen.emit("turn")
        stage.playback.play()
        stage.let_pass(10)
        stage.press("replay_turn")
        assert stage.playback.position_ms == 0
        stage.let_pass(1)
        assert stage.plays

    def test_slower_is_for_this_once(self, stage: Stage) -> None:
        stage.playback.set_speed(1.2)
        stage.press("study")
        stage.bar.unit_chosen.emit("turn")
        stage.playback.play()
        stage.let_pass(10)
        stage.press("repeat_slower")
        assert stage.playback.speed == 0.9
        stage.let_pass(5)
        assert stage.playback.speed == 1.2
        assert not stage.plays

    def test_the_same_key_ends_it(self, stage: Stage) -> None:
        stage.press("study")
        stage.press("study")
        stage.playback.play()
        stage.let_pass(10)
        assert stage.plays

    @pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_P])
    def test_ended_in_a_rest_it_plays_straight_on(self, stage: Stage, key: Qt.Key) -> None:
        stage.press("study")
        stage.playback.play()
        stage.let_pass(10)
        assert stage.pacing.resting
        heard = stage.playback.position_ms
        stage.qtbot.keyClick(stage.window, key)
        assert stage.plays
        assert not stage.bar.isVisible()
        stage.let_pass(10)
        assert stage.playback.position_ms == pytest.approx(heard + 10_000, abs=50)

    def test_ended_while_the_person_pauses_it_stays_paused(self, stage: Stage) -> None:
        stage.press("study")
        stage.let_pass(0.2)
        stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
        stage.let_pass(0.2)
        assert not stage.plays

    def test_another_episode_is_played_straight_on(self, stage: Stage, tmp_path: Path) -> None:
        stage.press("study")
        other = write_page(tmp_path, "other.txt", "A letter from the north")
        stage.session.arrivals.open_paths([other])
        stage.until(lambda: stage.session.episode.title == "A letter from the north")
        assert stage.pacing.pace is None


class TestRepeating:
    def test_the_sentence(self, stage: Stage) -> None:
        sentence = stage.transcript.page.timeline.sentences(2)[1]
        stage.playback.seek(sentence.start_ms + 200)
        stage.press("repeat_sentence")
        assert stage.playback.position_ms == sentence.start_ms

    def test_a_speed_that_was_only_for_once_is_not_kept(self, stage: Stage) -> None:
        stage.press("repeat_slower")
        assert stage.playback.speed == 0.75
        stage.pacing.end()
        assert stage.playback.speed == 1.0


class TestSpeakers:
    def test_the_next_turn_of_the_one_who_speaks(self, stage: Stage) -> None:
        stage.press("next_of_speaker")
        assert stage.playback.position_ms == 2 * TURN_MS
        stage.press("previous_of_speaker")
        assert stage.playback.position_ms == 0

    def test_after_the_last_one_a_sentence_says_so(self, stage: Stage) -> None:
        stage.playback.seek(57_000)
        stage.press("next_of_speaker")
        assert stage.messages == "Per Lind says nothing after this place."
        assert stage.playback.position_ms == 57_000

    def test_which_goes_when_one_goes_elsewhere(self, stage: Stage) -> None:
        stage.playback.seek(57_000)
        stage.press("next_of_speaker")
        stage.playback.seek(30_000)
        assert stage.messages == ""

    def test_only_one_is_heard(self, stage: Stage) -> None:
        stage.press("only_speaker")
        turns = set()
        for _ in range(200):
            stage.let_pass(0.04)
            turns.add(stage.transcript.marks.heard_turn)
        assert {0, 2, 4} <= turns
        assert stage.bar.title == "Only Ida Holm"

    def test_before_anybody_speaks_a_sentence_says_so(self, stage: Stage) -> None:
        stage.pacing.only("")
        assert "names nobody" in stage.messages

    def test_a_lanes_menu_offers_it(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        lanes = stage.window.lanes
        menus: list[QMenu] = []
        monkeypatch.setattr(QMenu, "popup", lambda menu, _at: menus.append(menu))
        point = QPoint(30, 26)  # the second speaker's name
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, lanes.mapToGlobal(point), Qt.KeyboardModifier(0)
        )
        QApplication.sendEvent(lanes, event)
        labels = [action.text() for action in menus[0].actions()]
        assert labels[-3:] == [
            "Next turn of Per Lind",
            "Previous turn of Per Lind",
            "Hear only Per Lind",
        ]
        menus[0].actions()[-3].trigger()
        assert stage.playback.position_ms == TURN_MS

    def test_so_does_the_menu_of_a_turn(self, stage: Stage) -> None:
        menu = QMenu()
        stage.qtbot.addWidget(menu)
        stage.transcript.turn_menu_opened.emit(menu, 1)
        menu.actions()[-1].trigger()
        assert stage.bar.title == "Only Per Lind"


def test_a_borrowed_player_is_left_alone(stage: Stage) -> None:
    stage.press("only_speaker")
    stage.playback.pause()
    stage.playback.seek(4000)
    reel = stage.session.hearing.reel
    stage.playback.lend(reel)
    stage.playback.show_borrowed(PlayerState.PLAYING)
    stage.let_pass(1)
    assert stage.playback.is_lent
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
    assert stage.bar.isVisible()  # Esc is the borrower's

    stage.playback.take_back()
    stage.let_pass(0.04)
    stage.qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
    assert not stage.bar.isVisible()


@pytest.mark.parametrize("command", ["loop_turn", "study", "only_speaker"])
def test_while_the_seek_bar_is_dragged_the_hand_decides(stage: Stage, command: str) -> None:
    stage.press(command)
    stage.playback.play()
    stage.let_pass(0.2)
    bar = stage.window.transport.seek_bar
    press(bar, QPoint(round(bar.x_of(200)), 15))
    move(bar, QPoint(round(bar.x_of(28_500)), 15))
    shown = stage.playback.position_ms
    stage.let_pass(1)
    assert stage.playback.position_ms == shown == pytest.approx(28_500, abs=400)
    assert stage.plays
    release(bar, QPoint(round(bar.x_of(28_500)), 15))


@pytest.mark.parametrize("command", ["loop", "loop_turn", "study", "repeat_slower"])
def test_where_nothing_is_said_a_sentence_says_so(stage: Stage, command: str) -> None:
    stage.press("loop_turn")
    stage.session.shut_episode()
    stage.press(command)
    assert "nothing to repeat here" in stage.messages
    assert not stage.bar.isVisible()
    assert stage.playback.speed == 1.0


def test_closing_the_window_keeps_the_speed_that_was_set(stage: Stage) -> None:
    stage.press("repeat_slower")
    stage.playback.seek(700, Jump.STEP)
    stage.leave()
    stage.enter()
    assert stage.playback.speed == 1.0


def test_the_bar_fits_the_narrowest_window(stage: Stage) -> None:
    narrowest = stage.window.minimumSizeHint().width()
    stage.press("study")
    assert stage.window.minimumSizeHint().width() == narrowest


class TestOtherTimes:
    """Putting text and sound in step, while one listens closely, ends nothing."""

    @pytest.mark.parametrize("command", ["loop", "loop_turn", "study", "only_speaker"])
    def test_a_pace_goes_on_by_the_times_of_now(self, stage: Stage, command: str) -> None:
        stage.playback.seek(3100)
        stage.press(command)
        stage.playback.play()
        pace, loop = type(stage.pacing.pace), stage.loop
        stage.session.sync.nudge(4000)
        stage.wait_for_library()
        assert type(stage.pacing.pace) is pace
        assert stage.loop == loop  # what is heard, though by now it is of other words
        assert stage.pacing._timeline is stage.transcript.page.timeline
        assert stage.bar.isVisible()

    def test_the_study_pace_rests_where_the_turn_ends_now(self, stage: Stage) -> None:
        stage.session._preferences.keep("study_unit", "turn")
        stage.playback.seek(4000)
        stage.press("study")
        stage.playback.play()
        stage.let_pass(0.2)
        stage.session.sync.nudge(1000)
        stage.wait_for_library()
        stage.let_pass(2.4)
        assert stage.plays
        stage.let_pass(0.6)
        assert stage.pacing.resting

    def test_one_speaker_alone_is_heard_where_the_turns_are_now(self, stage: Stage) -> None:
        stage.press("only_speaker")
        stage.session.sync.nudge(1000)
        stage.wait_for_library()
        heard = []
        for _ in range(200):
            stage.let_pass(0.04)
            heard.append(stage.transcript.marks.heard_turn)
        assert {0, 2, 4} <= set(heard)
        assert sum(turn == 1 for turn in heard) < 10  # the look that finds a turn's end is late

    def test_better_times_are_known_to_all_who_go_by_them(self, stage: Stage) -> None:
        opened = stage.session.shown
        turns = tuple(replace(turn, end_ms=turn.end_ms + 1) for turn in opened.episode.turns)
        timeline = Timeline(turns, opened.page.timeline.chapters)
        page = ReadingPage(opened.episode, timeline)
        stage.press("study")
        stage.session.reading.take_times(replace(opened, page=page))
        assert stage.pacing.pace is not None
        session = stage.session
        for part in (stage.pacing, stage.playback, session.words):
            assert part._timeline is timeline
        for part in (session.sleep, session.bookmarks, session.bookmarks.catching):
            assert part._opened.page.timeline is timeline


class TestFallingAsleep:
    """The sleep timer waits for the end of a turn that is heard otherwise than straight on."""

    @pytest.fixture
    def dozing(self, stage: Stage) -> Stage:
        stage.session._preferences.keep("study_unit", "turn")
        stage.playback.seek(4000)
        stage.playback.play()
        stage.session.sleep._now = lambda: stage.players[0].now
        stage.session.sleep.sleep_at_end_of(Until.TURN)
        return stage

    @pytest.mark.parametrize("command", ["loop_turn", "study", "only_speaker"])
    def test_it_is_silent_at_that_end(self, dozing: Stage, command: str) -> None:
        dozing.press(command)
        for _ in range(25):
            dozing.let_pass(0.2)
            dozing.session.sleep.tick()
        assert not dozing.plays
        assert not dozing.session.sleep.off.isEnabled()

    def test_after_a_rest_one_goes_on_without_it(self, dozing: Stage) -> None:
        dozing.press("study")
        dozing.let_pass(5)
        dozing.session.sleep.tick()
        dozing.press("toggle")
        dozing.let_pass(0.4)
        dozing.session.sleep.tick()
        assert dozing.plays

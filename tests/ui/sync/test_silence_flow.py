"""Shortened silences in a window: what is heard, what stays as it is, what is said of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from reader.listening.silences import MARGIN_MS, Silence
from reader.listening.sleep_timer import Until
from reader.model import AudioFile
from reader.playback.player import PlayerState
from tests.ui.library_shelf import Room, TimedSource, write_page
from tests.ui.reading_hand import move, press, release
from ui.sync.silence_flow import LOOKING, NONE, UNKNOWN

# Turns last three seconds; the first silence ends with a turn, the second lies across three.
SILENCES = (Silence(7000, 9100), Silence(20_000, 30_000))
GOALS = [silence.end_ms - MARGIN_MS for silence in SILENCES]


class Stage(Room):
    """A room in which time passes only in `let_pass`."""

    @property
    def flow(self):
        return self.session.silences

    @property
    def speed_button(self):
        return self.window.transport.speed

    @property
    def said(self) -> str:
        """What the speed's menu says of silences."""
        return self.flow._saved.text()

    def take_time(self) -> None:
        source = self.players[0]
        self.playback._sounding._now = lambda: source.now
        for part in (self.playback, self.session.pacing, self.flow):
            part._now = lambda: source.now
            part._timer.timeout.disconnect()
        self.session.sleep._now = lambda: source.now
        self.session.jumps._now = lambda: source.now

    def let_pass(self, seconds: float) -> list[int]:
        """Let time pass; return every place that the sound was at."""
        places = []
        for _ in range(round(seconds / 0.04)):
            self.players[0].now += 0.04
            self.playback.tick()
            self.session.pacing.tick()
            self.session.sleep.tick()
            self.flow.tick()
            places.append(self.playback.position_ms)
        return places

    def keep(self, silences: tuple[Silence, ...], fingerprint: str | None = None) -> None:
        """Let silences be known of the open episode, as if its sound had been heard."""
        episode = self.session.episode
        sound = fingerprint or episode.audio.fingerprint
        self.open_window.library.submit(
            lambda library: library.storage.save_silences(episode.id, sound, silences)
        )
        self.flow._read()
        self.wait_for_library()

    def start(self, at_ms: int) -> None:
        self.playback.seek(at_ms)
        self.playback.play()


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Stage]:
    """An episode of a minute with two silences, switched on, paused at its start."""
    made = Stage(qtbot, tmp_path / "library", TimedSource())
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    made.take_time()
    made.press("shorten_silences")
    made.keep(SILENCES)
    yield made
    made.leave()


class TestListening:
    def test_silences_take_half_a_second_and_everything_else_its_time(self, stage: Stage) -> None:
        stage.start(5000)
        places = stage.let_pass(8)
        assert 5000 + 8000 + 1600 <= places[-1] <= 5000 + 8000 + 1700
        assert not any(7400 < place < GOALS[0] - 1 for place in places)
        assert stage.playback.state is PlayerState.PLAYING

    def test_switched_off_they_are_heard_as_they_are(self, stage: Stage) -> None:
        stage.press("shorten_silences")
        stage.start(5000)
        stage.flow.tick()
        assert not stage.flow._timer.isActive()

    def test_where_nobody_has_listened_nothing_happens(self, stage: Stage) -> None:
        stage.keep(SILENCES, "another sound")
        stage.start(5000)
        assert stage.let_pass(4)[-1] == pytest.approx(9000, abs=50)

    def test_a_silence_that_one_goes_back_into_is_heard(self, stage: Stage) -> None:
        stage.playback.seek(12_000)
        stage.start(7500)
        assert stage.let_pass(1)[-1] == pytest.approx(8500, abs=50)

    def test_going_back_gets_past_a_silence(self, stage: Stage) -> None:
        stage.start(30_500)
        for _ in range(3):
            stage.press("back_5")
            stage.let_pass(0.4)
        assert stage.playback.position_ms < SILENCES[1].start_ms

    def test_while_the_seek_bar_is_dragged_the_hand_decides(self, stage: Stage) -> None:
        stage.start(5000)
        bar = stage.window.transport.seek_bar
        place = QPoint(round(bar.x_of(24_000)), 15)
        press(bar, QPoint(round(bar.x_of(5000)), 15))
        move(bar, place)
        places = stage.let_pass(1)
        assert bar.isSliderDown()
        assert set(places) == {stage.playback.position_ms}
        release(bar, place)
        assert stage.playback.position_ms == pytest.approx(24_000, abs=400)

    def test_what_is_borrowed_is_heard_as_it_was_recorded(self, stage: Stage) -> None:
        class Borrower:
            def let_go(self) -> None: ...

        stage.start(6000)
        stage.playback.lend(Borrower())
        stage.playback.show_borrowed(PlayerState.PLAYING)
        stage.playback._position_ms = 7500  # as if it stood in a silence meanwhile
        stage.flow.tick()
        assert stage.playback.is_lent

    def test_a_window_that_is_closed_leaves_the_player_alone(self, stage: Stage) -> None:
        stage.start(5000)
        stage.let_pass(0.2)
        flow = stage.flow
        assert flow._timer.isActive()
        stage.leave()
        assert not flow._timer.isActive()


class TestWhatStaysAsItWas:
    def test_no_silence_is_on_the_trail(self, stage: Stage) -> None:
        stage.start(5000)
        stage.let_pass(16)
        assert stage.playback.position_ms > GOALS[1]
        assert stage.session.jumps.trail.previous.at_ms == 0
        stage.press("jump_back")
        assert stage.playback.position_ms == 0

    def test_the_way_back_stays_offered(self, stage: Stage) -> None:
        stage.playback.seek(40_000)
        stage.start(6000)
        assert stage.session.jumps.chip.isVisible()
        stage.let_pass(2)
        assert stage.playback.position_ms > GOALS[0]
        assert stage.session.jumps.chip.isVisible()

    def test_the_page_follows(self, stage: Stage) -> None:
        stage.start(19_000)
        stage.let_pass(3)
        assert stage.transcript.following.active
        assert stage.transcript.marks.heard_turn == 10

    def test_a_loop_goes_round(self, stage: Stage) -> None:
        stage.playback.seek(6500)
        stage.press("loop_turn")
        stage.playback.play()
        places = stage.let_pass(6)
        assert places.count(6000) >= 3
        assert max(places) < 9100
        assert stage.session.pacing.pace is not None

    def test_the_study_pace_rests_after_the_turn(self, stage: Stage) -> None:
        stage.session._preferences.keep("study_unit", "turn")
        stage.start(6100)
        stage.press("study")
        stage.let_pass(3)
        assert stage.session.pacing.resting
        assert stage.playback.state is PlayerState.PAUSED
        assert stage.playback.position_ms == 8999

    def test_one_speaker_alone_is_heard_on(self, stage: Stage) -> None:
        stage.start(6100)
        stage.session.pacing.only("Ida Holm")
        stage.let_pass(3)
        assert 12_000 <= stage.playback.position_ms < 15_000

    def test_the_sleep_timer_ends_with_a_turn_whose_end_was_passed_over(self, stage: Stage) -> None:
        stage.start(19_500)
        stage.session.sleep.sleep_at_end_of(Until.TURN)
        stage.let_pass(2)
        assert stage.playback.state is PlayerState.PAUSED
        assert stage.playback.position_ms < GOALS[1] + 100
        assert "sleep timer" in stage.messages

    def test_the_speed_is_the_persons(self, stage: Stage) -> None:
        stage.playback.set_speed(2.0)
        stage.start(19_000)
        stage.let_pass(2)
        assert stage.playback.position_ms > GOALS[1]
        assert stage.playback.speed == 2.0


class TestWhatIsSaid:
    def test_the_speed_button_shows_it(self, stage: Stage) -> None:
        assert not stage.speed_button.icon().isNull()
        assert "silences are shortened" in stage.speed_button.accessibleName()
        stage.press("shorten_silences")
        assert stage.speed_button.accessibleName() == "Speed"

    def test_the_switch_is_in_both_menus_and_says_how_it_stands(self, stage: Stage) -> None:
        switch = stage.window.actions_by_name["shorten_silences"]
        assert switch in stage.speed_button.menu().actions()
        assert switch.isChecked()
        switch.trigger()
        assert not switch.isChecked()
        assert not stage.flow._saved.isVisible()

    def test_what_was_saved(self, stage: Stage) -> None:
        assert stage.said == "2 long silences in this episode"
        stage.start(19_000)
        stage.let_pass(3)
        assert stage.said == "0:09 saved"
        assert stage.speed_button.toolTip().endswith("; 0:09 saved")

    def test_that_it_is_not_known_yet(self, stage: Stage) -> None:
        stage.keep(SILENCES, "another sound")
        assert stage.said == LOOKING

    def test_that_it_could_not_be_found_out(self, stage: Stage) -> None:
        stage.keep(SILENCES, "another sound")
        stage.session.estimates.listened.emit(stage.session.episode.id)
        stage.wait_for_library()
        assert stage.said == UNKNOWN

    def test_that_there_is_none(self, stage: Stage) -> None:
        stage.keep(())
        assert stage.said == NONE

    def test_it_is_kept(self, stage: Stage) -> None:
        stage.leave()
        stage.enter()
        assert stage.flow.is_on
        assert stage.window.actions_by_name["shorten_silences"].isChecked()
        stage.wait_for_library()
        assert stage.said == "2 long silences in this episode"

    def test_without_an_episode_nothing(self, stage: Stage) -> None:
        stage.session.shut_episode()
        assert stage.said == ""

    def test_another_recording_is_another_matter(self, stage: Stage, tmp_path: Path) -> None:
        episode = stage.session.episode
        stage.keep(SILENCES, "another sound")
        stage.session.estimates.listened.emit(episode.id)
        stage.wait_for_library()
        assert stage.said == UNKNOWN
        other = AudioFile(episode.audio.path, "a third sound", 60_000)
        stage.open_window.library.submit(lambda library: library.relink_audio(episode.id, other))
        stage.session.reopen(episode.id)
        stage.wait_for_library()
        assert stage.said == LOOKING

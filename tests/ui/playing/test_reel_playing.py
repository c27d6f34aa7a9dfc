"""A reel on a silent player: it plays stretches, and comes back to where one was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.listening.reel import REST_S, Stretch
from reader.model import Place
from reader.playback.player import PlayerState, Sample
from reader.playback.silent import SilentPlayer
from reader.playback.watching import LOST_S
from reader.timing.timeline import Timeline
from tests.ui.emissions import Emissions, emissions
from tests.ui.sample_pages import spoken
from ui.playing.playback_controller import PlaybackController
from ui.playing.reel import NO_PLAYER, NO_SOUND, Reel

LENGTH_MS = 120_000
TURNS = tuple(
    spoken("Ida Holm", i * 10_000, (i + 1) * 10_000, "The ferry is late. So it is.")
    for i in range(12)
)
PLACE_MS = 31_000


class SteppingPlayer(SilentPlayer):
    """Reports every one and a half seconds of audio, as players do with some files."""

    told: Sample | None = None

    def sample(self) -> Sample:
        known = super().sample()
        told = self.told
        stepped = told is None or not 0 <= known.position_ms - told.position_ms < 1500
        if told is None or stepped or known.state is not told.state:
            self.told = known
        return self.told


class Stage:
    """A controller and a reel on one silent player; time passes only in `let_pass`."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.open_audio = self._file(folder / "ferry.opus")
        self.other_audio = self._file(folder / "letter.opus")
        self.player = SilentPlayer(clock=lambda: self.now, duration_of=lambda _: LENGTH_MS)
        self.control = PlaybackController(now=lambda: self.now, wall=lambda: self.now)
        self.stayed: list[tuple[str, int, bool]] = []
        self.reel = Reel(
            self.control, lambda *place: self.stayed.append(place), now=lambda: self.now
        )
        self.loaded: list[Path] = []
        self.told: Emissions = emissions(self.reel.failed)
        self.began: Emissions = emissions(self.reel.began)
        self.ended: Emissions = emissions(self.reel.ended)

    def _file(self, path: Path) -> Path:
        path.write_bytes(b"sound")
        return path

    def open(self, position_ms: int = PLACE_MS, speed: float = 1.0, *, audio: bool = True) -> None:
        path = self.open_audio if audio else None
        self.control.open(Timeline(TURNS), path, LENGTH_MS, Place(position_ms, speed))
        self.control.tick()

    def stretch(self, number: int, path: Path | None = None) -> Stretch:
        """Return four seconds of the other episode, from ten seconds times `number` on."""
        start_ms = number * 10_000
        audio = path or self.other_audio
        return Stretch("letter", audio, start_ms, start_ms + 4000, f"Number {number}")

    def let_pass(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.04)):
            self.now += 0.04
            self.control.tick()
            self.reel.tick()

    @property
    def sounding_ms(self) -> int:
        """Where the player itself is."""
        return self.player.sample().position_ms

    @property
    def sounds(self) -> bool:
        return self.player.sample().state is PlayerState.PLAYING


@pytest.fixture
def stage(qapp: object, tmp_path: Path) -> Iterator[Stage]:
    """An episode, paused at half a minute."""
    made = Stage(tmp_path)
    made.control.use_player(made.player)
    made.open()
    yield made
    made.control.close()


class TestPlaying:
    def test_stretches_are_heard_one_after_another(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.let_pass(1)
        assert stage.sounding_ms == pytest.approx(11_000, abs=50)

        stage.let_pass(3 + REST_S / 2)
        assert not stage.sounds

        stage.let_pass(REST_S / 2 + 1)
        assert stage.sounding_ms == pytest.approx(51_000, abs=150)
        assert [index for (index,) in stage.began] == [0, 1]

    def test_what_is_heard_is_named_and_counted(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        assert stage.reel.title == "Hit 1 of 2 · Number 1"

        stage.reel.next()
        assert stage.reel.title == "Hit 2 of 2 · Number 5"

    def test_one_alone_is_not_counted(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)], label="Bookmark")

        assert stage.reel.title == "Bookmark · Number 1"

    def test_it_goes_at_the_speed_that_is_set(self, stage: Stage) -> None:
        stage.control.set_speed(2.0)
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.let_pass(2.1)

        assert not stage.sounds
        stage.let_pass(REST_S + 0.9)
        assert stage.sounding_ms == pytest.approx(52_000, abs=200)

    @pytest.mark.parametrize("before", [True, False], ids=["before it began", "meanwhile"])
    def test_also_where_the_player_seldom_says_where_it_is(
        self, stage: Stage, *, before: bool
    ) -> None:
        stage.player = SteppingPlayer(clock=lambda: stage.now, duration_of=lambda _: LENGTH_MS)
        stage.control.use_player(stage.player)
        if before:
            stage.control.set_speed(2.0)
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        if not before:
            stage.control.set_speed(2.0)
        stage.let_pass(1.9)
        assert stage.sounds

        stage.let_pass(0.2)
        assert not stage.sounds

    def test_previous_and_next_step_through_it(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(n) for n in (1, 3, 5)])
        stage.reel.next()
        stage.reel.next()
        assert stage.sounding_ms == 50_000

        stage.reel.previous()
        assert stage.sounding_ms == 30_000
        stage.let_pass(2)
        stage.reel.previous()
        assert stage.sounding_ms == 30_000

    def test_another_reel_takes_its_place(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.let_pass(1)
        stage.reel.play([stage.stretch(7)])
        assert stage.sounding_ms == 70_000

        stage.reel.stop()
        assert stage.sounding_ms == PLACE_MS
        assert len(stage.ended) == 1


def test_a_stretch_whose_sound_does_not_come_is_left_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.reel.play([stage.stretch(1), stage.stretch(2, stage.open_audio)])
    stage.let_pass(1)
    stuck = stage.player.sample()
    monkeypatch.setattr(stage.player, "sample", lambda: stuck)
    stage.let_pass(LOST_S + 1)

    assert stage.told[0][0] == NO_SOUND
    assert len(stage.began) == 2


class TestComingBack:
    def test_after_the_last_stretch_it_is_where_it_was_and_paused(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.let_pass(4 + REST_S + 0.2)

        assert not stage.reel.active
        assert (stage.sounding_ms, stage.sounds) == (PLACE_MS, False)
        assert stage.control.state is PlayerState.PAUSED
        assert len(stage.ended) == 1

    def test_what_played_plays_on_from_the_very_place(self, stage: Stage) -> None:
        stage.control.seek(60_000)
        stage.control.play()
        stage.let_pass(2)
        stage.reel.play([stage.stretch(1)])
        stage.let_pass(1)
        assert stage.control.position_ms == pytest.approx(62_000, abs=5)

        stage.now += 7200
        stage.reel.stop()
        assert stage.sounds
        assert stage.sounding_ms == pytest.approx(62_000, abs=5)
        stage.let_pass(1)
        assert stage.control.position_ms == pytest.approx(63_000, abs=5)
        assert stage.control.state is PlayerState.PLAYING

    def test_a_pause_is_as_long_as_it_was(self, stage: Stage) -> None:
        stage.control.seek(60_000)
        stage.control.play()
        stage.let_pass(2)
        stage.control.pause()
        stopped_ms = stage.control.position_ms
        stage.reel.play([stage.stretch(1)])
        stage.now += 3600
        stage.reel.stop()
        assert stage.control.position_ms == stage.sounding_ms == stopped_ms

        stage.control.play()
        assert stage.control.position_ms == stopped_ms - 10_000

    def test_at_the_speed_it_had(self, stage: Stage) -> None:
        stage.open(speed=1.2)
        stage.reel.play([stage.stretch(1)])
        stage.control.set_speed(2.0)
        assert stage.control.place().speed == 1.2

        stage.reel.stop()
        assert stage.control.speed == 1.2

    def test_an_episode_that_had_ended_starts_over_at_the_next_play(self, stage: Stage) -> None:
        stage.control.seek(LENGTH_MS - 1000)
        stage.control.play()
        stage.let_pass(2)
        stage.reel.play([stage.stretch(1)])
        stage.let_pass(1)
        stage.reel.stop()
        stage.let_pass(0.2)
        assert (stage.control.position_ms, stage.sounds) == (LENGTH_MS, False)

        stage.control.play()
        stage.let_pass(1)
        assert stage.control.position_ms == pytest.approx(1000, abs=50)

    def test_also_to_a_text_without_audio(self, stage: Stage) -> None:
        stage.open(audio=False)
        stage.reel.play([stage.stretch(1)])
        assert stage.sounds
        stage.reel.stop()

        assert not stage.sounds
        assert stage.control.position_ms == PLACE_MS
        assert stage.control.state is PlayerState.EMPTY

    def test_closing_the_window_ends_it(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.control.close()

        assert not stage.reel.active
        assert stage.control.place().position_ms == PLACE_MS


class TestMeanwhile:
    def test_the_open_episode_stands_still(self, stage: Stage) -> None:
        positions = emissions(stage.control.position_changed)
        moments = emissions(stage.control.moment_changed)
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.let_pass(7)

        assert (len(positions), len(moments)) == (0, 0)
        assert stage.control.place().position_ms == PLACE_MS

    def test_the_hand_pauses_and_resumes_the_reel(self, stage: Stage) -> None:
        states = emissions(stage.control.state_changed)
        stage.reel.play([stage.stretch(1)])
        stage.let_pass(1)
        stage.control.toggle()
        stage.let_pass(30)
        assert stage.sounding_ms == pytest.approx(11_000, abs=50)
        assert not stage.sounds

        stage.control.toggle()
        stage.let_pass(1)
        assert stage.sounding_ms == pytest.approx(12_000, abs=50)
        playing, paused = PlayerState.PLAYING, PlayerState.PAUSED
        assert [state for (state,) in states] == [playing, paused, playing]

    def test_the_pause_between_two_can_be_paused(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.let_pass(4.2)
        stage.control.toggle()
        stage.let_pass(10)
        assert len(stage.began) == 1

        stage.control.toggle()
        stage.let_pass(0.2)
        assert stage.sounding_ms == pytest.approx(50_000, abs=200)

    def test_skipping_stays_within_the_stretch(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.let_pass(2)
        stage.control.skip(-5000)
        assert stage.sounding_ms == 10_000

        stage.control.skip(3000)
        assert stage.sounding_ms == 13_000
        stage.control.skip(5000)
        assert stage.sounding_ms == 50_000

    def test_skipping_back_out_of_the_pause_after_it_hears_it_again(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.let_pass(4.2)
        stage.control.skip(-2000)
        stage.let_pass(1)

        assert stage.sounding_ms == pytest.approx(13_000, abs=150)
        assert stage.sounds

    def test_going_to_another_place_ends_it_there(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.let_pass(1)
        stage.control.seek(90_000)

        assert not stage.reel.active
        assert (stage.sounding_ms, stage.control.position_ms) == (90_000, 90_000)
        assert stage.sounds  # what sounded sounds on

    def test_and_in_silence_where_the_reel_was_paused(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.control.pause()
        stage.control.seek(90_000)

        assert not stage.sounds

    def test_opening_another_episode_ends_it(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.open(5000)

        assert not stage.reel.active
        assert (stage.sounding_ms, stage.sounds) == (5000, False)

    def test_dragging_the_seek_bar_shows_the_text_and_changes_no_place(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.control.scrub(80_000)
        assert stage.control.place().position_ms == PLACE_MS

        stage.reel.stop()
        assert stage.sounding_ms == PLACE_MS


class TestStaying:
    def test_hands_over_the_place_that_is_heard(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1), stage.stretch(5)])
        stage.reel.next()
        stage.let_pass(1)
        stage.reel.stay()

        ((episode, at_ms, plays),) = stage.stayed
        assert (episode, plays) == ("letter", True)
        assert at_ms == pytest.approx(51_000, abs=50)
        assert not stage.sounds  # until the place is open

    def test_in_silence_where_the_reel_was_paused(self, stage: Stage) -> None:
        stage.reel.play([stage.stretch(1)])
        stage.control.pause()
        stage.reel.stay()

        assert stage.stayed == [("letter", 10_000, False)]

    def test_is_nothing_where_no_reel_plays(self, stage: Stage) -> None:
        stage.reel.stay()
        stage.reel.next()
        stage.reel.previous()
        stage.reel.stop()

        assert (stage.stayed, stage.sounding_ms) == ([], PLACE_MS)


class TestWithoutSound:
    def test_missing_audio_is_told_once_and_passed_over(self, stage: Stage, tmp_path: Path) -> None:
        gone = tmp_path / "gone.opus"
        missing = [stage.stretch(n, gone) for n in (1, 2, 3)]
        stage.reel.play([*missing, stage.stretch(5)])
        stage.let_pass(0.2)

        assert len(stage.told) == 1
        assert str(gone) in stage.told[0][0]
        assert stage.sounding_ms == pytest.approx(50_000, abs=200)

    def test_where_all_of_it_is_missing_one_is_back_at_once(
        self, stage: Stage, tmp_path: Path
    ) -> None:
        stage.reel.play([stage.stretch(1, tmp_path / "gone.opus")])
        stage.let_pass(0.2)

        assert not stage.reel.active
        assert len(stage.told) == 1
        assert (stage.control.state, stage.sounding_ms) == (PlayerState.PAUSED, PLACE_MS)

    def test_episodes_without_audio_are_left_out_with_a_sentence(self, stage: Stage) -> None:
        silent = Stretch("note", None, 0, 4000, "Nothing")
        stage.reel.play([silent, stage.stretch(5)])

        assert stage.told == [("1 of 2 are left out: their episodes have no audio.",)]
        assert stage.reel.title == "Hit 2 of 2 · Number 5"

    @pytest.mark.parametrize("stretches", [[], [Stretch("note", None, 0, 4000, "Nothing")]])
    def test_nothing_to_play_is_said_and_changes_nothing(
        self, stage: Stage, stretches: list[Stretch]
    ) -> None:
        stage.reel.play(stretches)

        assert stage.told[0][0].startswith("There is nothing to play")
        assert not stage.reel.active

    def test_before_a_player_is_there_one_is_asked_to_wait(self, tmp_path: Path) -> None:
        stage = Stage(tmp_path)
        stage.open()
        stage.reel.play([stage.stretch(1)])

        assert stage.told == [(NO_PLAYER,)]
        stage.control.close()


def test_time_alone_drives_it(qtbot: QtBot, tmp_path: Path) -> None:
    """No hand calls tick() in the program: the reel's own timer does."""
    stage = Stage(tmp_path)
    control = PlaybackController()
    control.use_player(SilentPlayer(duration_of=lambda _: LENGTH_MS))
    reel = Reel(control, lambda *_: None)
    began = emissions(reel.began)
    short = [Stretch("letter", stage.other_audio, at, at + 100, "Short") for at in (0, 5000)]
    reel.play(short)

    qtbot.waitUntil(lambda: len(began) == 2 and not reel.active, timeout=5000)
    control.close()

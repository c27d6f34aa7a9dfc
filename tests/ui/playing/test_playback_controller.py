"""From the player to what is heard, and from the hand to the player, in a time of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.model import Chapter, Place
from reader.playback.player import PlayerState, Sample
from reader.playback.silent import SilentPlayer
from reader.timing.timeline import Moment, Timeline
from tests.ui.emissions import Emissions, emissions
from tests.ui.sample_pages import spoken
from ui.playing.playback_controller import TICK_MS, PlaybackController

LENGTH_MS = 120_000
NOON = 1_800_000_000.0  # wall time, in seconds
TURNS = tuple(
    spoken(
        ("Ida Holm", "Per Lind")[i % 2],
        i * 10_000,
        (i + 1) * 10_000,
        "The ferry is late. So it is. You get used to that.",
    )
    for i in range(12)
)
CHAPTERS = (
    Chapter("Departure", 0, 40_000),
    Chapter("Open water", 40_000, 80_000),
    Chapter("Landing", 80_000, LENGTH_MS),
)
TIMELINE = Timeline(TURNS, CHAPTERS)


class Stage:
    """A controller on a silent player; time passes only in `let_pass`."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.wall = NOON
        self.audio = folder / "ferry.opus"
        self.audio.write_bytes(b"sound")
        self.player = SilentPlayer(clock=lambda: self.now, duration_of=lambda _: LENGTH_MS)
        self.control = PlaybackController(now=lambda: self.now, wall=lambda: self.wall)

    def open(self, place: Place | None = None, *, audio: bool = True) -> None:
        """Open the episode."""
        self.control.open(TIMELINE, self.audio if audio else None, LENGTH_MS, place or Place())
        self.control.tick()

    def let_pass(self, seconds: float) -> None:
        """Let time pass in the controller's own steps."""
        for _ in range(round(seconds / 0.04)):
            self.now += 0.04
            self.wall += 0.04
            self.control.tick()


@pytest.fixture
def stage(qapp: object, tmp_path: Path) -> Iterator[Stage]:
    """An episode that was never read, with a player."""
    made = Stage(tmp_path)
    made.control.use_player(made.player)
    made.open()
    yield made
    made.control.close()


def heard(spy: Emissions) -> list[Moment]:
    return [spy[i][0] for i in range(len(spy))]


class TestTheVoice:
    def test_an_opened_episode_stands_where_it_was_left(self, stage: Stage) -> None:
        stage.open(Place(31_000, 1.2))

        assert stage.control.state is PlayerState.PAUSED
        assert stage.control.position_ms == 31_000
        assert stage.control.speed == 1.2
        assert stage.player.sample().position_ms == 31_000

    def test_the_position_goes_on_with_the_player(self, stage: Stage) -> None:
        stage.control.play()
        stage.let_pass(4)

        assert stage.control.state is PlayerState.PLAYING
        assert stage.control.position_ms == pytest.approx(4000, abs=2)

    def test_and_as_fast_as_it_plays(self, stage: Stage) -> None:
        stage.control.set_speed(2.0)
        stage.control.play()
        stage.let_pass(4)

        assert stage.control.position_ms == pytest.approx(8000, abs=2)

    def test_what_is_heard_is_told_only_when_it_changes(self, stage: Stage) -> None:
        told = emissions(stage.control.moment_changed)
        stage.control.play()
        stage.let_pass(39.9)

        expected = [
            TIMELINE.moment_at(sentence.start_ms)
            for turn in range(4)
            for sentence in TIMELINE.sentences(turn)
        ]
        assert heard(told) == expected[1:]

    def test_the_position_is_told_only_when_it_moves(self, stage: Stage) -> None:
        told = emissions(stage.control.position_changed)
        stage.let_pass(1)

        assert len(told) == 0

    def test_opening_tells_everything_anew(self, stage: Stage) -> None:
        moments = emissions(stage.control.moment_changed)
        positions = emissions(stage.control.position_changed)
        speeds = emissions(stage.control.speed_changed)
        stage.open(Place(0, 1.0))

        assert (len(moments), len(positions), len(speeds)) == (1, 1, 1)

    def test_the_end_is_the_end_and_play_starts_over(self, stage: Stage) -> None:
        stage.control.seek(LENGTH_MS - 1000)
        stage.control.play()
        stage.let_pass(2)
        assert stage.control.state is PlayerState.ENDED
        assert stage.control.position_ms == LENGTH_MS

        stage.control.play()
        stage.let_pass(1)
        assert stage.control.position_ms == pytest.approx(1000, abs=2)

    def test_other_times_of_the_same_text_count_at_once_and_it_plays_on(self, stage: Stage) -> None:
        stage.control.play()
        stage.let_pass(4)
        told = emissions(stage.control.moment_changed)
        stage.control.retime(Timeline([TURNS[0], spoken("Per Lind", 3000, 9000, "It is late.")]))

        assert heard(told) == [Moment(None, 1, 0)]
        assert stage.control.state is PlayerState.PLAYING

    def test_a_length_that_was_counted_is_believed_before_the_players_guess(
        self, stage: Stage
    ) -> None:
        stage.control.open(TIMELINE, stage.audio, LENGTH_MS - 60_000, Place())
        stage.control.tick()

        assert stage.control.duration_ms == LENGTH_MS - 60_000

    def test_the_text_goes_on_where_the_audio_is_too_short(self, stage: Stage) -> None:
        told: list[str] = []
        withdrawn: list[str] = []
        stage.control.failed.connect(told.append)
        last_ms = TIMELINE.turns[-1].start_ms
        stage.control.open(TIMELINE, stage.audio, last_ms // 2, Place())
        stage.control.recovered.connect(withdrawn.append)
        stage.control.seek(last_ms)
        stage.let_pass(1)

        assert stage.control.position_ms == last_ms
        assert "The audio ends at" in told[0]
        stage.control.play()
        assert stage.control.state is not PlayerState.PLAYING
        assert told[0] not in withdrawn
        stage.control.seek(0)
        assert withdrawn[-1] == told[0]
        stage.control.play()
        stage.let_pass(1)
        assert stage.control.state is PlayerState.PLAYING

    def test_that_it_was_too_short_is_not_said_of_another_episode(self, stage: Stage) -> None:
        told: list[str] = []
        withdrawn: list[str] = []
        stage.control.failed.connect(told.append)
        stage.control.recovered.connect(withdrawn.append)
        last_ms = TIMELINE.turns[-1].start_ms
        stage.control.open(TIMELINE, stage.audio, last_ms // 2, Place())
        stage.control.seek(last_ms)
        stage.control.open(TIMELINE, stage.audio, LENGTH_MS, Place())

        assert withdrawn[-1:] == told

    def test_a_length_that_nobody_knew_is_the_players(self, stage: Stage) -> None:
        stage.control.open(TIMELINE, stage.audio, 0, Place())
        stage.control.tick()

        assert stage.control.duration_ms == LENGTH_MS

    def test_a_player_that_comes_later_takes_what_was_opened(self, tmp_path: Path) -> None:
        stage = Stage(tmp_path)
        stage.open(Place(20_000, 1.5))
        stage.control.set_volume(30)
        stage.control.play()
        assert stage.control.position_ms == 20_000
        stage.control.use_player(stage.player)
        stage.let_pass(2)

        assert stage.control.state is PlayerState.PLAYING
        assert stage.control.position_ms == pytest.approx(23_000, abs=2)
        stage.control.close()


class TestLookingAgain:
    @pytest.mark.parametrize(
        ("position_ms", "speed", "due_ms"),
        [(5000, 1.0, TICK_MS), (9985, 1.0, 15), (9985, 2.0, 8), (9999, 0.5, 2)],
    )
    def test_it_looks_when_the_next_turn_begins(
        self, stage: Stage, position_ms: int, speed: float, due_ms: int
    ) -> None:
        stage.control.set_speed(speed)
        stage.control.seek(position_ms)
        stage.control.play()
        assert stage.control._timer.interval() == due_ms

    def test_after_the_last_change_it_goes_on_looking(self, stage: Stage) -> None:
        stage.control.seek(119_000)
        stage.control.play()
        assert stage.control._timer.interval() == TICK_MS


class TestGoing:
    @pytest.mark.parametrize(
        ("from_ms", "by_ms", "to_ms"),
        [
            (50_000, 5000, 55_000),
            (50_000, -15_000, 35_000),
            (3000, -5000, 0),
            (LENGTH_MS - 2000, 30_000, LENGTH_MS),
        ],
    )
    def test_a_skip_ends_at_the_audios_ends(
        self, stage: Stage, from_ms: int, by_ms: int, to_ms: int
    ) -> None:
        stage.control.seek(from_ms)
        stage.control.skip(by_ms)

        assert stage.control.position_ms == to_ms
        assert stage.player.sample().position_ms == to_ms

    @pytest.mark.parametrize(
        ("step", "from_ms", "to_ms"),
        [
            ("next_turn", 12_000, 20_000),
            ("previous_turn", 14_000, 10_000),
            ("previous_turn", 10_500, 0),
            ("replay_turn", 18_000, 10_000),
            ("replay_turn", 10_100, 10_000),
            ("next_chapter", 12_000, 40_000),
            ("previous_chapter", 60_000, 40_000),
            ("previous_chapter", 41_000, 0),
        ],
    )
    def test_steps_by_turn_and_chapter(
        self, stage: Stage, step: str, from_ms: int, to_ms: int
    ) -> None:
        stage.control.seek(from_ms)
        getattr(stage.control, step)()

        assert stage.control.position_ms == to_ms

    def test_parts_are_chapters_or_where_there_are_none_turns(self, stage: Stage) -> None:
        stage.control.seek(12_000)
        stage.control.next_part()
        assert stage.control.position_ms == 40_000
        stage.control.previous_part()
        assert stage.control.position_ms == 0

        stage.control.retime(Timeline(TURNS))
        stage.control.next_part()
        assert stage.control.position_ms == 10_000
        stage.control.previous_part()
        assert stage.control.position_ms == 0

    @pytest.mark.parametrize("step", ["next_turn", "next_chapter"])
    def test_after_the_last_there_is_no_next(self, stage: Stage, step: str) -> None:
        stage.control.seek(115_000)
        getattr(stage.control, step)()

        assert stage.control.position_ms == 115_000

    def test_what_plays_plays_on_from_there(self, stage: Stage) -> None:
        stage.control.play()
        stage.let_pass(1)
        stage.control.seek(70_000)
        stage.let_pass(2)

        assert stage.control.state is PlayerState.PLAYING
        assert stage.control.position_ms == pytest.approx(72_000, abs=2)

    def test_what_is_paused_stays_paused(self, stage: Stage) -> None:
        stage.control.seek(70_000)
        stage.let_pass(2)

        assert stage.control.state is PlayerState.PAUSED
        assert stage.control.position_ms == 70_000

    @pytest.mark.parametrize(("wanted", "taken"), [(0.1, 0.5), (1.25, 1.25), (9.0, 3.0)])
    def test_the_speed_keeps_within_limits(self, stage: Stage, wanted: float, taken: float) -> None:
        told = emissions(stage.control.speed_changed)
        stage.control.set_speed(wanted)

        assert stage.control.speed == taken
        assert list(told[0]) == [taken]

    def test_the_place_to_keep_is_where_and_how_fast(self, stage: Stage) -> None:
        stage.control.seek(33_000)
        stage.control.set_speed(1.3)
        place = stage.control.place()

        assert (place.position_ms, place.speed) == (33_000, 1.3)


class TestScrubbing:
    def test_dragging_shows_the_text_and_leaves_the_sound(self, stage: Stage) -> None:
        stage.control.play()
        stage.let_pass(1)
        told = emissions(stage.control.moment_changed)
        stage.control.scrub(65_000)
        stage.let_pass(0.2)

        assert heard(told) == [TIMELINE.moment_at(65_000)]
        assert stage.control.position_ms == 65_000
        assert stage.player.sample().position_ms == pytest.approx(1200, abs=2)

    def test_letting_go_brings_the_sound(self, stage: Stage) -> None:
        stage.control.scrub(65_000)
        stage.control.seek(65_000)
        stage.control.play()
        stage.let_pass(1)

        assert stage.control.position_ms == pytest.approx(66_000, abs=2)


class TestResuming:
    @pytest.mark.parametrize(
        ("paused_s", "back_ms"),
        [(2, 800), (59, 800), (60, 3000), (3600, 10_000), (86_400, 20_000)],
    )
    def test_it_goes_back_the_further_the_longer_the_pause(
        self, stage: Stage, paused_s: int, back_ms: int
    ) -> None:
        stage.control.seek(75_000)
        stage.control.play()
        stage.let_pass(0.4)
        stage.control.pause()
        stopped_ms = stage.control.position_ms
        stage.wall += paused_s
        assert stage.control.position_ms == stopped_ms  # back on play, not on pause

        stage.control.play()
        assert stage.control.position_ms == stopped_ms - back_ms

    def test_but_never_past_the_chapters_start(self, stage: Stage) -> None:
        stage.control.seek(42_000)
        stage.control.play()
        stage.let_pass(0.4)
        stage.control.pause()
        stage.wall += 86_400
        stage.control.play()

        assert stage.control.position_ms == 40_000

    def test_after_closing_and_opening_again_too(self, stage: Stage) -> None:
        left = datetime.fromtimestamp(NOON - 7200, UTC)
        stage.open(Place(75_000, 1.0, left))
        assert stage.control.position_ms == 75_000

        stage.control.play()
        assert stage.control.position_ms == 65_000

    def test_a_place_that_was_chosen_is_played_exactly(self, stage: Stage) -> None:
        stage.control.play()
        stage.let_pass(1)
        stage.control.pause()
        stage.wall += 86_400
        stage.control.seek(75_000)
        stage.control.play()

        assert stage.control.position_ms == 75_000

    def test_playing_twice_goes_back_once(self, stage: Stage) -> None:
        stage.control.seek(75_000)
        stage.control.play()
        stage.let_pass(0.4)
        stage.control.pause()
        stopped_ms = stage.control.position_ms
        stage.control.play()
        stage.control.play()

        assert stage.control.position_ms == stopped_ms - 800

    def test_one_key_plays_and_pauses(self, stage: Stage) -> None:
        stage.control.toggle()
        assert stage.control.state is PlayerState.PLAYING

        stage.control.toggle()
        assert stage.control.state is PlayerState.PAUSED


class TestWithoutAudio:
    def test_the_mark_can_be_moved(self, stage: Stage) -> None:
        stage.open(audio=False)
        told = emissions(stage.control.moment_changed)
        stage.control.next_turn()
        stage.control.next_turn()

        assert stage.control.position_ms == 20_000
        assert [moment.turn for moment in heard(told)] == [1, 2]

    def test_there_is_nothing_to_play(self, stage: Stage) -> None:
        stage.open(audio=False)
        stage.control.play()
        stage.let_pass(1)

        assert not stage.control.has_audio
        assert stage.control.position_ms == 0
        assert stage.control.state is PlayerState.EMPTY

    def test_what_played_before_falls_silent(self, stage: Stage) -> None:
        stage.control.play()
        stage.let_pass(1)
        stage.open(audio=False)

        assert stage.player.sample().state is not PlayerState.PLAYING


class TestFailing:
    def test_audio_that_cannot_be_played_is_told_once(self, stage: Stage, tmp_path: Path) -> None:
        told = emissions(stage.control.failed)
        missing = tmp_path / "gone.mp3"
        stage.control.open(TIMELINE, missing, LENGTH_MS, Place(20_000))
        stage.let_pass(2)

        assert len(told) == 1
        assert str(missing) in told[0][0]
        assert stage.control.state is PlayerState.FAILED

    def test_play_tries_again_from_the_same_place(self, stage: Stage, tmp_path: Path) -> None:
        told = emissions(stage.control.failed)
        drive, away = tmp_path / "drive", tmp_path / "away"
        stage.control.open(TIMELINE, drive / "ferry.opus", LENGTH_MS, Place(20_000))
        stage.let_pass(1)
        stage.control.play()
        stage.let_pass(1)
        assert (len(told), stage.control.state) == (2, PlayerState.FAILED), "still away: told again"

        away.mkdir()
        (away / "ferry.opus").write_bytes(b"sound")
        away.rename(drive)
        stage.control.play()
        stage.let_pass(1)
        assert stage.control.state is PlayerState.PLAYING
        assert 20_000 < stage.control.position_ms <= 21_100
        assert len(told) == 2

    def test_the_mark_can_still_be_moved(self, stage: Stage, tmp_path: Path) -> None:
        stage.control.open(TIMELINE, tmp_path / "gone.mp3", LENGTH_MS, Place(20_000))
        stage.let_pass(1)
        stage.control.seek(60_000)
        stage.let_pass(1)

        assert stage.control.position_ms == 60_000

    def test_audio_that_stops_long_before_its_end_is_told(self, qapp: object) -> None:
        stops = Sample(PlayerState.ENDED, 30_000, 1.0, LENGTH_MS, "ferry.mp3 stops at 0:30.")
        control = PlaybackController(now=lambda: 1.0)
        told = emissions(control.failed)
        control.use_player(OneSample(stops))
        control.open(TIMELINE, Path("ferry.mp3"), LENGTH_MS, Place())
        for _ in range(3):
            control.tick()

        assert [told[i][0] for i in range(len(told))] == ["ferry.mp3 stops at 0:30."]
        control.close()


class OneSample(SilentPlayer):
    """A player that knows one thing."""

    def __init__(self, known: Sample) -> None:
        super().__init__()
        self._known = known

    def sample(self) -> Sample:
        return self._known


def test_closing_lets_go_of_the_player(stage: Stage) -> None:
    stage.control.play()
    stage.control.close()

    assert stage.player.sample().state is PlayerState.EMPTY
    stage.control.seek(5000)  # nothing to talk to any more, and no complaint
    assert stage.control.position_ms == 5000


def test_time_alone_drives_it(qtbot: QtBot, tmp_path: Path) -> None:
    """No hand calls tick() in the program: the controller's own timer does."""
    stage = Stage(tmp_path)
    stage.player = SilentPlayer(duration_of=lambda _: LENGTH_MS)
    control = PlaybackController()
    control.use_player(stage.player)
    control.open(TIMELINE, stage.audio, LENGTH_MS, Place(9000))
    control.play()

    qtbot.waitUntil(lambda: control.position_ms > 9200, timeout=5000)
    control.close()


class TestALateSoundDevice:
    def test_is_followed_at_every_speed(self, stage: Stage) -> None:
        stage.control.delay.delay_ms = 200
        stage.control.set_speed(2.0)
        stage.control.play()
        stage.let_pass(4)

        assert stage.control.position_ms == pytest.approx(8000 - 400, abs=2)

    def test_stands_at_a_place_until_its_sound_has_come_through(self, stage: Stage) -> None:
        stage.control.delay.delay_ms = 200
        stage.control.play()
        stage.let_pass(4)
        stage.control.seek(50_000)
        assert stage.control.position_ms == 50_000
        stage.let_pass(0.16)
        assert stage.control.position_ms == 50_000
        stage.let_pass(0.84)
        assert stage.control.position_ms == pytest.approx(50_800, abs=2)

    def test_comes_to_the_end(self, stage: Stage) -> None:
        stage.control.delay.delay_ms = 200
        stage.control.seek(LENGTH_MS - 1000)
        stage.control.play()
        stage.let_pass(2)

        assert stage.control.position_ms == LENGTH_MS

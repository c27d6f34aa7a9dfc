"""Reading along in the terminal: which turn is heard when, on a player whose time we set."""

from pathlib import Path

import pytest

from reader.errors import PlaybackError
from reader.listening.read_along import Ended, Heard, Started, Stretch, read_along
from reader.model import Turn
from reader.playback.silent import SilentPlayer
from reader.timing.timeline import Timeline

TIMELINE = Timeline([Turn("Ida", (str(i),), i * 1000, i * 1000 + 1000) for i in range(1, 10)])


class HandClock:
    """A time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def wait(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.opus"
    path.write_bytes(b"any content: the silent player does not look")
    return path


def events(stretch: Stretch, timeline: Timeline = TIMELINE, length_ms: int = 4500):
    clock = HandClock()
    player = SilentPlayer(clock, lambda _path: length_ms)
    return list(read_along(player, timeline, stretch, clock.wait, clock))


def test_every_turn_is_heard_once_at_its_time_until_the_audio_ends(audio):
    first, *heard, last = events(Stretch(audio))
    assert first == Started("Silent", 0, 100)
    assert [event.turn for event in heard] == [0, 1, 2, 3]
    for event in heard:
        start_ms = TIMELINE.turns[event.turn].start_ms
        assert start_ms <= event.position_ms <= start_ms + 40
        assert event.monotonic == pytest.approx(100 + event.position_ms / 1000, abs=0.03)
    assert last.position_ms == 4500
    assert last.monotonic == pytest.approx(104.5, abs=0.03)


def test_starting_within_a_turn_it_is_heard_at_once_and_none_before_it(audio):
    _, first, second, last = events(Stretch(audio, 2300, 3100))
    assert (first.turn, first.position_ms) == (1, 2300)
    assert second.turn == 2
    assert last.position_ms == pytest.approx(3100, abs=40)


def test_where_it_is_to_stop_the_player_is_silent(audio):
    clock = HandClock()
    player = SilentPlayer(clock, lambda _path: 4500)
    list(read_along(player, TIMELINE, Stretch(audio, 2300, 3100), clock.wait, clock))
    stopped_ms = player.sample().position_ms
    clock.wait(1.0)
    assert player.sample().position_ms == stopped_ms


def test_a_turn_that_begins_where_it_stops_is_heard_no_more_than_once(audio):
    heard = [e.turn for e in events(Stretch(audio, 0, 1500)) if isinstance(e, Heard)]
    assert heard == [0]


def test_turns_shorter_than_a_step_are_all_heard_in_order(audio):
    close = Timeline([Turn("Ida", ("yes",), 1000 + i, 1001 + i) for i in range(5)])
    heard = [e.turn for e in events(Stretch(audio, 0, 1500), close) if isinstance(e, Heard)]
    assert heard == [0, 1, 2, 3, 4]


def test_an_episode_without_turns_plays(audio):
    started, ended = events(Stretch(audio), Timeline([]))
    assert isinstance(started, Started)
    assert isinstance(ended, Ended)


def test_a_file_that_is_not_there_fails_with_its_name(tmp_path):
    with pytest.raises(PlaybackError, match=r"gone\.opus"):
        events(Stretch(tmp_path / "gone.opus"))

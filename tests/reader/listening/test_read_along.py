"""Reading along in the terminal: which turn is heard when, on a player whose time we set."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import PlaybackError
from reader.listening.read_along import Ended, Event, Heard, Held, Started, Stretch, read_along
from reader.model import Turn
from reader.playback.player import OutputDevice
from reader.playback.silent import SilentPlayer
from reader.playback.watching import SENTENCES, STALLED_S, Going
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


HEADSET, KITCHEN = OutputDevice("1", "Headset"), OutputDevice("2", "Kitchen")


class PlayerOnAHeadset(SilentPlayer):
    """A player whose headset is unplugged, or whose sound server stops, from one time to another.

    It notices that the server stopped when it is asked for devices, as libVLC's does.
    """

    def __init__(
        self,
        clock: HandClock,
        unplugged_s: float = 1e9,
        stopped_s: float = 1e9,
        until_s: float = 1e9,
    ) -> None:
        self._time = clock
        self._unplugged_s, self._stopped_s, self._until_s = unplugged_s, stopped_s, until_s
        self._has_noticed = False
        super().__init__(self._played_s, lambda _path: 90_000)

    def _played_s(self) -> float:
        now = self._time()
        return now if not self._has_noticed else now - min(now, self._until_s) + self._stopped_s

    def devices(self) -> tuple[OutputDevice, ...]:
        now = self._time()
        self._has_noticed = self._has_noticed or self._stopped_s <= now
        return (HEADSET, KITCHEN) if now < self._unplugged_s else (KITCHEN,)

    def sounding_on(self) -> str:
        return HEADSET.id


class TestWhenTheSoundFails:
    @pytest.fixture
    def told(self, audio: Path) -> Callable[..., tuple[list[Event], str | None]]:
        """Return the events of a player that breaks down so, and what was raised in the end."""

        def told(**trouble: float) -> tuple[list[Event], str | None]:
            clock, events = HandClock(), []
            player = PlayerOnAHeadset(clock, **trouble)
            try:
                stretch = Stretch(audio, 0, 12_000)
                events.extend(read_along(player, TIMELINE, stretch, clock.wait, clock))
            except PlaybackError as error:
                return events, str(error)
            return events, None

        return told

    def test_an_unplugged_device_ends_it_with_the_place_to_go_on_from(self, told):
        events, raised = told(unplugged_s=103.0)
        assert raised == (
            "The sound device “Headset” is gone, so playing stopped at 0:03. "
            "Go on from there with --from 0:03."
        )
        assert events[-1].turn == 2

    def test_a_sound_server_that_stops_for_a_while_is_told_and_that_it_goes_on(self, told):
        events, raised = told(stopped_s=102.5, until_s=112.5)
        held, on = (event for event in events if isinstance(event, Held))
        assert raised is None
        assert held.sentence == SENTENCES[Going.STALLED]
        assert held.monotonic == pytest.approx(102.5 + STALLED_S, abs=0.5)
        assert on.sentence is None

    def test_a_sound_server_that_does_not_answer_any_more_ends_it(self, told):
        events, raised = told(stopped_s=102.5, until_s=1e9)
        assert raised == SENTENCES[Going.LOST]
        assert isinstance(events[-1], Held)
        assert max(event.turn for event in events if isinstance(event, Heard)) == 1

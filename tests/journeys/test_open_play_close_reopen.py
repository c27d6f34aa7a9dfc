"""The whole way: a page with its audio is opened, heard, read along, left and found again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.playback.player import PlayerSource, PlayerState
from reader.playback.sources import LibVlcSource
from resources import resource
from tests.ui.library_shelf import Room
from tests.ui.reading_hand import click, point_of
from ui.playing.qt_player import QtSource

pytestmark = [pytest.mark.slow, pytest.mark.vlc]

LIBVLC = LibVlcSource(["--aout=dummy"])
# A noisy machine may tell late; a mark that is a second off must not pass.
LATE_MS = 700
EARLY_MS = 300


@dataclass(frozen=True)
class Spoken:
    """When a turn of the demo is really said, known from its synthesis."""

    index: int
    start_ms: int

    @property
    def printed_ms(self) -> int:
        """The page's time: cut to the second."""
        return self.start_ms // 1000 * 1000


def spoken_turns() -> list[Spoken]:
    """Return the demo's turns with their exact times."""
    times = json.loads(resource("demo", "times.json").read_text("utf-8"))
    return [Spoken(turn["index"], turn["start_ms"]) for turn in times["turns"]]


@pytest.fixture
def demo(tmp_path: Path) -> tuple[Path, Path]:
    """The demo's page and audio, as somebody would have saved them."""
    for name in ("episode.txt", "episode.opus"):
        with resource("demo", name).open("rb") as source:
            (tmp_path / name).write_bytes(source.read())
    return tmp_path / "episode.txt", tmp_path / "episode.opus"


@pytest.fixture(params=["libvlc", "qt"])
def player(request: pytest.FixtureRequest, qapp: object) -> PlayerSource:
    """Each of the real players in turn, where it works."""
    source = LIBVLC if request.param == "libvlc" else QtSource()
    if problem := source.problem():
        pytest.skip(problem)
    return source


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, player: PlayerSource) -> Iterator[Room]:
    """A window on a library of its own."""
    made = Room(qtbot, tmp_path / "library", player)
    yield made
    made.leave()


class Watch:
    """Notes when each turn is marked, by the time that has passed since the sound was heard."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.marked: dict[int, float] = {}
        room.playback.moment_changed.connect(self._on_moment_changed)

    def _on_moment_changed(self, _moment: object) -> None:
        turn = self._room.transcript.marks.heard_turn
        if turn is not None:
            self.marked.setdefault(turn, monotonic())


def test_reading_along(room: Room, demo: tuple[Path, Path]) -> None:
    page, audio = demo
    room.enter(page, audio=audio)
    assert room.session.episode.audio is not None
    assert room.window.chapters.rowCount() == 5

    # Press Space a little before the second turn, and see the third and the fourth come on time.
    second, third, fourth = spoken_turns()[1:4]
    room.playback.seek(second.start_ms - 1500)
    watch = Watch(room)
    room.qtbot.keyClick(room.transcript, Qt.Key.Key_Space)
    room.until(lambda: fourth.index in watch.marked)
    known = room.playback.player.sample()
    heard_ms = {
        turn: known.position_ms - (known.at_s - at) * 1000 for turn, at in watch.marked.items()
    }
    for turn in (third, fourth):
        late_ms = heard_ms[turn.index] - turn.printed_ms
        assert -EARLY_MS <= late_ms <= LATE_MS, f"turn {turn.index}: {late_ms:+.0f} ms"
    apart_ms = (watch.marked[fourth.index] - watch.marked[third.index]) * 1000
    assert apart_ms == pytest.approx(fourth.printed_ms - third.printed_ms, abs=LATE_MS)
    assert room.transcript._sight().spoken_inside

    # Click the third chapter: sound and text go there.
    chapters = room.window.chapter_list
    box = chapters.visualRect(room.window.chapters.index(2, 0))
    room.qtbot.mouseClick(chapters.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    start_ms = room.session.episode.chapters[2].start_ms
    room.until(lambda: room.playback.player.sample().position_ms > start_ms + 300)
    assert room.playback.state is PlayerState.PLAYING
    assert start_ms < room.playback.position_ms < start_ms + 5000
    assert room.window.chapters._current == 2
    assert room.messages in ("", room.playback.player.notice)

    # Click a sentence, pause, go twice as fast the next time.
    turn = room.transcript.marks.heard_turn
    sentence = room.transcript.page.timeline.sentences(turn)[0]
    click(room.transcript.viewport(), point_of(room.transcript, turn, sentence.start + 2))
    room.press("toggle")
    room.until(lambda: room.playback.state is PlayerState.PAUSED)
    room.playback.set_speed(2.0)
    left_ms = room.playback.position_ms
    room.leave()

    # Open it again: the same episode, place and speed, and it plays on from there.
    room.enter()
    assert room.session.episode.title == "A Pencil and a Lamp"
    assert room.playback.position_ms == left_ms
    assert room.playback.speed == 2.0
    assert room.transcript.marks.heard_turn == room.transcript.page.timeline.turn_at(left_ms)
    assert room.transcript._sight().spoken_inside
    room.play()
    room.until(lambda: room.playback.player.sample().position_ms > left_ms + 300)
    assert room.playback.position_ms < left_ms + 6000


def test_the_end(room: Room, demo: tuple[Path, Path]) -> None:
    page, audio = demo
    room.enter(page, audio=audio)
    length_ms = room.session.episode.duration_ms
    room.playback.seek(length_ms - 1200)
    room.press("toggle")
    room.until(lambda: room.playback.state is PlayerState.ENDED)

    assert room.playback.position_ms == pytest.approx(length_ms, abs=200)
    assert room.messages in ("", room.playback.player.notice)
    assert room.window.transport.play.toolTip().startswith("Play")

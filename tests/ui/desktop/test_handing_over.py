"""A library has one window: what a command asks for, the window that is open does."""

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.errors import LibraryError
from reader.handover import LONGEST, TAKEN, Handover, meeting_place, written
from reader.importing import import_paths
from reader.library import Library
from reader.playback.player import PlayerState
from reader.settings import Settings
from reader.window import WindowRequest
from tests.ui.library_shelf import PATIENCE_MS, Room, page_text, write_page
from ui.desktop import handing_over
from ui.desktop.handing_over import TakingOver, hand_over
from ui.start import OpenWindow

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="looks at the socket's file"),
    pytest.mark.usefixtures("runtime"),
]


@dataclass
class Asked:
    """What a window was asked for."""

    window: TakingOver
    handovers: list[Handover] = field(default_factory=list)


@pytest.fixture
def place(runtime: Path) -> str:
    return str(runtime / "meet")


@pytest.fixture
def listening(qapp: object, place: str) -> Iterator[Asked]:
    asked = Asked(TakingOver(place))
    asked.window.asked.connect(asked.handovers.append)
    assert asked.window.listen()
    yield asked
    asked.window.close()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "library")
    yield room
    room.leave()


def beside(qtbot: QtBot, job: Callable[[], object]) -> object:
    """Do what another process would do, while the window lives."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(job()))
    thread.start()
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE_MS)
    thread.join()
    return results[0]


def say(place: str, message: bytes) -> bytes:
    """Return what a window answers before it hangs up."""
    answer = b""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(PATIENCE_MS / 1000)
        caller.connect(place)
        try:
            caller.sendall(message)
            while part := caller.recv(1000):
                answer += part
        except (BrokenPipeError, ConnectionResetError):
            pass  # it hung up before it had read all
    return answer


def ask(room: Room, episode: str | None = None, **wanted: object) -> bool:
    """Hand over from another opening of the library, as another command would."""

    with Library(room.folder) as library:
        request = WindowRequest(library, Settings(), (), episode, **wanted)
        return hand_over(request, os.environ, within_ms=PATIENCE_MS)


class TestTheSocket:
    def test_what_is_asked_arrives_and_is_answered(
        self, qtbot: QtBot, listening: Asked, place: str
    ) -> None:
        asked = Handover("a1", 41_000, plays=True, messages=("One.",))
        assert beside(qtbot, lambda: say(place, written(asked))) == TAKEN
        assert listening.handovers == [asked]

    def test_nobody_else_may_connect(self, listening: Asked, place: str) -> None:
        assert Path(place).stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize(
        "message",
        [b"\n", b"GET / HTTP/1.1\r\n\r\n", b'{"version": 2}\n', b"x" * (LONGEST + 10)],
        ids=["nothing", "another language", "another version", "without end"],
    )
    def test_anything_else_is_dropped(
        self, qtbot: QtBot, listening: Asked, place: str, message: bytes
    ) -> None:
        assert beside(qtbot, lambda: say(place, message)) == b""
        assert listening.handovers == []
        assert beside(qtbot, lambda: say(place, written(Handover()))) == TAKEN

    def test_who_says_nothing_is_not_heard_for_ever(
        self, qtbot: QtBot, listening: Asked, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(handing_over, "ANSWER_WITHIN_MS", 20)
        assert beside(qtbot, lambda: say(place, b'{"version"')) == b""

    def test_who_has_hung_up_meanwhile_wants_nothing_any_more(
        self, qtbot: QtBot, listening: Asked, place: str
    ) -> None:
        with socket.socket(socket.AF_UNIX) as caller:  # while the window hangs
            caller.connect(place)
            caller.sendall(written(Handover("a1")))
        assert beside(qtbot, lambda: say(place, written(Handover("a2")))) == TAKEN
        assert listening.handovers == [Handover("a2")]

    def test_a_window_that_was_killed_leaves_no_hindrance(self, qtbot: QtBot, place: str) -> None:
        with socket.socket(socket.AF_UNIX) as killed:
            killed.bind(place)
        window = TakingOver(place)
        assert window.listen()
        assert beside(qtbot, lambda: say(place, written(Handover()))) == TAKEN
        window.close()
        assert not Path(place).exists()

    def test_a_second_window_leaves_the_first_its_place(
        self, qtbot: QtBot, listening: Asked, place: str
    ) -> None:
        second = TakingOver(place)
        assert not second.listen()
        second.close()
        assert beside(qtbot, lambda: say(place, written(Handover("a1")))) == TAKEN
        assert listening.handovers == [Handover("a1")]

    def test_a_place_that_cannot_be_made_is_done_without(self, qapp: object, place: str) -> None:
        window = TakingOver(f"{place}/below/what/is/not/there")
        assert not window.listen()


class TestHandingOver:
    @pytest.fixture
    def request_(self, tmp_path: Path) -> Iterator[WindowRequest]:
        with Library(tmp_path / "library") as library:
            yield WindowRequest(library, Settings(), (), "a1")

    @pytest.fixture
    def other(self, request_: WindowRequest) -> Iterator[socket.socket]:
        """What listens where the library's window would, and is none."""
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(meeting_place(request_.library.folder, os.environ))
            server.listen()
            yield server

    def test_without_a_window_nothing_is_handed_over(
        self, qapp: object, request_: WindowRequest
    ) -> None:
        assert not hand_over(request_, os.environ)

    def test_a_window_that_hangs_is_not_waited_for(
        self, qapp: object, request_: WindowRequest, other: socket.socket
    ) -> None:
        assert not hand_over(request_, os.environ, within_ms=50)

    @pytest.mark.parametrize("answer", [b"", b"no\n", TAKEN[:-2], b"x" * 5000])
    def test_a_window_that_closes_meanwhile_has_not_taken_it(
        self, qapp: object, request_: WindowRequest, other: socket.socket, answer: bytes
    ) -> None:
        def close_meanwhile() -> None:
            caller, _ = other.accept()
            with caller:
                caller.recv(10)
                caller.sendall(answer)

        thread = threading.Thread(target=close_meanwhile)
        thread.start()
        assert not hand_over(request_, os.environ, within_ms=PATIENCE_MS)
        thread.join()

    def test_a_window_that_closes_hangs_up(
        self, qtbot: QtBot, listening: Asked, place: str
    ) -> None:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(place)
            caller.sendall(b"{")
            qtbot.waitUntil(lambda: bool(listening.window.findChildren(handing_over.QLocalSocket)))
            listening.window.close()
            caller.settimeout(PATIENCE_MS / 1000)
            assert caller.recv(10) == b""
        assert not Path(place).exists()


class TestTheWindow:
    @pytest.fixture
    def entered(self, room: Room, tmp_path: Path) -> Room:
        """A window on one of two episodes, listening."""
        room.enter(write_page(tmp_path))
        with Library(room.folder) as library:
            import_paths(library, [write_page(tmp_path, "bridge.txt", "The second bridge")])
        assert room.open_window.handovers.listen()
        return room

    @pytest.fixture
    def other(self, entered: Room) -> str:
        """The episode that is not open, and came in behind the window's back."""
        with Library(entered.folder) as library:
            return next(e.id for e in library.summaries() if e.title == "The second bridge")

    def test_it_opens_the_episode_at_the_moment(self, entered: Room, other: str) -> None:
        assert ask(entered, other, at_ms=41_000, messages=("Soup is gone.",))
        entered.until(lambda: entered.session.episode.id == other)
        assert entered.playback.position_ms == 41_000
        assert "Soup is gone." in entered.messages
        entered.until(lambda: "The second bridge" in entered.titles)

    def test_it_plays_where_that_was_asked(
        self, entered: Room, tmp_path: Path, recordings: Recordings
    ) -> None:
        page, sound = tmp_path / "bridge.txt", recordings.file("wav", 60)
        with Library(entered.folder) as library:
            (added,) = import_paths(library, [page], audio=sound).imported
        assert ask(entered, added.id, plays=True)
        entered.until(lambda: entered.playback.state is PlayerState.PLAYING)
        assert entered.session.episode.id == added.id

    def test_it_comes_to_the_front(self, entered: Room) -> None:
        entered.window.showMinimized()
        entered.until(entered.window.isMinimized)
        before = entered.session.episode
        assert ask(entered, before.id, resumes=True)
        assert not entered.window.isMinimized()
        assert entered.window.isVisible()
        assert entered.session.episode is before

    def test_a_full_screen_stays_one(self, entered: Room) -> None:
        entered.window.showFullScreen()
        assert ask(entered)
        assert entered.window.isFullScreen()

    def test_what_is_shown_as_it_is_goes_on_undisturbed(self, entered: Room) -> None:
        shown: list[object] = []
        entered.session.reading.opened.connect(shown.append)
        entered.press("next_turn")
        position_ms = entered.playback.position_ms
        assert position_ms > 0
        assert ask(entered, entered.session.episode.id)
        entered.wait_for_library()
        assert shown == []
        assert entered.playback.position_ms == position_ms

    def test_what_was_put_in_step_meanwhile_goes_on_with_its_new_times(self, entered: Room) -> None:
        shown: list[object] = []
        entered.session.reading.opened.connect(shown.append)
        before = [turn.start_ms for turn in entered.session.episode.turns]
        with Library(entered.folder) as library:
            library.nudge(entered.session.episode.id, 500)
        assert ask(entered, entered.session.episode.id)
        entered.until(lambda: entered.session.episode.turns[0].start_ms == before[0] + 500)
        assert shown == []

    def test_what_came_in_anew_is_shown_anew(self, entered: Room, tmp_path: Path) -> None:
        before = entered.session.episode
        page = tmp_path / "ferry.txt"
        page.write_text(page_text(turns=21), encoding="utf-8")
        with Library(entered.folder) as library:
            (added,) = import_paths(library, [page]).imported
        assert added.id == before.id
        assert ask(entered, added.id)
        entered.until(lambda: len(entered.session.episode.turns) == 21)

    def test_an_episode_that_is_gone_is_a_sentence(self, entered: Room) -> None:
        assert ask(entered, "0123456789ab")
        entered.until(lambda: "0123456789ab" in entered.messages)

    def test_a_closed_window_takes_nothing_over(self, entered: Room) -> None:
        place = Path(meeting_place(entered.folder, os.environ))
        assert place.exists()
        entered.window.close()
        assert not place.exists()
        assert not ask(entered)

    def test_a_window_on_a_library_in_memory_does_not_listen(
        self, qtbot: QtBot, tmp_path: Path
    ) -> None:
        with Library(tmp_path, unusable=LibraryError("It is damaged.")) as library:
            opened = OpenWindow(WindowRequest(library, Settings(), ()))
            qtbot.addWidget(opened.window)
            assert not opened.handovers.listen()
            opened.window.close()

"""Hearing what was found, in a real window: played in passing, and back again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.importing import import_paths
from reader.library import Library
from reader.listening.reel import LEAD_MS
from reader.playback.player import PlayerState
from reader.playback.sources import LibVlcSource
from reader.search.records import HighlightedText, HitKind, SearchHit
from tests.ui.emissions import emissions
from tests.ui.library_shelf import Room, write_page
from ui.searching.hearing import stretches_in

OTHER = "A letter from the north"


@pytest.fixture
def audio(recordings: Recordings) -> Path:
    """A minute of sound that the page's turns are three seconds apart in."""
    return recordings.file("wav", 60)


@pytest.fixture
def pages(tmp_path: Path, recordings: Recordings) -> Path:
    """A library's folder: an episode with audio that is not the one to be opened."""
    folder = tmp_path / "library"
    other = write_page(tmp_path, "other.txt", OTHER)
    with Library(folder) as library:
        report = import_paths(library, [other], audio=recordings.file("wav", 45))
        assert not report.failed
    return folder


def furnished(room: Room, tmp_path: Path, audio: Path) -> Room:
    room.enter(write_page(tmp_path), audio=audio)
    room.playback.seek(30_000)
    return room


@pytest.fixture
def room(qtbot: QtBot, pages: Path, tmp_path: Path, audio: Path) -> Iterator[Room]:
    """A window on “The last ferry”, paused at half a minute; another episode is there too."""
    made = furnished(Room(qtbot, pages), tmp_path, audio)
    yield made
    made.leave()


def hit(episode: str, turn: int, title: str = OTHER) -> SearchHit:
    """Return a hit at the start of a turn."""
    start_ms = turn * 3000
    return SearchHit(
        episode,
        title,
        HitKind.TURN,
        HighlightedText("Turn", ((0, 4),)),
        1.0,
        speaker="Ida Holm",
        turn=turn,
        start_ms=start_ms,
        match_ms=start_ms,
        end_ms=start_ms + 3000,
    )


def id_of(room: Room, title: str) -> str:
    records = room.window.library_panel.model.records
    (found,) = [record.id for record in records if record.title == title]
    return found


def kept_ms(room: Room) -> int:
    """Return the open episode's place as the library has it, by another connection."""
    with Library(room.folder) as library:
        return library.episode(room.session.episode.id).place.position_ms


class TestAudition:
    def test_a_hit_of_another_episode_is_heard_while_the_page_stays(self, room: Room) -> None:
        room.session.hearing.audition(hit(id_of(room, OTHER), 4))
        room.until(lambda: room.session.hearing.reel.active)

        assert room.window.reel_bar.isVisible()
        assert room.window.reel_bar.title == f"Hit · Ida Holm, 0:12 · {OTHER}"
        assert room.session.episode.title == "The last ferry"
        assert room.playback.position_ms == 30_000
        assert room.players[0].made[0].sample().position_ms >= 12_000 - LEAD_MS
        assert room.window.transport.play.accessibleName() == "Pause"

    def test_esc_comes_back(self, room: Room) -> None:
        room.session.hearing.audition(hit(id_of(room, OTHER), 4))
        room.until(lambda: room.session.hearing.reel.active)
        QTest.keyClick(room.transcript, Qt.Key.Key_Escape)

        assert not room.window.reel_bar.isVisible()
        assert room.playback.state is PlayerState.PAUSED
        assert room.players[0].made[0].sample().position_ms == 30_000

    def test_no_borrowed_position_is_ever_written_down(self, room: Room) -> None:
        room.session.keep_place()
        room.session.hearing.audition(hit(id_of(room, OTHER), 4))
        room.until(lambda: room.session.hearing.reel.active)
        room.press("toggle")  # a pause keeps the place
        room.session.keep_place()
        room.wait_for_library()

        assert kept_ms(room) == 30_000

    def test_staying_opens_that_episode_there_and_plays_on(self, room: Room) -> None:
        room.session.hearing.audition(hit(id_of(room, OTHER), 4))
        room.until(lambda: room.session.hearing.reel.active)
        QTest.keyClick(room.transcript, Qt.Key.Key_S)
        room.until(lambda: room.session.episode.title == OTHER)

        assert not room.window.reel_bar.isVisible()
        assert 12_000 - LEAD_MS <= room.playback.position_ms < 16_000
        assert room.playback.state is PlayerState.PLAYING

    def test_staying_in_the_open_episode_only_goes_there(self, room: Room) -> None:
        opened = emissions(room.session.reading.opened)
        room.session.hearing.audition(hit(room.session.episode.id, 4, "The last ferry"))
        room.until(lambda: room.session.hearing.reel.active)
        QTest.keyClick(room.transcript, Qt.Key.Key_Return)

        assert not room.session.hearing.reel.active
        assert 12_000 - LEAD_MS <= room.playback.position_ms < 16_000
        assert room.playback.state is PlayerState.PLAYING
        assert len(opened) == 0

    def test_a_hit_without_a_time_is_said_to_have_none(self, room: Room) -> None:
        note = SearchHit("x", "X", HitKind.NOTE, HighlightedText("A lamp"), 1.0)
        room.session.hearing.audition(note)
        room.until(lambda: bool(room.messages))

        assert "nothing to play" in room.messages


def test_what_the_search_asks_for_is_heard(room: Room) -> None:
    found = (hit(id_of(room, OTHER), 4), hit(room.session.episode.id, 9))
    room.session.search.audition_asked.emit(found[0])
    room.until(lambda: room.session.hearing.reel.active)
    room.session.hearing.reel.stop()
    assert not room.session.hearing.reel.active

    room.session.search.play_all_asked.emit(found)
    room.until(lambda: room.session.hearing.reel.active)
    assert room.window.reel_bar.title.startswith("Hit 1 of 2")


def test_all_hits_are_played_with_steps_between_them(room: Room) -> None:
    other = id_of(room, OTHER)
    room.session.hearing.play_all([hit(other, 4), hit(room.session.episode.id, 9), hit(other, 11)])
    room.until(lambda: room.session.hearing.reel.active)
    bar = room.window.reel_bar
    assert bar.title.startswith("Hit 1 of 3 · ")

    bar.next_clicked.emit()
    assert bar.title.startswith("Hit 2 of 3 · Ida Holm, 0:27")
    bar.previous_clicked.emit()
    assert bar.title.startswith("Hit 1 of 3 · ")
    bar.stop_clicked.emit()
    assert room.playback.position_ms == 30_000


def test_a_sentences_own_end_ends_its_stretch(pages: Path) -> None:
    with Library(pages) as library:
        episode = library.episode(library.find(OTHER))
        (stretch,) = stretches_in(library, [hit(episode.id, 4)])

    assert stretch.audio == episode.audio.path
    assert stretch.end_ms < 12_000 + 3000


def test_closing_the_window_in_the_midst_keeps_the_place(room: Room) -> None:
    room.session.hearing.audition(hit(id_of(room, OTHER), 4))
    room.until(lambda: room.session.hearing.reel.active)
    episode, folder = room.session.episode.id, room.folder
    room.leave()

    with Library(folder) as library:
        assert library.episode(episode).place.position_ms == 30_000


@pytest.mark.vlc
@pytest.mark.slow
def test_on_a_real_player_it_is_heard_and_left_where_it_was(
    qtbot: QtBot, pages: Path, tmp_path: Path, audio: Path
) -> None:
    source = LibVlcSource(["--aout=dummy"])
    if problem := source.problem():
        pytest.skip(problem)
    room = furnished(Room(qtbot, pages, source), tmp_path, audio)
    room.play()
    room.until(lambda: room.playback.position_ms > 30_300)
    ended = emissions(room.session.hearing.reel.ended)
    left_ms = room.playback.position_ms
    other = id_of(room, OTHER)
    room.session.hearing.play_all([hit(other, 4), hit(room.session.episode.id, 9)])
    room.until(lambda: room.window.reel_bar.title.startswith("Hit 2 of 2"))
    assert room.playback.position_ms - left_ms < 2000

    room.until(lambda: bool(ended))
    back_ms = room.playback.position_ms
    assert 0 <= back_ms - left_ms < 2000
    room.until(lambda: room.playback.position_ms > back_ms + 300)
    assert room.playback.state is PlayerState.PLAYING
    room.leave()

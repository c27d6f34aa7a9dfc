"""What comes of what a person does: places kept, failures told, and reading goes on."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.media import looks_like_audio
from reader.playback.player import PlayerState
from reader.settings import Settings
from tests.ui.library_shelf import Room, SilentSource, write_page
from tests.ui.reading_hand import click, double_click, point_of, point_of_row, turn_wheel

Prepare = Callable[[Path, Recordings], list[Path]]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window that is not open yet, on a library of its own."""
    made = Room(qtbot, tmp_path / "library")
    yield made
    made.leave()


@pytest.fixture
def audio(recordings: Recordings) -> Path:
    """A minute of sound."""
    return recordings.file("wav", 60)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of a minute; its twenty turns are three seconds apart."""
    return write_page(tmp_path)


def kept(room: Room, title: str = "The last ferry") -> tuple[int, float]:
    """Return the place and speed that the library has, by another connection."""
    with Library(room.folder) as library:
        place = library.episode(library.find(title)).place
        return place.position_ms, place.speed


class TestKeepingThePlace:
    def test_only_looking_does_not_count_as_hearing(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio)
        room.leave()
        with Library(room.folder) as library:
            episode = library.last_read()
            assert episode is not None
            assert library.episode(episode).place.left_at is None

    def test_an_article_opens_where_it_was_left(self, room: Room, tmp_path: Path) -> None:
        article = tmp_path / "article.txt"
        prose = "\n\n".join(
            f"Paragraph {n} says a little more than the last. " * 6 for n in range(60)
        )
        article.write_text(f"On long articles\n\n27/1/2026 | 9 min\n\n{prose}\n")
        room.enter(article)
        room.transcript.show_row(30)
        room.leave()
        room.enter()
        assert room.transcript.top_row == 30

    def test_what_was_looked_at_last_is_opened_next(
        self, room: Room, page: Path, tmp_path: Path
    ) -> None:
        room.enter(page)
        other = write_page(tmp_path, "other.txt", "The way back home")
        room.session.arrivals.open_paths([other])
        room.until(lambda: room.session.episode.title == "The way back home")
        room.wait_for_library()
        room.session.open_episode(room.window.library_panel.model.records[0].id)
        room.wait_for_library()
        shown = room.session.episode.title
        room.leave()
        room.enter()
        assert room.session.episode.title == shown

    def test_closing_while_the_seek_bar_is_dragged_keeps_the_playhead(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(12_000)
        room.playback.scrub(40_000)
        room.leave()
        assert kept(room)[0] == 12_000

    def test_on_pause(self, room: Room, page: Path, audio: Path) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        room.play()
        room.press("toggle")
        room.until(lambda: room.playback.state is PlayerState.PAUSED)
        room.wait_for_library()

        assert kept(room)[0] == room.playback.position_ms >= 30_000

    def test_on_going_to_another_episode(
        self, room: Room, page: Path, audio: Path, tmp_path: Path
    ) -> None:
        other = write_page(tmp_path, "other.txt", "A letter from the north")
        room.enter(other)
        room.leave()
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        room.playback.set_speed(1.4)
        room.choose("A letter from the north")
        room.until(lambda: room.session.episode.title == "A letter from the north")

        assert kept(room) == (30_000, 1.4)
        assert room.playback.position_ms == 0
        assert room.playback.speed == 1.0

    def test_on_closing_and_it_is_found_again(self, room: Room, page: Path, audio: Path) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        room.playback.set_speed(1.4)
        room.leave()
        assert kept(room) == (30_000, 1.4)

        room.enter()
        assert room.session.episode.title == "The last ferry"
        assert room.playback.position_ms == 30_000
        assert room.playback.speed == 1.4
        assert room.transcript.marks.heard_turn == 10
        assert room.transcript._sight().spoken_inside

    def test_without_audio_too(self, room: Room, page: Path) -> None:
        room.enter(page)
        room.press("next_turn")
        room.press("next_turn")
        room.leave()

        assert kept(room)[0] == 6000

    def test_closing_while_an_episode_is_being_opened(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio, seen=False)
        room.leave()

        assert kept(room) == (0, 1.0)

    def test_closing_twice(self, room: Room, page: Path) -> None:
        room.enter(page)
        room.window.close()
        room.window.close()
        QApplication.processEvents()

        assert not room.window.isVisible()


class TestGoingThere:
    def test_a_click_on_a_sentence_plays_from_it(self, room: Room, page: Path, audio: Path) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        wanted = room.transcript.page.timeline.sentences(11)[2]
        click(room.transcript.viewport(), point_of(room.transcript, 11, wanted.start + 3))

        assert room.playback.position_ms == pytest.approx(wanted.start_ms, abs=300)
        assert room.transcript.marks.heard == wanted
        room.until(lambda: room.playback.state is PlayerState.PLAYING)

    def test_or_only_goes_there_where_that_is_set(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        settings = Settings.load(room.folder)
        settings.set("click_while_paused", "seek")
        settings.save()
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        wanted = room.transcript.page.timeline.sentences(11)[2]
        click(room.transcript.viewport(), point_of(room.transcript, 11, wanted.start + 3))

        assert room.playback.position_ms == wanted.start_ms
        room.until(lambda: room.playback.state is PlayerState.PAUSED)

    @pytest.mark.parametrize("plays", [True, False])
    def test_a_double_click_selects_a_word_and_leaves_the_sound_where_it_was(
        self, room: Room, page: Path, audio: Path, plays: bool
    ) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        if plays:
            room.playback.play()
            room.until(lambda: room.playback.state is PlayerState.PLAYING)
        wanted = room.transcript.page.timeline.sentences(12)[2]
        double_click(room.transcript.viewport(), point_of(room.transcript, 12, wanted.start + 6))

        assert room.transcript.selected_words().isalpha()
        assert room.playback.position_ms == pytest.approx(30_000, abs=900)
        room.until(lambda: (room.playback.state is PlayerState.PLAYING) is plays)
        assert 0 < room.session.jumps.trail.present.at_ms < 33_000
        assert room.session.jumps.trail.previous.at_ms == 0

    def test_a_heading_in_the_text_goes_to_its_chapter(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio)
        room.transcript.show_chapter(2)
        heading = room.transcript.page.row_of_chapter(2)
        click(room.transcript.viewport(), point_of_row(room.transcript, heading))

        assert room.playback.position_ms == 30_000

    def test_a_chapter_is_shown_even_where_the_page_does_not_follow(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio)
        room.press("follow")
        room.window.chapter_list.chosen.emit(3)
        heading = room.transcript.page.row_of_chapter(3)

        top = room.transcript._layout.heights.top(heading) - room.transcript.view_top()
        assert 0 <= top < room.transcript.viewport().height() / 2
        assert not room.transcript.following.active

    @pytest.mark.parametrize("way", ["chapter", "place", "episode"])
    def test_going_somewhere_follows_again_and_the_switch_says_so(
        self, room: Room, page: Path, audio: Path, way: str, tmp_path: Path
    ) -> None:
        other = write_page(tmp_path, "other.txt", "A letter from the north")
        room.enter(other)
        room.leave()
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        turn_wheel(room.transcript.viewport(), -1)
        assert not room.window.transport.follow.isChecked()
        if way == "chapter":
            room.window.chapter_list.chosen.emit(1)
        elif way == "place":
            click(room.transcript.viewport(), point_of(room.transcript, 11, 2))
        else:
            room.choose("A letter from the north")
            room.until(lambda: room.session.episode.title == "A letter from the north")

        assert room.transcript.following.active
        assert room.window.transport.follow.isChecked()

    def test_dragging_the_seek_bar_shows_the_text(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio)
        room.window.transport.seek_bar.scrubbed.emit(45_500)

        assert room.transcript.marks.heard_turn == 15
        assert room.transcript._sight().spoken_inside
        assert room.window.transport.elapsed.text() == "0:45"

    def test_unfolding_the_notes(self, room: Room, page: Path, audio: Path) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        rows = len(room.transcript.page.rows)
        room.transcript.fold_clicked.emit()
        assert len(room.transcript.page.rows) > rows
        assert room.transcript.marks.heard_turn == 10

        room.transcript.fold_clicked.emit()
        assert len(room.transcript.page.rows) == rows

    def test_the_demo_can_start_by_itself(self, room: Room, page: Path, audio: Path) -> None:
        room.enter(page, audio=audio, plays=True)

        room.until(lambda: room.playback.state is PlayerState.PLAYING)


@dataclass(frozen=True)
class Bad:
    """Something that goes wrong: what is opened, and words that the sentence must have."""

    name: str
    prepare: Prepare
    words: tuple[str, ...]


def _empty(folder: Path, _: Recordings) -> list[Path]:
    (folder / "empty.txt").write_bytes(b"")
    return [folder / "empty.txt"]


def _binary(folder: Path, _: Recordings) -> list[Path]:
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20)
    return [folder / "holiday.jpg"]


def _missing(folder: Path, _: Recordings) -> list[Path]:
    return [folder / "gone.html"]


def _missing_audio(folder: Path, _: Recordings) -> list[Path]:
    return [write_page(folder, "new.txt", "A letter from the north"), folder / "gone.mp3"]


def _zero_audio(folder: Path, _: Recordings) -> list[Path]:
    (folder / "silence.mp3").write_bytes(b"")
    return [write_page(folder, "new.txt", "A letter from the north"), folder / "silence.mp3"]


def _no_audio(folder: Path, _: Recordings) -> list[Path]:
    (folder / "noise.mp3").write_bytes(b"this is no sound " * 200)
    return [write_page(folder, "new.txt", "A letter from the north"), folder / "noise.mp3"]


def _cut_audio(folder: Path, recordings: Recordings) -> list[Path]:
    whole = recordings.file("m4a", 20).read_bytes()
    (folder / "cut.m4a").write_bytes(whole[: len(whole) // 2])
    return [write_page(folder, "new.txt", "A letter from the north"), folder / "cut.m4a"]


def _short_audio(folder: Path, recordings: Recordings) -> list[Path]:
    page = write_page(folder, "new.txt", "A letter from the north")
    return [page, recordings.file("wav", 5)]


BAD = (
    Bad("an empty file", _empty, ("empty.txt",)),
    Bad("a picture", _binary, ("holiday.jpg",)),
    Bad("a file that is not there", _missing, ("gone.html",)),
    Bad("audio that is not there", _missing_audio, ("gone.mp3",)),
    Bad("audio of length zero", _zero_audio, ("silence.mp3",)),
    Bad("audio that is none", _no_audio, ("noise.mp3",)),
    Bad("audio that was cut short", _cut_audio, ("cut.m4a",)),
    Bad("audio far too short", _short_audio, ("0:05", "A letter from the north")),
)


class TestBadInput:
    @pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
    def test_it_gets_a_sentence_and_the_rest_still_works(
        self, room: Room, page: Path, recordings: Recordings, bad: Bad
    ) -> None:
        room.enter(page, audio=recordings.file("wav", 60))
        given = page.parent / "given"
        given.mkdir()
        room.session.arrivals.open_paths(bad.prepare(given, recordings))
        room.until(lambda: room.messages != "")

        assert all(word in room.messages for word in bad.words)
        assert room.messages.endswith(".")
        assert "Traceback" not in room.messages
        assert room.window.messages.isVisible()
        assert room.session.episode is not None
        assert kept(room) == (0, 1.0)
        room.press("next_turn")
        assert room.playback.position_ms == 3000

    def test_a_page_whose_audio_failed_can_still_be_read(
        self, room: Room, tmp_path: Path, recordings: Recordings
    ) -> None:
        room.enter()
        room.session.arrivals.open_paths(_no_audio(tmp_path, recordings))
        room.until(lambda: room.session.episode is not None)

        assert room.session.episode.title == "A letter from the north"
        assert not room.window.transport.play.isEnabled()
        assert "noise.mp3" in room.messages

    def test_words_that_are_no_page(self, room: Room) -> None:
        room.enter()
        room.session.arrivals.open_text("   ")
        room.until(lambda: room.messages != "")

        assert room.session.episode is None
        assert room.window.welcome.isVisible()

    def test_choosing_audio_without_an_episode(self, room: Room) -> None:
        room.enter()
        room.press("add_audio")

        assert "Open an episode first" in room.messages

    def test_a_failing_player_is_told(self, room: Room, page: Path, tmp_path: Path) -> None:
        """The audio vanishes between the library's look and the player's."""
        audio = tmp_path / "ferry.wav"
        audio.write_bytes(b"x")
        room.enter(page)
        timeline = room.transcript.page.timeline
        audio.unlink()
        room.playback.open(timeline, audio, 60_000, room.playback.place())
        room.until(lambda: "ferry.wav" in room.messages)

        room.press("next_turn")
        assert room.playback.position_ms == 3000


class TestPairing:
    def test_audio_dropped_on_an_episode_without_any_is_paired(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page)
        room.playback.seek(9000)
        room.window.paths_dropped.emit([audio])
        room.until(lambda: room.playback.has_audio)

        assert room.titles == ["The last ferry"]
        assert room.session.episode.audio.path == audio
        assert room.playback.position_ms == 9000
        assert room.window.transport.play.isEnabled()

    def test_the_window_never_looks_into_what_is_dropped_itself(
        self, room: Room, page: Path, audio: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # It may lie on a drive that does not answer.
        looking = []

        def look(path: Path) -> bool:
            looking.append(threading.current_thread())
            return looks_like_audio(path)

        room.enter(page)
        monkeypatch.setattr("reader.media.looks_like_audio", look)
        room.window.paths_dropped.emit([audio])
        room.until(lambda: room.playback.has_audio)

        assert looking
        assert threading.main_thread() not in looking

    def test_audio_dropped_on_one_that_has_it_is_another_episode(
        self, room: Room, page: Path, audio: Path, recordings: Recordings
    ) -> None:
        room.enter(page, audio=audio)
        room.window.paths_dropped.emit([recordings.file("wav", 7)])
        room.until(lambda: len(room.titles) == 2)
        room.until(lambda: room.session.episode.title != "The last ferry")

        assert room.session.episode.turns == ()

    def test_audio_that_was_moved_is_found_again(
        self, room: Room, page: Path, audio: Path, tmp_path: Path
    ) -> None:
        copy = tmp_path / "ferry.wav"
        copy.write_bytes(audio.read_bytes())
        room.enter(page, audio=copy)
        room.leave()
        copy.rename(tmp_path / "renamed.wav")
        room.enter()

        assert room.session.episode.audio.path == tmp_path / "renamed.wav"
        assert room.playback.has_audio
        assert room.messages == ""

    def test_audio_that_is_gone_is_asked_for_and_can_be_chosen(
        self, room: Room, page: Path, audio: Path, tmp_path: Path
    ) -> None:
        copy = tmp_path / "ferry.wav"
        copy.write_bytes(audio.read_bytes())
        room.enter(page, audio=copy)
        room.leave()
        copy.unlink()
        room.enter()
        assert str(copy) in room.messages
        assert not room.window.transport.play.isEnabled()

        room.window.paths_dropped.emit([audio])
        room.until(lambda: room.playback.has_audio)
        assert room.titles == ["The last ferry"]

    def test_a_page_that_comes_twice_is_one_episode(
        self, room: Room, page: Path, audio: Path
    ) -> None:
        room.enter(page, audio=audio)
        room.playback.seek(30_000)
        room.window.paths_dropped.emit([page])
        room.wait_for_library()
        room.wait_for_library()

        assert room.titles == ["The last ferry"]
        assert room.playback.position_ms == 30_000


class TestEnds:
    def test_an_article_falls_silent_and_shows_no_transport(
        self, room: Room, page: Path, audio: Path, tmp_path: Path
    ) -> None:
        article = tmp_path / "article.txt"
        words = "The harbour was dredged in the spring, and nobody asked the gulls. " * 6
        article.write_text(f"Notes from the north\n\n{words}\n\n{words}\n", encoding="utf-8")
        room.enter(page, audio=audio)
        room.play()
        source = room.players[0]
        assert isinstance(source, SilentSource)
        room.session.arrivals.open_paths([article])
        room.until(lambda: room.session.episode.turns == ())

        assert source.made[0].sample().state is not PlayerState.PLAYING
        assert not room.window.transport.isVisible()
        assert any(row.text.startswith("The harbour") for row in room.transcript.page.rows)

    def test_closing_stops_the_sound(self, room: Room, page: Path, audio: Path) -> None:
        room.enter(page, audio=audio)
        room.play()
        source = room.players[0]
        room.leave()

        assert source.made[0].sample().state is PlayerState.EMPTY

    def test_looks_are_kept(self, room: Room, page: Path) -> None:
        room.enter(page)
        for name in ("larger", "larger", "follow", "theme"):
            room.press(name)
        size = room.transcript._style.font.pixelSize()
        theme = room.transcript._style.theme.name
        room.leave()
        room.enter()

        assert room.transcript._style.font.pixelSize() == size
        assert room.transcript._style.theme.name == theme
        assert not room.transcript.following.active
        room.press("normal_size")

    @pytest.mark.parametrize(("size", "step"), [(40, "larger"), (48, "larger"), (7, "smaller")])
    def test_text_of_any_size_that_can_be_set_goes_on_from_there(
        self, room: Room, page: Path, size: int, step: str
    ) -> None:
        settings = Settings.load(room.folder)
        settings.set("text_size", size)
        settings.save()
        room.enter(page)
        before = room.transcript._style.font.pixelSize()
        room.press(step)
        after = room.transcript._style.font.pixelSize()

        assert after > before if size == 40 else after == before

    def test_keys_go_to_the_page_after_opening(self, room: Room, page: Path) -> None:
        room.enter(page)
        room.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)

        bar = room.transcript.verticalScrollBar()
        assert bar.value() == bar.maximum() > 0


class TestWhatWasRemoved:
    def test_long_ago_is_deleted_when_the_library_is_opened(self, room: Room, page: Path) -> None:
        room.enter(page)
        room.leave()
        with Library(room.folder) as library:
            episode = library.find("The last ferry")
            library.storage.remove(episode, datetime.now(UTC) - timedelta(days=31))
        room.enter()
        room.leave()
        with Library(room.folder) as library:
            assert library.removed() == ()

    def test_lately_can_be_brought_back(self, room: Room, page: Path) -> None:
        room.enter(page)
        room.leave()
        with Library(room.folder) as library:
            episode = library.find("The last ferry")
            library.remove(episode)
        room.enter()
        room.leave()
        with Library(room.folder) as library:
            library.restore(episode)
            assert [line.id for line in library.summaries()] == [episode]

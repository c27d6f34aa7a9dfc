"""Putting text and audio in step, in a real window: a key, the menu, undo, and other recordings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.finding import Match
from reader.library import Library
from reader.listening.reel import Stretch
from reader.playback.player import PlayerState
from reader.timing.sentence_times import sentences_of
from reader.timing.sync_map import Anchor, SyncMap
from tests.ui.library_shelf import Room, SilentSource, write_page
from ui.page.text_selection import Spot
from ui.sync.sync_dialog import SyncDialog
from ui.sync.sync_flow import place_meant


@pytest.fixture
def audio(recordings: Recordings) -> Path:
    """A minute of sound that the page's turns are three seconds apart in."""
    return recordings.file("wav", 60)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return write_page(tmp_path)


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window that is not open yet."""
    made = Room(qtbot, tmp_path / "library", SilentSource())
    yield made
    made.leave()


@pytest.fixture
def room(empty: Room, page: Path, audio: Path) -> Room:
    """A window on “The last ferry”, at half a minute."""
    empty.enter(page, audio=audio)
    empty.playback.seek(30_000)
    return empty


def select_in(room: Room, turn: int) -> None:
    """Select a word of a turn's second sentence."""
    row = room.transcript.page.row_of(turn)
    offset = room.transcript.page.rows[row].text.index("The ")
    room.transcript.marks.selection.start(Spot(row, offset + 1))
    room.transcript.marks.selection.extend(Spot(row, offset + 5))


def say_now(room: Room, turn: int) -> None:
    """Say that the first sentence of a turn is the one that sounds."""
    room.transcript.sentence_is_now.emit(turn, 0)
    room.wait_for_library()


def starts(room: Room) -> list[int]:
    return [turn.start_ms for turn in room.transcript.page.timeline.turns]


def kept(room: Room) -> SyncMap:
    """Return the map that the library has, by another connection."""
    with Library(room.folder) as library:
        return library.sync_of(room.session.episode.id)


class TestThisSentenceIsNow:
    def test_one_anchor_moves_all_of_the_text(self, room: Room) -> None:
        say_now(room, 5)

        assert starts(room)[4:7] == [27_000, 30_000, 33_000]
        assert kept(room).anchors == (Anchor(15_000, 30_000),)
        assert "“Turn 5.” is heard at 0:30 now, and all of the text 15.0 s later." in room.messages
        assert room.transcript.marks.heard_turn == 5

    def test_the_key_means_the_sentence_that_is_selected(self, room: Room) -> None:
        select_in(room, 5)
        timeline = room.transcript.page.timeline
        second_ms = timeline.sentences(5)[1].start_ms
        room.press("sync_now")
        room.wait_for_library()

        assert room.transcript.page.timeline.sentences(5)[1].start_ms == 30_000
        assert kept(room).anchors == (Anchor(second_ms, 30_000),)

    def test_or_the_one_that_was_found(self, room: Room) -> None:
        row = room.transcript.page.unfolded().row_of(7)
        room.transcript.marks.current_match = Match(row, 0, 4)

        assert place_meant(room.transcript) == (7, 0)

    def test_without_audio_that_is_what_is_missing(self, room: Room, tmp_path: Path) -> None:
        with_audio = room.session.episode
        room.session.arrivals.open_paths([write_page(tmp_path, "storm.txt", "A storm at sea")])
        room.until(lambda: room.session.episode != with_audio)
        room.press("sync_now")

        assert "Choose the audio of this episode first" in room.messages

    def test_without_either_it_says_what_to_do(self, room: Room) -> None:
        room.press("sync_now")

        assert "Select some of the sentence" in room.messages
        assert kept(room) == SyncMap()

    def test_what_plays_plays_on(self, room: Room) -> None:
        room.play()
        say_now(room, 5)

        assert room.playback.state is PlayerState.PLAYING
        assert room.playback.position_ms >= 30_000

    def test_chapters_bar_and_lists_go_along(self, room: Room) -> None:
        say_now(room, 5)

        chapters = room.transcript.page.timeline.chapters
        assert [c.start_ms for c in chapters] == [15_000, 30_000, 45_000]
        assert room.window.chapters.rowCount() == 3
        assert room.window.transport.seek_bar.accessibleDescription() == "1 gap without text"

    def test_notes_that_are_shown_stay_shown(self, room: Room) -> None:
        room.transcript.fold_clicked.emit()
        say_now(room, 5)

        assert room.transcript.page.notes_shown

    def test_it_is_there_the_next_time(self, room: Room) -> None:
        say_now(room, 5)
        room.leave()
        room.enter()

        assert starts(room)[5] == 30_000
        assert room.window.transport.seek_bar.accessibleDescription() == "1 gap without text"

    def test_it_can_be_undone(self, room: Room) -> None:
        before = starts(room)
        say_now(room, 5)
        room.press("undo")
        room.wait_for_library()

        assert starts(room) == before
        assert kept(room) == SyncMap()

    def test_the_key_that_undoes_undoes_it(self, room: Room) -> None:
        before = starts(room)
        say_now(room, 5)
        room.press("undo")
        room.wait_for_library()

        assert starts(room) == before

    def test_each_repair_can_be_undone_one_after_the_other(self, room: Room) -> None:
        before = starts(room)
        say_now(room, 5)
        room.press("sync_later")
        room.wait_for_library()
        for _ in range(2):
            room.press("undo")
            room.wait_for_library()

        assert starts(room) == before
        assert not room.window.messages.undo()

    def test_what_comes_before_may_stay_where_it_was(self, room: Room) -> None:
        before = starts(room)
        say_now(room, 5)
        assert room.window.messages.take_other()
        room.wait_for_library()

        assert starts(room)[:7] == [*before[:5], 30_000, 33_000]
        assert kept(room).gaps() == ((15_000, 30_000),)
        assert "is heard as it was; 15.0 s right before it have no text." in room.messages
        room.press("undo")
        room.wait_for_library()
        assert kept(room).anchors == (Anchor(15_000, 30_000),)

    def test_in_what_was_put_in_no_sentence_is_marked(self, room: Room) -> None:
        say_now(room, 5)
        room.window.messages.take_other()
        room.wait_for_library()
        assert room.transcript.marks.heard is not None
        room.playback.seek(20_000)

        assert room.transcript.marks.heard_turn == 4
        assert room.transcript.marks.heard is None

    def test_a_small_shift_is_of_all_of_the_text(self, room: Room) -> None:
        room.playback.seek(16_000)
        say_now(room, 5)

        assert "and all of the text 1.0 s later." in room.messages
        assert not room.window.messages.take_other()

    def test_a_second_anchor_says_how_much_has_no_text(self, room: Room) -> None:
        room.playback.seek(3000)
        say_now(room, 1)
        room.playback.seek(30_000)
        say_now(room, 5)

        assert "“Turn 5.” is heard at 0:30 now; 15.0 s before it have no text." in room.messages

    def test_no_doubt_takes_the_place_of_its_undoing(self, room: Room) -> None:
        before = starts(room)
        room.playback.seek(58_000)
        say_now(room, 0)  # the text goes on far beyond the audio's end now
        assert "is heard at" in room.messages
        room.window.messages.take_offer()
        room.wait_for_library()

        assert starts(room) == before

    def test_the_key_undoes_the_last_repair_after_another_one_was_refused(self, room: Room) -> None:
        before = starts(room)
        say_now(room, 5)
        room.playback.seek(10_000)
        say_now(room, 7)
        assert "cannot be heard at" in room.messages
        room.press("undo")
        room.wait_for_library()

        assert starts(room) == before
        assert room.messages == "That repair was taken back."

    def test_or_after_its_message_was_closed(self, room: Room) -> None:
        before = starts(room)
        say_now(room, 5)
        room.window.messages.clear()
        room.press("undo")
        room.wait_for_library()

        assert starts(room) == before

    def test_anchors_that_cross_are_refused_or_replaced(self, room: Room) -> None:
        say_now(room, 5)
        room.playback.seek(10_000)
        say_now(room, 6)
        assert "cannot be heard at 0:10.0" in room.messages
        assert kept(room).anchors == (Anchor(15_000, 30_000),)

        room.window.messages.take_offer()
        room.wait_for_library()
        assert kept(room).anchors == (Anchor(18_000, 10_000),)

    def test_without_audio_or_episode_it_says_so(self, empty: Room, page: Path) -> None:
        empty.enter()
        empty.press("sync_later")
        assert "Open an episode first" in empty.messages
        empty.session.arrivals.open_paths([page])
        empty.until(lambda: empty.session.episode is not None)
        empty.press("sync_later")
        assert "Choose the audio of this episode first" in empty.messages


class TestAnExcerptThatIsPlayed:
    def test_is_not_taken_for_the_open_episodes_place(self, room: Room) -> None:
        turn = room.transcript.page.timeline.turns[0]
        stretch = Stretch(room.session.episode.id, room.session.episode.audio.path, 0, 2000, "")
        room.session.hearing.reel.play((stretch,))
        room.until(lambda: room.playback.is_lent)
        say_now(room, 5)

        assert "An excerpt is being played" in room.messages
        assert kept(room) == SyncMap()
        assert room.transcript.page.timeline.turns[0] == turn
        room.session.hearing.reel.stop()


class TestNudging:
    def test_each_press_is_a_tenth_of_a_second(self, room: Room) -> None:
        for name in ("sync_later", "sync_later", "sync_later", "sync_earlier"):
            room.press(name)
        room.wait_for_library()

        assert kept(room).nudge_ms == 200
        assert starts(room)[:2] == [200, 3200]
        assert "All of the text is heard 0.2 s later now." in room.messages

    def test_a_key_held_down_does_not_pile_up_work(self, room: Room) -> None:
        for _ in range(40):
            room.press("sync_later")
        room.wait_for_library()

        assert kept(room).nudge_ms == 4000
        with Library(room.folder) as library:
            (steps,) = library.storage.rows("SELECT COUNT(*) FROM syncs")[0]
        assert steps == 2


class TestDoubts:
    def test_an_audio_that_is_too_short_leads_to_the_repair(
        self, empty: Room, page: Path, recordings: Recordings
    ) -> None:
        empty.enter(page, audio=recordings.file("wav", 20))
        assert "it may be another recording" in empty.messages
        empty.window.messages.take_offer()

        (dialog,) = empty.window.findChildren(SyncDialog)
        assert dialog.isVisible()
        dialog.close()

    def test_an_audio_that_goes_on_long_after_the_last_words_does_too_but_once(
        self, empty: Room, page: Path, recordings: Recordings
    ) -> None:
        empty.enter(page, audio=recordings.file("wav", 150))
        assert "after the last words" in empty.messages
        empty.window.messages.clear()
        with Library(empty.folder) as other:
            shown = other.episode(empty.session.episode.id, fitted=False)
            heard = (tuple(s.start_ms + 100 for s in sentences_of(turn)) for turn in shown.turns)
            other.save_estimates(shown, tuple(heard))
        empty.session.watch.look()
        empty.wait_for_library()

        assert starts(empty)[:2] == [100, 3_100]
        assert empty.messages == ""

    def test_a_doubt_goes_when_another_episode_is_opened(
        self, empty: Room, page: Path, recordings: Recordings, tmp_path: Path
    ) -> None:
        empty.enter(page, audio=recordings.file("wav", 20))
        assert "it may be another recording" in empty.messages
        other = write_page(tmp_path, "letter.txt", "A letter from the north")
        empty.window.paths_dropped.emit([other])
        empty.until(lambda: empty.session.episode.title == "A letter from the north")

        assert "it may be another recording" not in empty.messages

    def test_another_recording_starts_anew_and_may_take_over_what_was_repaired(
        self, room: Room, recordings: Recordings
    ) -> None:
        say_now(room, 5)
        room.session.arrivals.add_audio(recordings.file("flac", 61))
        room.wait_for_library()
        assert "This is another recording" in room.messages
        assert starts(room)[5] == 15_000

        room.window.messages.take_offer()
        room.wait_for_library()
        assert starts(room)[5] == 30_000

    def test_the_same_recording_in_another_file_keeps_it(
        self, room: Room, audio: Path, tmp_path: Path
    ) -> None:
        say_now(room, 5)
        copy = tmp_path / "copy.wav"
        copy.write_bytes(audio.read_bytes())
        room.session.arrivals.add_audio(copy)
        room.wait_for_library()

        assert "another recording" not in room.messages
        assert starts(room)[5] == 30_000


class TestTheDialog:
    @pytest.fixture
    def dialog(self, room: Room) -> Iterator[SyncDialog]:
        say_now(room, 5)
        room.press("sync_repair")
        (made,) = room.window.findChildren(SyncDialog)
        yield made
        if room.open_window is not None:
            for left in room.window.findChildren(SyncDialog):
                left.close()
        QApplication.processEvents()

    def test_shows_the_anchors_and_removes_them(self, room: Room, dialog: SyncDialog) -> None:
        assert not dialog.remove.isEnabled()
        assert dialog.anchors.item(0).text() == "0:30.0 · 15.0 s later · “Turn 5.”"
        dialog.anchors.setCurrentRow(0)
        dialog.remove.click()
        room.wait_for_library()

        assert kept(room) == SyncMap()
        assert "No anchors yet" in dialog.anchors.item(0).text()
        assert not dialog.remove.isEnabled()

    def test_undoes_what_was_done_and_then_has_nothing_to_undo(
        self, room: Room, dialog: SyncDialog
    ) -> None:
        dialog.shift.setValue(1.5)
        room.wait_for_library()
        dialog.undo.click()
        room.wait_for_library()
        assert kept(room) == SyncMap((Anchor(15_000, 30_000),))
        dialog.undo.click()
        room.wait_for_library()

        assert kept(room) == SyncMap()
        assert not dialog.undo.isEnabled()

    def test_undoes_what_was_done_another_day(self, room: Room) -> None:
        say_now(room, 5)
        room.leave()
        room.enter()
        room.press("sync_repair")
        (dialog,) = room.window.findChildren(SyncDialog)
        room.wait_for_library()
        dialog.undo.click()
        room.wait_for_library()

        assert kept(room) == SyncMap()
        assert not dialog.undo.isEnabled()
        dialog.close()

    def test_goes_with_its_episode(self, room: Room, dialog: SyncDialog) -> None:
        room.session.shut_episode()

        assert not dialog.isVisible()

    def test_plays_and_pauses(self, room: Room, dialog: SyncDialog) -> None:
        dialog.play.click()
        room.until(lambda: room.playback.state is PlayerState.PLAYING)
        dialog.play.click()
        room.until(lambda: room.playback.state is PlayerState.PAUSED)

    def test_stands_beside_the_page_where_the_screen_has_room(self, dialog: SyncDialog) -> None:
        screen = dialog.screen().availableGeometry()
        beside = QWidget()
        beside.setGeometry(screen.left(), screen.top(), screen.width() // 4, 300)
        dialog.stand_beside(beside)
        assert dialog.x() > beside.geometry().right()

        beside.setGeometry(screen)
        dialog.stand_beside(beside)
        assert screen.left() < dialog.x() < screen.left() + 20

    def test_shifts_the_whole(self, room: Room, dialog: SyncDialog) -> None:
        dialog.shift.setValue(1.5)
        dialog.shift.setValue(-0.5)
        room.wait_for_library()

        assert kept(room) == SyncMap((Anchor(15_000, 30_000),), -500)
        assert dialog.shift.value() == -0.5

    def test_clears_all_and_that_can_be_undone(self, room: Room, dialog: SyncDialog) -> None:
        dialog.clear.click()
        room.wait_for_library()
        assert kept(room) == SyncMap()
        assert not dialog.clear.isEnabled()

        room.press("undo")
        room.wait_for_library()
        assert kept(room).anchors == (Anchor(15_000, 30_000),)

    def test_keeps_how_late_the_sound_is(self, room: Room, dialog: SyncDialog) -> None:
        dialog.delay.setValue(0.18)
        room.wait_for_library()

        assert room.playback.delay.delay_ms == 180
        dialog.close()
        room.leave()
        room.enter()
        assert room.playback.delay.delay_ms == 180

    def test_closes_with_its_episode(self, room: Room, dialog: SyncDialog, tmp_path: Path) -> None:
        other = write_page(tmp_path, "other.txt", "The way back home")
        room.session.arrivals.open_paths([other])
        room.until(lambda: room.session.episode.title == "The way back home")

        room.until(lambda: not room.window.findChildren(SyncDialog))

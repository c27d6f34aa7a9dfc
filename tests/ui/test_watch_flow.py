"""What is typed in a terminal while the window is open: it is seen, and takes nothing away."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from emissions import emissions
from pytestqt.qtbot import QtBot

from reader.cli import run
from reader.playback.player import PlayerState
from tests.ui.library_shelf import Room, SilentSource, page_text, write_page
from ui.page.text_selection import Spot
from ui.watch_flow import OTHER_SYNC

Type = Callable[..., object]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on “The last ferry”, at half a minute; its page is longer than the window."""
    made = Room(qtbot, tmp_path / "library", SilentSource())
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    made.window.resize(900, 420)
    made.playback.seek(30_000)
    yield made
    made.leave()


@pytest.fixture
def typed(room: Room, capsys: pytest.CaptureFixture[str]) -> Type:
    """Return a function that runs a command as another process, and lets the window look."""

    def type_in(*words: str, sees: bool = True) -> object:
        look(room)
        command = ["--library", str(room.folder), *words]
        assert run([*command, "--json"], players=lambda _: ()) == 0
        if sees:
            look(room)
        return json.loads(capsys.readouterr().out)

    return type_in


def look(room: Room) -> None:
    room.wait_for_library()
    room.session.watch.look()
    room.wait_for_library()


def starts(room: Room) -> list[int]:
    return [turn.start_ms for turn in room.transcript.page.timeline.turns]


def top_on_screen(room: Room) -> int:
    """Return where the page's beginning would be seen: messages above the page move no text."""
    page = room.transcript
    return page.mapToGlobal(page.rect().topLeft()).y() - page.view_top()


class TestSync:
    def test_that_is_changed_elsewhere_moves_the_times_here(self, room: Room, typed: Type) -> None:
        typed("sync", "ferry", "--anchor", "0:15=0:30")

        assert starts(room)[4:7] == [27_000, 30_000, 33_000]
        assert room.transcript.marks.heard_turn == 5
        chapters = [chapter.start_ms for chapter in room.window.chapters.records]
        assert chapters == [15_000, 30_000, 45_000]
        assert room.window.transport.seek_bar.accessibleDescription() == "1 gap without text"
        assert OTHER_SYNC in room.messages

    def test_that_is_changed_elsewhere_can_be_undone_here(self, room: Room, typed: Type) -> None:
        before = starts(room)
        typed("sync", "ferry", "--nudge", "3")
        room.press("undo")
        room.wait_for_library()

        assert starts(room) == before

    def test_is_known_to_every_part(self, room: Room, typed: Type) -> None:
        typed("sync", "ferry", "--nudge", "2")
        room.press("previous_turn")

        assert room.playback.position_ms == 26_000
        assert room.session.sync._shown is room.session.episode
        assert room.session.bookmarks._opened is room.session.shown

    def test_leaves_what_plays_where_it_is(self, room: Room, typed: Type) -> None:
        room.play()
        typed("sync", "ferry", "--nudge", "0.5")

        assert room.playback.state is PlayerState.PLAYING
        assert 30_000 <= room.playback.position_ms < 40_000

    def test_leaves_the_page_and_what_is_selected(self, room: Room, typed: Type) -> None:
        room.transcript.set_following(on=False)
        row = room.transcript.page.row_of(12)
        room.transcript.show_row(row)
        room.transcript.marks.selection.start(Spot(row, 0))
        room.transcript.marks.selection.extend(Spot(row, 8))
        words, top = room.transcript.selected_words(), room.transcript.first_in_sight()
        typed("sync", "ferry", "--anchor", "0:15=0:30")

        assert room.transcript.selected_words() == words == "Turn 12."
        assert room.transcript.first_in_sight() == top

    def test_leaves_them_too_where_a_heading_comes_to_stand_elsewhere(
        self, room: Room, typed: Type, tmp_path: Path
    ) -> None:
        room.transcript.set_following(on=False)
        row = room.transcript.page.row_of(12)
        room.transcript.show_row(row)
        room.transcript.marks.selection.start(Spot(row, 0))
        room.transcript.marks.selection.extend(Spot(row, 8))
        before, top = room.transcript.page.rows, room.transcript.view_top()
        listed = tmp_path / "chapters.txt"
        listed.write_text("".join(f"00:00:{s:02} Stretch {s}\n" for s in range(0, 50, 6)))
        typed("chapters", "ferry", "--add", str(listed))

        assert room.transcript.page.rows != before
        assert room.transcript.selected_words() == "Turn 12."
        assert room.transcript.page.rows[room.transcript.top_row].turn == 12
        assert room.transcript.view_top() != top, "there are more headings above"
        assert len(room.window.chapters.records) == 9

    def test_takes_a_loop_along_and_leaves_the_ways_back(self, room: Room, typed: Type) -> None:
        room.press("loop_turn")
        marks = room.window.transport.seek_bar._places
        assert marks.loop is not None
        assert marks.ghosts
        typed("sync", "ferry", "--nudge", "0.2")

        start_ms, end_ms = marks.loop
        assert room.window.transport.seek_bar._places.loop == (start_ms + 200, end_ms + 200)
        assert room.window.transport.seek_bar._places.ghosts == marks.ghosts
        room.press("jump_back")
        assert room.playback.position_ms == 0

    def test_leaves_what_was_found(self, room: Room, typed: Type) -> None:
        room.press("find")
        room.window.find_bar.ask("Turn 1")
        found = room.transcript.marks
        room.until(lambda: room.transcript.marks.current_match is not None)
        room.session.finding.step(1)
        match, shown_at = found.current_match, top_on_screen(room)
        heard = emissions(room.session.finding.hits_changed)
        typed("sync", "ferry", "--nudge", "1")
        room.until(lambda: bool(heard))

        assert room.transcript.marks.current_match == match
        assert top_on_screen(room) == shown_at
        assert all(moment % 3_000 == 1_000 for moment in heard[-1][0])


class TestLists:
    def test_a_bookmark_kept_elsewhere_is_listed_and_marked(self, room: Room, typed: Type) -> None:
        kept = typed("bookmark", "add", "ferry", "--at", "0:12")

        assert [one.id for one in room.window.bookmarks.listed()] == [kept["id"]]
        assert room.transcript.marks.kept.bookmarks[0].id == kept["id"]
        assert room.window.transport.seek_bar._bookmarks

    def test_an_episode_imported_elsewhere_is_listed(
        self, room: Room, typed: Type, tmp_path: Path
    ) -> None:
        typed("import", str(write_page(tmp_path, "other.txt", "The first ferry")))

        assert "The first ferry" in room.titles


class TestWords:
    @pytest.fixture
    def other_words(self, room: Room, typed: Type, tmp_path: Path) -> Room:
        said = page_text().replace("Turn 7.", "Turn seven.")
        (tmp_path / "ferry.txt").write_text(said, encoding="utf-8")
        typed("import", str(tmp_path / "ferry.txt"))
        room.until(lambda: "was changed" in room.messages)
        return room

    def test_are_offered_not_forced_on_who_reads(self, other_words: Room) -> None:
        assert "“The last ferry” was changed by another program." in other_words.messages
        assert other_words.transcript.page.timeline.turns[7].text.startswith("Turn 7.")

    def test_are_shown_when_they_are_asked_for(self, other_words: Room) -> None:
        other_words.window.messages.take_offer()
        other_words.wait_for_library()

        assert other_words.transcript.page.timeline.turns[7].text.startswith("Turn seven.")
        assert other_words.playback.position_ms == 30_000

    def test_that_were_only_offered_are_shown_whole_once_the_times_change_here(
        self, room: Room, typed: Type, tmp_path: Path
    ) -> None:
        room.transcript.show_row(room.transcript.page.row_of(12))
        said = re.sub(r"\n\n00:00:[345]\d [^:]+: ", " ", page_text())  # ten turns are one
        (tmp_path / "ferry.txt").write_text(said, encoding="utf-8")
        typed("import", str(tmp_path / "ferry.txt"))
        room.until(lambda: "was changed" in room.messages)
        room.press("sync_later")
        room.wait_for_library()

        assert len(starts(room)) == 10
        assert len(room.transcript.page.rows) == len(room.session.shown.page.rows)
        assert room.playback.position_ms == 30_000


def test_an_episode_that_is_removed_elsewhere_stays_to_be_read(room: Room, typed: Type) -> None:
    page = room.transcript.page
    look(room)
    assert run(["--library", str(room.folder), "remove", "ferry"], players=lambda _: ()) == 0
    look(room)

    assert "was removed from the library by another program" in room.messages
    assert room.transcript.page is page


class TestWhatWasToldOfTheEpisode:
    @pytest.fixture
    def removed(self, room: Room, typed: Type) -> str:
        """Remove the open episode as another program; return its id."""
        look(room)
        assert run(["--library", str(room.folder), "remove", "ferry"], players=lambda _: ()) == 0
        look(room)
        assert "was removed" in room.messages
        return room.session.episode.id

    def test_goes_when_another_program_brings_it_back(self, room: Room, removed: str) -> None:
        words = ["--library", str(room.folder), "bring-back", removed]
        assert run(words, players=lambda _: ()) == 0
        look(room)

        assert room.messages == ""

    def test_goes_when_another_one_is_opened(
        self, room: Room, removed: str, tmp_path: Path
    ) -> None:
        page = write_page(tmp_path, "night.txt", "The night bus")
        assert run(["--library", str(room.folder), "import", str(page)], players=lambda _: ()) == 0
        look(room)
        room.until(lambda: "The night bus" in room.titles)
        room.choose("The night bus")
        room.until(lambda: room.session.episode.title == "The night bus")

        assert "was removed" not in room.messages


def test_what_is_done_here_is_no_news(room: Room) -> None:
    look(room)
    told = emissions(room.session.watch.retimed)
    room.press("sync_later")
    look(room)

    assert told == []
    assert starts(room)[5] == 15_100


def test_it_looks_again_and_again_until_the_window_is_closed(room: Room) -> None:
    assert room.session.watch._timer.isActive()
    room.session.watch.close()
    assert not room.session.watch._timer.isActive()

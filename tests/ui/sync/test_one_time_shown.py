"""One time in the window: whichever way one goes to a sentence, the sound goes to one place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from emissions import emissions
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.model import TurnRange
from reader.quotes.capturing import quote_of
from reader.search.records import SearchHit
from reader.timing.sentence_times import sentences_of
from reader.timing.timeline import Timeline
from tests.ui.library_shelf import Room, SilentSource, write_page

TURN, SENTENCE = 7, 2


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode that was heard, bookmarked, and put in step round a gap."""
    made = Room(qtbot, tmp_path / "library", SilentSource(120_000))
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 120), seen=False)
    made.leave()
    with Library(made.folder) as library:
        put_right(library, library.last_read() or "")
    made.enter()
    yield made
    made.leave()


def put_right(library: Library, episode: str) -> None:
    shown = library.episode(episode, fitted=False)
    timeline = Timeline(shown.turns)
    sentence = timeline.sentences(TURN)[SENTENCE]
    quote = quote_of(timeline, TurnRange(TURN, sentence.start, TURN, sentence.end))
    assert quote is not None
    library.add_bookmark(episode, quote)
    heard = (
        tuple(s.start_ms + 137 * n for n, s in enumerate(sentences_of(t))) for t in shown.turns
    )
    library.save_estimates(shown, tuple(heard))
    library.anchor_sentence(episode, 2, 0, 8_050)
    library.anchor_sentence(episode, TURN, sentence.start, 61_310)
    library.nudge(episode, 90)


@pytest.fixture
def start_ms(room: Room) -> int:
    timeline = room.transcript.page.timeline
    assert timeline.turns[TURN].estimates
    assert room.session.episode.sync.gaps()
    start_ms: int = timeline.sentences(TURN)[SENTENCE].start_ms
    assert start_ms == 61_310 + 90
    return start_ms


def the_sentence(room: Room) -> tuple[int, str]:
    """Return where in the turn the sentence begins, and its words."""
    timeline = room.transcript.page.timeline
    sentence = timeline.sentences(TURN)[SENTENCE]
    return sentence.start, timeline.turns[TURN].text[sentence.start : sentence.end]


def test_where_the_mark_goes_to_it(room: Room, start_ms: int) -> None:
    room.playback.seek(start_ms - 1)
    before = room.transcript.marks.heard
    room.playback.seek(start_ms)

    assert room.transcript.marks.heard_turn == TURN
    assert room.transcript.marks.heard.start == the_sentence(room)[0]
    assert room.transcript.marks.heard != before


def test_a_click(room: Room, start_ms: int) -> None:
    jumps = emissions(room.playback.jumped)
    room.transcript.place_chosen.emit(TURN, the_sentence(room)[0] + 1)

    assert jumps[-1][1] == start_ms


def test_what_was_found_in_the_page(room: Room, start_ms: int) -> None:
    room.press("find")
    room.window.find_bar.ask(the_sentence(room)[1])
    room.until(lambda: room.transcript.marks.current_match is not None)
    jumps = emissions(room.playback.jumped)
    room.press("play_match")

    assert jumps[-1][1] == start_ms
    room.until(lambda: room.window.transport.seek_bar._hits == (start_ms,))


def test_a_hit_of_a_search(room: Room, start_ms: int) -> None:
    room.open_window.keep_index()
    room.press("search")
    words = the_sentence(room)[1].rstrip(".")
    room.qtbot.keyClicks(room.window.search.field, f'"{words}"')
    room.until(lambda: bool(hits(room)))
    room.session.search.open_hit(hits(room)[0])

    assert room.playback.position_ms == start_ms
    room.until(lambda: start_ms in room.window.transport.seek_bar._hits)


def hits(room: Room) -> list[SearchHit]:
    """Return what the panel lists of the turn."""
    listed = (getattr(row, "hit", None) for row in room.window.search.results.rows)
    return [hit for hit in listed if hit is not None and hit.turn == TURN]


def test_a_bookmark(room: Room, start_ms: int) -> None:
    (kept,) = room.window.bookmarks.listed()
    room.session.bookmarks.go_to(kept)

    assert room.playback.position_ms == start_ms
    assert room.window.transport.seek_bar._bookmarks[0][0] == start_ms


def test_catching_it(room: Room, start_ms: int) -> None:
    room.playback.seek(room.transcript.page.timeline.sentences(TURN)[SENTENCE].end_ms + 10)
    room.press("bookmark")
    room.wait_for_library()

    assert {one.quote.start_ms for one in room.window.bookmarks.listed()} == {start_ms}


def test_the_next_turn_and_the_lanes(room: Room, start_ms: int) -> None:
    room.playback.seek(start_ms)
    room.press("next_turn")
    following = room.transcript.page.timeline.turns[TURN + 1].start_ms

    assert room.playback.position_ms == following
    starts = {block.start_ms for lane in room.session.shown.lanes for block in lane.blocks}
    assert following in starts


def test_the_next_chapter(room: Room, start_ms: int) -> None:
    room.playback.seek(start_ms)
    room.press("next_chapter")
    chapters = [chapter.start_ms for chapter in room.window.chapters.records]

    assert room.playback.position_ms == next(at for at in chapters if at > start_ms)

"""Following by word: a mark within the sentence, only where the transcript knows the times."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.settings import Settings
from tests.ui.library_shelf import Room, write_page

WORDS = "The ferry is late today . You get used to that in winter .".replace(" .", ".").split()


def write_words(folder: Path) -> Path:
    """Write a transcript with a time for each word, one a second."""
    words = [
        {"word": f" {word}", "start": float(i), "end": i + 0.8, "probability": 1.0}
        for i, word in enumerate(WORDS)
    ]
    text = " " + " ".join(WORDS)
    segment = {"id": 0, "start": 0.0, "end": float(len(WORDS)), "text": text, "words": words}
    path = folder / "words.json"
    path.write_text(json.dumps({"text": text, "segments": [segment], "language": "en"}))
    return path


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, tmp_path / "library")
    yield made
    made.leave()


@pytest.fixture
def reading(room: Room, tmp_path: Path, recordings: Recordings) -> Room:
    """A window on a transcript with word times."""
    room.enter(write_words(tmp_path), audio=recordings.file("wav", 30))
    return room


def marked(room: Room) -> str | None:
    cue, turn = room.transcript.marks.heard_word, room.transcript.marks.heard_turn
    return (
        None
        if cue is None
        else room.transcript.page.timeline.turns[turn].text[slice(cue.start, cue.end)]
    )


def test_at_first_the_sentence_alone_is_marked(reading: Room) -> None:
    reading.playback.seek(2500)
    assert marked(reading) is None


def test_the_word_being_heard_is_marked(reading: Room) -> None:
    reading.press("follow_by")
    heard = []
    for second in range(len(WORDS)):
        reading.playback.seek(second * 1000 + 100)
        heard.append(marked(reading))
    assert heard == WORDS


def test_the_menu_shows_which_way_it_is(reading: Room) -> None:
    entry = reading.window.actions_by_name["follow_by"]
    ticked = [entry.isChecked()]
    for _ in range(2):
        entry.trigger()
        ticked.append(entry.isChecked())
    assert ticked == [False, True, False]
    entry.trigger()
    reading.leave()
    reading.enter()
    assert reading.window.actions_by_name["follow_by"].isChecked()


def test_it_is_marked_at_once_and_no_more_when_switched_back(reading: Room) -> None:
    reading.playback.seek(1100)
    reading.press("follow_by")
    assert marked(reading) == "ferry"
    reading.press("follow_by")
    assert marked(reading) is None


def test_it_is_painted_within_the_sentence(reading: Room) -> None:
    reading.playback.seek(1100)
    plain = reading.transcript.grab().toImage()
    reading.press("follow_by")
    assert reading.transcript.grab().toImage() != plain


def test_the_page_does_not_move_for_a_word(reading: Room) -> None:
    reading.press("follow_by")
    reading.playback.seek(1100)
    top = reading.transcript.view_top()
    reading.playback.seek(2100)
    assert reading.transcript.view_top() == top


def test_the_choice_is_kept(reading: Room) -> None:
    reading.press("follow_by")
    reading.wait_for_library()
    assert Settings.load(reading.folder)["follow_by"] == "word"


def test_a_transcript_without_word_times_says_so(
    room: Room, tmp_path: Path, recordings: Recordings
) -> None:
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    room.press("follow_by")
    assert "does not say when each word is spoken" in room.messages
    room.playback.seek(4000)
    assert marked(room) is None


def test_what_was_said_of_one_transcript_goes_when_another_is_opened(
    room: Room, tmp_path: Path, recordings: Recordings
) -> None:
    room.enter(write_words(tmp_path), audio=recordings.file("wav", 30))
    with_words = room.session.episode
    room.session.arrivals.open_paths([write_page(tmp_path)])
    room.until(lambda: room.session.episode != with_words)
    room.press("follow_by")
    assert "does not say when each word is spoken" in room.messages

    room.session.open_episode(with_words.id)
    room.until(lambda: room.session.episode == with_words)
    assert room.messages == ""


def test_following_by_sentence_again_takes_it_back(
    room: Room, tmp_path: Path, recordings: Recordings
) -> None:
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    room.press("follow_by")
    room.press("follow_by")
    assert room.messages == ""


def test_another_turn_of_words_is_marked_while_paused(
    room: Room, tmp_path: Path, recordings: Recordings
) -> None:
    lines = [
        {"start": 0, "end": 2, "text": " Well then.", "speaker": "Ida Holm"},
        {"start": 5, "end": 7, "text": " Quite so.", "speaker": "Per Lind"},
    ]
    for line in lines:
        first, second = line["text"].split()
        start = line["start"]
        line["words"] = [
            {"word": first, "start": start, "end": start + 0.9, "speaker": line["speaker"]},
            {"word": second, "start": start + 1, "end": start + 2, "speaker": line["speaker"]},
        ]
    path = tmp_path / "two.json"
    path.write_text(json.dumps({"segments": lines, "language": "en"}))
    room.enter(path, audio=recordings.file("wav", 30))
    room.press("follow_by")
    room.playback.seek(6100)
    assert room.transcript.marks.heard_turn == 1
    assert marked(room) == "so."

"""What a person knows better than the file: names, language, encoding, whose chapters."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, page_text
from ui.shelf.details_dialog import DetailsDialog


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on a page that was written in Cyrillic, in an encoding of its own."""
    text = page_text().replace("Per Lind", "Пётр Линд")
    page = tmp_path / "ferry.txt"
    page.write_bytes(text.encode("koi8-r", "replace"))
    made = Room(qtbot, tmp_path / "library")
    made.enter(page)
    yield made
    made.leave()


def dialog(room: Room) -> DetailsDialog:
    room.window.actions_by_name["details"].trigger()
    room.until(lambda: room.window.findChild(DetailsDialog) is not None)
    return room.window.findChild(DetailsDialog)


def speakers(room: Room) -> set[str]:
    return {turn.speaker for turn in room.session.episode.turns}


def test_a_speaker_is_called_by_another_name(room: Room) -> None:
    shown = dialog(room)
    shown._names["Ida Holm"].setText("Ida Holmström")
    shown.accept()
    room.until(lambda: "Ida Holmström" in speakers(room))
    assert "Ida Holm" not in speakers(room)


def test_the_file_is_read_with_the_encoding_one_knows(room: Room) -> None:
    assert "Пётр Линд" not in speakers(room)
    shown = dialog(room)
    shown._encoding.setCurrentText("koi8-r")
    shown.accept()
    room.until(lambda: "Пётр Линд" in speakers(room))


def test_an_encoding_that_does_not_exist_is_a_sentence(room: Room) -> None:
    shown = dialog(room)
    shown._encoding.setCurrentText("klingon")
    shown.accept()
    room.until(lambda: "klingon" in room.messages)


def test_without_the_file_there_is_nothing_to_read_with_another_encoding(
    room: Room, tmp_path: Path
) -> None:
    shown = dialog(room)
    assert shown._encoding.isEnabled()
    shown.reject()
    (tmp_path / "ferry.txt").unlink()
    room.until(lambda: not room.window.findChildren(DetailsDialog))
    assert not dialog(room)._encoding.isEnabled()


def test_cancelling_changes_nothing(room: Room) -> None:
    before = speakers(room)
    shown = dialog(room)
    shown._names["Ida Holm"].setText("Somebody")
    shown.reject()
    room.wait_for_library()
    assert speakers(room) == before


def test_a_list_of_chapters_dropped_on_an_episode_is_its_own(room: Room, tmp_path: Path) -> None:
    listed = tmp_path / "chapters.json"
    starts = range(0, 54, 9)
    listed.write_text(
        '{"version": "1.2.0", "chapters": ['
        + ", ".join(f'{{"startTime": {s}, "title": "From {s}"}}' for s in starts)
        + "]}"
    )
    room.session.arrivals.open_paths([listed])
    room.until(lambda: "chapters are among" in room.messages)
    room.wait_for_library()
    room.until(lambda: "From 9" in {c.title for c in room.session.episode.chapters})


def test_a_better_transcript_says_what_changed(room: Room, tmp_path: Path) -> None:
    better = tmp_path / "ferry.txt"
    better.write_text(page_text().replace("kettle", "copper kettle"), encoding="utf-8")
    room.session.arrivals.open_paths([better])
    room.until(lambda: "better transcript now" in room.messages)


def test_what_is_known_is_shown_whole_or_on_hovering(room: Room, tmp_path: Path) -> None:
    shown = dialog(room)
    facts = dict(shown._details.facts)
    assert facts["Show"] == "Night Ferry"
    assert facts["Date"] == "27 Jan 2026"
    assert facts["Transcript"].startswith("20 turns")
    assert facts["File"] == str(tmp_path / "ferry.txt")
    assert facts["Audio"] == "none"
    names = {label.accessibleName() for label in shown.findChildren(QLabel)}
    assert set(facts.values()) <= names
    shown.reject()


def test_titles_and_names_are_shown_as_they_are_written(qtbot: QtBot, tmp_path: Path) -> None:
    page = tmp_path / "trade.txt"
    page.write_text(page_text().replace("Per Lind", "Lind & Sons"), encoding="utf-8")
    room = Room(qtbot, tmp_path / "other")
    room.enter(page)
    shown = dialog(room)
    labels = {label.buddy(): label for label in shown.findChildren(QLabel) if label.buddy()}
    # Two stand for one that is shown: a single one marks the next letter as a key.
    assert labels[shown._names["Lind & Sons"]].text() == "Lind && Sons"
    title = next(label for label in shown.findChildren(QLabel, "welcomeTitle"))
    assert title.textFormat() is Qt.TextFormat.PlainText
    shown.reject()
    room.leave()

"""Hints and sentences name the keys that hold now, or the menu where a command has none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, write_page
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.page.text_selection import Spot

WORDS = KeyWords({"bookmark": ("Ctrl+U", "B"), "cite": ()}.__getitem__)


def test_a_hint_has_the_first_key_beside_it() -> None:
    assert WORDS.beside("Keep this", "bookmark") == "Keep this (Ctrl+U)"
    assert WORDS.beside("Copy this", "cite") == "Copy this"


def test_a_sentence_names_the_key_or_the_menu() -> None:
    assert WORDS.told("{Press bookmark} now, or {press bookmark}.") == (
        "Press Ctrl+U now, or press Ctrl+U."
    )
    assert WORDS.told("{Press cite} now: a quote ({cite}).") == (
        "Choose Edit ▸ Copy as a quote now: a quote (Edit ▸ Copy as a quote)."
    )


def test_from_the_start_they_are_those_of_the_commands() -> None:
    assert FROM_THE_START.first("bookmark") == "Ctrl+B"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on a page without audio."""
    made = Room(qtbot, tmp_path / "library")
    made.enter(write_page(tmp_path))
    yield made
    made.leave()


def hints(room: Room) -> list[str]:
    """Return every hint and sentence of the window that names a key that can be changed."""
    window = room.window
    window.bookmarks.show_all_episodes()
    room.press("search")
    room.until(lambda: "What can be typed" in window.search.guide.toPlainText())
    return [
        window.transport.catch.toolTip(),
        window.catch_card.more.toolTip(),
        window.catch_card.more.accessibleDescription(),
        window.bookmarks.hint,
        window.search.guide.toPlainText(),
        window.pacing_bar._repeat.toolTip(),
        window.pacing_bar._slower.toolTip(),
        room.session.jumps.chip.toolTip(),
    ]


CHANGED = {
    "bookmark": "Ctrl+U",
    "find_next": "Ctrl+7",
    "find_previous": "Ctrl+8",
    "replay_turn": "Ctrl+9",
    "repeat_slower": "Ctrl+6",
    "jump_back": "Ctrl+5",
}


def test_whatever_names_a_key_names_the_changed_one(room: Room) -> None:
    keymap = room.session.keys._keymap
    before = " ".join(hints(room))
    for name, key in CHANGED.items():
        assert FROM_THE_START.first(name) in before
        keymap = keymap.with_keys(name, [key])
    room.session.keys.take(keymap)
    after = hints(room)

    for name, key in CHANGED.items():
        assert any(key in hint for hint in after)
        assert not any(f"({FROM_THE_START.first(name)})" in hint for hint in after)
    assert not any("Ctrl+B" in hint or "F3" in hint for hint in after)


def test_what_is_said_names_the_changed_one(room: Room) -> None:
    keymap = room.session.keys._keymap.with_keys("cite", ["Ctrl+U"])
    room.session.keys.take(keymap)
    room.transcript.marks.selection.start(Spot(0, 0))
    room.transcript.marks.selection.extend(Spot(0, 8))
    room.press("bookmark")

    assert "(Ctrl+U)" in room.messages

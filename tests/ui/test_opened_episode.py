"""An episode got ready off the GUI thread: nothing that takes long is left for the window."""

from pathlib import Path

import pytest

from reader.formats import Source, read
from reader.library import Arrival, Library
from ui.opened_episode import open_in

AN_HOUR = "The ferry leaves when the water does, and not before. " * 1200


def test_a_turn_of_an_hour_is_split_into_sentences_before_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"0:00:00 Ida Holm: {AN_HOUR}\n\n1:00:00 Per Lind: I see.\n"
    with Library(tmp_path) as library:
        (added,) = library.add([Arrival(*read(Source.from_text(page)))], "clipboard")
        opened = open_in(library, added.id)

    monkeypatch.setattr("reader.timing.sentence_times.split_sentences", _never)
    assert opened.page.timeline.moment_at(1_800_000).sentence


def _never(text: str) -> None:
    raise AssertionError(f"{len(text)} characters were split while the window waited")

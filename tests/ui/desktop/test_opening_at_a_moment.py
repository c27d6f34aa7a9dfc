"""A link opens the window at the second that it names, and an episode without one where it was."""

from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.importing import import_paths
from reader.library import Library
from reader.settings import Settings
from reader.window import WindowRequest
from tests.ui.library_shelf import PATIENCE_MS, SilentSource, write_page
from ui.start import OpenWindow


@pytest.mark.parametrize(("at_ms", "position_ms"), [(42_000, 42_000), (None, 7_000)])
def test_the_window_opens_there(
    qtbot: QtBot,
    tmp_path: Path,
    recordings: Recordings,
    at_ms: int | None,
    position_ms: int,
) -> None:
    with Library(tmp_path / "library") as library:
        report = import_paths(library, [write_page(tmp_path)], audio=recordings.file("wav", 60))
        episode = report.imported[0].id
        library.save_place(episode, 7_000)
        request = WindowRequest(
            library, Settings(), (SilentSource(),), episode, asked_for=None, at_ms=at_ms
        )
        opened = OpenWindow(request)
        qtbot.addWidget(opened.window)
        qtbot.waitUntil(lambda: opened.session.episode is not None, timeout=PATIENCE_MS)
        assert opened.playback.position_ms == position_ms
        opened.window.close()

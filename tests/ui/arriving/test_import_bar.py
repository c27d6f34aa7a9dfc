"""The bar of an import says how far it is, however narrow the window and long the names."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from reader.importing import Progress, Step
from ui.arriving.import_bar import ImportBar

LONG = Path("a-very-long-name-of-a-file-that-somebody-has-fetched-twice-or-more (1).html")


def test_the_count_is_said_and_only_the_name_is_shortened(qtbot: QtBot) -> None:
    bar = ImportBar()
    qtbot.addWidget(bar)
    bar.begin()
    bar.resize(480, 50)
    bar.layout().activate()
    bar.show_progress(Progress(3, 17, LONG, Step.READING))

    assert bar.text.startswith("Looking into 4 of 17:  a-very")
    assert bar.text.endswith("(1).html")
    assert "…" in bar.text


def test_a_long_name_holds_no_window_wide(qtbot: QtBot) -> None:
    bar = ImportBar()
    qtbot.addWidget(bar)
    bar.begin()
    bar.resize(1400, 50)
    bar.layout().activate()
    bar.show_progress(Progress(3, 17, LONG, Step.READING))

    assert bar.text.endswith(LONG.name)
    assert bar.minimumSizeHint().width() < 360

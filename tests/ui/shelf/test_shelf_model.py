"""The rows of the library: headings, episodes, and both in words."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from reader.shelves.shelf import Stock, Wish
from tests.ui.emissions import emissions
from tests.ui.episode_summaries import summary
from ui.shelf.shelf_model import EpisodeRow, Heading, ShelfModel
from ui.shelf.shelf_painter import monogram

SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
STOCK = Stock(
    [
        summary("The last ferry", at_ms=1_800_000, tags=("boats",)),
        summary("Without sound", audio=None, day=26),
        summary("Soup", "Kitchen Radio", day=25),
    ]
)


@pytest.fixture
def model() -> ShelfModel:
    made = ShelfModel()
    made.take(STOCK.arrange(Wish()))
    return made


def titles(model: ShelfModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_it_keeps_the_rules_of_qts_models(model: ShelfModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.mark_open("Soup")
    model.take(STOCK.arrange(Wish("nothing like it")))
    qtmodeltester.check(model)


def test_what_was_begun_is_above_and_below_its_show_as_well(model: ShelfModel) -> None:
    assert titles(model) == [
        *("Continue listening", "The last ferry"),
        *("Night Ferry", "The last ferry", "Without sound"),
        *("Kitchen Radio", "Soup"),
    ]
    assert [record.title for record in model.records] == [*titles(model)[3:5], "Soup"]
    assert model.row_of("The last ferry") == 3


def test_a_closed_show_keeps_its_heading() -> None:
    model = ShelfModel()
    model.take(STOCK.arrange(Wish(folded=frozenset({"night ferry"}))))
    assert titles(model) == [
        *("Continue listening", "The last ferry", "Night Ferry", "Kitchen Radio", "Soup")
    ]


def test_episodes_without_any_show_need_no_heading() -> None:
    model = ShelfModel()
    model.take(Stock([summary("Soup", "")]).arrange(Wish()))
    assert titles(model) == ["Soup"]


def test_every_row_is_told_in_words(model: ShelfModel) -> None:
    model.mark_open("The last ferry")
    spoken = [model.index(row, 0).data(SPOKEN) for row in range(model.rowCount())]
    assert spoken[0] == "Continue listening"
    assert spoken[1] == "The last ferry, Night Ferry, 30 min left, open"
    assert spoken[2] == "Night Ferry, show, 2 episodes, open"
    assert spoken[3] == "The last ferry, Night Ferry, 27 Jan 2026, 1 h 00 min, 50 %, #boats, open"
    assert spoken[4] == "Without sound, Night Ferry, 26 Jan 2026, 1 h 00 min, no audio"


def test_only_what_can_be_opened_or_folded_can_be_chosen(model: ShelfModel) -> None:
    enabled = [bool(model.flags(model.index(r, 0)) & Qt.ItemFlag.ItemIsEnabled) for r in range(3)]
    assert enabled == [False, True, True]


def test_only_the_rows_that_change_are_told(model: ShelfModel) -> None:
    model.mark_open("Soup")
    told = emissions(model.dataChanged)
    model.mark_open("The last ferry")
    assert sorted(first.row() for first, *_ in told) == [1, 3, 6]


def test_an_episode_without_a_title_has_a_name() -> None:
    assert EpisodeRow(summary("")).title == "Untitled episode"


@pytest.mark.parametrize(
    ("show", "title", "letters"),
    [
        ("Night Ferry", "x", "NF"),
        ("The Long Interview", "x", "LI"),
        ("The", "x", "T"),
        ("", "“Öresund” at night", "ÖA"),
        ("— …", "x", "♪"),
        ("42 things", "x", "4T"),
    ],
)
def test_without_a_cover_there_are_letters(show: str, title: str, letters: str) -> None:
    assert monogram(EpisodeRow(summary(title, show))) == letters


def test_a_heading_says_whether_its_show_is_closed() -> None:
    assert Heading("Soup", "soup", 1, is_folded=True).spoken == "Soup, show, 1 episode, closed"


def test_marking_the_same_episode_again_changes_nothing(model: ShelfModel) -> None:
    model.mark_open("Soup")
    changed = emissions(model.dataChanged)
    model.mark_open("Soup")
    assert changed == []

"""The library at the left, as a hand and a keyboard use it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from yardstick import quickest

from reader.shelves.shelf import Order, State, Stock
from tests.ui.emissions import emissions
from tests.ui.episode_summaries import summary
from tests.ui.reading_hand import click, turn_wheel
from ui.looks.theme import DARK, LIGHT
from ui.shelf.library_panel import EMPTY, ORDERS, STATES, LibraryPanel
from ui.shelf.shelf_model import Heading

LONG = "What the harbour master said about the fog, and to whom, and why it was forgotten " * 3
STOCK = Stock(
    [
        summary("The last ferry", at_ms=1_800_000, tags=("boats", "r&d")),
        summary("Without sound", audio=None, day=26),
        summary(LONG, day=24),
        summary("Soup", "Kitchen Radio", day=25, tags=("boats",)),
    ]
)
Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[LibraryPanel]:
    made = LibraryPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(290, 600)
    made.take(STOCK)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.view.covers.close()


def titles(panel: LibraryPanel) -> list[str]:
    return [row.title for row in panel.model.rows]


def row_of(panel: LibraryPanel, title: str, last: bool = True) -> int:
    found = [at for at, row in enumerate(panel.model.rows) if row.title == title]
    return found[-1 if last else 0]


def middle_of(panel: LibraryPanel, title: str) -> QPoint:
    return panel.view.visualRect(panel.model.index(row_of(panel, title), 0)).center()


def go_to(panel: LibraryPanel, title: str) -> None:
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(row_of(panel, title), 0))


def entries(menu: QMenu) -> dict[str, bool]:
    menu.aboutToShow.emit()
    return {a.text(): a.isChecked() for a in menu.actions() if a.isCheckable()}


def pick(menu: QMenu, words: str) -> None:
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


class TestFiltering:
    def test_it_follows_every_key(self, panel: LibraryPanel) -> None:
        QTest.keyClicks(panel.field, "ferry l")
        assert titles(panel) == ["Night Ferry", "The last ferry"]
        QTest.keyClicks(panel.field, "x")
        assert titles(panel) == []

    def test_where_nothing_is_found_it_says_so_and_offers_to_clear(
        self, panel: LibraryPanel
    ) -> None:
        panel.field.setText("zeppelin")
        words = next(x for x in panel.findChildren(QLabel) if "No episode" in x.text())
        assert words.text() == "No episode matches “zeppelin”."
        assert words.isVisible()
        assert not panel.view.isVisible()
        buttons = panel.findChildren(QPushButton)
        next(b for b in buttons if b.text() == "Clear the filter" and b.isVisible()).click()
        assert panel.field.text() == ""
        assert panel.view.isVisible()

    def test_what_was_typed_is_no_markup_and_is_cut(self, panel: LibraryPanel) -> None:
        panel.field.setText("<b>x</b>" * 50)
        words = next(x for x in panel.findChildren(QLabel) if "No episode" in x.text())
        assert words.textFormat() is Qt.TextFormat.PlainText
        assert len(words.text()) < 100

    def test_no_word_makes_the_panel_wider(self, panel: LibraryPanel) -> None:
        narrow = panel.minimumSizeHint().width()
        panel.field.setText("W" * 500)
        assert panel.minimumSizeHint().width() <= narrow
        panel.clear()
        panel.take(Stock([summary("Soup", tags=("W" * 90,))]))
        pick(panel._narrow.menu(), "#" + "W" * 90)
        assert panel.minimumSizeHint().width() <= narrow

    def test_an_empty_library_says_what_to_do(self, qtbot: QtBot) -> None:
        empty = LibraryPanel(LIGHT)
        qtbot.addWidget(empty)
        empty.show()
        assert any(label.text() == EMPTY for label in empty.findChildren(QLabel))
        assert not any(b.isVisible() for b in empty.findChildren(QPushButton))

    @pytest.mark.parametrize("in_field", [True, False])
    def test_escape_clears(self, panel: LibraryPanel, in_field: bool) -> None:
        panel.field.setText("ferry")
        (panel.field if in_field else panel.view).setFocus()
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
        assert panel.field.text() == ""
        assert len(panel.model.records) == 4

    def test_enter_opens_the_first_that_is_found(self, panel: LibraryPanel) -> None:
        chosen = emissions(panel.chosen)
        QTest.keyClick(panel.field, Key.Key_Return)
        assert chosen == []  # nothing was looked for
        QTest.keyClicks(panel.field, "soup")
        QTest.keyClick(panel.field, Key.Key_Return)
        assert chosen == [("Soup",)]

    def test_down_goes_to_the_shelf(self, panel: LibraryPanel) -> None:
        panel.field.setFocus()
        QTest.keyClick(panel.field, Key.Key_Down)
        assert panel.view.hasFocus()
        assert panel.view.currentIndex().data() == "The last ferry"
        panel.view.clearSelection()
        QTest.keyClicks(panel.field, "soup")
        QTest.keyClick(panel.field, Key.Key_Down)
        assert panel.view.selected_ids() == ("Soup",)  # past the name of its show

    def test_the_menu_shows_only_some(self, panel: LibraryPanel) -> None:
        menu = panel._narrow.menu()
        assert entries(menu)[STATES[State.ANY]]
        pick(menu, STATES[State.SILENT])
        assert titles(panel) == ["Night Ferry", "Without sound"]
        assert entries(menu)[STATES[State.SILENT]]
        assert panel._chip.isVisible()
        assert "Without audio" in panel._chip.text()

        panel._chip.click()
        assert len(panel.model.records) == 4
        assert not panel._chip.isVisible()

    def test_tags_are_chosen_one_by_one(self, panel: LibraryPanel) -> None:
        menu = panel._narrow.menu()
        pick(menu, "#boats")
        assert {r.title for r in panel.model.records} == {"The last ferry", "Soup"}
        pick(menu, "#r&&d")
        assert {r.title for r in panel.model.records} == {"The last ferry"}
        pick(menu, "#boats")
        assert panel.wish.tags == {"r&d"}

    def test_a_tag_that_is_gone_filters_no_more(self, panel: LibraryPanel) -> None:
        pick(panel._narrow.menu(), "#r&&d")
        panel.take(Stock([summary("Soup")]))
        assert titles(panel) == ["Night Ferry", "Soup"]


class TestSorting:
    def test_the_menu_says_how_it_is_sorted(self, panel: LibraryPanel) -> None:
        told = emissions(panel.wish_changed)
        pick(panel._sort.menu(), ORDERS[Order.TITLE])
        assert next(r.title for r in panel.model.records) == "Soup"
        assert [w for w, on in entries(panel._sort.menu()).items() if on] == [ORDERS[Order.TITLE]]
        assert told[-1][0].order is Order.TITLE

    def test_every_way_has_words(self) -> None:
        assert set(ORDERS) == set(Order)
        assert set(STATES) == set(State)


class TestShows:
    def test_a_click_on_a_show_folds_it(self, panel: LibraryPanel) -> None:
        told = emissions(panel.wish_changed)
        click(panel.view.viewport(), middle_of(panel, "Night Ferry"))
        assert titles(panel)[2:] == ["Night Ferry", "Kitchen Radio", "Soup"]
        assert told[-1][0].folded == {"night ferry"}
        click(panel.view.viewport(), middle_of(panel, "Night Ferry"))
        assert len(panel.model.records) == 4

    def test_the_arrows_fold_and_unfold(self, panel: LibraryPanel) -> None:
        go_to(panel, "Night Ferry")
        for key, closed in (
            (Key.Key_Right, False),
            (Key.Key_Left, True),
            (Key.Key_Left, True),
            (Key.Key_Right, False),
            (Key.Key_Return, True),
            (Key.Key_Return, False),
        ):
            QTest.keyClick(panel.view, key)
            row = panel.model.rows[panel.view.currentIndex().row()]
            assert isinstance(row, Heading)
            assert (row.title, row.is_folded) == ("Night Ferry", closed)


class TestChoosing:
    def test_a_click_opens_once(self, panel: LibraryPanel) -> None:
        chosen = emissions(panel.chosen)
        click(panel.view.viewport(), middle_of(panel, "Soup"))
        assert chosen == [("Soup",)]

    def test_enter_opens_where_the_arrows_went(self, panel: LibraryPanel) -> None:
        chosen = emissions(panel.chosen)
        go_to(panel, "The last ferry")
        QTest.keyClick(panel.view, Key.Key_Down)
        QTest.keyClick(panel.view, Key.Key_Return)
        assert chosen == [("Without sound",)]

    def test_with_ctrl_a_click_only_selects(self, panel: LibraryPanel) -> None:
        chosen = emissions(panel.chosen)
        ctrl = Qt.KeyboardModifier.ControlModifier
        for title in ("Soup", "Without sound"):
            click(panel.view.viewport(), middle_of(panel, title), ctrl)
        assert chosen == []
        assert panel.view.selected_ids() == ("Without sound", "Soup")

    def test_shift_and_the_arrows_select_several(self, panel: LibraryPanel) -> None:
        go_to(panel, "The last ferry")
        QTest.keyClick(panel.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert panel.view.selected_ids() == ("The last ferry", "Without sound")

    def test_delete_asks_for_removal(self, panel: LibraryPanel) -> None:
        asked = emissions(panel.view.remove_asked)
        go_to(panel, "Night Ferry")
        QTest.keyClick(panel.view, Key.Key_Delete)
        assert asked == []  # a show is not removed by one key
        go_to(panel, "Soup")
        QTest.keyClick(panel.view, Key.Key_Delete)
        assert asked == [()]

    def test_the_keyboard_gets_everywhere_and_stops_at_the_ends(self, panel: LibraryPanel) -> None:
        go_to(panel, "Soup")
        for key, title in (
            (Key.Key_Down, "Soup"),
            (Key.Key_Up, "Kitchen Radio"),
            (Key.Key_Home, "The last ferry"),
            (Key.Key_Up, "The last ferry"),
            (Key.Key_End, "Soup"),
            (Key.Key_PageUp, "The last ferry"),
            (Key.Key_PageDown, "Soup"),
        ):
            QTest.keyClick(panel.view, key)
            assert panel.view.currentIndex().data() == title, key

    def test_the_menu_comes_by_mouse_and_by_key(self, panel: LibraryPanel) -> None:
        asked = emissions(panel.view.menu_asked)
        go_to(panel, "Soup")
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(panel.view.viewport(), QContextMenuEvent(reason, QPoint(), QPoint()))
        assert asked[0][0] == panel.view.viewport().mapToGlobal(middle_of(panel, "Soup"))
        for title in ("Soup", "Kitchen Radio"):
            at = middle_of(panel, title)
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, QPoint(7, 7))
            QApplication.sendEvent(panel.view.viewport(), event)
        assert [place for (place,) in asked[1:]] == [QPoint(7, 7)]

    def test_what_is_selected_stays_so_when_the_list_changes(self, panel: LibraryPanel) -> None:
        go_to(panel, "Without sound")
        panel.set_wish(replace(panel.wish, order=Order.OLDEST))
        assert panel.view.selected_ids() == ("Without sound",)
        assert panel.view.currentIndex().data() == "Without sound"
        panel.take(Stock([summary("Soup")]))
        assert panel.view.selected_ids() == ()


class TestLooks:
    def test_the_open_episode_is_marked_by_a_bar_wherever_it_stands(
        self, panel: LibraryPanel
    ) -> None:
        panel.mark_open("The last ferry")
        drawn = panel.view.viewport().grab().toImage()
        for last in (True, False):
            at = panel.model.index(row_of(panel, "The last ferry", last), 0)
            y = panel.view.visualRect(at).center().y()
            assert drawn.pixelColor(1, y).name() == LIGHT.accent

    def test_it_changes_colours_with_the_theme(self, panel: LibraryPanel) -> None:
        panel.mark_open("The last ferry")
        panel.set_theme(DARK)
        y = middle_of(panel, "The last ferry").y()
        assert panel.view.viewport().grab().toImage().pixelColor(1, y).name() == DARK.accent

    def test_a_long_title_takes_two_lines_and_no_more(self, panel: LibraryPanel) -> None:
        heights = {
            row.title: panel.view.visualRect(panel.model.index(at, 0)).height()
            for at, row in enumerate(panel.model.rows)
        }
        assert heights["Soup"] < heights[LONG] < 2 * heights["Soup"]

    @pytest.mark.parametrize("letter", ["i", "W", "é", "ж", "語", "ि", "a\u0301"])
    def test_what_fits_on_one_line_takes_one(self, panel: LibraryPanel, letter: str) -> None:
        """Reckoned from letters or measured: the same."""
        fonts = panel.view._painter.fonts
        width = fonts.metrics(is_open=False).horizontalAdvance(letter * 20)
        one = fonts.metrics(is_open=False).lineSpacing()
        assert fonts.title_px(letter * 20, width, is_open=False) == one
        assert fonts.title_px(letter * 23, width, is_open=False) == 2 * one

    def test_the_last_row_can_be_reached_and_the_list_ends_there(self, panel: LibraryPanel) -> None:
        panel.resize(290, 260)
        bar = panel.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        box = panel.view.visualRect(panel.model.index(len(panel.model.rows) - 1, 0))
        assert box.bottom() + 1 == panel.view.viewport().height()
        assert not panel.view.indexAt(QPoint(5, box.bottom() + 2)).isValid()

    def test_opening_an_episode_brings_it_into_sight(self, panel: LibraryPanel) -> None:
        panel.take(Stock(summary(f"Part {n:03}", day=1) for n in range(300)))
        panel.mark_open("Part 250")
        box = panel.view.visualRect(panel.model.index(row_of(panel, "Part 250"), 0))
        assert panel.view.viewport().rect().contains(box)
        place = panel.view.verticalOffset()
        panel.mark_open("Part 251")
        assert panel.view.verticalOffset() - place < 2 * box.height()  # no further than needed


def test_a_screen_reader_hears_every_row_where_it_is(panel: LibraryPanel) -> None:
    panel.mark_open("Soup")
    heard = QAccessible.queryAccessibleInterface(panel.view)
    names = [heard.child(at).text(QAccessible.Text.Name) for at in range(heard.childCount())]
    assert names[0] == "Continue listening"
    assert names[-1] == "Soup, Kitchen Radio, 25 Jan 2026, 1 h 00 min, #boats, open"
    box = heard.child(len(names) - 1).rect()
    assert box.center() == panel.view.viewport().mapToGlobal(middle_of(panel, "Soup"))
    assert heard.text(QAccessible.Text.Name) == "Library"


class TestThousands:
    """Ratios within one run, so that a busy machine does not matter."""

    @pytest.fixture
    def many(self, panel: LibraryPanel) -> LibraryPanel:
        panel.take(Stock(summary(f"Part {n} of it", f"Show {n % 40}") for n in range(5000)))
        return panel

    def test_a_page_costs_no_more_at_the_end_than_in_a_small_library(
        self, panel: LibraryPanel, many: LibraryPanel
    ) -> None:
        bar = many.view.verticalScrollBar()
        bar.setValue(bar.maximum() - 2000)
        far = quickest(lambda: many.view.viewport().repaint())
        panel.take(Stock(summary(f"Part {n} of it", f"Show {n % 4}") for n in range(50)))
        near = quickest(lambda: panel.view.viewport().repaint())
        assert far < 5 * near

    def test_a_key_costs_no_more_than_filling_the_list_anew(self, many: LibraryPanel) -> None:
        other = Stock(many._stock.episodes)
        first = quickest(lambda: many.take(Stock(other.episodes)))
        many.take(other)
        texts = iter(["part", "part 1", "part", "part 1", "part"])
        assert quickest(lambda: many.field.setText(next(texts))) < 2 * first

    def test_all_of_them_can_be_selected(self, many: LibraryPanel) -> None:
        many.view.selectAll()
        alone = quickest(many._show)
        many.view.clearSelection()
        assert alone < 50 * quickest(many._show)
        many.view.selectAll()
        assert len(many.view.selected_ids()) == 5000

    def test_the_wheel_goes_on(self, many: LibraryPanel) -> None:
        turn_wheel(many.view.viewport(), -3)
        assert many.view.verticalOffset() > 0

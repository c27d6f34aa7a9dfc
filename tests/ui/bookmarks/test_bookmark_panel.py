"""The panel of bookmarks as a person sees and hears it: choices, words, keys, paint."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from reader.bookmark_colours import COLOURS, NO_COLOUR
from reader.model import Placed
from reader.shelves.bookmark_shelf import KeptQuotes
from tests.reader.kept_quotes import kept
from tests.ui.emissions import emissions
from ui.bookmarks.bookmark_panel import (
    MOST_TAGS_IN_MENU,
    NONE_HERE,
    NONE_YET,
    NOTHING_FITS,
    BookmarkPanel,
)
from ui.bookmarks.bookmark_rows import BookmarkModel
from ui.keys.key_words import FROM_THE_START
from ui.looks.bookmark_looks import bookmark_look
from ui.looks.clipped_text import ClippedTexts
from ui.looks.theme import DARK, LIGHT, SEPIA, THEMES, Theme
from ui.page.kept_painter import free_lane

HERE = [
    kept("b", 5_000, note="look it up", tags=("sea",), colour="blue"),
    kept("a", 1_000),
    kept("lost", 3_000, placed=Placed.LOST),
]
OTHER = kept("other", 2_000, episode="letter", title="A letter", placed=Placed.UNSURE)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[BookmarkPanel]:
    """The panel while one episode is open; it has three bookmarks, another one has one."""
    made = BookmarkPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.set_episode("ferry")
    made.take(KeptQuotes([*HERE, OTHER]))
    with qtbot.waitExposed(made):
        made.show()
    return made


def ids(panel: BookmarkPanel) -> list[str]:
    return [one.id for one in panel.listed()]


def choices(panel: BookmarkPanel) -> dict[str, object]:
    panel._menu.aboutToShow.emit()
    return {action.text(): action for action in panel._menu.actions() if action.text()}


class TestWhatIsShown:
    def test_this_episode_first_and_how_many(self, panel: BookmarkPanel) -> None:
        assert ids(panel) == ["lost", "a", "b"]
        assert panel.summary == "3 bookmarks"

    def test_all_episodes(self, panel: BookmarkPanel) -> None:
        panel.show_all_episodes()
        assert ids(panel) == ["lost", "other", "a", "b"]
        assert panel.summary == "4 bookmarks in 2 episodes"

    def test_without_an_open_episode_there_is_no_choice(self, panel: BookmarkPanel) -> None:
        panel.set_episode(None)
        assert not panel.scope.isEnabled()
        assert len(ids(panel)) == 4
        panel.set_episode("letter")  # the choice made before holds again
        assert ids(panel) == ["other"]

    def test_filtering_follows_every_key(self, panel: BookmarkPanel) -> None:
        QTest.keyClicks(panel.field, "look")
        assert ids(panel) == ["b"]
        assert panel.summary == "1 bookmark · filtered"
        QTest.keyClicks(panel.field, "zzz")
        assert panel.hint == NOTHING_FITS

    def test_tags_and_colours_are_chosen_from_a_menu(self, panel: BookmarkPanel) -> None:
        choices(panel)["#sea"].trigger()
        assert ids(panel) == ["b"]
        choices(panel)["#sea"].trigger()
        choices(panel)["No colour"].trigger()
        assert ids(panel) == ["lost", "a"]
        choices(panel)["Blue"].trigger()
        assert ids(panel) == ["lost", "a", "b"]
        choices(panel)["Show all"].trigger()
        choices(panel)["To place again"].trigger()
        assert ids(panel) == ["lost"]

    def test_nothing_kept_says_how_to(self, panel: BookmarkPanel) -> None:
        panel.set_episode("a third")
        assert panel.hint == FROM_THE_START.told(NONE_HERE)
        panel.take(KeptQuotes())
        assert panel.hint == FROM_THE_START.told(NONE_YET)
        assert not panel.play_all.isEnabled()
        assert not panel.export.isEnabled()

    def test_a_change_leaves_selection_and_place(self, panel: BookmarkPanel, qtbot: QtBot) -> None:
        many = [kept(f"n{i:03}", i * 1000) for i in range(200)]
        panel.take(KeptQuotes(many))
        last = panel.list.rows.index(199)
        qtbot.waitUntil(lambda: panel.list.visualRect(last).isValid())  # laid out bit by bit
        panel.list.setCurrentIndex(panel.list.rows.index(150))
        bar = panel.list.verticalScrollBar()
        before = bar.value()
        assert before > 0
        panel.take(KeptQuotes(many[:170] + many[171:]))
        assert panel.list.selected_ids() == {"n150"}
        assert panel.list.current.id == "n150"
        qtbot.waitUntil(lambda: bar.value() == before)


class TestTheFiltersMenu:
    def test_its_parts_have_headings_that_cannot_be_chosen(self, panel: BookmarkPanel) -> None:
        there = choices(panel)
        assert not any(there[heading].isEnabled() for heading in ("Colours", "Tags"))
        assert there["#sea"].isEnabled()

    def test_a_tag_stands_there_as_it_is_written(self, panel: BookmarkPanel) -> None:
        panel.take(KeptQuotes([kept("a", 1_000, tags=("R&D",))]))
        assert "#R&&D" in choices(panel)

    def test_of_very_many_tags_it_offers_some_and_those_chosen(self, panel: BookmarkPanel) -> None:
        panel.take(KeptQuotes([kept("a", 1_000, tags=tuple(f"tag {n:03}" for n in range(500)))]))
        panel._wish_for(tags=frozenset({"tag 444"}))
        offered = [words for words in choices(panel) if words.startswith("#")]
        assert len(offered) == MOST_TAGS_IN_MENU + 1
        assert offered[-1] == "#tag 444"


class TestShowingAll:
    def test_a_filter_can_be_left_where_it_is_told(self, panel: BookmarkPanel) -> None:
        assert not panel.show_all.isVisible()
        panel._wish_for(colours=frozenset({"green"}))
        assert panel.hint == NOTHING_FITS
        assert panel.show_all.isVisible()
        panel.show_all.linkActivated.emit("all")
        assert set(ids(panel)) == {"a", "lost", "b"}
        assert panel.list.hasFocus()
        assert not panel.show_all.isVisible()


class TestKeys:
    @pytest.fixture
    def heard(self, panel: BookmarkPanel) -> dict[str, list]:
        rows = panel.list
        rows.setFocus()
        rows.select_first()
        signals = ("gone_to", "peek_asked", "edit_asked", "remove_asked", "left_upwards")
        return {name: emissions(getattr(rows, name)) for name in signals}

    @pytest.mark.parametrize(
        ("key", "name"),
        [
            (Qt.Key.Key_Return, "gone_to"),
            (Qt.Key.Key_Enter, "gone_to"),
            (Qt.Key.Key_Space, "peek_asked"),
            (Qt.Key.Key_F2, "edit_asked"),
            (Qt.Key.Key_E, "edit_asked"),
            (Qt.Key.Key_Delete, "remove_asked"),
            (Qt.Key.Key_Up, "left_upwards"),
        ],
    )
    def test_each_does_one_thing(self, panel, heard, key: Qt.Key, name: str) -> None:
        QTest.keyClick(panel.list, key)
        assert {one: len(told) for one, told in heard.items() if told} == {name: 1}

    def test_headings_are_passed_over(self, panel: BookmarkPanel, heard) -> None:
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
        assert panel.list.current.id == "a"

    @pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
    def test_from_the_field_down_and_enter_lead_to_the_list(
        self, panel: BookmarkPanel, key: Qt.Key
    ) -> None:
        panel.field.setFocus()
        QTest.keyClick(panel.field, key)
        assert panel.list.hasFocus()
        assert panel.list.current.id == "lost"

    def test_esc_closes(self, panel: BookmarkPanel) -> None:
        asked = emissions(panel.close_asked)
        panel.field.setFocus()
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)
        assert asked == [()]


class TestWords:
    def test_a_row_says_everything_to_a_screen_reader(self, panel: BookmarkPanel) -> None:
        words = [row.words for row in panel.list.rows.rows]
        assert words[0] == "To place again, 1 bookmark"
        assert words[1] == "to place again, 0:03, Ida Holm: Words of lost. The last ferry"
        assert words[3] == (
            "0:05, Ida Holm: Words of b. Note: look it up. Tags: sea. Blue. The last ferry"
        )

    def test_a_tip_names_the_colour(self, panel: BookmarkPanel) -> None:
        index = panel.list.rows.index(3)
        assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("Blue\n")

    def test_the_model_is_sound(self, qtbot: QtBot) -> None:
        model = BookmarkModel()
        strict = QAbstractItemModelTester.FailureReportingMode.Fatal
        tester = QAbstractItemModelTester(model, strict)
        kept_quotes = KeptQuotes([*HERE, OTHER])
        panel = BookmarkPanel(LIGHT)
        qtbot.addWidget(panel)
        model.take(kept_quotes.groups(panel.wish), names_episodes=True)
        model.take((), names_episodes=False)
        assert tester.model() is model


class TestPaint:
    @pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
    def test_the_colour_is_a_bar_beside_the_words(self, panel: BookmarkPanel, theme: Theme) -> None:
        panel.set_theme(theme)
        row = panel.list.visualRect(panel.list.rows.index(3))
        image: QImage = panel.list.grab().toImage()
        assert image.pixelColor(16, row.center().y()) == QColor(bookmark_look(theme, "blue").mark)

    @pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
    @pytest.mark.parametrize("colour", [NO_COLOUR, *COLOURS])
    def test_words_are_read_and_marks_are_seen(self, theme: Theme, colour: str) -> None:
        look = bookmark_look(theme, colour)
        assert contrast(theme.text, look.ground) >= 4.5
        assert contrast(look.mark, theme.page) >= 3

    def test_long_words_are_cut_after_three_lines(self, panel: BookmarkPanel) -> None:
        short, long = kept("a", text="Short."), kept("b", text="Many words. " * 400)
        panel.take(KeptQuotes([short, long]))
        rows = panel.list
        heights = [rows.visualRect(rows.rows.index(row)).height() for row in (0, 1)]
        assert heights[0] < heights[1] <= heights[0] * 2.2

    @pytest.mark.parametrize("text", ["Ein Satz 🌊 " * 60, "הספינה איחרה שוב " * 60])
    def test_any_script_is_cut_at_the_end(self, panel: BookmarkPanel, text: str) -> None:
        layout = ClippedTexts().laid_out(text, 200, panel.font(), 3)
        assert layout.lineCount() == 3
        assert layout.text().endswith("…")
        assert layout.text()[:20] == text[:20]

    def test_ribbons_stand_side_by_side_only_over_the_same_lines(self) -> None:
        assert free_lane([0.0, 0.0], 0.0) == 0
        assert free_lane([28.0, 0.0], 0.0) == 1
        assert free_lane([28.0, 56.0], 28.0) == 0
        assert free_lane([84.0, 56.0], 28.0) == 1


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 has it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(name: str) -> float:
    parts = QColor(name).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""The panel: what it says, what its keys do, and what is opened by them."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reader.search.query import HELP
from reader.search.records import HighlightedText, HitKind
from reader.shelves.shelf import Stock
from tests.ui.answering import answer_of, hit
from tests.ui.emissions import emissions
from tests.ui.episode_summaries import summary
from tests.ui.search_desk import SearchRoom
from ui.looks.theme import DARK, LIGHT, SEPIA, Theme
from ui.searching.hit_delegate import _lines, match_format
from ui.searching.hit_rows import Heading, HitRow, Remainder
from ui.searching.search_panel import EMPTY_LIBRARY

CONTROL = Qt.KeyboardModifier.ControlModifier
DATES = {"ferry": dt.date(2026, 1, 27), "winter": dt.date(2025, 3, 1)}


@pytest.fixture
def found(searching: SearchRoom) -> SearchRoom:
    """Three hits in two episodes."""
    hits = (
        hit("the [ferry] went", "ferry", 1, score=3.0, match_ms=12_500),
        hit("a [ferry] came", "winter", 2, score=2.0),
        hit("[Ferry] notes", "ferry", None, score=1.0, kind=HitKind.NOTE, speaker=""),
    )
    searching.search.tell(answer_of("ferry", *hits, dates=DATES))
    searching.type("ferry")
    searching.until_shown("the ferry went", "Ferry notes", "a ferry came")
    return searching


class TestTheRows:
    def test_hits_stand_below_their_episodes(self, found: SearchRoom) -> None:
        assert [row.words for row in found.panel.results.rows] == [
            "About the ferry, Night Ferry  ·  27 Jan 2026  ·  2 hits, unfolded",
            "0:12, Ida Holm: the ferry went",
            "Notes: Ferry notes",
            "About the winter, Night Ferry  ·  1 Mar 2025  ·  1 hit, unfolded",
            "0:20, Ida Holm: a ferry came",
        ]

    def test_an_episode_is_folded_and_unfolded(self, found: SearchRoom) -> None:
        results = found.panel.results
        results.fold("ferry", folded=True)
        assert [type(row) for row in results.rows] == [Heading, Heading, HitRow]
        results.fold("ferry", folded=False)
        assert len(results.rows) == 5

    def test_left_folds_around_the_hit_and_right_unfolds(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Down)
        found.press(Qt.Key.Key_Left)
        assert len(found.panel.results.rows) == 3
        found.press(Qt.Key.Key_Right)
        assert len(found.panel.results.rows) == 5

    def test_what_is_left_of_an_episode_is_loaded_on_demand(self, searching: SearchRoom) -> None:
        many = [hit(f"[ferry] {n}", "ferry", n, score=100 - n) for n in range(80)]
        best = [hit(f"[ferry] {n}", f"other {n}", 1, score=900) for n in range(48)]
        searching.search.tell(answer_of("ferry", *many, *best))
        searching.panel.order_chosen.emit(searching.flow._order)
        searching.type("ferry")
        searching.qtbot.waitUntil(lambda: len(searching.shown) == 50)
        rest = searching.panel.results.rows[-1]
        assert isinstance(rest, Remainder)
        assert rest.words == "Show 78 more in this episode"
        for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return):
            searching.press(key)
        searching.qtbot.waitUntil(lambda: len(searching.shown) == 128)
        # The row that was pressed is gone: the keyboard goes on with what came for it.
        assert searching.panel.results.current_hit == searching.shown[-80]

    def test_an_emoji_before_a_match_does_not_shift_its_mark(self, searching: SearchRoom) -> None:
        text = HighlightedText("😀😀 the ferry", ((7, 12),))
        layout = _lines(text, 300, searching.window.font(), LIGHT)
        (marked,) = layout.formats()
        shown = layout.text().encode("utf-16-le")[2 * marked.start :][: 2 * marked.length]
        assert shown.decode("utf-16-le") == "ferry"

    @pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
    def test_a_match_is_marked_by_weight_and_ground_and_can_be_read(self, theme: Theme) -> None:
        look = match_format(theme)
        assert look.fontWeight() > 600
        ground = look.background().color()
        assert contrast(look.foreground().color(), ground) >= 4.5


class TestOpening:
    def test_enter_opens_the_first_hit_where_the_match_is_heard(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Return)
        assert found.desk.opened == [("ferry", 12_500)]
        assert QApplication.focusWidget() is found.window.transcript

    def test_down_goes_to_the_results_and_enter_opens_the_one_selected(
        self, found: SearchRoom
    ) -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
            found.press(key)
        assert found.desk.opened == [("ferry", None)]  # notes have no time

    def test_up_from_the_first_row_goes_back_to_the_field(self, found: SearchRoom) -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
            found.press(key)
        assert found.panel.field.hasFocus()

    def test_a_click_opens(self, found: SearchRoom) -> None:
        results = found.panel.results
        box = results.visualRect(results.model().index(4, 0))
        QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert found.desk.opened == [("winter", 20_000)]

    def test_the_next_and_the_one_before_from_anywhere_and_around(self, found: SearchRoom) -> None:
        found.window.transcript.setFocus()
        for _ in range(4):
            found.flow.step(1)
        found.flow.step(-1)
        assert [episode for episode, _ in found.desk.opened] == [
            *("ferry", "ferry", "winter", "ferry"),
            "winter",
        ]

    def test_a_note_of_the_open_episode_does_not_open_it_anew(self, found: SearchRoom) -> None:
        found.desk.episode = _Open("ferry")
        found.flow.open_hit(found.shown[1])
        assert found.desk.opened == []

    def test_a_bookmark_whose_episode_is_gone_is_told(self, found: SearchRoom) -> None:
        found.flow.open_hit(replace(found.shown[0], episode=""))
        assert found.desk.opened == []
        assert "no longer in the library" in found.desk.told[0]


class TestHearing:
    def test_ctrl_enter_in_the_field_auditions_and_opens_nothing(self, found: SearchRoom) -> None:
        heard = emissions(found.flow.audition_asked)
        found.press(Qt.Key.Key_Return, CONTROL)
        assert [one.text.text for (one,) in heard] == ["the ferry went"]
        assert found.desk.opened == []

    def test_what_has_no_time_is_passed_over(self, found: SearchRoom) -> None:
        title = hit("The [ferry] itself", turn=None, score=9.0, kind=HitKind.TITLE)
        found.search.tell(answer_of("ferr", title, *found.search.answers["ferry"].hits))
        found.type("ferr")
        found.qtbot.waitUntil(lambda: len(found.shown) == 4)
        found.panel.results.clearSelection()
        heard = emissions(found.flow.audition_asked)
        found.press(Qt.Key.Key_Return, CONTROL)
        assert [one.text.text for (one,) in heard] == ["the ferry went"]

    def test_space_auditions_the_selected_hit(self, found: SearchRoom) -> None:
        heard = emissions(found.flow.audition_asked)
        found.press(Qt.Key.Key_Down)
        found.press(Qt.Key.Key_Space)
        assert [one.text.text for (one,) in heard] == ["the ferry went"]

    def test_the_menu_of_a_hit_offers_it_too(self, found: SearchRoom) -> None:
        heard = emissions(found.flow.audition_asked)
        results = found.panel.results
        results.step(1)
        place = results.visualRect(results.currentIndex()).center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, place, results.mapToGlobal(place))
        results.contextMenuEvent(event)
        (menu,) = results.findChildren(QMenu)
        menu.actions()[1].trigger()
        menu.close()
        assert [one.text.text for (one,) in heard] == ["the ferry went"]

    def test_all_are_played_in_the_order_in_which_they_are_shown(self, found: SearchRoom) -> None:
        heard = emissions(found.flow.play_all_asked)
        found.panel.play_all_asked.emit()
        assert heard == [(tuple(found.shown),)]


class TestWhatItSays:
    def test_how_much_was_found(self, found: SearchRoom) -> None:
        assert found.panel.summary == "3 hits in 2 episodes"
        assert found.panel.field.accessibleDescription() == "3 hits in 2 episodes"

    def test_that_nothing_was(self, searching: SearchRoom) -> None:
        searching.type("<b>nobody</b>")
        searching.until_asked("<b>nobody</b>")
        searching.settle()
        assert "Nothing for “&lt;b&gt;nobody&lt;/b&gt;”" in searching.panel._nothing.text()
        assert searching.panel._nothing.isVisible()

    def test_that_the_library_is_empty_where_that_is_why(self, searching: SearchRoom) -> None:
        searching.window.show_episodes(Stock(()), None)
        searching.type("soup")
        searching.until_asked("soup")
        searching.settle()
        assert EMPTY_LIBRARY in searching.panel._nothing.text()

        searching.window.show_episodes(Stock((summary("ferry"),)), None)
        assert EMPTY_LIBRARY not in searching.panel._nothing.text()

    def test_that_another_query_was_answered_and_the_way_to_the_one_typed(
        self, found: SearchRoom
    ) -> None:
        known = found.search.answers["ferry"]
        found.search.tell(replace(known, query="fery", corrected="ferry"))
        found.type("fery")
        found.qtbot.waitUntil(lambda: bool(found.panel.correction))
        assert "Nothing for “fery”; showing “ferry”" in found.panel.correction
        found.panel.as_typed_asked.emit()
        found.qtbot.waitUntil(lambda: found.shown == [])
        assert found.panel.correction == ""

    def test_what_was_left_out_of_the_query(self, found: SearchRoom) -> None:
        known = found.search.answers["ferry"]
        found.search.tell(replace(known, query="ferry x", remark="Only 100 words are searched."))
        found.type("ferry x")
        found.qtbot.waitUntil(lambda: "Only 100 words" in found.panel.summary)

    def test_the_guide_explains_the_language_and_its_examples_can_be_chosen(
        self, searching: SearchRoom
    ) -> None:
        shown = searching.panel.guide.toPlainText()
        assert all(line.example in shown and line.meaning in shown for line in HELP)
        searching.panel.guide.query_chosen.emit(HELP[0].example)
        assert searching.panel.field.text() == HELP[0].example

    def test_an_example_with_quotes_comes_out_of_its_link_whole(
        self, searching: SearchRoom
    ) -> None:
        guide = searching.panel.guide
        chosen = emissions(guide.query_chosen)
        query = '"50 % & <more>" show:émigré +1'
        link = guide._link(query).split("'")[1]
        guide.anchorClicked.emit(link)
        assert chosen == [(query,)]


class TestTheTimeline:
    def test_it_shows_when_and_a_bar_limits_the_query_to_its_time(self, found: SearchRoom) -> None:
        timeline = found.panel.timeline
        assert timeline.isVisible()
        assert [bar.hits for bar in timeline.bars if bar.hits] == [1, 2]
        spot = timeline.box_of(0).center().toPoint()
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=spot)
        assert found.panel.field.text() == "ferry after:2025-03 before:2025-04"

    def test_the_keyboard_walks_and_chooses(self, found: SearchRoom) -> None:
        timeline = found.panel.timeline
        timeline.setFocus()
        found.press(Qt.Key.Key_Left)
        assert timeline.accessibleDescription() == "January 2026: 2 hits in 1 episode"
        found.press(Qt.Key.Key_Return)
        assert found.panel.field.text() == "ferry after:2026 before:2026-02"

    def test_an_empty_bar_does_nothing(self, found: SearchRoom) -> None:
        timeline = found.panel.timeline
        spot = timeline.box_of(1).center().toPoint()
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=spot)
        assert found.panel.field.text() == "ferry"

    def test_it_is_hidden_without_dates(self, searching: SearchRoom) -> None:
        searching.search.tell(answer_of("ferry", hit("[ferry]"), hit("[ferry]", "winter")))
        searching.type("ferry")
        searching.qtbot.waitUntil(lambda: len(searching.shown) == 2)
        assert not searching.panel.timeline.isVisible()

    def test_outside_of_it_a_click_means_nothing(self, found: SearchRoom) -> None:
        timeline = found.panel.timeline
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(1, 10))
        assert found.panel.field.text() == "ferry"


class TestRecentQueries:
    def test_a_query_that_led_somewhere_is_kept(self, found: SearchRoom) -> None:
        assert found.settings["recent_searches"] == ""
        found.press(Qt.Key.Key_Return)
        assert found.settings["recent_searches"] == "ferry"

    def test_up_brings_it_back_and_down_what_was_typed(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Return)
        found.type("win")
        found.press(Qt.Key.Key_Up)
        assert found.panel.field.text() == "ferry"
        found.press(Qt.Key.Key_Up)
        assert found.panel.field.text() == "ferry"
        found.press(Qt.Key.Key_Down)
        assert found.panel.field.text() == "win"

    def test_it_is_offered_where_nothing_is_typed(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Return)
        found.panel.field.clear()
        assert "Recent" in found.panel.guide.toPlainText()


class TestComingAndGoing:
    def test_esc_closes_it_and_goes_back_to_the_text(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Escape)
        assert not found.panel.isVisible()
        assert QApplication.focusWidget() is found.window.transcript

    def test_esc_closes_it_from_the_results_too(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Down)
        found.press(Qt.Key.Key_Escape)
        assert not found.panel.isVisible()

    def test_the_command_goes_to_the_field_and_from_there_closes(self, found: SearchRoom) -> None:
        found.press(Qt.Key.Key_Down)
        found.flow.toggle_panel()
        assert found.panel.field.hasFocus()
        assert found.panel.field.selectedText() == "ferry"
        found.flow.toggle_panel()
        assert not found.panel.isVisible()

    def test_what_was_found_is_there_again(self, found: SearchRoom) -> None:
        found.flow.toggle_panel()
        found.flow.toggle_panel()
        assert found.panel.isVisible()
        assert len(found.shown) == 3

    def test_the_order_that_was_chosen_is_kept(self, found: SearchRoom) -> None:
        found.panel.order.setCurrentIndex(2)
        found.panel.order.activated.emit(2)
        found.until_shown("a ferry came", "Ferry notes", "the ferry went")
        assert found.settings["search_order"] == "oldest"


class _Open:
    """An episode that is open, as far as the search asks."""

    def __init__(self, id_: str) -> None:
        self.id = id_


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

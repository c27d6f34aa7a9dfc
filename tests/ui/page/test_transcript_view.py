"""The transcript under the hand and in step with the voice: the rules of following."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader.model import Cue, TurnRange
from reader.reading_page import RowKind
from tests.ui.emissions import emissions
from tests.ui.reading_hand import (
    click,
    double_click,
    drag,
    finish_layout,
    move,
    point_of,
    point_of_row,
    press,
    release,
    turn_wheel,
)
from tests.ui.sample_pages import LONG_TURN, episode, long_episode, page_of, spoken
from ui.looks.theme import DARK, LIGHT, reading_style
from ui.page.return_chip import ReturnChip
from ui.page.transcript_view import TranscriptView

EPISODE = long_episode()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    """The view on a long page, laid out, nothing heard yet."""
    made = TranscriptView(reading_style(LIGHT, 17))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_page(page_of(EPISODE))
    with qtbot.waitExposed(made):
        made.show()
    finish_layout(made)
    yield made
    QGuiApplication.clipboard().clear()


def hear(view: TranscriptView, turn: int, sentence: int = 0) -> None:
    """Let the voice say a sentence of a turn."""
    view.set_heard(turn, view.page.timeline.sentences(turn)[sentence])


def top_of_turn(view: TranscriptView, turn: int) -> int:
    """Return where a turn's name is in the view."""
    return view._layout.turn_extent(turn)[0] - view.view_top()


def chip(view: TranscriptView) -> ReturnChip:
    (found,) = view.findChildren(ReturnChip)
    return found


def scroll_away(view: TranscriptView, notches: int = -40) -> None:
    """Turn the wheel until nothing that is heard can be seen."""
    turn_wheel(view.viewport(), notches)


def line_at_top(view: TranscriptView) -> str:
    """Return the words of the first line in sight."""
    row = view._layout.row(view.top_row)
    start, end = row.lines_between(view._top.offset + 1, view._top.offset + 2)
    return row.row.text[start:end]


def first_word(view: TranscriptView) -> str:
    return line_at_top(view).split()[0]


def row_of_kind(view: TranscriptView, kind: RowKind) -> int:
    return next(i for i, row in enumerate(view.page.rows) if row.kind is kind)


class TestClicking:
    @pytest.mark.parametrize("sentence", [0, 1, 2])
    def test_a_click_on_a_sentence_chooses_a_place_in_it(
        self, view: TranscriptView, sentence: int
    ) -> None:
        view.scroll_to(view._layout.turn_extent(4)[0] - 100)
        chosen = emissions(view.place_chosen)
        wanted = view.page.timeline.sentences(4)[sentence]

        click(view.viewport(), point_of(view, 4, (wanted.start + wanted.end) // 2))

        ((turn, offset),) = [chosen[i] for i in range(len(chosen))]
        assert turn == 4
        assert wanted.start <= offset < wanted.end

    def test_a_click_in_a_later_paragraph_counts_from_the_turns_start(
        self, view: TranscriptView
    ) -> None:
        text = EPISODE.turns[LONG_TURN].text
        offset = text.rindex("\n\n") + 20
        row = view.page.row_of(LONG_TURN, offset)
        view.scroll_to(view._layout.exact_top(row) - 100)
        chosen = emissions(view.place_chosen)

        click(view.viewport(), point_of(view, LONG_TURN, offset))

        assert list(chosen[0]) == [LONG_TURN, offset]

    @pytest.mark.parametrize("place", ["name", "time"])
    def test_a_click_on_the_name_or_the_time_chooses_the_turns_start(
        self, view: TranscriptView, place: str
    ) -> None:
        view.scroll_to(view._layout.turn_extent(4)[0] - 100)
        chosen = emissions(view.place_chosen)
        words = point_of(view, 4, 20)
        row = view._layout.row(view.page.row_of(4))
        words.setY(words.y() - round(row.first_line_px))
        if place == "time":
            words.setX(view._layout.column_left - 40)

        click(view.viewport(), words)

        assert list(chosen[0]) == [4, 0]

    def test_a_click_on_a_heading_chooses_the_chapter(self, view: TranscriptView) -> None:
        view.show_chapter(2)
        chapters, places = emissions(view.chapter_chosen), emissions(view.place_chosen)

        click(view.viewport(), point_of_row(view, view.page.row_of_chapter(2)))

        assert list(chapters[0]) == [2]
        assert len(places) == 0

    def test_a_click_on_the_notes_heading_asks_to_unfold_them(self, view: TranscriptView) -> None:
        asked = emissions(view.fold_clicked)

        click(view.viewport(), point_of_row(view, row_of_kind(view, RowKind.FOLD)))

        assert len(asked) == 1

    def test_a_click_on_the_title_does_nothing(self, view: TranscriptView) -> None:
        spies = [emissions(s) for s in (view.place_chosen, view.chapter_chosen, view.fold_clicked)]

        click(view.viewport(), point_of_row(view, row_of_kind(view, RowKind.TITLE)))

        assert [len(spy) for spy in spies] == [0, 0, 0]

    def test_the_pointer_shows_what_a_click_would_play(self, view: TranscriptView) -> None:
        wanted = view.page.timeline.sentences(0)[1]
        move(view.viewport(), point_of(view, 0, wanted.start + 3), pressed=False)
        assert view.marks.hovered == (0, wanted)

        title = point_of_row(view, row_of_kind(view, RowKind.TITLE))
        move(view.viewport(), title, pressed=False)
        assert view.marks.hovered is None


class TestSelecting:
    def test_a_drag_selects_across_turns_and_plays_nothing(self, view: TranscriptView) -> None:
        view.scroll_to(view._layout.turn_extent(4)[0] - 50)
        chosen = emissions(view.place_chosen)

        drag(view.viewport(), point_of(view, 4, 4), point_of(view, 5, 9))
        view.copy()

        expected = f"{EPISODE.turns[4].text[4:]}\n\n{EPISODE.turns[5].text[:9]}"
        assert QGuiApplication.clipboard().text() == expected
        assert len(chosen) == 0

    def test_a_drag_upwards_selects_the_same(self, view: TranscriptView) -> None:
        view.scroll_to(view._layout.turn_extent(4)[0] - 50)

        drag(view.viewport(), point_of(view, 4, 12), point_of(view, 4, 4))
        view.copy()

        assert QGuiApplication.clipboard().text() == EPISODE.turns[4].text[4:12]

    def test_a_hand_that_trembles_still_clicks(self, view: TranscriptView) -> None:
        chosen = emissions(view.place_chosen)
        at = point_of(view, 0, 5)
        press(view.viewport(), at)
        at.setX(at.x() + 2)
        move(view.viewport(), at)
        release(view.viewport(), at)

        assert len(chosen) == 1
        assert view.marks.selection.is_empty

    def test_the_click_that_drops_a_selection_plays_nothing(self, view: TranscriptView) -> None:
        drag(view.viewport(), point_of(view, 0, 4), point_of(view, 0, 20))
        chosen = emissions(view.place_chosen)

        click(view.viewport(), point_of(view, 0, 30))
        assert view.marks.selection.is_empty
        assert len(chosen) == 0

        click(view.viewport(), point_of(view, 0, 30))
        assert len(chosen) == 1

    def test_a_double_click_selects_the_word(self, view: TranscriptView) -> None:
        double_click(view.viewport(), point_of(view, 0, EPISODE.turns[0].text.index("water") + 2))
        view.copy()

        assert QGuiApplication.clipboard().text() == "water"

    def test_a_double_click_takes_back_what_its_first_click_chose(
        self, view: TranscriptView
    ) -> None:
        """The first click takes the page to its turn, from under the pointer."""
        hear(view, 12)
        before = view.view_top()
        view.place_chosen.connect(lambda turn, _: (view.follow_again(), hear(view, turn)))
        view.choice_withdrawn.connect(lambda: hear(view, 12))
        at = EPISODE.turns[13].text.index("harbour")
        double_click(view.viewport(), point_of(view, 13, at + 2))

        assert view.selected_place() == TurnRange(13, at, 13, at + len("harbour"))
        assert view.view_top() == before
        assert view.marks.heard_turn == 12
        assert not view.following.active

    def test_a_double_click_on_a_heading_selects_nothing(self, view: TranscriptView) -> None:
        view.show_chapter(2)
        double_click(view.viewport(), point_of_row(view, view.page.row_of_chapter(2)))

        assert view.marks.selection.is_empty

    def test_shift_and_a_click_extend_the_selection(self, view: TranscriptView) -> None:
        chosen = emissions(view.place_chosen)
        drag(view.viewport(), point_of(view, 0, 4), point_of(view, 0, 9))
        held = Qt.KeyboardModifier.ShiftModifier

        click(view.viewport(), point_of(view, 0, 40), held)
        view.copy()
        assert QGuiApplication.clipboard().text() == EPISODE.turns[0].text[4:40]

        click(view.viewport(), point_of(view, 0, 15), held)
        view.copy()
        assert QGuiApplication.clipboard().text() == EPISODE.turns[0].text[4:15]
        assert len(chosen) == 0

    def test_everything_can_be_selected_and_copied(self, view: TranscriptView) -> None:
        view.select_all()
        view.copy()

        copied = QGuiApplication.clipboard().text()
        assert copied.startswith(EPISODE.title)
        assert copied.endswith(EPISODE.turns[-1].text)
        assert copied.count("The ferry leaves") == len(EPISODE.turns) - 1 + 8 * 4

    def test_copied_with_names_and_times(self, view: TranscriptView) -> None:
        view.scroll_to(view._layout.turn_extent(4)[0] - 50)
        drag(view.viewport(), point_of(view, 4, 4), point_of(view, 5, 9))
        view.copy_quote()

        text = QGuiApplication.clipboard().text()
        assert text.startswith("[0:40] Per Lind: ferry leaves")
        assert "\n\n[0:50] Wanda Ask: The ferry" in text

    def test_copying_nothing_leaves_the_clipboard_alone(self, view: TranscriptView) -> None:
        QGuiApplication.clipboard().setText("something else")
        view.copy()

        assert QGuiApplication.clipboard().text() == "something else"

    def test_escape_drops_the_selection(self, view: TranscriptView, qtbot: QtBot) -> None:
        view.select_all()
        qtbot.keyClick(view, Qt.Key.Key_Escape)

        assert view.marks.selection.is_empty


class TestFollowing:
    def test_a_new_turn_goes_to_a_quarter_from_the_top_at_once(self, view: TranscriptView) -> None:
        hear(view, 12)
        assert top_of_turn(view, 12) == view.viewport().height() // 4

        hear(view, 13)
        assert top_of_turn(view, 13) == view.viewport().height() // 4

    def test_within_a_short_turn_nothing_moves(self, view: TranscriptView) -> None:
        hear(view, 12)
        before = view.view_top()
        hear(view, 12, 1)
        hear(view, 12, 2)

        assert view.view_top() == before

    def test_within_a_turn_longer_than_the_view_the_sentence_stays_in_sight(
        self, view: TranscriptView
    ) -> None:
        tops = []
        for number in range(len(view.page.timeline.sentences(LONG_TURN))):
            hear(view, LONG_TURN, number)
            sight = view._sight()
            assert sight.spoken_inside
            tops.append(sight.view_top)

        assert tops == sorted(tops)
        assert 2 < len(set(tops)) < len(tops) / 3  # it moves by pages, not by sentences

    def test_a_selection_holds_the_page_still(self, view: TranscriptView) -> None:
        hear(view, 12)
        before = view.view_top()
        drag(view.viewport(), point_of(view, 12, 4), point_of(view, 12, 9))
        hear(view, 20)

        assert view.view_top() == before
        assert not view.following.active

    def test_nothing_moves_under_a_pressed_button(self, view: TranscriptView) -> None:
        hear(view, 12)
        before = view.view_top()
        at = point_of(view, 12, 4)
        press(view.viewport(), at)
        hear(view, 20)
        assert view.view_top() == before

        release(view.viewport(), at)

    def test_the_wheel_pauses_following(self, view: TranscriptView) -> None:
        hear(view, 12)
        changes = emissions(view.following_changed)
        turn_wheel(view.viewport(), -2)
        scrolled = view.view_top()
        assert list(changes[-1]) == [False]

        hear(view, 13)
        hear(view, 20)
        assert view.view_top() == scrolled

    @pytest.mark.parametrize("row", [8, 40])
    def test_nothing_moves_under_a_scroll_bar_that_is_dragged(
        self, view: TranscriptView, row: int
    ) -> None:
        """On its way the hand may pass the spoken text, which would resume following."""
        hear(view, 12)
        bar = view.verticalScrollBar()
        bar.setSliderDown(True)
        for place in (30, view.page.row_of(12)):
            bar.setSliderPosition(view._layout.heights.top(place))
        held = view.view_top()
        hear(view, 13)
        hear(view, 20)
        assert view.view_top() == held

        bar.setSliderPosition(view._layout.heights.top(row))
        bar.setSliderDown(False)
        assert not view.following.active
        assert view.top_row == row

    def test_a_turn_that_a_hand_left_half_in_sight_is_not_lost(self, view: TranscriptView) -> None:
        """Scrolled back to, the page follows again; the voice must not run out below it."""
        hear(view, 20)
        scroll_away(view, 30)
        first = view._layout.sentence_extent(20, view.page.timeline.sentences(20)[0])
        bar = view.verticalScrollBar()
        bar.setSliderPosition(first[1] + 4 - view.viewport().height())
        assert view.following.active

        hear(view, 20, 2)
        assert view._sight().spoken_inside

    def test_a_word_that_is_marked_moves_nothing(self, view: TranscriptView) -> None:
        hear(view, LONG_TURN, 0)
        before = view.view_top()
        text = EPISODE.turns[LONG_TURN].text
        view.set_heard_word(Cue(len(text) - 6, len(text) - 1, 0, 100))

        assert view.view_top() == before

    def test_within_a_sentence_taller_than_the_view_its_line_stays_in_sight(
        self, qtbot: QtBot
    ) -> None:
        """Large text in a small window makes such."""
        words = " ".join(["and then the water rose and nobody had a lamp"] * 13)
        view = TranscriptView(reading_style(LIGHT, 40))
        qtbot.addWidget(view)
        view.resize(440, 300)
        view.show_page(page_of(episode(spoken("Ida Holm", 0, 100_000, words))))
        with qtbot.waitExposed(view):
            view.show()
        hear(view, 0)
        timeline = view.page.timeline
        (sentence,) = timeline.sentences(0)
        tops = []
        for position_ms in range(0, 100_000, 500):
            view.set_position(position_ms)
            said = timeline.offset_at(0, sentence, position_ms)
            top, bottom = view._layout.extent_of(0, said, said + 1)
            tops.append(view.view_top())
            assert tops[-1] <= top
            assert bottom <= tops[-1] + view.viewport().height()

        assert tops == sorted(tops)
        assert 5 < len(set(tops)) < 80  # it moves by pages, not by lines

    def test_the_keys_that_scroll_pause_it_too(self, view: TranscriptView, qtbot: QtBot) -> None:
        hear(view, 12)
        qtbot.keyClick(view, Qt.Key.Key_PageDown)

        assert not view.following.active

    def test_home_and_end_go_to_the_ends_of_the_page(
        self, view: TranscriptView, qtbot: QtBot
    ) -> None:
        qtbot.keyClick(view, Qt.Key.Key_End)
        assert view.view_top() == view._layout.total_height - view.viewport().height()

        qtbot.keyClick(view, Qt.Key.Key_Home)
        assert view.view_top() == 0

    def test_following_itself_is_no_scrolling_by_hand(self, view: TranscriptView) -> None:
        for turn in range(0, 40, 3):
            hear(view, turn)

        assert view.following.active

    def test_switched_off_it_stays_where_it_is_and_on_it_goes_to_the_voice(
        self, view: TranscriptView
    ) -> None:
        hear(view, 12)
        view.set_following(on=False)
        before = view.view_top()
        hear(view, 20)
        assert view.view_top() == before

        view.set_following(on=True)
        assert top_of_turn(view, 20) == view.viewport().height() // 4

    def test_turns_at_the_pages_ends_go_as_far_as_the_page_does(self, view: TranscriptView) -> None:
        hear(view, 0)
        assert view.view_top() >= 0

        hear(view, len(EPISODE.turns) - 1)
        assert view._sight().spoken_inside

    def test_a_page_shown_anew_follows_again(self, view: TranscriptView) -> None:
        hear(view, 12)
        scroll_away(view)
        view.show_page(page_of(EPISODE))

        assert view.following.active
        assert chip(view).isHidden()


class TestTheWayBack:
    def test_it_is_not_there_while_the_spoken_text_is_in_sight(self, view: TranscriptView) -> None:
        hear(view, 12)
        turn_wheel(view.viewport(), -1)

        assert view._sight().spoken_visible
        assert chip(view).isHidden()

    @pytest.mark.parametrize(("notches", "arrow"), [(-40, "↑"), (40, "↓")])
    def test_once_the_spoken_text_left_it_says_where_and_when(
        self, view: TranscriptView, notches: int, arrow: str
    ) -> None:
        hear(view, 20)
        view.set_position(941_500)
        scroll_away(view, notches)

        assert chip(view).isVisible()
        assert chip(view).text() == f"{arrow} Back to 15:41"

    def test_its_time_goes_on_with_the_voice(self, view: TranscriptView) -> None:
        hear(view, 20)
        scroll_away(view)
        view.set_position(200_000)
        view.set_position(201_000)

        assert chip(view).text().endswith("3:21")

    def test_it_comes_when_the_voice_leaves_the_view_by_itself(self, view: TranscriptView) -> None:
        hear(view, 12)
        turn_wheel(view.viewport(), -1)
        hear(view, 25)

        assert chip(view).isVisible()
        assert chip(view).text().startswith("↓")

    def test_it_stands_in_the_view(self, view: TranscriptView) -> None:
        hear(view, 20)
        view.set_position(1000)
        scroll_away(view)

        assert view.viewport().rect().contains(chip(view).geometry())

    def test_clicking_it_goes_back_and_follows_again(
        self, view: TranscriptView, qtbot: QtBot
    ) -> None:
        hear(view, 20)
        scroll_away(view)
        qtbot.mouseClick(chip(view), Qt.MouseButton.LeftButton)
        assert top_of_turn(view, 20) == view.viewport().height() // 4
        assert chip(view).isHidden()

        hear(view, 21)
        assert top_of_turn(view, 21) == view.viewport().height() // 4

    def test_scrolling_back_to_the_voice_follows_again(self, view: TranscriptView) -> None:
        hear(view, 20)
        scroll_away(view, -30)
        scroll_away(view, 29)
        assert view._sight().spoken_visible
        assert view.following.active
        assert chip(view).isHidden()

    def test_asked_for_with_following_switched_off_it_leads_there_and_leaves_it_off(
        self, view: TranscriptView
    ) -> None:
        view.set_following(on=False)
        hear(view, 20)
        assert chip(view).isVisible()
        chip(view).click()

        assert view._sight().spoken_inside
        assert not view.following.active
        assert chip(view).isHidden()

    def test_no_time_brings_the_page_back(self, view: TranscriptView) -> None:
        hear(view, 20)
        scroll_away(view)
        for turn in range(21, 40):
            hear(view, turn)
            view.set_position(turn * 1000)

        assert not view.following.active


class TestStayingPut:
    """The text under the eyes does not move, whatever is found out about the rest of the page."""

    def test_while_heights_become_exact(self, qtbot: QtBot) -> None:
        view = TranscriptView(reading_style(LIGHT, 17))
        qtbot.addWidget(view)
        view.resize(800, 600)
        with qtbot.waitExposed(view):
            view.show()
        view.show_page(page_of(EPISODE))
        view.scroll_to(view._layout.heights.total // 2)
        top = view._top
        before = view.view_top()
        finish_layout(view)

        assert view._top == top
        assert view.view_top() != before  # the heights above did change
        assert view.verticalScrollBar().value() == view.view_top()

    def test_when_the_window_gets_narrower(self, view: TranscriptView, qtbot: QtBot) -> None:
        view.scroll_to(view._layout.exact_top(50))
        view.resize(420, 600)
        finish_layout(view)

        assert view._top == (50, 0)

    def test_when_the_text_gets_larger(self, view: TranscriptView) -> None:
        view.scroll_to(view._layout.exact_top(50))
        view.set_style(reading_style(LIGHT, 26))
        finish_layout(view)

        assert view._top == (50, 0)

    @pytest.mark.parametrize("change", ["size", "width"])
    def test_while_it_follows_the_voice_stays_a_quarter_from_the_top(
        self, view: TranscriptView, change: str
    ) -> None:
        hear(view, 20)
        if change == "size":
            view.set_style(reading_style(LIGHT, 26))
        else:
            view.resize(420, 500)
        finish_layout(view)

        assert top_of_turn(view, 20) == view.viewport().height() // 4

    def test_whatever_the_colours_become(self, view: TranscriptView) -> None:
        for number in range(40):
            hear(view, LONG_TURN, number)
            if (
                number > 20
                and view._sight().spoken_top - view.view_top() > view.viewport().height() // 2
            ):
                break
        before = view._top
        view.set_style(reading_style(DARK, 17))

        assert view._top == before
        assert view.following.active

    def test_in_a_paragraph_of_an_hour_however_its_lines_break(self, qtbot: QtBot) -> None:
        words = " ".join(f"word{number}" for number in range(9000))
        view = TranscriptView(reading_style(LIGHT, 17))
        qtbot.addWidget(view)
        view.resize(900, 600)
        view.show_page(page_of(episode(spoken("Ida Holm", 0, 3_600_000, words))))
        with qtbot.waitExposed(view):
            view.show()
        wanted = words.index("word4500 ")
        view.scroll_to(view._layout.extent_of(0, wanted, wanted + 4)[0])
        at_top = first_word(view)
        for width in (*range(800, 300, -60), *range(300, 900, 60)):
            view.resize(width, 600)
            assert at_top in line_at_top(view)
        view.set_style(reading_style(LIGHT, 30))
        assert at_top in line_at_top(view)

    def test_when_the_notes_unfold(self, view: TranscriptView, qtbot: QtBot) -> None:
        hear(view, 20)
        qtbot.keyClick(view, Qt.Key.Key_Home)
        turn_wheel(view.viewport(), -1)
        before = view._top
        assert before > (0, 0)
        view.fold(page_of(EPISODE, notes_shown=True))

        assert view._top == before
        assert not view.following.active
        assert view.marks.heard_turn == 20
        assert chip(view).isVisible()


class TestTheMenu:
    def choose(self, view: TranscriptView, turn: int, entry: str) -> None:
        """Open the menu on a turn's words and take an entry."""

        def take() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            next(action for action in menu.actions() if action.text() == entry).trigger()
            menu.close()

        at = point_of(view, turn, 3)
        QTimer.singleShot(0, take)
        asked = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at)
        )
        QApplication.sendEvent(view.viewport(), asked)

    def test_it_plays_from_the_sentence_under_the_pointer(self, view: TranscriptView) -> None:
        chosen = emissions(view.place_chosen)
        self.choose(view, 0, "Play from here")

        assert chosen == [(0, 0)]

    def test_it_says_that_the_sentence_under_the_pointer_is_now(self, view: TranscriptView) -> None:
        said = emissions(view.sentence_is_now)
        self.choose(view, 1, "This sentence is now")

        assert said == [(1, 0)]

    def test_it_says_which_sentence_is_under_the_pointer(self, view: TranscriptView) -> None:
        opened = emissions(view.menu_opened)
        self.choose(view, 0, "Select all")

        ((_, bookmark, place),) = opened
        sentence = view.page.timeline.sentences(0)[0]
        assert bookmark is None
        assert place == TurnRange(0, sentence.start, 0, sentence.end)

    def test_it_copies_with_names_and_times(self, view: TranscriptView) -> None:
        view.select_all()
        self.choose(view, 0, "Copy with names and times")

        assert "[0:10] Per Lind: The ferry" in QGuiApplication.clipboard().text()

    def test_it_is_gone_afterwards(self, view: TranscriptView) -> None:
        for _ in range(3):
            self.choose(view, 0, "Select all")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

        assert view.findChildren(QMenu) == []


def test_an_empty_view_takes_every_gesture(qtbot: QtBot) -> None:
    view = TranscriptView(reading_style(LIGHT, 17))
    qtbot.addWidget(view)
    view.show()
    at = view.viewport().rect().center()
    click(view.viewport(), at)
    double_click(view.viewport(), at)
    turn_wheel(view.viewport(), -3)
    view.select_all()
    view.copy()
    view.set_heard(None, None)
    view.return_to_voice()

    assert view.page is None
    assert view.marks.selection.is_empty


def test_what_is_heard_is_marked_by_more_than_colour(view: TranscriptView) -> None:
    """The bar beside the turn: at its left there is nothing before, and a shape after."""
    hear(view, 2)
    x = view._layout.column_left - 14
    y = point_of(view, 2, 0).y()
    heard = view.viewport().grab().toImage().pixelColor(x, y).name()
    hear(view, 3)
    y = point_of(view, 2, 0).y()
    past = view.viewport().grab().toImage().pixelColor(x, y).name()

    assert (heard, past) == (LIGHT.accent, LIGHT.page)

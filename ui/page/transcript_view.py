"""The transcript: a page in step with the voice, that can be clicked, selected and copied."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from reader.finding import Match
from reader.listening.following import Following, Sight, scroll_for
from reader.model import Cue, Timing, TurnRange
from reader.reading_page import ReadingPage, RowKind
from reader.timecode import timecode
from reader.timing.sentence_times import Sentence
from ui.looks.theme import ReadingStyle
from ui.page.page_layout import PageLayout
from ui.page.return_chip import ReturnChip
from ui.page.selectable_page import SelectablePage
from ui.page.text_selection import Spot, TextSelection
from ui.page.voice_sight import outgrows, sight_of

DRAG_SCROLL_EVERY_MS = 40


class _Click(NamedTuple):
    """A click into the page: where in the text, and where the page was."""

    spot: Spot
    view_top: int


class TranscriptView(SelectablePage):
    """Marks what is heard, follows it, and answers the hand.

    Signals: `place_chosen(turn, offset)`, a click into the text; `choice_withdrawn()`, it was the
    first of a double click, and what it did is to be taken back; `chapter_chosen(chapter)`;
    `fold_clicked()`; `replay_asked()`; `following_changed(active)`, the page goes with the voice
    or not; `sentence_is_now(turn, offset)`, the sentence there is the one that sounds;
    `menu_opened(QMenu, Bookmark or None, TurnRange or None)` and `turn_menu_opened(QMenu, turn or
    None)`, before a menu is shown: what else can be done, with the quote, the sentence and the
    turn under the pointer; `sight_changed()`, something else may be in sight.
    """

    place_chosen = Signal(int, int)
    choice_withdrawn = Signal()
    chapter_chosen = Signal(int)
    fold_clicked = Signal()
    replay_asked = Signal()
    following_changed = Signal(bool)
    sentence_is_now = Signal(int, int)
    menu_opened = Signal(object, object, object)
    turn_menu_opened = Signal(object, object)
    sight_changed = Signal()

    def __init__(self, style: ReadingStyle, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self.following = Following()
        self._pressed_at: QPoint | None = None
        self._had_selection = False
        self._click: _Click | None = None  # the latest, if it chose something
        self._position_ms = 0
        self._chip = ReturnChip(self.viewport())
        self._chip.clicked.connect(self.return_to_voice)
        self._dragging = QTimer(self, interval=DRAG_SCROLL_EVERY_MS)
        self._dragging.timeout.connect(self._on_dragging_timeout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Transcript")
        self.viewport().setMouseTracking(True)

    def show_page(self, page: ReadingPage) -> None:
        """Show a page from its top; what is heard is told anew."""
        super().show_page(page)
        self._chip.hide()
        self.following.resume()

    def fold(self, page: ReadingPage) -> None:
        """Show the same episode with its notes shown or not; what is above them stays put."""
        self.marks = replace(self.marks, selection=TextSelection(), hovered=None)
        self._lay_out(page)
        self._update_chip()

    def set_style(self, style: ReadingStyle) -> None:
        """Change fonts, width or colours; what is read stays in sight, and put if it can."""
        breaks_anew = not style.breaks_lines_like(self._style)
        super().set_style(style)
        self._follow(turn_changed=breaks_anew)
        self._update_chip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the spoken text where it belongs."""
        super().resizeEvent(event)
        if event.oldSize().width() == event.size().width():
            # A bar came or went: what is read must not jump for that.
            self._follow(turn_changed=False)
            self._update_chip()
        else:
            self.show_heard()

    # Following the voice

    def set_heard(self, turn: int | None, sentence: Sentence | None) -> None:
        """Mark what is being heard and go there, if the page follows."""
        turn_changed = turn != self.marks.heard_turn
        self.marks.heard_turn, self.marks.heard = turn, sentence
        if turn_changed:
            self.marks.heard_word = None
            self._describe(turn)
        self.mark_voice(turn, sentence.start if sentence is not None else 0)
        self._follow(turn_changed=turn_changed)
        self._update_chip()
        self.viewport().update()

    def set_heard_word(self, word: Cue | None) -> None:
        """Mark a word of the turn being heard; the page does not move for it."""
        if word != self.marks.heard_word:
            self.marks.heard_word = word
            self.viewport().update()

    def _describe(self, turn: int | None) -> None:
        """Let a screen reader find the turn being heard as the page's description."""
        if self._layout is None or turn is None:
            self.setAccessibleDescription("")
            return
        said = self._layout.page.timeline.turns[turn]
        who = f"{said.speaker}, " if said.speaker else ""
        about = "about " if said.timing is Timing.ESTIMATED else ""
        self.setAccessibleDescription(f"{who}{about}{timecode(said.start_ms)}: {said.text}")

    def set_position(self, position_ms: int) -> None:
        """Tell the way back which time it leads to; go on within a sentence no view could hold."""
        self._position_ms = position_ms
        self._chip.tell(timecode(position_ms))
        if self._layout and outgrows(self._layout, self.marks, self.viewport().height()):
            self._follow(turn_changed=False)
            self._update_chip()

    def follow_again(self) -> None:
        """End a pause of following; the page stays until something else is heard."""
        self.following.resume()
        self.following_changed.emit(self.following.active)

    def return_to_voice(self) -> None:
        """Bring the spoken text back into view, and follow again unless that is switched off."""
        self.follow_again()
        self._go_to_voice(turn_changed=True)
        self._update_chip()

    def set_following(self, *, on: bool) -> None:
        """Set the switch; on, the page goes to the voice at once."""
        self.following.switch(on=on)
        self.show_heard()
        self.following_changed.emit(self.following.active)

    def show_heard(self) -> None:
        """Go to the spoken text, if the page follows."""
        self._follow(turn_changed=True)
        self._update_chip()

    def go_to_match(self, match: Match) -> None:
        """Show a match; the voice stays where it is, and the page goes with it no more."""
        self.following.looked_elsewhere()
        self.following_changed.emit(self.following.active)
        self.scroll_to_match(match)
        self._update_chip()

    def _sight(self) -> Sight | None:
        if self._layout is None:
            return None
        height = self.viewport().height()
        return sight_of(self._layout, self.marks, self._position_ms, self.view_top(), height)

    def _follow(self, *, turn_changed: bool) -> None:
        if not self.following.active or self._is_held:
            return
        self._go_to_voice(turn_changed=turn_changed)

    @property
    def _is_held(self) -> bool:
        """Whether a hand is on the page or its scroll bar: nothing moves under it."""
        return self._pressed_at is not None or self.verticalScrollBar().isSliderDown()

    def _go_to_voice(self, *, turn_changed: bool) -> None:
        sight = self._sight()
        goal = scroll_for(sight, turn_changed=turn_changed) if sight else None
        if goal is not None:
            self.scroll_to(goal)

    def _after_scroll(self, *, by_hand: bool) -> None:
        if by_hand:
            sight = self._sight()
            visible = sight is not None and sight.spoken_visible
            self.following.scrolled_by_hand(spoken_visible=visible)
            self.following_changed.emit(self.following.active)
        self._update_chip()

    def _update_chip(self) -> None:
        self.sight_changed.emit()
        sight = self._sight()
        offered = sight is not None and self.following.offers_return(
            spoken_visible=sight.spoken_visible
        )
        if sight is not None and offered:
            self._chip.point(down=sight.spoken_top > sight.view_top)
        self._chip.setVisible(offered)
        if offered and self._layout is not None:
            middle = self._layout.column_left + self._layout.column_width // 2
            self._chip.settle(middle, self.viewport().height())

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a selection; with Shift, extend the one there is."""
        if event.button() is not Qt.MouseButton.LeftButton or self._layout is None:
            return
        self._pressed_at = event.position().toPoint()
        self._click = None
        self._had_selection = not self.marks.selection.is_empty
        spot = self._layout.spot_at(*self.on_page(event.position()))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend_selection(spot)
        else:
            self.marks.selection.start(spot)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend a selection, or show which sentence a click would play."""
        if self._layout is None:
            return
        if self._pressed_at is None:
            self._hover(self._layout, event.position())
            return
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        far = moved >= QGuiApplication.styleHints().startDragDistance()
        if far or not self.marks.selection.is_empty:
            self._extend_selection(self._layout.spot_at(*self.on_page(event.position())))
        if 0 <= event.position().y() < self.viewport().height():
            self._dragging.stop()
        else:
            self._dragging.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection; or, nothing being selected, choose the place clicked."""
        if self._pressed_at is None or self._layout is None:
            return
        self._pressed_at = None
        self._dragging.stop()
        if self.marks.selection.is_empty and not self._had_selection:
            spot = self._layout.spot_at(*self.on_page(event.position()))
            self._click = _Click(spot, self.view_top())
            self._choose(self._layout, spot, event.position())
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word; that the first click chose its sentence was not meant."""
        click, self._click = self._click, None
        if self._layout is None:
            return
        if click is None:
            self._select_word(self._layout.spot_at(*self.on_page(event.position())))
        elif self._layout.page.rows[click.spot.row].turn is not None:
            # By now the page may have gone to what was chosen, from under the pointer.
            self._select_word(click.spot)
            self.choice_withdrawn.emit()
            self.scroll_to(click.view_top)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        super().leaveEvent(event)
        self.marks.hovered = None
        self.viewport().update()

    def _hover(self, layout: PageLayout, point: QPointF) -> None:
        hovered = layout.sentence_at(*self.on_page(point))
        if hovered != self.marks.hovered:
            self.marks.hovered = hovered
            shape = Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def sentence_pointed_at(self) -> tuple[int, Sentence] | None:
        """Return the turn and the sentence under the pointer, wherever the page has gone to."""
        point = self.viewport().mapFromGlobal(QCursor.pos())
        if self._layout is None or not self.viewport().rect().contains(point):
            return None
        return self._layout.sentence_at(*self.on_page(QPointF(point)))

    def _choose(self, layout: PageLayout, spot: Spot, point: QPointF) -> None:
        row = layout.page.rows[spot.row]
        if row.kind is RowKind.CHAPTER and row.chapter is not None:
            self.chapter_chosen.emit(row.chapter)
        elif row.kind is RowKind.FOLD:
            self.fold_clicked.emit()
        elif row.turn is not None:
            within = spot.offset if layout.is_on_text(*self.on_page(point)) else 0
            self.place_chosen.emit(row.turn, row.offset + within)

    def _on_selection_grown(self) -> None:
        """Follow no more: nothing may move under a selection."""
        self.marks.hovered = None
        self.following.selected()
        self.following_changed.emit(self.following.active)

    def _on_dragging_timeout(self) -> None:
        """Scroll while a selection is dragged past an edge."""
        pointer = self.viewport().mapFromGlobal(self.cursor().pos())
        beyond = min(pointer.y(), 0) + max(pointer.y() - self.viewport().height(), 0)
        self.scroll_to(self.view_top() + beyond // 2)
        if self._layout is not None:
            self._extend_selection(self._layout.spot_at(*self.on_page(QPointF(pointer))))

    # Keys and menus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the page's ends, Escape drops the selection, the rest scrolls.

        While the page follows the voice, scrolling up a line would be undone: Up replays the turn.
        """
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_Home: bar.SliderAction.SliderToMinimum,
            Qt.Key.Key_End: bar.SliderAction.SliderToMaximum,
        }
        if event.key() in moves:
            bar.triggerAction(moves[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Up and self._has_voice():
            self.replay_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.marks.selection.is_empty:
            self.drop_selection()
        else:
            super().keyPressEvent(event)

    def _has_voice(self) -> bool:
        return self.following.active and self.marks.heard_turn is not None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selection and the place."""
        menu = QMenu(self)
        point = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
        under = self._layout.sentence_at(*self.on_page(point)) if self._layout else None
        place = None
        if under is not None:
            turn, sentence = under
            place = TurnRange(turn, sentence.start, turn, sentence.end)
            menu.addAction("Play from here", lambda: self.place_chosen.emit(turn, sentence.start))
            is_now = self.sentence_is_now
            menu.addAction("This sentence is now", lambda: is_now.emit(turn, sentence.start))
            menu.addSeparator()
        for label, action in (("Copy", self.copy), ("Copy with names and times", self.copy_quote)):
            menu.addAction(label, action).setEnabled(not self.marks.selection.is_empty)
        self.menu_opened.emit(menu, self.kept_at(point), place)
        menu.addSeparator()
        menu.addAction("Select all", self.select_all)
        self.turn_menu_opened.emit(menu, self.turn_under(point))
        menu.exec(event.globalPos())
        menu.deleteLater()

"""The transcript: a page in step with the voice, that can be clicked, selected and copied."""

from collections.abc import Callable
from dataclasses import replace

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
from reader.following import Following, Sight, scroll_for
from reader.model import Cue, Timing, TurnRange
from reader.quotes.on_page import place_of
from reader.reading_page import ReadingPage, RowKind
from reader.timecode import timecode
from reader.timeline import Sentence
from ui.page_layout import PageLayout
from ui.return_chip import ReturnChip
from ui.scrolled_page import ScrolledPage
from ui.text_selection import Spot, TextSelection, selected_quote, selected_text, word_around
from ui.theme import ReadingStyle

DRAG_SCROLL_EVERY_MS = 40


class TranscriptView(ScrolledPage):
    """Marks what is heard, follows it, and answers the hand.

    Signals: `place_chosen(turn, offset)`, a click into the text; `chapter_chosen(chapter)`;
    `fold_clicked()`; `replay_asked()`; `following_changed(active)`, the page goes with the voice
    or not; `sentence_is_now(turn, offset)`, the sentence there is the one that sounds;
    `menu_opened(QMenu, Bookmark or None, TurnRange or None)` and `turn_menu_opened(QMenu, turn or
    None)`, before a menu is shown: what else can be done, with the quote, the sentence and the
    turn under the pointer; `sight_changed()`, something else may be in sight.
    """

    place_chosen = Signal(int, int)
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
        """Change fonts, width or colours; what is read stays in sight."""
        super().set_style(style)
        self.show_heard()

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
        """Tell the way back which time it leads to."""
        self._chip.tell(timecode(position_ms))

    def follow_again(self) -> None:
        """End a pause of following; the page stays until something else is heard."""
        self.following.resume()
        self.following_changed.emit(self.following.active)

    def return_to_voice(self) -> None:
        """Bring the spoken text back into view and follow again."""
        self.follow_again()
        self.show_heard()

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
        turn, sentence = self.marks.heard_turn, self.marks.heard
        if self._layout is None or turn is None:
            return None
        turn_extent = self._layout.turn_extent(turn)
        spoken = self._layout.sentence_extent(turn, sentence) if sentence else turn_extent
        return Sight(*turn_extent, *spoken, self.view_top(), self.viewport().height())

    def _follow(self, *, turn_changed: bool) -> None:
        if not self.following.active or self._pressed_at is not None:
            return
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
            self._choose(self._layout, event.position())
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        if self._layout is None:
            return
        spot = self._layout.spot_at(*self.on_page(event.position()))
        start, end = word_around(self._layout.page.rows[spot.row].text, spot.offset)
        self.marks.selection.start(Spot(spot.row, start))
        self._extend_selection(Spot(spot.row, end))

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

    def _choose(self, layout: PageLayout, point: QPointF) -> None:
        x, y = self.on_page(point)
        spot = layout.spot_at(x, y)
        row = layout.page.rows[spot.row]
        if row.kind is RowKind.CHAPTER and row.chapter is not None:
            self.chapter_chosen.emit(row.chapter)
        elif row.kind is RowKind.FOLD:
            self.fold_clicked.emit()
        elif row.turn is not None:
            within = spot.offset if layout.is_on_text(x, y) else 0
            self.place_chosen.emit(row.turn, row.offset + within)

    def _extend_selection(self, spot: Spot) -> None:
        self.marks.selection.extend(spot)
        if not self.marks.selection.is_empty:
            self.marks.hovered = None
            self.following.selected()
            self.following_changed.emit(self.following.active)
        self.viewport().update()

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

    def selected_place(self) -> TurnRange | None:
        """Return the place of the transcript that is selected; None: no words of it."""
        selection = self.marks.selection
        if self._layout is None or selection.is_empty:
            return None
        return place_of(self._layout.page, selection.first, selection.last)

    def selected_words(self) -> str:
        """Return all that is selected as text, whoever says it or nobody."""
        if self._layout is None or self.marks.selection.is_empty:
            return ""
        return selected_text(self._layout.page, self.marks.selection)

    def drop_selection(self) -> None:
        """Select nothing."""
        self.marks.selection.start(self.marks.selection.head)
        self.viewport().update()

    def copy(self) -> None:
        """Copy the selected words."""
        self._to_clipboard(selected_text)

    def copy_quote(self) -> None:
        """Copy the selected words with names and times."""
        self._to_clipboard(selected_quote)

    def _to_clipboard(self, render: Callable[[ReadingPage, TextSelection], str]) -> None:
        if self._layout is not None and not self.marks.selection.is_empty:
            text = render(self._layout.page, self.marks.selection)
            QGuiApplication.clipboard().setText(text)

    def select_all(self) -> None:
        """Select the whole page."""
        if self._layout is not None and self._layout.page.rows:
            rows = self._layout.page.rows
            self.marks.selection.start(Spot(0, 0))
            self._extend_selection(Spot(len(rows) - 1, len(rows[-1].text)))

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

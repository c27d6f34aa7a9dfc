"""The panel that searches everything: the field, what was found, when, and by whom."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.counting import counted
from reader.search.arranging import HitOrder, Results
from reader.search.hit_dates import Bar, bars, is_limited, unlimited, within
from reader.search.records import SearchHit
from ui.looks.icons import icon
from ui.looks.naming import explained, styled
from ui.looks.theme import Theme
from ui.searching.hit_list import HitList
from ui.searching.hit_timeline import HitTimeline
from ui.searching.search_field import SearchField
from ui.searching.search_guide import SearchGuide

ORDERS = {
    HitOrder.BEST: "Best first",
    HitOrder.NEWEST: "Newest first",
    HitOrder.OLDEST: "Oldest first",
}
AS_TYPED, ALL_DATES = "as-typed", "all-dates"
NOTHING_HINT = "Try fewer words, the beginning of a word with *, or another spelling."
EMPTY_LIBRARY = (
    "The library is empty. Open an episode page, a transcript or a folder of them; what is said "
    "there can then be found here."
)
NOTHING_YET = "Not everything has been indexed yet; what comes is shown here."
ROOM_FOR_WORDS_PX = 420  # from this width on the button that plays all says so
SHOWN_OF_A_QUERY = 60  # characters in a sentence about it


class SearchPanel(QWidget):
    """Shows results and hears the hand; what is asked and when is the flow's.

    Signals: `query_edited(str)`, `order_chosen(HitOrder)`, `as_typed_asked()`,
    `play_all_asked()`, `close_asked()`; those of `results` for what concerns hits.
    """

    query_edited = Signal(str)
    order_chosen = Signal(object)
    as_typed_asked = Signal()
    play_all_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        styled(self, "searchPanel")
        self.field = SearchField(theme)
        self.results = HitList(theme)
        self.timeline = HitTimeline(theme)
        self.guide = SearchGuide(theme)
        self.order = explained(QComboBox(), "Order of the results")
        for order, words in ORDERS.items():
            self.order.addItem(words, order)
        self._summary = QLabel()
        self._correction, self._notice = QLabel(), styled(QLabel(), "quiet")
        self._nothing = styled(QLabel(), "quiet")
        self._play_all = explained(QToolButton(), "Play all these results, one after another")
        self._play_all.setText("Play all")
        self._close = explained(QToolButton(), "Close the search (Esc)")
        self._stack = QStackedWidget()
        self._shown: Results | None = None
        self._library_is_empty = False
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.show_results(None, anew=True)
        self.show_notice("")

    def _arrange(self) -> None:
        top, middle = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self._close)
        middle.addWidget(self._summary, 1)
        middle.addWidget(self._play_all)
        middle.addWidget(self.order)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 8, 6)
        head.setSpacing(6)
        head.addLayout(top)
        head.addWidget(self._notice)
        head.addLayout(middle)
        head.addWidget(self._correction)
        for label in (self._summary, self._correction, self._notice, self._nothing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(14, 12, 14, 12)
        for page in (self.guide, self.results, self._nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.timeline)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.query_edited)
        self.field.left_downwards.connect(self._enter_results)
        self.results.left_upwards.connect(self.field.setFocus)
        self.order.activated.connect(
            lambda at: self.order_chosen.emit(HitOrder(self.order.itemData(at)))
        )
        self.timeline.chosen.connect(self._on_bar_chosen)
        self.guide.query_chosen.connect(self.search_for)
        self._correction.linkActivated.connect(lambda _: self.as_typed_asked.emit())
        self._summary.linkActivated.connect(lambda _: self.search_for(unlimited(self.field.text())))
        self._play_all.clicked.connect(lambda _checked=False: self.play_all_asked.emit())
        self._close.clicked.connect(lambda _checked=False: self.close_asked.emit())

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        for part in (self.field, self.results, self.timeline, self.guide):
            part.set_theme(theme)
        self._close.setIcon(icon("close", theme.text))
        self._play_all.setIcon(icon("play", theme.text))
        self._write(self._shown)  # a label gives links the colour that holds when it is written

    @property
    def summary(self) -> str:
        """How much was found, in words."""
        return self._summary.text()

    @property
    def notice(self) -> str:
        """What is said of the index."""
        return self._notice.text()

    @property
    def correction(self) -> str:
        """What is said of another query that was answered."""
        return self._correction.text()

    def take_focus(self) -> None:
        """Let a person type, over what was typed before."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search_for(self, query: str) -> None:
        """Write a query into the field as if it had been typed."""
        self.field.setText(query)
        self.field.setFocus()

    def show_order(self, order: HitOrder) -> None:
        """Show which order holds."""
        self.order.setCurrentIndex(self.order.findData(order))

    def show_recent(self, recent: Sequence[str]) -> None:
        """Offer what was looked for lately."""
        self.field.recent = tuple(recent)
        self.guide.show_recent(recent)

    def set_library(self, *, is_empty: bool) -> None:
        """Say whether there is anything to search."""
        if is_empty is not self._library_is_empty:
            self._library_is_empty = is_empty
            self._write(self._shown)

    def show_notice(self, words: str) -> None:
        """Say how the index is; "" says nothing."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def show_results(self, results: Results | None, *, anew: bool) -> None:
        """Show what was found; None: nothing is asked. See `HitList.show_results`."""
        found = results is not None and results.answer.total > 0
        self.results.show_results(results, anew=anew)
        self.timeline.show_bars(bars(results.answer.episodes) if results is not None else ())
        self._shown = results
        self._write(results)
        for part in (self._summary, self.order, self._play_all):
            part.setVisible(found)
        shown = self.guide if results is None else self.results if found else self._nothing
        if self._stack.currentWidget() is not shown:
            self._keep_focus(shown)
            self._stack.setCurrentWidget(shown)

    def _write(self, results: Results | None) -> None:
        """Say in words what was found."""
        self._summary.setText(_summary(results) if results is not None else "")
        self._correction.setText(_correction(results) if results is not None else "")
        self._correction.setVisible(bool(self._correction.text()))
        # What a screen reader says of the field while somebody types into it.
        self.field.setAccessibleDescription(_in_words(results) if results is not None else "")
        hint = EMPTY_LIBRARY if self._library_is_empty else NOTHING_HINT
        self._nothing.setText(_nothing(results, hint) if results is not None else "")

    def _keep_focus(self, shown: QWidget) -> None:
        """Bring the focus back to the field where it is in what is about to go."""
        going = self._stack.currentWidget()
        if going is not shown and going is not None and going.hasFocus():
            self.field.setFocus()

    def hit_to_open(self) -> SearchHit | None:
        """Return the hit that Enter in the field means: the selected one, or else the first."""
        self.results.select_first()
        return self.results.current_hit or self.results.step(1)

    def hit_to_hear(self) -> SearchHit | None:
        """Return the hit that Ctrl+Enter in the field means: one that can be heard, if any can."""
        return self.results.select_heard() or self.hit_to_open()

    def _enter_results(self) -> None:
        if self._stack.currentWidget() is self.results:
            self.results.select_first()  # before Qt selects the first row, a heading
            self.results.setFocus()
        elif self._stack.currentWidget() is self.guide:
            self.guide.setFocus()

    def _on_bar_chosen(self, bar: Bar) -> None:
        self.search_for(within(self.field.text(), bar))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write on the button what it does where there is room for it."""
        super().resizeEvent(event)
        look = Qt.ToolButtonStyle
        is_wide = self.width() >= ROOM_FOR_WORDS_PX
        self._play_all.setToolButtonStyle(
            look.ToolButtonTextBesideIcon if is_wide else look.ToolButtonIconOnly
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc, wherever in the panel the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)


def _summary(results: Results) -> str:
    answer = results.answer
    episodes = counted(len(answer.episodes), "episode")
    remark = f"<br>{escape(answer.remark)}" if answer.remark else ""
    limited = f"  ·  <a href='{ALL_DATES}'>All dates</a>" if is_limited(results.answered) else ""
    return f"{counted(answer.total, 'hit')} in {episodes}{limited}{remark}"


def _in_words(results: Results) -> str:
    """Return how much was found, without links and marks."""
    answer = results.answer
    if not answer.total:
        return "Nothing found"
    found = f"{counted(answer.total, 'hit')} in {counted(len(answer.episodes), 'episode')}"
    return f"{found} for {answer.corrected}" if answer.corrected else found


def _correction(results: Results) -> str:
    if not results.answer.corrected:
        return ""
    typed, shown = _named(results.request.query), _named(results.answer.corrected)
    return (
        f"Nothing for {typed}; showing {shown}.  "
        f"<a href='{AS_TYPED}'>Search for {typed} all the same</a>"
    )


def _nothing(results: Results, advice: str) -> str:
    answer = results.answer
    hint = answer.remark or (NOTHING_YET if answer.incomplete else advice)
    return f"Nothing for {_named(results.request.query)}.<br><br>{escape(hint)}"


def _named(query: str) -> str:
    """Return a query in quotation marks, for a sentence in HTML."""
    line = " ".join(query.split())
    cut = line if len(line) <= SHOWN_OF_A_QUERY else f"{line[: SHOWN_OF_A_QUERY - 1]}…"
    return f"“{escape(cut)}”"

"""Searching everything: joins the panel, the thread that searches, and what is opened."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reader.search.arranging import (
    HitOrder,
    Request,
    Results,
    remembered,
    wanting_more,
)
from reader.search.query import HELP
from reader.search.records import SearchHit
from reader.search.upkeep import LibraryTools, OpenTools
from ui.background import LibraryThread
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.searching.hit_marks import HitMarks
from ui.searching.index_keeper import IndexKeeper
from ui.searching.search_asker import SearchAsker
from ui.searching.search_thread import SearchThread


class SearchFlow(QObject):
    """What a person asks, and what becomes of it.

    Signals: `audition_asked(SearchHit)`, play it and come back; `play_all_asked(tuple of
    SearchHit)`; `hits_changed(str)`, the query whose hits are shown now, "" for none;
    `hit_opening()`, one of them is about to be opened.
    """

    audition_asked = Signal(object)
    play_all_asked = Signal(object)
    hits_changed = Signal(str)
    hit_opening = Signal()

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        desk: Desk,
        preferences: Preferences,
        open_with: OpenTools = LibraryTools,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._preferences = preferences
        self.panel = window.search
        self._thread = SearchThread(library, open_with, self)
        self._asker = SearchAsker(self._thread, self)
        self.keeper = IndexKeeper(self._thread, self)
        self.marks = HitMarks(window, self._thread, self)
        self._request: Request | None = None  # the newest, answered or not
        self._results: Results | None = None  # what is shown
        self._then: Callable[[], None] | None = None  # once the answer is there
        self._is_explained = False
        self._connect()
        self.panel.show_order(self._order)
        self.panel.show_recent(self._recent)

    def _connect(self) -> None:
        panel, results = self.panel, self.panel.results
        panel.query_edited.connect(self._on_query_edited)
        panel.order_chosen.connect(self._on_order_chosen)
        panel.as_typed_asked.connect(lambda: self._ask_again(as_typed=True))
        panel.play_all_asked.connect(self._on_play_all_asked)
        panel.close_asked.connect(self.close_panel)
        panel.field.open_asked.connect(lambda: self._once_answered(self._open_first))
        panel.field.audition_asked.connect(lambda: self._once_answered(self._hear_first))
        results.opened.connect(self.open_hit)
        results.audition_asked.connect(self._audition)
        results.whole_asked.connect(self._on_whole_asked)
        results.more_asked.connect(self._on_more_asked)
        self._asker.answered.connect(self._on_answered)
        self._asker.failed.connect(self._desk.tell)
        self.hits_changed.connect(lambda _query: self._mark_hits())
        self._window.panels.closed.connect(self._mark_hits)
        self.keeper.notice_changed.connect(panel.show_notice)
        self.keeper.updated.connect(self._on_index_updated)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"search": self.toggle_panel}

    def start(self) -> None:
        """Begin to keep the index up to date; once the window is seen."""
        self.keeper.start()

    def note_change(self) -> None:
        """Index what changed in the library, without waiting for the next look."""
        self.keeper.note_change()

    def close(self) -> None:
        """End what runs; the index stays as far as it came."""
        self._asker.drop()
        self.marks.close()
        self.keeper.close()
        self._thread.close()

    # The panel

    def toggle_panel(self) -> None:
        """Show the panel, or go to its field; from the field, close it."""
        if self._window.panels.shows(self.panel) and self.panel.field.hasFocus():
            self.close_panel()
            return
        self._window.panels.show_panel(self.panel)
        self._mark_hits()
        self._explain_once()
        self.panel.take_focus()

    def close_panel(self) -> None:
        """Hide the panel and go back to the text."""
        self._window.panels.close_panels()
        self._window.transcript.setFocus()

    def _mark_hits(self) -> None:
        """Mark in the open episode what the panel shows, while it is shown."""
        is_shown = self._window.panels.shows(self.panel)
        self.marks.show_query(self._found_query if is_shown else "")

    def _explain_once(self) -> None:
        """Fill the guide when it is first seen: what it says is of no use before."""
        if not self._is_explained:
            self._is_explained = True
            self.panel.guide.explain(HELP)

    # Asking

    @property
    def _order(self) -> HitOrder:
        return HitOrder(self._preferences.settings.text("search_order"))

    @property
    def _recent(self) -> tuple[str, ...]:
        return tuple(self._preferences.settings.text("recent_searches").splitlines())

    def _on_query_edited(self, text: str) -> None:
        if not text.strip():
            self._forget()
            return
        self._then = None
        self._request = Request(text.strip(), self._order)
        self._asker.ask_soon(self._request)

    def _forget(self) -> None:
        """Show nothing: the field is empty."""
        self._asker.drop()
        had_any = self._results is not None
        self._request = self._results = None
        self.panel.show_results(None, anew=True)
        if had_any:
            self.hits_changed.emit("")

    def _on_order_chosen(self, order: HitOrder) -> None:
        self._preferences.keep("search_order", order.value)
        if self._request is not None:
            self._ask(Request(self._request.query, order, as_typed=self._request.as_typed))

    def _ask_again(self, *, as_typed: bool) -> None:
        if self._request is not None:
            self._ask(replace(self._request, as_typed=as_typed))

    def _on_whole_asked(self, episode: str) -> None:
        if self._request is not None:
            self._ask(replace(self._request, whole=self._request.whole | {episode}))

    def _on_more_asked(self) -> None:
        if self._results is None or self._asker.is_waiting or not self._results.has_more:
            return
        more = wanting_more(self._results.request)
        if more != self._results.request:
            self._ask(more)

    def _on_index_updated(self) -> None:
        """Show what the index has now, at the same place."""
        if self._request is not None and not self._asker.is_waiting:
            self._asker.ask(self._request)

    def _ask(self, request: Request) -> None:
        self._request = request
        self._asker.ask(request)

    def _on_answered(self, results: Results) -> None:
        shown, self._results = self._results, results
        anew = shown is None or _asks_otherwise(shown.request, results.request)
        self.panel.show_results(results, anew=anew)
        self.keeper.note_incomplete(results.answer.incomplete)
        self.hits_changed.emit(self._found_query)
        act, self._then = self._then, None
        if act is not None:
            act()

    # Hits

    @property
    def has_hits(self) -> bool:
        """Whether a result to step to is shown."""
        return self._window.panels.shows(self.panel) and bool(self._found_query)

    @property
    def _found_query(self) -> str:
        """What was answered, if anything was found."""
        found = self._results is not None and self._results.answer.total > 0
        return self._results.answered if self._results is not None and found else ""

    def step(self, step: int) -> None:
        """Open the next hit (1) or the one before (-1), from anywhere."""
        hit = self.panel.results.step(step)
        if hit is not None:
            self.open_hit(hit)

    def open_hit(self, hit: SearchHit) -> None:
        """Open the episode where the hit is."""
        self._remember()
        self.hit_opening.emit()
        if not hit.episode:
            self._desk.tell("The episode of this bookmark is no longer in the library.")
            return
        at_ms = hit.match_ms if hit.match_ms is not None else hit.start_ms
        if at_ms is not None or self._desk.episode is None or self._desk.episode.id != hit.episode:
            self._desk.open_episode(hit.episode, at_ms)
        self._window.transcript.setFocus()
        self.marks.show_hit(hit)

    def _audition(self, hit: SearchHit) -> None:
        self._remember()
        self.audition_asked.emit(hit)

    def _on_play_all_asked(self) -> None:
        if self._results is not None:
            self._remember()
            self.play_all_asked.emit(self._results.hits)

    def _once_answered(self, act: Callable[[], None]) -> None:
        """Do what Enter in the field asks for, once what was typed is answered."""
        if self._asker.is_waiting and not self._is_shown:
            self._then = act
        else:
            act()

    def _open_first(self) -> None:
        hit = self.panel.hit_to_open()
        if hit is not None:
            self.open_hit(hit)

    def _hear_first(self) -> None:
        hit = self.panel.hit_to_hear()
        if hit is not None:
            self._audition(hit)

    @property
    def _is_shown(self) -> bool:
        """Whether what is shown answers what was asked last, if only a part of it."""
        if self._request is None or self._results is None:
            return False
        return not _asks_otherwise(self._results.request, self._request)

    def _remember(self) -> None:
        """Keep the query among the recent ones: it led somewhere."""
        if self._request is None:
            return
        recent = remembered(self._recent, self._request.query)
        if recent != self._recent:
            self._preferences.keep("recent_searches", "\n".join(recent))
            self.panel.show_recent(recent)


def _asks_otherwise(shown: Request, wanted: Request) -> bool:
    """Tell whether a request is for other hits, not only for more of the same."""
    return (shown.query, shown.order, shown.as_typed) != (
        wanted.query,
        wanted.order,
        wanted.as_typed,
    )

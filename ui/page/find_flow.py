"""Finding in the open episode: what is typed, what was found, and going from one to the next."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reader.finding import FindOptions, Match, Matches, PageFinder, heard_at
from reader.reading_page import ReadingPage, RowKind
from ui.background import Worker
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow

LONGEST_SELECTION = 80
FROM_THE_TOP, FROM_THE_END = "from the top", "from the end"


class _Search:
    """One page's search: made on the GUI thread, used on the finding thread alone."""

    def __init__(self, page: ReadingPage) -> None:
        self._page = page
        self._finder: PageFinder | None = None

    def prepare(self) -> PageFinder:
        """Get ready before anything is typed."""
        if self._finder is None:
            self._page = self._page.unfolded()
            self._finder = PageFinder(self._page.rows)
            self._finder.prepare()
        return self._finder

    def find(self, wanted: str, options: FindOptions) -> Matches:
        """Return the matches."""
        return self.prepare().find(wanted, options)

    def heard_at(self, matches: Matches) -> tuple[int, ...]:
        """Return when they are heard, in ms."""
        return heard_at(self._page, matches)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search answered, and which of the matches is gone to."""

    matches: Matches
    number: int


class FindFlow(QObject):
    """Finds in the open episode. Stepping moves the page; the voice stays where it is.

    Signals: `hits_changed(tuple of ms)`, when what was found is heard; empty: nothing is.
    """

    hits_changed = Signal(tuple)

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._bar = window.find_bar
        self._transcript = window.transcript
        self._desk = desk
        self._worker = Worker("finding", self)
        self._search: _Search | None = None
        self._request = 0  # the newest; answers to earlier ones come to nothing
        self._found: _Found | None = None
        self._heard_ms: tuple[int, ...] = ()
        self._bar.changed.connect(self._ask)
        self._bar.stepped.connect(self.step)
        self._bar.play_asked.connect(self.play)
        self._bar.closed.connect(self.leave)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {
            "find": self.start,
            "find_next": lambda: self.step(1),
            "find_previous": lambda: self.step(-1),
            "play_match": self.play,
        }

    def close(self) -> None:
        """Stop finding."""
        self._request += 1
        self._worker.close()

    def take_page(self) -> None:
        """Look at the page that is shown now; what is being looked for is looked for in it."""
        self._search, self._found = None, None
        self._request += 1
        self._tell_heard(())
        if self._bar.isVisible():
            self._ask()

    def take_times(self) -> None:
        """Go on in the same words with other times; the page stays where it is."""
        self._search = None
        if self._bar.isVisible():
            self._ask(stays=self._found is not None)

    def start(self) -> None:
        """Ask what to find; a short selection is taken for the answer."""
        if self._desk.episode is None:
            self._desk.tell("Open an episode first; then find words in it.")
            return
        self._bar.show()
        before = self._bar.wanted
        self._bar.ask(self._selected())
        if self._bar.wanted == before:
            self._ask()
        self._worker.submit(self._the_search().prepare)

    def leave(self) -> None:
        """Close the bar and take the marks away."""
        if not self._bar.isVisible():
            return
        self._bar.hide()
        self._request += 1
        self._found = None
        self._transcript.show_matches(None)
        self._transcript.setFocus()
        self._tell_heard(())

    def _selected(self) -> str:
        """Return the selected words, if they are few and in one paragraph."""
        page, selection = self._transcript.page, self._transcript.marks.selection
        if page is None or selection.first.row != selection.last.row:
            return ""
        text = page.rows[selection.first.row].text[selection.first.offset : selection.last.offset]
        return text if len(text) <= LONGEST_SELECTION and text.strip() else ""

    # Asking and answering

    def _the_search(self) -> _Search:
        page = self._transcript.page
        if self._search is None and page is not None:
            self._search = _Search(page)
        if self._search is None:
            raise RuntimeError("there is no page to search")
        return self._search

    def _ask(self, *, stays: bool = False) -> None:
        """Find what the bar says, from where the eyes are; or stay at the match that is shown."""
        self._request += 1
        if self._transcript.page is None:
            return
        search, request = self._the_search(), self._request
        wanted, options = self._bar.wanted, self._bar.options

        def find() -> Matches | None:
            # Meanwhile more may have been typed: that is what is to be found.
            return search.find(wanted, options) if request == self._request else None

        self._worker.submit(find, lambda matches: self._on_found(request, matches, stays=stays))

    def _on_found(self, request: int, matches: Matches | None, *, stays: bool) -> None:
        if request != self._request or matches is None:
            return
        if len(matches) == 0:
            self._show_none()
            return
        if stays and self._found is not None:
            self._mark(_Found(matches, min(self._found.number, len(matches) - 1)))
            self._ask_when_heard(request, matches)
            return
        number = self._first_shown(matches, *self._place_of_the_eyes())
        remark = FROM_THE_TOP if number is None else ""
        if number is None:
            number = self._first_shown(matches, 0, 0)
        self._show(_Found(matches, number or 0), remark)
        self._ask_when_heard(request, matches)

    def _show_none(self) -> None:
        self._found = None
        self._transcript.show_matches(None)
        self._tell_heard(())
        if self._bar.wanted.strip():
            self._bar.show_none()
        else:
            self._bar.show_nothing()

    def _first_shown(self, matches: Matches, row: int, offset: int) -> int | None:
        """Return the first match from a place on that is not folded away.

        Half a word, being typed, must not unfold the notes; stepping to a match there does.
        """
        page = self._transcript.page
        number = matches.first_from(row, offset)
        while page is not None and number is not None:
            row = matches[number].row
            if page.shown_row(row) is not None:
                break
            number = matches.first_from(row + 1)
        return number

    def _place_of_the_eyes(self) -> tuple[int, int]:
        """Return the place that a search begins at: the match in sight, or what is at the top."""
        transcript = self._transcript
        current = transcript.marks.current_match
        if current is not None and transcript.is_in_sight(current):
            return current.row, current.start
        page, selection = transcript.page, transcript.marks.selection
        if page is not None and not selection.is_empty:
            return page.unfolded_row(selection.first.row), selection.first.offset
        return transcript.first_in_sight()

    def _ask_when_heard(self, request: int, matches: Matches) -> None:
        search = self._the_search()

        def heard() -> tuple[int, ...] | None:
            return search.heard_at(matches) if request == self._request else None

        def told(moments: tuple[int, ...] | None) -> None:
            if moments is not None and request == self._request:
                self._tell_heard(moments)

        self._worker.submit(heard, told)

    def _tell_heard(self, moments: tuple[int, ...]) -> None:
        self._heard_ms = moments
        self.hits_changed.emit(moments)

    # Going from one to the next

    def step(self, step: int) -> None:
        """Go to the next match, or the one before; around at the ends."""
        if not self._bar.isVisible():
            self.start()
            return
        if self._found is None:
            return
        total = len(self._found.matches)
        number = self._found.number + step
        remark = FROM_THE_TOP if number >= total else FROM_THE_END if number < 0 else ""
        self._show(_Found(self._found.matches, number % total), remark)
        self.hits_changed.emit(self._heard_ms)  # what goes on is what is marked

    def _show(self, found: _Found, remark: str = "") -> None:
        match = found.matches[found.number]
        self._unfold_for(match)
        self._mark(found, remark)
        self._transcript.go_to_match(match)

    def _mark(self, found: _Found, remark: str = "") -> None:
        """Mark what was found, wherever the page is."""
        self._found = found
        self._bar.show_count(found.number + 1, len(found.matches), remark)
        self._transcript.show_matches(found.matches, found.matches[found.number])

    def _unfold_for(self, match: Match) -> None:
        page = self._transcript.page
        if page is not None and page.shown_row(match.row) is None:
            self._transcript.fold_clicked.emit()

    def play(self) -> None:
        """Take the sound to the sentence of the match that is shown."""
        page = self._transcript.page
        if self._found is None or page is None:
            return
        match = self._found.matches[self._found.number]
        shown = page.shown_row(match.row)
        row = page.rows[shown] if shown is not None else None
        if row is not None and row.turn is not None:
            self._transcript.place_chosen.emit(row.turn, row.offset + match.start)
        elif row is not None and row.kind is RowKind.CHAPTER and row.chapter is not None:
            self._transcript.chapter_chosen.emit(row.chapter)
        else:
            self._desk.tell("This match is in the title or the notes: there is no sound to it.")

"""A page whose words can be selected, asked for and copied; what the hand does is not told here."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from reader.model import TurnRange
from reader.quotes.on_page import place_of
from reader.reading_page import ReadingPage
from ui.page.scrolled_page import ScrolledPage
from ui.page.text_selection import Spot, TextSelection, selected_quote, selected_text, word_around


class SelectablePage(ScrolledPage):
    """Shows a `ReadingPage` with a selection. Subclasses say what follows from selecting."""

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

    def _select_word(self, spot: Spot) -> None:
        """Select the word at a spot."""
        if self._layout is not None:
            start, end = word_around(self._layout.page.rows[spot.row].text, spot.offset)
            self.marks.selection.start(Spot(spot.row, start))
            self._extend_selection(Spot(spot.row, end))

    def _extend_selection(self, spot: Spot) -> None:
        """Move the selection's loose end."""
        self.marks.selection.extend(spot)
        if not self.marks.selection.is_empty:
            self._on_selection_grown()
        self.viewport().update()

    def _on_selection_grown(self) -> None:
        """Do what follows from selecting; by default nothing."""

"""What the search shows while nothing is typed: what can be found, and how to say it."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, unquote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser

from reader.search.query import HelpLine
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.looks.theme import Theme

WHAT_IS_SEARCHED = (
    "Finds what was said in every episode, and chapters, notes, titles and bookmarks. "
    "Results come as you type."
)
KEYS = (
    ("Down", "to the results"),
    ("Enter", "open the episode there"),
    ("Ctrl+Enter", "hear it and come back; Space in the results"),
    ("{find_next}, {find_previous}", "next and previous result"),
)
QUERY_SCHEME = "query:"


class SearchGuide(QTextBrowser):
    """Explains the language of queries. Signal: `query_chosen(str)`, an example or a recent one."""

    query_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("searchGuide")
        self.setAccessibleName("How to search")
        self.setOpenLinks(False)
        self._theme = theme
        self._key_words = FROM_THE_START
        self._language: Sequence[HelpLine] = ()
        self._recent: Sequence[str] = ()
        self.anchorClicked.connect(self._on_anchor_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self._write()

    def set_keys(self, words: KeyWords) -> None:
        """Name the keys that hold now."""
        self._key_words = words
        self._write()

    def explain(self, language: Sequence[HelpLine]) -> None:
        """Show what can be typed."""
        self._language = language
        self._write()

    def show_recent(self, recent: Sequence[str]) -> None:
        """Show what was looked for lately."""
        self._recent = recent
        self._write()

    def _write(self) -> None:
        if not self._language:
            return  # not seen yet
        quiet, line = self._theme.quiet, self._theme.line
        head = f"style='color: {quiet}; font-weight: 600'"
        parts = [f"<p>{WHAT_IS_SEARCHED}</p>"]
        if self._recent:
            links = "<br>".join(map(self._link, self._recent))
            parts.append(f"<p {head}>Recent</p><p>{links}</p>")
        rows = "".join(map(self._row, self._language))
        parts.append(f"<p {head}>What can be typed</p>")
        parts.append(f"<table cellspacing='0' cellpadding='4' width='100%'>{rows}</table>")
        keys = "".join(
            f"<tr><td style='white-space: nowrap'><b>{escape(key)}</b></td><td>{words}</td></tr>"
            for key, words in ((self._key_words.told(key), words) for key, words in KEYS)
        )
        parts.append(f"<p {head}>Keys</p><table cellspacing='0' cellpadding='4'>{keys}</table>")
        link = f"a {{ color: {self._theme.accent}; text-decoration: none; }}"
        cell = f"td {{ border-bottom: 1px solid {line}; }}"
        self.document().setDefaultStyleSheet(f"{link} {cell}")
        self.setHtml(f"<div style='color: {self._theme.text}'>{''.join(parts)}</div>")

    def _row(self, line: HelpLine) -> str:
        meaning = escape(line.meaning)
        return f"<tr><td>{self._link(line.example)}</td><td>{meaning}</td></tr>"

    def _link(self, query: str) -> str:
        return f"<a href='{QUERY_SCHEME}{quote(query, safe='')}'>{escape(query)}</a>"

    def _on_anchor_clicked(self, link: QUrl) -> None:
        written = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if written.startswith(QUERY_SCHEME):
            self.query_chosen.emit(unquote(written.removeprefix(QUERY_SCHEME)))

"""Our own Markdown: the file of quotes by episode, and the notes for Obsidian."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reader.bringing import BookmarkFile
from reader.export.escaping import markdown_text
from reader.export.quote_markdown import HEAD, quote_in
from reader.model import Bookmark

NAME = "Earmark's Markdown"

_TITLE = re.compile(r"# (?P<title>.+)")
_ABOUT = re.compile(r"- (?P<name>Show|Date): (?P<value>.+)")
_FRONT = re.compile(r"(?P<name>show|date): \"?(?P<value>.*?)\"?")
_MARKER = re.compile(r"%% earmark \w+ (?:begin|end) %%")


def confidence(text: str) -> float:
    """Be sure of what has the comment that stands before a quote of ours."""
    return 0.95 if HEAD.search(text) else 0.0


def read(file: BookmarkFile) -> tuple[Bookmark, ...]:
    """Read the quotes. Those that a hand has damaged are read as far as they go."""
    return tuple(_read(file.text.split("\n")))


def _read(lines: list[str]) -> Iterator[Bookmark]:
    about = {"title": "", "show": "", "date": ""}
    head: re.Match[str] | None = None
    held: list[str] = []
    for line in [*lines, "# "]:
        title, begins = _TITLE.fullmatch(line), HEAD.fullmatch(line.strip())
        ends = bool(title or begins or _MARKER.fullmatch(line.strip())) or line == "# "
        if ends and head is not None:
            yield _bookmark(head, held, about)
            head = None
        if title:
            about = {"title": markdown_text([title["title"]]), "show": "", "date": ""} | (
                {"show": about["show"], "date": about["date"]} if not about["title"] else {}
            )
        elif begins:
            head, held = begins, []
        elif head is not None:
            held.append(line)
        else:
            _take_about(line, about)


def _take_about(line: str, about: dict[str, str]) -> None:
    """Take the show or the date that a line names, below a title or in the front matter."""
    found = _ABOUT.fullmatch(line) or _FRONT.fullmatch(line)
    if found:
        about[found["name"].lower()] = markdown_text([found["value"]])


def _bookmark(head: re.Match[str], lines: list[str], about: dict[str, str]) -> Bookmark:
    return replace(
        quote_in(head, lines),
        episode_title=about["title"],
        show=about["show"],
        date=_day(about["date"]),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""Timestamped notes of PodNotes: lines with a link to a moment, or with the moment alone."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from reader.bringing import BookmarkFile, found_elsewhere
from reader.bringing.written_times import TIME, milliseconds
from reader.model import Bookmark, Quote

NAME = "PodNotes' Markdown"

# Lengths are bounded: a file of nothing but brackets must not take minutes.
_LINK = re.compile(r"\[[^\[\]]{0,200}\]+\((?P<to>obsidian://podnotes\?[^)\s]{0,2000})\)")
_STAMP = re.compile(rf"\s*[-*+]\s+\[?(?P<time>{TIME})\]?(?=\s|$)")
_TITLE = re.compile(r"(?:# |title: ?)(?P<title>.+)", re.IGNORECASE)
_SHOW = re.compile(r"(?:[-*]\s*)?(?:podcast|show)::? ?(?P<show>.+)", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?(?P<name>[^\[\]]{0,500})\]\]")


def confidence(text: str) -> float:
    """Be sure of what has PodNotes' links; a list of times alone may be its, too."""
    if _LINK.search(text):
        return 0.9
    return 0.3 if any(map(_STAMP.match, text.split("\n"))) else 0.0


def read(file: BookmarkFile) -> tuple[Bookmark, ...]:
    """Read the moments; what stands behind one, and below it up to a blank line, is its note."""
    return tuple(_read(file))


def _read(file: BookmarkFile) -> Iterator[Bookmark]:
    lines = file.text.split("\n")
    title = _first(_TITLE, "title", lines) or file.path.stem
    show = _first(_SHOW, "show", lines)
    moment: tuple[str, int, int] | None = None
    noted: list[str] = []
    for line in [*lines, ""]:
        found = _moment(line, title)
        if moment and (found or not line.strip() or line.startswith("#")):
            named, start_ms, end_ms = moment
            note = "\n".join(noted).strip()
            yield found_elsewhere(file, (named, show), Quote(start_ms, end_ms, ""), note)
            moment = None
        if found:
            moment, noted = found[:3], [found[3]]
        elif moment:
            noted.append(line.strip())


def _moment(line: str, title: str) -> tuple[str, int, int, str] | None:
    """Return a line's episode, start, end and note; None for a line without a moment."""
    linked = _LINK.search(line)
    if linked:
        try:
            query = parse_qs(urlsplit(linked["to"]).query)
            start_ms = int(float(query["time"][0]) * 1000)
            end_ms = int(float(query.get("endTime", query["time"])[0]) * 1000)
        except (KeyError, ValueError, OverflowError):
            return None  # a link to the episode as a whole
        named = query.get("episodeName", [title])[0]
        note = line[: linked.start()].strip().lstrip("-*+ ") + line[linked.end() :]
        start_ms = max(start_ms, 0)
        return named, start_ms, max(start_ms, end_ms), note.strip()
    stamped = _STAMP.match(line)
    if stamped is None:
        return None
    start_ms = milliseconds(stamped["time"])
    return title, start_ms, start_ms, line[stamped.end() :].strip()


def _first(pattern: re.Pattern[str], name: str, lines: list[str]) -> str:
    """Return what the first line names that the pattern answers to, out of its brackets."""
    found = next(filter(None, map(pattern.fullmatch, lines)), None)
    return _WIKI.sub(r"\g<name>", found[name].strip().strip("\"'")).strip() if found else ""

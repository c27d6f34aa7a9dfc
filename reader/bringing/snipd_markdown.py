"""Snips from Snipd's Markdown export: its file of all episodes, and its notes for Obsidian.

Both have changed over the years and can be arranged by hand. What is relied upon: a snip has a
line with 🎧 and its times, its title is the heading before that, and headings below with 💬 and
📚 begin its quote and its transcript.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.bringing import BookmarkFile, found_elsewhere
from reader.bringing.written_times import TIME, milliseconds
from reader.model import Bookmark, Quote

NAME = "Snipd's Markdown"

_TIMES = re.compile(rf"🎧.{{0,80}}?(?P<start>{TIME})(?:\s*[-–—]\s*(?P<end>{TIME}))?")
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>\S.*)")
_FACT = re.compile(
    r"(?:[-*]\s*)?(?P<name>Episode title|episode_title|Show|show_title)::?\s+(?P<value>.+)"
)
_LINK = re.compile(r"\[(?P<text>[^\[\]]{0,500})\]\((?P<to>[^()]{0,2000})\)")
_TIME_BEFORE = re.compile(rf"^\[(?:{TIME})\]\s*")
_TAG = re.compile(r"(?<![\w&])#([\w/-]+)")
_SPEAKER = re.compile(r"^(?:—|–)\s*(?P<name>.+)$")
_MARKUP = re.compile(r"<(?:audio|iframe|details|summary|/)[^>]*>|<[a-z][^>]*>")
_UNWANTED = re.compile(r"<(?:audio|iframe|summary|/?details)\b|!\[|Click to expand")


@dataclass(slots=True)
class _Snip:
    """A snip while it is being read: its lines by the part of it that they are in."""

    heading: str
    start_ms: int
    end_ms: int
    note: list[str] = field(default_factory=list)
    quote: list[str] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)


def confidence(text: str) -> float:
    """Be sure of what has Snipd's links, and its sign before times."""
    if not _TIMES.search(text):
        return 0.0
    return 0.9 if "snipd" in text.lower() else 0.5


def read(file: BookmarkFile) -> tuple[Bookmark, ...]:
    """Read the snips, each with its title and its summary for a note."""
    return tuple(_bookmark(file, episode, snip) for episode, snip in _snips(file.text.split("\n")))


def _snips(lines: list[str]) -> Iterator[tuple[tuple[str, str], _Snip]]:
    """Yield each snip with the title and the show of its episode."""
    title, show, heading = "", "", ""
    snip: _Snip | None = None
    part: list[str] = []
    for line in [*lines, "---"]:
        text = line.strip()
        fact, head, times = _FACT.fullmatch(text), _HEADING.fullmatch(text), _TIMES.search(text)
        ends = text in ("---", "***") or _begins_another(head, text)
        if snip is not None and (ends or times):
            yield (title, show), snip
            snip = None
        if times:
            snip = _snip(heading, times)
            part = snip.note
        elif snip is not None:
            part = _part(snip, head, part)
            if head is None and not _UNWANTED.match(text):
                part.append(line)
        elif fact:
            name, value = fact["name"].lower(), _bare(fact["value"])
            title, show = (
                (value, show)
                if name[-5:] == "title" and "show" not in name
                else (
                    title,
                    value,
                )
            )
        elif head:
            heading = head["text"]
            title, show = (_bare(heading), "") if len(head["level"]) == 1 else (title, show)


def _begins_another(head: re.Match[str] | None, text: str) -> bool:
    """Return whether a heading is that of an episode or of a snip, not of a part of a snip."""
    if head is None:
        return False
    return (
        len(head["level"]) < 3
        or "share.snipd.com" in text
        or bool(_TIME_BEFORE.match(head["text"]))
    )


def _snip(heading: str, times: re.Match[str]) -> _Snip:
    start_ms = milliseconds(times["start"])
    end_ms = milliseconds(times["end"]) if times["end"] else start_ms
    return _Snip(heading, start_ms, max(start_ms, end_ms))


def _part(snip: _Snip, head: re.Match[str] | None, now: list[str]) -> list[str]:
    """Return where the next lines belong."""
    if head is None:
        return now
    if "💬" in head["text"] or head["text"].strip().lower() == "quote":
        return snip.quote
    if "📚" in head["text"] or head["text"].strip().lower() == "transcript":
        return snip.transcript
    return snip.note


def _bookmark(file: BookmarkFile, episode: tuple[str, str], snip: _Snip) -> Bookmark:
    said, speaker = _said(snip.quote)
    if not said:
        said, _ = _said(snip.transcript)
    heading = _TIME_BEFORE.sub("", _LINK.sub(r"\g<text>", snip.heading))
    tags = tuple(_TAG.findall(heading))
    title = _bare(_TAG.sub("", heading).lstrip("⭐★ "))
    note = "\n".join(_clean(line) for line in snip.note).strip()
    whole = "\n\n".join(part for part in (title, note) if part)
    quote = Quote(snip.start_ms, snip.end_ms, said, speaker)
    return found_elsewhere(file, episode, quote, whole, tags)


def _said(lines: list[str]) -> tuple[str, str]:
    """Return the words of a quote or a transcript, and who is named below them."""
    speaker, words = "", []
    for line in "\n".join(lines).replace("<br/>", "\n").replace("</blockquote>", "\n").split("\n"):
        bare = line.strip().lstrip(">").strip()
        if re.fullmatch(r"<blockquote>\s*<b>[^<]*</b>|<b>[^<]*</b>|\*\*[^*]+\*\*:?", bare):
            continue  # a transcript's names, such as Speaker 1
        found = _SPEAKER.match(bare)
        if found:
            speaker = _clean(found["name"])
            break
        if bare:
            words.append(_clean(bare))
    return "\n\n".join(word for word in words if word), speaker


def _bare(text: str) -> str:
    """Return a title without links, brackets and markup around it."""
    text = _LINK.sub(r"\g<text>", text).replace("[[", "").replace("]]", "")
    return _clean(text).strip("\"'")


def _clean(text: str) -> str:
    return html.unescape(_MARKUP.sub("", text)).strip()

"""One quote as Markdown, and the same read back: shared by the targets that write Markdown.

The comment before a quote holds what cannot be read off the page: its id, its times to the
millisecond, and when it was made.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime

from reader.errors import LinkError
from reader.export.escaping import markdown_line, markdown_lines, markdown_text
from reader.links import link_to, parsed
from reader.model import Bookmark, Quote
from reader.timecode import timecode

HEAD = re.compile(
    r"<!-- earmark ([0-9a-f]{12}) (\d{1,12}) (\d{1,12}) (\d{8}T\d{6}(?:\.\d{6})?Z) -->",
    re.ASCII,
)
_SIGNED = re.compile(r"— (?:\*\*(?P<speaker>.+)\*\*, )?\[[^\]]*\]\((?P<link>earmark:[^)\s]*)\)")
_FIELD = re.compile(r"- (?P<name>Chapter|Tags|Colour): (?P<value>.*)")
_NOTE = "**Note:** "
_COMMA = re.compile(r"(?<!\\)(?:\\\\)*,")


def quote_block(bookmark: Bookmark, *, hashtags: bool = False) -> list[str]:
    """Return a quote's lines, without a blank one at either end.

    `hashtags` writes tags as note-taking programs know them, without blanks.
    """
    quote = bookmark.quote
    said = [f"> {line}".rstrip() for line in markdown_lines(quote.text)] if quote.text else []
    blocks = [
        [_head(bookmark)],
        said,
        [_signature(bookmark)],
        _fields(bookmark, hashtags=hashtags),
        _noted(bookmark.note),
    ]
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines and block else block
    return lines


def _head(bookmark: Bookmark) -> str:
    quote, made = bookmark.quote, bookmark.created_at.astimezone(UTC)
    moment = made.strftime("%Y%m%dT%H%M%S") + (f".{made.microsecond:06}" * bool(made.microsecond))
    return f"<!-- earmark {bookmark.id} {quote.start_ms} {quote.end_ms} {moment}Z -->"


def _signature(bookmark: Bookmark) -> str:
    quote = bookmark.quote
    speaker = markdown_line(quote.speaker)
    name = f"**{speaker}**, " if speaker else ""
    return f"— {name}[{timecode(quote.start_ms)}]({link_to(bookmark)})"


def _fields(bookmark: Bookmark, *, hashtags: bool) -> list[str]:
    chapter, colour = markdown_line(bookmark.quote.chapter), markdown_line(bookmark.colour)
    tags = _hashtags(bookmark) if hashtags else _listed_tags(bookmark)
    told = (("Chapter", chapter), ("Tags", tags), ("Colour", colour))
    return [f"- {name}: {value}" for name, value in told if value]


def _listed_tags(bookmark: Bookmark) -> str:
    return ", ".join(markdown_line(tag).replace(",", "\\,") for tag in bookmark.tags)


def _hashtags(bookmark: Bookmark) -> str:
    words = ("-".join(re.findall(r"[\w/-]+", tag)) for tag in bookmark.tags)
    # A tag of digits alone is none to Obsidian.
    return " ".join(f"#{word}" if not word.isdigit() else f"#_{word}" for word in words if word)


def _noted(note: str) -> list[str]:
    if not note:
        return []
    first, *others = markdown_lines(note)
    return [f"{_NOTE}{first}", *others]


# Reading


def quote_in(head: re.Match[str], lines: list[str]) -> Bookmark:
    """Return the bookmark that a comment and the lines after it hold; its title is not in them."""
    lines = [line.rstrip("\r") for line in lines]
    said = _first_run(lines, ">")
    rest = [line for line in lines if not line.startswith(">")]
    signed = next(filter(None, map(_SIGNED.match, rest)), None)
    found = {m["name"]: m["value"] for m in filter(None, map(_FIELD.fullmatch, rest))}
    made = _moment(head[4])
    start_ms = int(head[2])
    quote = Quote(
        start_ms,
        max(start_ms, int(head[3])),
        markdown_text([line[2:] if line[1:2] == " " else line[1:] for line in said]),
        markdown_text([signed["speaker"] or ""]) if signed else "",
        markdown_text([found.get("Chapter", "")]),
    )
    read = Bookmark(head[1], quote, None, "", "", None, made, made, colour=found.get("Colour", ""))
    return replace(
        read,
        episode=_episode(signed["link"]) if signed else None,
        note=_note(rest),
        tags=_tags(found.get("Tags", "")),
        colour=markdown_text([read.colour]),
    )


def _first_run(lines: list[str], start: str) -> list[str]:
    begin = next((i for i, line in enumerate(lines) if line.startswith(start)), len(lines))
    end = begin
    while end < len(lines) and lines[end].startswith(start):
        end += 1
    return lines[begin:end]


def _note(lines: list[str]) -> str:
    begin = next((i for i, line in enumerate(lines) if line.startswith(_NOTE)), None)
    if begin is None:
        return ""
    noted = [lines[begin][len(_NOTE) :], *lines[begin + 1 :]]
    while noted and not noted[-1].strip():
        noted.pop()
    return markdown_text(noted)


def _tags(listed: str) -> tuple[str, ...]:
    """Split at the commas that are not escaped; hashtags have none, and blanks between them."""
    if listed.startswith("#"):
        return tuple(word.lstrip("#").lstrip("_") for word in listed.split())
    parts, start = [], 0
    for found in _COMMA.finditer(listed):
        parts.append(listed[start : found.end() - 1])
        start = found.end()
    parts.append(listed[start:])
    return tuple(markdown_text([part.strip()]) for part in parts if part.strip())


def _episode(link: str) -> str | None:
    try:
        return parsed(link).episode or None
    except LinkError:
        return None


def _moment(text: str) -> datetime:
    pattern = "%Y%m%dT%H%M%S.%fZ" if "." in text else "%Y%m%dT%H%M%SZ"
    try:
        return datetime.strptime(text, pattern).replace(tzinfo=UTC)
    except ValueError:
        return datetime.now(UTC)

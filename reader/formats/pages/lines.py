"""Plain text as lines, with hard-wrapped paragraphs made whole again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.formats.pages.blocks import Block, BlockKind, squeeze
from reader.formats.pages.dates import find_date
from reader.formats.pages.speaker_names import is_plain_name
from reader.formats.pages.turn_heads import HeadShape, parse_head

_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u2060"
_WIDEST_MENU = 200
_WIDE_GAP = re.compile(r"[^\S\n]{2,}|\t")
_MARKER = re.compile(r"(?P<marker>[•◦‣▪●○·∙*+–—-]|\d{1,3}[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, the columns before it and the blank lines above it."""

    text: str
    indent: int
    gap: int
    columns: tuple[str, ...] = ()  # the parts between wide gaps, if there are any such gaps


def lines_of(text: str) -> list[Line]:
    """Cut text into its lines that are not blank, long paragraphs made whole."""
    lines = []
    gap = 0
    for raw in text.split("\n"):
        squeezed = squeeze(raw).lstrip(_INVISIBLE)
        if squeezed:
            expanded = raw[:80].expandtabs(4)
            indent = len(expanded) - len(expanded.lstrip())
            lines.append(Line(squeezed, indent, gap, _columns(raw)))
            gap = 0
        else:
            gap += 1
    return _unwrapped(lines)


def _columns(raw: str) -> tuple[str, ...]:
    if len(raw) > _WIDEST_MENU:
        return ()
    parts = tuple(squeeze(part) for part in _WIDE_GAP.split(raw.strip()))
    return parts if len(parts) > 1 else ()


def line_block(line: Line) -> Block:
    """Make a line a paragraph or a list item."""
    found = _MARKER.match(line.text)
    day = find_date(line.text[:40]) if found and line.text[0].isdigit() else None
    if not found or (day and day[1] == 0):  # 27. Januar 2026
        return Block(line.text, indent=line.indent, gap=line.gap, columns=line.columns)
    text = line.text[found.end() :]
    return Block(text, BlockKind.ITEM, marker=found["marker"], indent=line.indent, gap=line.gap)


def begins_anew(text: str) -> bool:
    """Say whether a line cannot go on with the line above: a bullet, a time, a speaker."""
    if _MARKER.match(text):
        return True
    head = parse_head(Block(text))
    if head is None:
        return False
    return head.start_ms is not None or (
        head.shape is HeadShape.NAMED and is_plain_name(head.speaker)
    )


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    width = _wrap_width(lines)
    if width is None:
        return list(lines)
    whole: list[Line] = []
    above: Line | None = None
    for line in lines:
        if above and line.gap == 0 and _fills(above, line, width) and not begins_anew(line.text):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
        above = line
    return whole


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the column that lines were wrapped at: nearly each is too full for a word more."""
    joints = [(a, b) for a, b in pairwise(lines) if b.gap == 0 and not _MARKER.match(b.text)]
    if len(joints) < 3:
        return None
    width = max(above.indent + len(above.text) for above, _ in joints)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    full = sum(_fills(above, below, width) for above, below in joints)
    return width if full * 10 >= len(joints) * 6 else None


def _fills(above: Line, below: Line, width: int) -> bool:
    word = below.text.split(" ", 1)[0]
    return above.indent + len(above.text) + 1 + len(word) > width

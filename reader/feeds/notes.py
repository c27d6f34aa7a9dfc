"""An item's notes: HTML or plain text made paragraphs, by the same rules as pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from reader.formats.pages.blocks import Block, PageFacts
from reader.formats.pages.chapter_lists import looks_like_chapters, sane_chapters, unheaded_runs
from reader.formats.pages.html_blocks import fragment_blocks
from reader.formats.pages.lines import line_block, lines_of
from reader.formats.pages.notes import notes_of
from reader.formats.pages.structure import read_blocks
from reader.formats.pages.words import is_transcript_heading
from reader.model import ChapterDraft, TurnDraft

_MARKUP = re.compile(
    r"</?[a-z][\w-]*(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|[a-z]\w+);", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_OPENED = re.compile(r"<(/?)[A-Za-z]")
_DEEPEST = 1_000  # Lexbor's time grows as the square of the depth
_LONGEST = 2_000_000  # characters; transcripts of ten hours are shorter


@dataclass(frozen=True, slots=True)
class Told:
    """What an item's notes hold: prose, and sometimes a chapter list or a whole transcript."""

    notes: str
    chapters: tuple[ChapterDraft, ...] = ()
    turns: tuple[TurnDraft, ...] = ()
    resolution_ms: int = 1000


def blocks_of(text: str) -> list[Block]:
    """Return the lines that notes show; notes of absurd length or depth lose their markup."""
    if not _MARKUP.search(text):
        return [line_block(line) for line in lines_of(text)]
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        return [line_block(line) for line in lines_of(unescape(_TAG.sub(" ", text)))]
    return fragment_blocks(text)


def told_in(text: str, title: str) -> Told:
    """Read an item's notes. A transcript in them is found as on a page, by its heading."""
    blocks = blocks_of(text)
    if any(is_transcript_heading(block.text) for block in blocks):
        drafts = read_blocks(blocks, PageFacts(title=title), title)
        if len(drafts) == 1 and drafts[0].turns:
            spoken = drafts[0]
            return Told(spoken.notes, spoken.chapters, spoken.turns, spoken.resolution_ms)
    return Told(notes_of(blocks), _chapters_in(blocks))


def _chapters_in(blocks: Sequence[Block]) -> tuple[ChapterDraft, ...]:
    """Return the chapters that blocks list: lines with times, two or more in a row."""
    nothing: frozenset[int] = frozenset()
    runs = [
        list(run.values())
        for run in unheaded_runs(blocks, nothing)
        if looks_like_chapters(run.values()) or all(blocks[index].marker for index in run)
    ]
    longest: list[ChapterDraft] = max(runs, key=len, default=[])
    return sane_chapters(longest, None, None)


def _depth(html: str) -> int:
    """Return how deep elements may be nested, at most: closing tags may be left out."""
    if html.count("<") <= _DEEPEST:
        return 0
    depth = deepest = 0
    for found in _OPENED.finditer(html):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest

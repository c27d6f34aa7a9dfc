"""From a page's blocks to its episodes: the one recogniser behind text, HTML and Markdown.

Nothing here knows a site. What is looked for is what pages have in common: a title above a
date, a run of timed titles, a run of lines that begin with times or with the same few names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.formats.pages.blocks import Block, BlockKind, PageFacts
from reader.formats.pages.chapter_lists import (
    is_transcript_below_heading,
    listed_after_heading,
    looks_like_chapters,
    sane_chapters,
    unheaded_runs,
)
from reader.formats.pages.header import Header, is_prose, read_header
from reader.formats.pages.notes import notes_of
from reader.formats.pages.parts import Part, dated_parts, headed_parts
from reader.formats.pages.turns import Transcript, find_transcript, inside_speech, sure_turns
from reader.formats.pages.words import (
    fold,
    is_chapters_heading,
    is_column_label,
    is_control,
    is_footer,
    is_navigation,
    is_transcript_heading,
)
from reader.model import ChapterDraft, EpisodeDraft

_SENTENCE = re.compile(r"[^\W\d_]{2}[\"”’»)\]*]*[.!?…](?=\s|$|[\"”’»)])|[。！？।؟]")
_LETTERS = re.compile(r"[^\W\d_]")


def read_blocks(blocks: Sequence[Block], facts: PageFacts, name: str) -> tuple[EpisodeDraft, ...]:
    """Find the episodes in a page's blocks; none where it holds neither transcript nor article.

    `name` becomes the title of an episode that has none.
    """
    parts = dated_parts(blocks)
    if parts:
        return _substantial([_read_part(part, facts) for part in parts])
    sections = headed_parts(blocks)
    if sections:
        alike = replace(facts, title="", date=None, duration_ms=None)
        return _substantial([_read_single(section, alike, name) for section in sections])
    return _substantial([_read_single(blocks, facts, name)])


def _substantial(drafts: Sequence[EpisodeDraft]) -> tuple[EpisodeDraft, ...]:
    """Leave out what has nothing to read; a page of which nothing is left is no page."""
    sure = any(draft.turns or len(draft.chapters) > 1 or _is_article(draft) for draft in drafts)
    return tuple(d for d in drafts if d.turns or d.chapters or d.notes) if sure else ()


def _is_article(draft: EpisodeDraft) -> bool:
    """Say whether notes are prose: sentences of words, long enough to be worth reading."""
    notes = draft.notes
    sentences = len(_SENTENCE.findall(notes))
    letters = len(_LETTERS.findall(notes))
    # A page that says when it was published is a page; its prose may be full of figures.
    fewest = 4 if draft.date else 6
    if not draft.title or letters * 10 <= len(notes) * fewest:
        return False
    wide = letters > len(notes.split()) * 12  # scripts without spaces say as much in less
    length = len(notes) * (3 if wide else 1)
    dated = draft.date is not None or draft.duration_ms is not None
    return (sentences >= 1 and length >= 60) if dated else (sentences >= 2 and length >= 200)


def _read_part(part: Part, facts: PageFacts) -> EpisodeDraft:
    header = Header(
        part.title,
        part.subtitle,
        part.show or facts.show or part.meta.show,
        part.meta.date,
        part.meta.duration_ms,
    )
    found = _find_body(part.blocks)
    return _draft(part.blocks, header, *found)


def _read_single(blocks: Sequence[Block], facts: PageFacts, name: str) -> EpisodeDraft:
    chapters, transcript = _find_body(blocks)
    people = {turn.speaker for turn in transcript.turns} if transcript else set()
    header = read_header(blocks, _body_start(blocks, chapters, transcript), facts, people)
    if not header.title:
        header = replace(header, title=name)
    return _draft(blocks, header, chapters, transcript)


def _body_start(
    blocks: Sequence[Block], chapters: dict[int, ChapterDraft], transcript: Transcript | None
) -> int:
    """Return the first block that is surely not header: a list's heading, a chapter, a turn."""
    starts = [len(blocks)]
    if transcript:
        starts.append(transcript.first)
    if chapters:
        first = min(chapters)
        headed = first and is_chapters_heading(blocks[first - 1].text)
        starts.append(first - 1 if headed else first)
    return min(starts)


def _find_body(blocks: Sequence[Block]) -> tuple[dict[int, ChapterDraft], Transcript | None]:
    turns = sure_turns(blocks)
    chapters = _headed_list(blocks, turns)
    if not chapters:
        runs = sorted(unheaded_runs(blocks, turns), key=len, reverse=True)
        chapters = next((run for run in runs if _is_list(blocks, run, turns)), {})
    titles = frozenset(fold(chapter.title) for chapter in chapters.values() if chapter.title)
    return chapters, find_transcript(blocks, frozenset(chapters), titles)


def _headed_list(blocks: Sequence[Block], turns: frozenset[int]) -> dict[int, ChapterDraft]:
    headings = [i for i, block in enumerate(blocks) if is_chapters_heading(block.text)]
    lists = [listed_after_heading(blocks, heading, turns) for heading in headings]
    return max(lists, key=len, default={})


def _is_list(blocks: Sequence[Block], run: dict[int, ChapterDraft], turns: frozenset[int]) -> bool:
    if is_transcript_below_heading(blocks, run, turns) or inside_speech(blocks, run):
        return False
    bulleted = sum(blocks[index].kind is BlockKind.ITEM for index in run)
    return bulleted * 2 > len(run) or looks_like_chapters(run.values())


def _draft(
    blocks: Sequence[Block],
    header: Header,
    chapters: dict[int, ChapterDraft],
    transcript: Transcript | None,
) -> EpisodeDraft:
    turns = transcript.turns if transcript else ()
    last_turn_ms = max((turn.start_ms or 0 for turn in turns), default=None)
    listed = sane_chapters(chapters.values(), header.duration_ms, last_turn_ms)
    if not listed and transcript:
        listed = sane_chapters(transcript.headings, header.duration_ms, last_turn_ms)
    return EpisodeDraft(
        title=header.title,
        show=header.show,
        subtitle=header.subtitle,
        date=header.date,
        duration_ms=header.duration_ms,
        notes=_notes(blocks, header.used | _told(chapters, listed), chapters, transcript),
        chapters=listed,
        turns=turns,
        resolution_ms=transcript.resolution_ms if transcript else 1000,
    )


def _told(chapters: dict[int, ChapterDraft], listed: Sequence[ChapterDraft]) -> frozenset[int]:
    """Return the list's lines of which nothing is left to tell; the others belong to the notes."""
    titles = {"", *(chapter.title for chapter in listed)}
    return frozenset(index for index, chapter in chapters.items() if chapter.title in titles)


def _notes(
    blocks: Sequence[Block],
    used: frozenset[int],
    chapters: dict[int, ChapterDraft],
    transcript: Transcript | None,
) -> str:
    """Gather what is neither header nor list nor transcript, up to the transcript."""
    end = transcript.first if transcript else _article_end(blocks)
    return notes_of(
        block
        for index, block in enumerate(blocks[:end])
        if index not in used and not _is_furniture(block, chapters, transcript)
    )


def _is_furniture(
    block: Block, chapters: dict[int, ChapterDraft], transcript: Transcript | None
) -> bool:
    return (
        is_control(block.text)
        or is_navigation(block)
        or (bool(chapters or transcript) and is_column_label(block.text))
        or (bool(chapters) and is_chapters_heading(block.text))
        or (transcript is not None and is_transcript_heading(block.text))
    )


def _article_end(blocks: Sequence[Block]) -> int:
    """Return where an article's text ends and the page's own end (comments, sharing) begins."""
    end = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if is_prose(block):
            break
        if len(block.text) <= 60 and is_footer(block.text):
            end = index
    return end

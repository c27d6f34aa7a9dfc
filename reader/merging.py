"""Makes one episode of what several pages, or a page and audio tags, say about it. Pure.

The richer value wins, field by field; nothing is ever replaced by a blank.
"""

from collections.abc import Sequence
from dataclasses import replace

from reader.model import AudioTags, ChapterDraft, EpisodeDraft, TurnDraft

_SAME_START_MS = 1000  # lists rounded to the second may differ by this much
_STILL_WHOLE = 0.8  # a corrected transcript keeps at least this part of its words


def updated(known: EpisodeDraft, fresh: EpisodeDraft) -> EpisodeDraft:
    """Return `known` after its own page changed: `fresh` holds, where it did not lose content."""
    turns = fresh.turns if _is_still_whole(known.turns, fresh.turns) else known.turns
    return EpisodeDraft(
        title=fresh.title or known.title,
        show=fresh.show or known.show,
        subtitle=fresh.subtitle or known.subtitle,
        date=fresh.date or known.date,
        duration_ms=fresh.duration_ms or known.duration_ms,
        notes=fresh.notes if 2 * len(fresh.notes) >= len(known.notes) else known.notes,
        chapters=fresh.chapters
        if 2 * len(fresh.chapters) >= len(known.chapters)
        else known.chapters,
        turns=turns,
        resolution_ms=fresh.resolution_ms if turns is fresh.turns else known.resolution_ms,
    )


def merged(known: EpisodeDraft, fresh: EpisodeDraft) -> EpisodeDraft:
    """Return `known` with whatever another page of the same episode has more of."""
    turns = fresh.turns if _richness(fresh.turns) > _richness(known.turns) else known.turns
    first_transcript = bool(fresh.turns) and not known.turns
    return EpisodeDraft(
        # An episode made from an audio file may be called after the file.
        title=fresh.title if first_transcript or not known.title else known.title,
        show=known.show or fresh.show,
        subtitle=known.subtitle or fresh.subtitle,
        date=known.date or fresh.date,
        duration_ms=known.duration_ms or fresh.duration_ms,
        notes=max(known.notes, fresh.notes, key=len),
        chapters=merged_chapters(known.chapters, fresh.chapters),
        turns=turns,
        resolution_ms=fresh.resolution_ms if turns is fresh.turns else known.resolution_ms,
    )


def with_tags(draft: EpisodeDraft, tags: AudioTags) -> EpisodeDraft:
    """Return the page's episode with what only the audio's tags know."""
    return replace(
        draft,
        show=draft.show or tags.show,
        date=draft.date or tags.date,
        chapters=merged_chapters(draft.chapters, tags.chapters),
    )


def merged_chapters(
    first: tuple[ChapterDraft, ...], second: tuple[ChapterDraft, ...]
) -> tuple[ChapterDraft, ...]:
    """Return the longer list, or, of two lists that agree, `first` with the finer times.

    They agree when they have as many chapters and no start differs by more than a second.
    """
    if len(first) != len(second):
        return max(first, second, key=len)
    pairs = list(zip(first, second, strict=True))
    if any(abs(one.start_ms - other.start_ms) > _SAME_START_MS for one, other in pairs):
        return first
    return tuple(_one_chapter(one, other) for one, other in pairs)


def _one_chapter(one: ChapterDraft, other: ChapterDraft) -> ChapterDraft:
    finer = other if one.start_ms % 1000 == 0 and other.start_ms % 1000 else one
    end_ms = one.end_ms if one.end_ms is not None else other.end_ms
    if end_ms is not None and end_ms <= finer.start_ms:
        end_ms = None
    return ChapterDraft(one.title or other.title, finer.start_ms, end_ms)


def _richness(turns: Sequence[TurnDraft]) -> tuple[bool, bool, bool, int]:
    """Rank transcripts: one that can be followed first, then one that names speakers."""
    timed = any(turn.start_ms is not None for turn in turns)
    named = any(turn.speaker for turn in turns)
    return (bool(turns), timed, named, _word_count(turns))


def _is_still_whole(known: Sequence[TurnDraft], fresh: Sequence[TurnDraft]) -> bool:
    if _richness(fresh)[:3] < _richness(known)[:3]:
        return False
    return bool(fresh) and _word_count(fresh) >= _STILL_WHOLE * _word_count(known)


def _word_count(turns: Sequence[TurnDraft]) -> int:
    return sum(len(paragraph.split()) for turn in turns for paragraph in turn.paragraphs)

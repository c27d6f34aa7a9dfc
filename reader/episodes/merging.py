"""Makes one episode of what several pages, or a page and audio tags, say about it. Pure.

The richer value wins, field by field; nothing is ever replaced by a blank.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.counting import counted
from reader.episodes.identity import words_of
from reader.model import AudioTags, ChapterDraft, EpisodeDraft, TurnDraft

SAME_START_MS = 1000  # lists rounded to the second may differ by this much
_HARDLY_ANY = 0.01
_STILL_WHOLE = 0.8  # a corrected transcript keeps at least this part of its words


@dataclass(frozen=True, slots=True)
class TextChange:
    """What another transcript changed: numbers before and after."""

    turns: tuple[int, int]
    words: tuple[int, int]
    speakers: tuple[int, int]
    differing: float  # the share of words, 0 to 1, that the two have not in common

    def __str__(self) -> str:
        counts = (("turn", self.turns), ("word", self.words), ("speaker", self.speakers))
        changed = [f"{old} → {counted(new, what)}" for what, (old, new) in counts if old != new]
        return ", ".join([*changed, self._words_differing()])

    def _words_differing(self) -> str:
        if not self.differing:
            return "the same words with other times or names"
        few = self.differing < _HARDLY_ANY
        return f"{'less than 1%' if few else f'{self.differing:.0%}'} of the words differ"


def text_change(before: Sequence[TurnDraft], after: Sequence[TurnDraft]) -> TextChange | None:
    """Compare two transcripts; None where there was none, or nothing in it has changed.

    Words are compared as two bags of words, without case and signs: order does not count.
    """
    if not before or tuple(before) == tuple(after):
        return None
    old, new = _bag(before), _bag(after)
    most = max(old.total(), new.total(), 1)
    return TextChange(
        (len(before), len(after)),
        (_word_count(before), _word_count(after)),
        (_speaker_count(before), _speaker_count(after)),
        1 - (old & new).total() / most if old or new else 0.0,
    )


def _bag(turns: Sequence[TurnDraft]) -> Counter[str]:
    return Counter(
        word for turn in turns for paragraph in turn.paragraphs for word in words_of(paragraph)
    )


def _speaker_count(turns: Sequence[TurnDraft]) -> int:
    return len({turn.speaker for turn in turns if turn.speaker})


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
        language=_language(known, fresh, turns),
    )


def merged(known: EpisodeDraft, fresh: EpisodeDraft) -> EpisodeDraft:
    """Return `known` with whatever another source of the same episode has more of.

    Of two transcripts the one that can be followed better holds (see `quality`); of two that
    are equal in that, the fresh one, as it may be a corrected one.
    """
    turns = fresh.turns if _is_better(known, fresh) else known.turns
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
        language=_language(known, fresh, turns),
    )


def replaced(known: EpisodeDraft, fresh: EpisodeDraft) -> EpisodeDraft:
    """Return `fresh` with what only `known` says: the same file, read in another encoding."""
    return replace(
        fresh,
        show=fresh.show or known.show,
        subtitle=fresh.subtitle or known.subtitle,
        date=fresh.date or known.date,
        duration_ms=fresh.duration_ms or known.duration_ms,
        notes=fresh.notes or known.notes,
        turns=fresh.turns or known.turns,
        language=fresh.language or known.language,
    )


def with_transcript(page: EpisodeDraft, transcript: EpisodeDraft) -> EpisodeDraft:
    """Return what a page says, with the transcript that another file of the episode has."""
    return replace(
        page,
        show=page.show or transcript.show,
        date=page.date or transcript.date,
        duration_ms=page.duration_ms or transcript.duration_ms,
        notes=page.notes or transcript.notes,
        chapters=page.chapters or transcript.chapters,
        turns=transcript.turns,
        resolution_ms=transcript.resolution_ms,
        language=transcript.language or page.language,
    )


def with_tags(draft: EpisodeDraft, tags: AudioTags) -> EpisodeDraft:
    """Return the page's episode with the show and the date that only the audio's tags know."""
    return replace(
        draft,
        show=draft.show or tags.show,
        date=draft.date or tags.date,
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
    if any(abs(one.start_ms - other.start_ms) > SAME_START_MS for one, other in pairs):
        return first
    return tuple(_one_chapter(one, other) for one, other in pairs)


def _one_chapter(one: ChapterDraft, other: ChapterDraft) -> ChapterDraft:
    finer = other if one.start_ms % 1000 == 0 and other.start_ms % 1000 else one
    end_ms = one.end_ms if one.end_ms is not None else other.end_ms
    if end_ms is not None and end_ms <= finer.start_ms:
        end_ms = None
    return ChapterDraft(one.title or other.title, finer.start_ms, end_ms)


def quality(turns: Sequence[TurnDraft]) -> tuple[bool, bool, bool, bool]:
    """Rank transcripts by what they tell: text, times, speakers, times of words."""
    return (
        bool(turns),
        any(turn.start_ms is not None for turn in turns),
        any(turn.speaker for turn in turns),
        2 * sum(len(turn.cues) for turn in turns) >= _word_count(turns) > 0,
    )


def _is_better(known: EpisodeDraft, fresh: EpisodeDraft) -> bool:
    """Tell whether a fresh transcript holds: it tells more, or as much and is still whole."""
    mine = (*quality(known.turns), -known.resolution_ms if known.turns else 0)
    theirs = (*quality(fresh.turns), -fresh.resolution_ms if fresh.turns else 0)
    if mine != theirs or not fresh.turns:
        return theirs > mine
    return _word_count(fresh.turns) >= _STILL_WHOLE * _word_count(known.turns)


def _language(known: EpisodeDraft, fresh: EpisodeDraft, turns: Sequence[TurnDraft]) -> str:
    """Take the language of the transcript that holds, where it says one."""
    first, second = (fresh, known) if turns is fresh.turns else (known, fresh)
    return first.language or second.language


def _is_still_whole(known: Sequence[TurnDraft], fresh: Sequence[TurnDraft]) -> bool:
    if quality(fresh)[:3] < quality(known)[:3]:
        return False
    return bool(fresh) and _word_count(fresh) >= _STILL_WHOLE * _word_count(known)


def _word_count(turns: Sequence[TurnDraft]) -> int:
    return sum(len(paragraph.split()) for turn in turns for paragraph in turn.paragraphs)

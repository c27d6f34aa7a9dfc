"""Decides which of a page's episodes a recording belongs to, and whether the two fit. Pure."""

from collections.abc import Callable, Sequence

from reader.identity import title_key
from reader.model import AudioTags, Episode, EpisodeDraft
from reader.timecode import timecode

_PRINTED_WITHIN_MS = 90_000  # printed lengths are rounded; players cut or add silence
_UNSPOKEN_END = 0.2  # music and farewells after the last turn's start
_OVERRUN_MS = 30_000
_TELLING_WORDS = 3  # a title inside another says something from this length on


def likely_episode(drafts: Sequence[EpisodeDraft], tags: AudioTags, file_stem: str) -> int | None:
    """Return the index of the episode that a recording is of; None where that is not sure.

    Asked in turn, the first with exactly one answer decides: the title in the tags, the file's
    name, the printed length, how far the transcript goes, and who has a transcript at all.
    """
    if len(drafts) == 1:
        return 0
    questions: tuple[Callable[[EpisodeDraft], bool], ...] = (
        lambda draft: title_key(draft.title) == title_key(tags.title),
        lambda draft: _alike(draft.title, tags.title),
        lambda draft: _alike(draft.title, file_stem),
        lambda draft: _has_length(draft, tags.duration_ms),
        lambda draft: _is_filled(draft, tags.duration_ms),
        lambda draft: bool(draft.turns),
    )
    for question in questions:
        answers = [i for i, draft in enumerate(drafts) if question(draft)]
        if len(answers) == 1:
            return answers[0]
    return None


def mismatch(draft: EpisodeDraft | Episode, duration_ms: int, audio_name: str) -> str | None:
    """Return a warning where the transcript goes on after the recording has ended."""
    last_ms = _last_start(draft)
    if last_ms <= duration_ms + _OVERRUN_MS:
        return None
    return (
        f"{audio_name} is {timecode(duration_ms)} long but the transcript of “{draft.title}” "
        f"goes to {timecode(last_ms)}: it may be another recording."
    )


def _alike(title: str, name: str) -> bool:
    """Tell whether one is, in whole words, part of the other."""
    shorter, longer = sorted((title_key(title), title_key(name.replace("_", " "))), key=len)
    if shorter == longer:
        return bool(shorter)
    return len(shorter.split()) >= _TELLING_WORDS and f" {shorter} " in f" {longer} "


def _has_length(draft: EpisodeDraft, duration_ms: int) -> bool:
    printed_ms = draft.duration_ms
    return printed_ms is not None and abs(printed_ms - duration_ms) <= _PRINTED_WITHIN_MS


def _is_filled(draft: EpisodeDraft, duration_ms: int) -> bool:
    """Tell whether the last turn begins near the end of the recording, not after it."""
    last_ms = _last_start(draft)
    return last_ms > 0 and (1 - _UNSPOKEN_END) * duration_ms <= last_ms <= duration_ms


def _last_start(draft: EpisodeDraft | Episode) -> int:
    return max((turn.start_ms or 0 for turn in draft.turns), default=0)

"""Decides which of a page's episodes a recording belongs to, and whether the two fit. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

from reader.episodes.identity import title_key
from reader.model import AudioTags, Episode, EpisodeDraft, Timing
from reader.timecode import MINUTE_MS, timecode
from reader.timing.pace import speech_ms

_PRINTED_WITHIN_MS = 90_000  # printed lengths are rounded; players cut or add silence
_EXACT_WITHIN_MS = 15_000  # one that is no whole minute was hardly rounded to one
_UNSPOKEN_END = 0.2  # music and farewells after the last turn's start
_OVERRUN_MS = 30_000
_LEAST_UNSPOKEN_MS = 45_000  # less may be music
_ROUNDED_MS = 2000  # recognisers and players do not quite agree on an end
_key = lru_cache(maxsize=8192)(title_key)
_TELLING_WORDS = 3  # a title inside another says something from this length on
_SHOWN_LETTERS = 70  # of a title, in a sentence


@dataclass(frozen=True, slots=True)
class Claims:
    """What an episode says of itself that a recording can be held against."""

    title: str
    duration_ms: int | None  # as printed
    last_ms: int  # how far the transcript goes; 0: not known
    has_transcript: bool


def claims_of(draft: EpisodeDraft | Episode) -> Claims:
    """Gather what an episode says of itself."""
    last_ms = max((turn.start_ms or 0 for turn in draft.turns), default=0)
    return Claims(draft.title, draft.duration_ms, last_ms, bool(draft.turns))


def likely_claim(claims: Sequence[Claims], tags: AudioTags, file_stem: str) -> int | None:
    """Return the index of the episode that a recording is of; None where that is not sure.

    Asked in turn, the first with exactly one answer decides: the title in the tags, the file's
    name, the printed length, how far the transcript goes, and who has a transcript at all.
    """
    if len(claims) == 1:
        return 0
    questions: tuple[Callable[[Claims], bool], ...] = (
        lambda claim: title_key(claim.title) == title_key(tags.title),
        lambda claim: alike(claim.title, tags.title),
        lambda claim: alike(claim.title, file_stem),
        lambda claim: has_length(claim, tags.duration_ms),
        lambda claim: is_filled(claim, tags.duration_ms),
        lambda claim: claim.has_transcript,
    )
    for question in questions:
        answers = [i for i, claim in enumerate(claims) if question(claim)]
        if len(answers) == 1:
            return answers[0]
    return None


def contradicts(claim: Claims, duration_ms: int) -> bool:
    """Tell whether a transcript goes on after a recording has ended, or ends before its half."""
    if not claim.last_ms or not duration_ms:
        return False
    return not duration_ms / 2 <= claim.last_ms <= duration_ms + _OVERRUN_MS


def mismatch(
    draft: EpisodeDraft | Episode | Claims, duration_ms: int, audio_name: str
) -> str | None:
    """Return a warning where the transcript goes on after the recording has ended."""
    claim = draft if isinstance(draft, Claims) else claims_of(draft)
    if not duration_ms or claim.last_ms <= duration_ms + _OVERRUN_MS:
        return None
    return (
        f"{audio_name} is {timecode(duration_ms)} long but the transcript of “{claim.title}” "
        f"goes to {timecode(claim.last_ms)}: it may be another recording."
    )


def other_length(claim: Claims, duration_ms: int, audio_name: str) -> str | None:
    """Return a warning where a recording is much longer or shorter than is printed.

    A printed length that the transcript itself does not keep to says nothing.
    """
    printed_ms = claim.duration_ms
    if not duration_ms or not claim.last_ms or not printed_ms:
        return None
    difference_ms = duration_ms - printed_ms
    within_ms = _EXACT_WITHIN_MS if printed_ms % MINUTE_MS else _PRINTED_WITHIN_MS
    if claim.last_ms > printed_ms + _OVERRUN_MS or abs(difference_ms) <= within_ms:
        return None
    kind = "longer" if difference_ms > 0 else "shorter"
    why = "put in" if difference_ms > 0 else "left out"
    title = shorten(claim.title, _SHOWN_LETTERS, placeholder="…")
    return (
        f"{audio_name} is {timecode(abs(difference_ms))} {kind} than the page of "
        f"“{title}” says: something may have been {why}, such as advertisements."
    )


def other_end(episode: Episode, duration_ms: int, audio_name: str) -> str | None:
    """Return a warning where a recording ends before the last words, or long after them.

    Only where those have a time of their own; words without one are put where there is room.
    """
    last = episode.turns[-1] if episode.turns else None
    if not duration_ms or last is None or (last.timing is not Timing.GIVEN and not last.cues):
        return None
    begins_ms = last.cues[-1].start_ms if last.cues else last.start_ms
    if begins_ms > duration_ms + _ROUNDED_MS:
        return (
            f"{audio_name} ends {timecode(begins_ms - duration_ms)} before the last words of "
            f"“{episode.title}”: something may have been left out."
        )
    said_ms = last.cues[-1].end_ms if last.cues else last.start_ms + speech_ms(last.text)
    unspoken_ms = duration_ms - said_ms
    if unspoken_ms < max(_LEAST_UNSPOKEN_MS, _UNSPOKEN_END * duration_ms):
        return None
    return (
        f"{audio_name} goes on for {timecode(unspoken_ms)} after the last words of "
        f"“{episode.title}”: something may have been put in, or text is missing."
    )


def alike(title: str, name: str) -> bool:
    """Tell whether one is, in whole words, part of the other."""
    shorter, longer = sorted((_key(title), _key(name.replace("_", " "))), key=len)
    if shorter == longer:
        return bool(shorter)
    return len(shorter.split()) >= _TELLING_WORDS and f" {shorter} " in f" {longer} "


def has_length(claim: Claims, duration_ms: int) -> bool:
    """Tell whether a recording is as long as is printed, and as the transcript needs."""
    printed_ms = claim.duration_ms
    if printed_ms is None or contradicts(claim, duration_ms):
        return False
    return abs(printed_ms - duration_ms) <= _PRINTED_WITHIN_MS


def is_filled(claim: Claims, duration_ms: int) -> bool:
    """Tell whether a transcript ends near the end of the recording, not after it."""
    latest_ms = duration_ms + _ROUNDED_MS
    return claim.last_ms > 0 and (1 - _UNSPOKEN_END) * duration_ms <= claim.last_ms <= latest_ms

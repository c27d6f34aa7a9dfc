"""Finds the places of an episode's bookmarks again when its transcript has become another one.

It works within the transaction that brings the transcript: nobody ever sees a bookmark that
stands on words it does not mean. What `reader.quotes` decides is kept: exact, unsure or lost.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from reader.library.heard_turns import (
    confirm_starts,
    fitted_turns,
    heard_turns,
    held_starts,
    settled_turns,
)
from reader.model import Placed, Quote, Turn, TurnDraft
from reader.quotes.capturing import heard_range
from reader.quotes.words import fingerprint
from reader.storage import Storage
from reader.storage.estimate_storage import Estimates
from reader.timing.retiming import retimed_turns
from reader.timing.settling import settle_turns
from reader.timing.sync_map import SyncMap
from reader.timing.timeline import Timeline


@contextmanager
def placed_again(storage: Storage, episode: str) -> Iterator[list[str]]:
    """Bring an episode's bookmarks to the transcript that it has after the block.

    Gives a list, which holds after the block the ids of those whose place is not sure any more.

    Use it within `storage.writing()`. Bookmarks that were removed, and may come back, find their
    places as well. Where there is none, nothing is read. Errors are those of `Storage`.
    """
    quotes = storage.quotes_of(episode)
    before = _standing(storage, episode) if quotes else None
    doubtful: list[str] = []
    yield doubtful
    confirm_starts(storage, episode)
    now = _standing(storage, episode) if before is not None else None
    if before is None or now is None or before == now:
        return
    known = [quote for _, quote in quotes]
    fresh = _placed(known, before.heard(), now.heard())
    changed = [
        (bookmark, quote)
        for (bookmark, was), quote in zip(quotes, fresh, strict=True)
        if quote != was
    ]
    for bookmark, quote in changed:
        storage.save_quote(bookmark, quote)
    if changed:
        storage.touch_bookmarks(episode)
    doubtful += [bookmark for bookmark, quote in changed if quote.placed is not Placed.EXACT]


def bring_home(storage: Storage, episode: str) -> None:
    """Give a new episode the bookmarks of one that was deleted for good, where it is the same.

    The same it is where title and show are, and the words stand in it without a doubt; all other
    bookmarks stay alone. Use it within `storage.writing()`.
    """
    lone = storage.lone_bookmarks_like(episode)
    stored = storage.load(episode) if lone else None
    if stored is None or not stored.draft.turns:
        return
    turns = heard_turns(storage, stored)
    quotes = _placed([bookmark.quote for bookmark in lone], (), turns)
    for bookmark, quote in zip(lone, quotes, strict=True):
        if quote.place is not None and quote.placed is Placed.EXACT:
            storage.save_quote(bookmark.id, quote)
            storage.give_bookmark(bookmark.id, episode)


def placed_now(storage: Storage, episode: str, quote: Quote) -> Quote:
    """Return a quote as it stands in the transcript of now; it may be taken from an earlier one.

    A window goes on showing a transcript while another process replaces it. Use it within
    `storage.writing()`.
    """
    stored = storage.load(episode) if quote.place is not None and quote.transcript else None
    if stored is None:
        return quote
    turns = heard_turns(storage, stored)
    if fingerprint(turns) == quote.transcript:
        return quote
    return _placed([quote], (), turns)[0]


def heard_now(storage: Storage, episode: str, quote: Quote) -> Quote:
    """Return a quote with the times that its words have now, if the transcript is the same.

    A window goes on showing the times of a moment ago while another process puts it in step.
    """
    stored = storage.load(episode) if quote.place is not None else None
    turns = heard_turns(storage, stored) if stored is not None else ()
    if quote.place is None or fingerprint(turns) != quote.transcript:
        return quote
    start_ms, end_ms = heard_range(Timeline(turns), quote.place)
    return replace(quote, start_ms=start_ms, end_ms=end_ms)


@dataclass(frozen=True, slots=True)
class _Standing:
    """All that an episode's turns and their times are made of."""

    turns: tuple[TurnDraft, ...]
    resolution_ms: int
    length_ms: int | None
    sync: SyncMap
    starts: Estimates

    def heard(self) -> tuple[Turn, ...]:
        settled = settle_turns(self.turns, self.length_ms, self.resolution_ms)
        fitted = fitted_turns(settled, self.starts)
        return retimed_turns(fitted, self.sync, self.length_ms)


def _standing(storage: Storage, episode: str) -> _Standing | None:
    stored = storage.load(episode)
    if stored is None:
        return None
    starts = held_starts(storage, stored, settled_turns(stored))
    draft, length_ms = stored.draft, stored.length_ms
    return _Standing(draft.turns, draft.resolution_ms, length_ms, stored.sync, starts)


def _placed(quotes: Sequence[Quote], before: Sequence[Turn], now: Sequence[Turn]) -> list[Quote]:
    """Return quotes as they stand in a transcript that took the place of another one."""
    timeline, earlier = Timeline(now), Timeline(before)
    if fingerprint(now) == fingerprint(before):
        return [_heard_later(quote, earlier, timeline, fingerprint(now)) for quote in quotes]
    # Slow to load, and every start of the program passes here.
    from reader.quotes.placing import placed_anew  # noqa: PLC0415
    from reader.quotes.words import TranscriptWords  # noqa: PLC0415

    words = TranscriptWords(now)
    return [placed_anew(quote, timeline, words) for quote in quotes]


def _heard_later(quote: Quote, before: Timeline, now: Timeline, transcript: str) -> Quote:
    """Move a quote in the audio as its words have moved: the same words, with other times.

    It is moved by as much as they are, so that a range that was set by hand stays right. It stays
    where its range is nearer to the words as it is: the earlier times were the wrong ones then.
    """
    if quote.place is None or quote.placed is Placed.LOST or quote.transcript != transcript:
        return quote
    was, is_ = heard_range(before, quote.place), heard_range(now, quote.place)
    start_ms = max(quote.start_ms + is_[0] - was[0], 0)
    moved = (start_ms, max(quote.end_ms + is_[1] - was[1], start_ms))
    if _apart((quote.start_ms, quote.end_ms), is_) < _apart(moved, is_):
        return quote
    return replace(quote, start_ms=moved[0], end_ms=moved[1])


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])

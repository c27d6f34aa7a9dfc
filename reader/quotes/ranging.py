"""Make a quote of a range of times: what is said from here to there, in whole sentences.

Pure: an episode in, a frozen record out; any thread.
"""

from collections.abc import Iterator
from dataclasses import replace

from reader.errors import LibraryError
from reader.model import Episode, Quote, TurnRange
from reader.quotes.capturing import quote_of
from reader.timecode import timecode
from reader.timing.sentence_times import Sentence
from reader.timing.timeline import Timeline

_Said = tuple[int, Sentence]  # a sentence, and the turn it is in


def quote_between(episode: Episode, start_ms: int, end_ms: int | None) -> Quote:
    """Return what is said in a range, without an end: the whole sentence that is said then.

    A given range stays as it is, to the millisecond; its text is the sentences of which the
    middle is in it, or else the one it starts in. Where nothing is said the text is empty.
    Raise LibraryError, a sentence, for a range that is not in the episode.
    """
    _check(episode, start_ms, end_ms)
    timeline = Timeline(episode.turns, episode.chapters)
    said = list(_sentences(timeline, start_ms, end_ms))
    quote = quote_of(timeline, _place(said[0], said[-1])) if said else None
    if quote is None:
        chapter = timeline.chapter_at(start_ms)
        title = timeline.chapters[chapter].title if chapter is not None else ""
        return Quote(start_ms, start_ms if end_ms is None else end_ms, "", chapter=title)
    return quote if end_ms is None else replace(quote, start_ms=start_ms, end_ms=end_ms)


def _check(episode: Episode, start_ms: int, end_ms: int | None) -> None:
    said_until_ms = max((turn.end_ms for turn in episode.turns), default=0)
    if not episode.duration_ms and not said_until_ms:
        raise LibraryError(
            f"“{episode.title}” has neither audio nor times in its text, so that nothing of it can "
            "be kept by time; import it with its audio or its transcript."
        )
    # A printed length is rounded, and so is what people type.
    last_ms = max(episode.duration_ms, said_until_ms) + 999
    for position_ms in (start_ms, end_ms or 0):
        if not 0 <= position_ms <= last_ms:
            raise LibraryError(
                f"{timecode(position_ms)} is not in “{episode.title}”, which is "
                f"{timecode(last_ms)} long; choose a time within it."
            )
    if end_ms is not None and end_ms < start_ms:
        raise LibraryError(
            f"A bookmark must end after it starts: {timecode(end_ms)} is before "
            f"{timecode(start_ms)}; choose its range again."
        )


def _sentences(timeline: Timeline, start_ms: int, end_ms: int | None) -> Iterator[_Said]:
    inside = list(_within(timeline, start_ms, end_ms)) if end_ms is not None else []
    if inside:
        yield from inside
        return
    moment = timeline.moment_at(start_ms)
    if moment.turn is not None and moment.sentence is not None:
        yield moment.turn, timeline.sentences(moment.turn)[moment.sentence]


def _within(timeline: Timeline, start_ms: int, end_ms: int) -> Iterator[_Said]:
    """Yield the sentences of which the middle is in a range."""
    last = timeline.turn_at(end_ms)
    if last is None:
        return
    for turn in range(timeline.turn_at(start_ms) or 0, last + 1):
        for sentence in timeline.sentences(turn):
            if start_ms <= (sentence.start_ms + sentence.end_ms) // 2 < end_ms:
                yield turn, sentence


def _place(first: _Said, last: _Said) -> TurnRange:
    return TurnRange(first[0], first[1].start, last[0], last[1].end)

"""WebVTT: the quotes of an episode as cues at their times, or all that is said, by sentence."""

from collections.abc import Iterator, Sequence

from reader.export.escaping import vtt_name, vtt_text
from reader.model import Bookmark, Episode
from reader.timing.timeline import Timeline

NAME = "webvtt"
TITLE = "WebVTT captions"
DESCRIPTION = "Cues at their times, for players and editors; a file per episode."
SUFFIX = ".vtt"
ONE_EACH = True  # another episode's times would mean nothing


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return a cue for each quote; one without words shows its note."""
    ordered = sorted(bookmarks, key=lambda one: (one.quote.start_ms, one.quote.end_ms, one.id))
    title = ordered[0].episode_title if ordered else ""
    cues = [f"{one.id}\n{cue}" for one in ordered for cue in _quote_cue(one)]
    return _file(title, cues)


def transcript(episode: Episode) -> str:
    """Return a cue for each sentence, with its speaker."""
    return _file(episode.title, list(_sentences(episode)))


def _file(title: str, cues: list[str]) -> str:
    name = vtt_name(title)
    about = [f"NOTE {name}"] if name else []
    return "\n\n".join(["WEBVTT", *about, *cues]) + "\n"


def _quote_cue(bookmark: Bookmark) -> Iterator[str]:
    quote = bookmark.quote
    text = quote.text.strip() or bookmark.note.strip() or "★"
    yield _cue(quote.start_ms, quote.end_ms, quote.speaker, text)


def _sentences(episode: Episode) -> Iterator[str]:
    timeline = Timeline(episode.turns)
    for number, turn in enumerate(timeline.turns):
        for one in timeline.sentences(number):
            text = turn.text[one.start : one.end]
            if text.strip():
                yield _cue(one.start_ms, one.end_ms, turn.speaker, text)


def _cue(start_ms: int, end_ms: int, speaker: str, text: str) -> str:
    name = vtt_name(speaker)
    voice = f"<v {name}>" if name else ""
    end_ms = max(end_ms, start_ms + 1)  # a cue that ends as it starts is none
    return f"{_time(start_ms)} --> {_time(end_ms)}\n{voice}{vtt_text(text)}"


def _time(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"

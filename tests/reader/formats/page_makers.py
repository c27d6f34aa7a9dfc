"""Invented pages: episodes as Hypothesis strategies, and three ways to write them down."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from hypothesis import strategies as st

from reader.model import ChapterDraft, EpisodeDraft, TurnDraft

NAMES = ["Ines Calloway", "Tobias Renn", "Dr. Ana de la Cruz", "SPEAKER_00", "李明", "Mo O’Neil"]
_WORDS = "bees rain roof ladder it's 10:30 slow honey … we’re “quiet” wax- -and ..or why, then"
WORDS = _WORDS.split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(
    lambda words: f"So {' '.join(words)} here."
)
PROSE = st.lists(SENTENCES, min_size=6, max_size=9).map(" ".join)
TITLES = st.lists(
    st.sampled_from(["Bees", "Rain", "Roofs", "Honey", "Ladders", "Winter", "Swarms", "Wax"]),
    min_size=3,
    max_size=5,
    unique=True,
).map(" ".join)


@st.composite
def turns(draw: st.DrawFn) -> tuple[TurnDraft, ...]:
    """Turns of two to four speakers, some in one second, some of one word or many paragraphs."""
    cast = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    said = st.one_of(
        st.just(("Uh-",)),
        st.just(("-which is so.",)),
        st.lists(SENTENCES, min_size=1, max_size=3).map(tuple),
    )
    made = []
    start_ms = 0
    for index in range(draw(st.integers(4, 12))):
        start_ms += draw(st.sampled_from([0, 0, 1000, 7000, 61_000, 3_600_000]))
        speaker = cast[index % len(cast)] if index < 2 * len(cast) else draw(st.sampled_from(cast))
        made.append(TurnDraft(speaker, draw(said), start_ms))
    return (*made, TurnDraft(cast[0], ("We are done here.",), start_ms))


@st.composite
def episodes(draw: st.DrawFn, *, dated: bool = True, spoken: bool | None = None) -> EpisodeDraft:
    """One episode: an article, or one with turns and perhaps chapters."""
    said = draw(turns()) if (draw(st.booleans()) if spoken is None else spoken) else ()
    starts = sorted(draw(st.sets(st.integers(0, 25), min_size=2, max_size=5)))
    titles = draw(st.lists(TITLES, min_size=len(starts), max_size=len(starts), unique=True))
    chapters = tuple(
        ChapterDraft(title, start * 60_000) for start, title in zip(starts, titles, strict=True)
    )
    return EpisodeDraft(
        title=draw(TITLES),
        date=draw(st.dates(date(2001, 1, 1), date(2029, 12, 31))) if dated else None,
        duration_ms=draw(st.integers(600, 660)) * 60_000 if dated else None,
        notes="\n\n".join(draw(st.lists(PROSE, min_size=1, max_size=3))),
        chapters=chapters if said and draw(st.booleans()) else (),
        turns=said,
    )


def clock(start_ms: int) -> str:
    minutes, seconds = divmod(start_ms // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def meta_line(episode: EpisodeDraft) -> str:
    day, minutes = episode.date, (episode.duration_ms or 0) // 60_000
    return f"{day.day}/{day.month}/{day.year} | {minutes // 60}h {minutes % 60}min" if day else ""


HEADS: dict[str, Callable[[str, str], str]] = {
    "time first": lambda time, name: f"{time} {name}: ",
    "time in brackets": lambda time, name: f"[{time}] {name}: ",
    "time after the name": lambda time, name: f"{name} ({time}): ",
}


def as_text(pages: Sequence[EpisodeDraft], head: str) -> str:
    """Write episodes as a browser would save them as text."""
    return "\n\n".join("\n\n".join(_text_lines(episode, head)) for episode in pages)


def _text_lines(episode: EpisodeDraft, head: str) -> Iterator[str]:
    yield episode.title
    yield from filter(None, [meta_line(episode), episode.notes])
    if episode.chapters:
        yield "Chapters"
        yield "\n".join(
            f"• {clock(chapter.start_ms)} {chapter.title}" for chapter in episode.chapters
        )
    if episode.turns:
        yield "Transcript"
    for turn in episode.turns:
        first, *more = turn.paragraphs
        yield HEADS[head](clock(turn.start_ms or 0), turn.speaker) + first
        yield from more


def as_html(pages: Sequence[EpisodeDraft], head: str) -> str:
    """Write episodes as a site would: headings, lists, links for times, bold names."""
    body = "\n".join("\n".join(_html_lines(episode, head)) for episode in pages)
    return (
        "<!DOCTYPE html><html><head><title>Roofs</title><style>p{}</style></head><body>"
        f"<nav><a href='/'>Home</a><a href='/a'>All the many episodes</a></nav><main>{body}</main>"
        "<footer>© Roofs</footer></body></html>"
    )


def _html_lines(episode: EpisodeDraft, head: str) -> Iterator[str]:
    yield f"<article><header><h2>{html.escape(episode.title)}</h2>"
    yield f"<p>{meta_line(episode)}</p></header>"
    yield from (f"<p>{html.escape(text)}</p>" for text in episode.notes.split("\n\n"))
    if episode.chapters:
        items = (
            f"<li><a href='#t'>{clock(c.start_ms)}</a> {html.escape(c.title)}</li>"
            for c in episode.chapters
        )
        yield f"<h3>Chapters</h3><ul>{''.join(items)}</ul>"
    if episode.turns:
        yield "<h3>Transcript</h3>"
    for turn in episode.turns:
        first, *more = map(html.escape, turn.paragraphs)
        time = f"<a href='#t'>{clock(turn.start_ms or 0)}</a>"
        yield f"<p>{HEADS[head](time, f'<strong>{html.escape(turn.speaker)}</strong>')}{first}</p>"
        yield from (f"<div>{text}</div>" for text in more)
    yield "</article>"


def as_markdown(pages: Sequence[EpisodeDraft], head: str) -> str:
    """Write episodes as Markdown, with all that could be markup escaped."""
    return "\n\n".join("\n\n".join(_markdown_lines(episode, head)) for episode in pages)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#]|^[-+])", r"\\\1", text)


def _markdown_lines(episode: EpisodeDraft, head: str) -> Iterator[str]:
    yield f"## {_escaped(episode.title)}"
    yield from filter(None, [meta_line(episode)])
    yield from map(_escaped, episode.notes.split("\n\n"))
    if episode.chapters:
        yield "### Chapters"
        yield "\n".join(
            f"- [{clock(c.start_ms)}](#t) {_escaped(c.title)}" for c in episode.chapters
        )
    if episode.turns:
        yield "### Transcript"
    for turn in episode.turns:
        first, *more = map(_escaped, turn.paragraphs)
        opened = HEADS[head](clock(turn.start_ms or 0), f"**{_escaped(turn.speaker)}**")
        yield opened.replace("[", "\\[").replace("]", "\\]") + first
        yield from more

"""Quotes and transcripts as one HTML page: printable, light or dark, without scripts."""

from collections.abc import Iterable, Sequence

from reader.export.escaping import html_text
from reader.export.material import EpisodeQuotes, by_episode
from reader.links import link_to
from reader.model import PARAGRAPH_BREAK, Bookmark, Episode, Turn
from reader.timecode import timecode

NAME = "html"
TITLE = "Web page"
DESCRIPTION = "One page to read, print or send, light or dark as the reader has it."
SUFFIX = ".html"

_STYLE = """
:root { color-scheme: light dark; --text: #26231f; --page: #fffdf9; --quiet: #6a645b;
  --line: #e2dbd0; --mark: #b4541a; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e1d8; --page: #1d1b19;
  --quiet: #a49c90; --line: #3b3733; --mark: #e59a5c; } }
body { margin: 0 auto; padding: 3rem 1.25rem; max-width: 42rem; background: var(--page);
  color: var(--text); font: 1.0625rem/1.6 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 3rem 0 0.25rem; }
h1:first-child { margin-top: 0; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.75rem; }
.about, .signed, dl { color: var(--quiet); font: 0.875rem/1.5 system-ui, sans-serif; }
.about { margin: 0 0 2rem; }
figure { margin: 0 0 1.75rem; padding: 0 0 1.5rem; border-bottom: 1px solid var(--line);
  break-inside: avoid; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--mark); }
p { margin: 0 0 0.75rem; white-space: pre-line; }
blockquote p:last-child { margin-bottom: 0; }
.signed { margin: 0.6rem 0 0; }
.note { margin: 0.75rem 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.75rem; margin: 0.5rem 0 0; }
dd { margin: 0; }
a { color: var(--mark); }
@media print { :root { --text: #000; --page: #fff; --quiet: #444; --line: #bbb; --mark: #000; }
  body { padding: 0; max-width: none; font-size: 11pt; } a { text-decoration: none; } }
"""


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return a page of the quotes, by episode."""
    groups = by_episode(bookmarks)
    title = groups[0].title if len(groups) == 1 else "Quotes"
    return _page(title, (line for group in groups for line in _episode(group)))


def transcript(episode: Episode) -> str:
    """Return a page with all that is said in an episode."""
    lines = _head(episode.title, episode.show, str(episode.date or ""))
    chapters = list(episode.chapters)
    for turn in episode.turns:
        while chapters and chapters[0].start_ms <= turn.start_ms:
            lines.append(f"<h2>{html_text(chapters.pop(0).title)}</h2>")
        lines += _turn(turn, episode.duration_ms)
    return _page(episode.title, lines, episode.language)


def _page(title: str, lines: Iterable[str], language: str = "") -> str:
    spoken = f' lang="{html_text(language)}"' if language else ""
    safety = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f"<html{spoken}>",
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{safety}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html_text(title) or 'Untitled'}</title>",
            f"<style>{_STYLE}</style></head>",
            "<body>",
            *lines,
            "</body></html>\n",
        ]
    )


def _head(title: str, show: str, date: str) -> list[str]:
    about = " · ".join(part for part in (html_text(show), date) if part)
    lines = [f"<h1>{html_text(title) or 'Untitled'}</h1>"]
    return [*lines, f'<p class="about">{about}</p>'] if about else lines


def _episode(group: EpisodeQuotes) -> list[str]:
    lines = _head(group.title, group.show, str(group.date or ""))
    for bookmark in group.bookmarks:
        lines += _figure(bookmark)
    return lines


def _figure(bookmark: Bookmark) -> list[str]:
    quote = bookmark.quote
    name = f"{html_text(quote.speaker)}, " if quote.speaker.strip() else ""
    link = f'<a href="{html_text(link_to(bookmark))}">{timecode(quote.start_ms)}</a>'
    lines = [f'<figure id="{html_text(bookmark.id)}">']
    lines += ["<blockquote>", *_paragraphs(quote.text), "</blockquote>"] if quote.text else []
    lines += [f'<figcaption><p class="signed">{name}{link}</p>']
    if bookmark.note:
        lines += ['<div class="note">', *_paragraphs(bookmark.note), "</div>"]
    return [*lines, *_fields(bookmark), "</figcaption></figure>"]


def _fields(bookmark: Bookmark) -> list[str]:
    told = (
        ("Chapter", bookmark.quote.chapter),
        ("Tags", ", ".join(bookmark.tags)),
        ("Colour", bookmark.colour),
    )
    rows = [f"<dt>{name}</dt><dd>{html_text(value)}</dd>" for name, value in told if value]
    return ["<dl>", *rows, "</dl>"] if rows else []


def _turn(turn: Turn, like_ms: int) -> list[str]:
    name = f"<strong>{html_text(turn.speaker)}</strong> " if turn.speaker else ""
    signed = f'<p class="signed">{name}{timecode(turn.start_ms, like_ms=like_ms)}</p>'
    return [signed, *_paragraphs(turn.text)]


def _paragraphs(text: str) -> list[str]:
    return [f"<p>{html_text(part)}</p>" for part in text.split(PARAGRAPH_BREAK) if part.strip()]

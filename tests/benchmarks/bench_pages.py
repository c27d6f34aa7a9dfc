"""Measure how fast a page of 200 KB is read, as text, as HTML and as Markdown."""

import re
import sys
from collections.abc import Callable

from _episodes import SEED, conversation, page_html, page_markdown, page_text
from _figures import Figure, report, timed_ms
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from reader.formats import Source, read
from reader.model import EpisodeDraft

PAGE_BYTES = 200_000
LIMIT_MS = 50
ROUNDS = 9
_TURN_HEAD = re.compile(r"(\d+):(\d\d):(\d\d) ([^:]{1,60}): (.*)")


def conversation_of(size: int, render: Callable[[EpisodeDraft], str]) -> EpisodeDraft:
    """Return a conversation whose page has about `size` bytes."""
    hours = 2.0
    for _ in range(4):
        hours *= size / len(render(conversation(hours)).encode())
    return conversation(hours)


def bare_text(page: str) -> None:
    """Do the least that any reader of text does: a regular expression for each line."""
    for line in page.splitlines():
        _TURN_HEAD.match(line)


def bare_html(page: str) -> None:
    """Do the least that any reader of HTML does: parse, and take the text out."""
    body = LexborHTMLParser(page).body
    assert body is not None
    body.text()


def bare_markdown(page: str) -> None:
    """Do the least that any reader of Markdown does: parse it into tokens."""
    MarkdownIt("commonmark").parse(page)


def reading(page: str, episode: EpisodeDraft) -> float:
    """Return how long a page takes to be read; make sure that it is read, and whole."""
    found = read(Source.from_text(page))
    if len(found) != 1 or len(found[0].turns) != len(episode.turns):
        turns = [len(one.turns) for one in found]
        raise ValueError(f"The page was read as {turns} turns, not {len(episode.turns)}.")
    return timed_ms(lambda: read(Source.from_text(page)), ROUNDS)


def measure() -> list[Figure]:
    """Return the figures."""
    kinds = (
        ("text", page_text, bare_text, "a regular expression for each line"),
        ("HTML", page_html, bare_html, "selectolax parsing it and giving its text"),
        ("Markdown", page_markdown, bare_markdown, "markdown-it parsing it"),
    )
    figures = []
    for name, render, bare, least in kinds:
        episode = conversation_of(PAGE_BYTES, render)
        page = render(episode)
        figures.append(
            Figure(
                f"{name}, {len(page.encode()) / 1000:.0f} KB, {len(episode.turns)} turns",
                reading(page, episode),
                against=least,
                baseline=timed_ms(lambda: bare(page), ROUNDS),  # noqa: B023 (called here)
                limit=LIMIT_MS,
            )
        )
    return figures


def main() -> int:
    """Print the section and return the exit status."""
    remark = f"Recognised among all formats and read; medians of {ROUNDS}, from the seed {SEED}."
    return report("Reading a page", remark, measure())


if __name__ == "__main__":
    sys.exit(main())

"""Our Markdown: by episode, legible, and read back."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bookmark_samples import BOOKMARK, bookmark, quotes, written
from hypothesis import given
from hypothesis import strategies as st

from reader.bringing import BookmarkFile
from reader.bringing.own_markdown import read
from reader.export import Material
from reader.export.markdown import quotes as markdown_of
from reader.export.obsidian import fill
from reader.model import Bookmark, Placed, Quote

PAGE = """\
# The last ferry of the winter

- Show: Night Ferry
- Date: 2026-01-27

<!-- earmark 0123456789ab 750123 770456 20260127T183005.000250Z -->

> The ice is thin.
>
> Mind the step.

— **Ida Holm**, [12:30](earmark://episode/e1?t=750.123&b=0123456789ab)

- Chapter: Open water
- Tags: ice, to quote
- Colour: amber

**Note:** for the article
"""


def read_back(text: str) -> tuple[Bookmark, ...]:
    return read(BookmarkFile(Path("/quotes.md"), text, datetime(2026, 2, 1, tzinfo=UTC)))


def told(bookmark: Bookmark) -> Bookmark:
    """Return what Markdown tells of a bookmark: names in one line, no place in a transcript."""
    quote = bookmark.quote
    speaker, chapter = (" ".join(text.split()) for text in (quote.speaker, quote.chapter))
    times = (quote.start_ms, quote.end_ms)
    return replace(
        bookmark,
        quote=Quote(*times, quote.text, speaker, chapter, placed=Placed.EXACT),
        changed_at=bookmark.created_at,
        episode_title=" ".join(bookmark.episode_title.split()) or "Untitled",
        show=" ".join(bookmark.show.split()),
        tags=tuple(tag for tag in (" ".join(tag.split()) for tag in bookmark.tags) if tag),
        colour=" ".join(bookmark.colour.split()),
    )


def test_a_quote_looks_like_this():
    assert markdown_of([BOOKMARK]) == PAGE


@given(st.lists(st.builds(lambda *made: made, quotes(), written, written, written), max_size=3))
def test_what_is_told_comes_back(made):
    known = [
        replace(BOOKMARK, id=f"{n:012x}", quote=quote, note=note, tags=(tag, "b"), colour=colour)
        for n, (quote, note, tag, colour) in enumerate(made)
    ]
    found = {one.id: one for one in read_back(markdown_of(known))}
    assert found == {one.id: told(one) for one in known}


def test_titles_and_shows_go_with_their_quotes():
    others = [
        bookmark(1),
        bookmark(2, episode="e2", episode_title="# Fog | *horns*", show="", date=None),
        bookmark(3, episode=None, episode_title="Gone", show="Old & new"),
    ]
    found = {one.id: one for one in read_back(markdown_of(others))}
    assert found == {one.id: told(one) for one in others}


def test_a_hand_may_have_changed_much():
    changed = PAGE.replace("> The ice is thin.", ">The ice is *very* thin.\n> Really.").replace(
        "**Note:** for the article", "**Note:** for her\n\n## my heading\n\nmore"
    )
    (found,) = read_back(changed.replace("\n- Colour: amber", ""))
    assert found.quote.text == "The ice is *very* thin.\nReally.\n\nMind the step."
    assert found.note == "for her\n\n## my heading\n\nmore"
    assert found.colour == ""
    assert found.episode == "e1"


def test_the_notes_for_obsidian_are_read_as_well(tmp_path):
    known = bookmark(1, tags=("ice", "42"), note="mine")
    (path,) = fill(tmp_path, Material((known,))).paths
    (found,) = read_back(path.read_text(encoding="utf-8"))
    assert found == told(known)


def test_a_mere_moment_has_no_quotation():
    moment = bookmark(1, text="", speaker="", chapter="", note="", tags=(), colour="")
    assert ">" not in markdown_of([moment]).split("-->")[1]
    assert read_back(markdown_of([moment])) == (told(moment),)

"""Our JSON is complete: any bookmark comes back as it was; damage is named by its line."""

import json
from pathlib import Path

import pytest
from bookmark_samples import bookmark, some_bookmarks
from hypothesis import given

from reader.bringing import BookmarkFile, kind_of
from reader.bringing.own_json import read
from reader.errors import BookmarkFileError
from reader.export.bookmark_json import quotes


def file(text: str) -> BookmarkFile:
    return BookmarkFile(Path("/quotes.json"), text)


@given(some_bookmarks())
def test_any_bookmark_comes_back_whole(bookmarks):
    assert read(file(quotes(bookmarks))) == tuple(bookmarks)


def test_a_bookmark_is_a_line():
    text = quotes([bookmark(1, note="two\nlines"), bookmark(2)])
    assert len(text.splitlines()) == 4


GOOD = quotes([bookmark(1), bookmark(2), bookmark(3)])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"id": "000000000002"', '"id": 2', "line 3, “id” is no text"),
        ('"id": "000000000002"', '"id": "../x"', "line 3, “id” is no bookmark's id"),
        ('"start_ms": 2000', '"start_ms": "2"', "line 3, “start_ms” is no whole number"),
        ('"start_ms": 2000', '"start_ms": true', "line 3, “start_ms”"),
        ('"start_ms": 2000', '"start_ms": 99000', "line 3, the bookmark ends before"),
        ('"start_ms": 3000', f'"start_ms": {2**60}', "line 4, “start_ms”"),
        ('"note": "for', '"note": ["for"], "x": "', "line 2, “note” is no text"),
        ('"note": "for', '"note": "\\ud800', "line 2, “note” has half a character"),
        ('"created": "2026', '"created": "soon', "line 2, “created” is no moment"),
        ('"date": "2026-01-27"', '"date": "27.1."', "line 2, “date” is no day"),
        ('"tags": [', '"tags": 5, "x": [', "line 2, “tags” is no list"),
        ('"tags": [', '"tags": [7, ', "line 2, “tags” is no text"),
        ('"placed": "exact"', '"placed": "here"', "line 2, “placed”"),
        ('"place": [1, 3, ', '"place": [1, -3, ', "line 2, “place”"),
        ('"place": [1, 3, ', '"place": [', "line 2, “place” is no list of four"),
        ("{", "[", "line 1 is no JSON"),
        ('"version": 1', '"version": 2', "newer Earmark"),
        ('"version": 1', '"version": null', "does not say its version"),
        ('"version": 1', '"version": true', "does not say its version"),
        ("earmark bookmarks", "others", "no bookmarks of Earmark's"),
        ('"bookmarks": [', '"bookmarks": 5, "x": [', "no list of bookmarks"),
        ('"bookmarks": [', '"bookmarks": [5, ', "line 1, there is no bookmark"),
    ],
)
def test_damage_is_named(old, new, says):
    damaged = GOOD.replace(old, new, 1)
    assert damaged != GOOD
    with pytest.raises(BookmarkFileError, match=says) as caught:
        read(file(damaged))
    assert "/quotes.json" in str(caught.value)
    assert "Nothing was brought in" in str(caught.value)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' * 100_000, GOOD[:-20], "{}", "[]", "{"])
def test_what_is_no_such_file_is_a_sentence(text):
    with pytest.raises(BookmarkFileError):
        read(file(text))


def test_another_program_may_have_sorted_and_indented_it():
    comment = "<!-- earmark 000000000001 1 2 20260101T000000Z -->"
    one = bookmark(1, note=f"🎧 0:12 - 0:15\n- 0:12 see {comment}")
    text = json.dumps(json.loads(quotes([one])), sort_keys=True, indent=2)
    assert kind_of(file(text)).read(file(text)) == (one,)

"""Bookmarks as JSON, complete: what one library writes another brings in without loss.

A file is an object with `format`, `version` and `bookmarks`, one bookmark a line, so that a
damaged line can be named. Times are milliseconds, moments are ISO 8601 in UTC.
"""

import datetime as dt
import json
from collections.abc import Sequence

from reader.model import Bookmark, Episode, Turn

NAME = "json"
TITLE = "JSON"
DESCRIPTION = "Everything, for other programs; Earmark brings it in again without loss."
SUFFIX = ".json"

FORMAT, VERSION = "earmark bookmarks", 1


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return the bookmarks in the order given."""
    head = f'{{"format": {json.dumps(FORMAT)}, "version": {VERSION}, "bookmarks": ['
    lines = ",\n".join(_line(bookmark_record(bookmark)) for bookmark in bookmarks)
    return f"{head}\n{lines}\n]}}\n"


def transcript(episode: Episode) -> str:
    """Return an episode with its chapters and all turns."""
    record = {
        "format": "earmark transcript",
        "version": VERSION,
        "id": episode.id,
        "title": episode.title,
        "show": episode.show,
        "date": _day(episode.date),
        "duration_ms": episode.duration_ms,
        "language": episode.language,
        "notes": episode.notes,
        "chapters": [
            {"title": chapter.title, "start_ms": chapter.start_ms, "end_ms": chapter.end_ms}
            for chapter in episode.chapters
        ],
        "turns": [_turn(turn) for turn in episode.turns],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def bookmark_record(bookmark: Bookmark) -> dict[str, object]:
    """Return all of a bookmark, by the names that other programs rely on."""
    quote, place = bookmark.quote, bookmark.quote.place
    return {
        "id": bookmark.id,
        "episode": bookmark.episode,
        "episode_title": bookmark.episode_title,
        "show": bookmark.show,
        "date": _day(bookmark.date),
        "start_ms": quote.start_ms,
        "end_ms": quote.end_ms,
        "text": quote.text,
        "speaker": quote.speaker,
        "chapter": quote.chapter,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "colour": bookmark.colour,
        "created": bookmark.created_at.isoformat(),
        "changed": bookmark.changed_at.isoformat(),
        "placed": quote.placed.value,
        "place": None
        if place is None
        else [place.first_turn, place.first_offset, place.last_turn, place.last_offset],
        "before": quote.before,
        "after": quote.after,
        "transcript": quote.transcript,
    }


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _turn(turn: Turn) -> dict[str, object]:
    return {
        "speaker": turn.speaker,
        "start_ms": turn.start_ms,
        "end_ms": turn.end_ms,
        "timing": turn.timing.value,
        "text": turn.text,
    }

"""Our own JSON: every bookmark as it was, or a sentence about the line that is damaged."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from reader.bringing import BookmarkFile
from reader.export.bookmark_json import FORMAT, VERSION
from reader.model import Bookmark, Placed, Quote, TurnRange

NAME = "Earmark's JSON"

_HIGHEST = 2**53
_ID = re.compile(r"[0-9a-f]{12}", re.ASCII)
_LIST = re.compile(r'"bookmarks"\s*:\s*\[')
_NAMED = re.compile(rf'"format"\s*:\s*"{FORMAT}"')
_BETWEEN = re.compile(r"[\s,]*")


class _WrongValueError(ValueError):
    """Something in a record is not what it should be; the message says what."""


def confidence(text: str) -> float:
    """Be sure of what names our format, and claim any JSON, to say what is wrong with it."""
    if text.lstrip()[:1] not in ("{", "["):
        return 0.0
    # Programs that sort names put the format last; the notes before it may look like anything.
    return 1.0 if _NAMED.search(text) else 0.2


def read(file: BookmarkFile) -> tuple[Bookmark, ...]:
    """Read all bookmarks, or raise BookmarkFileError, which names the first line that is wrong."""
    try:
        whole = json.loads(file.text)
    except json.JSONDecodeError as error:
        raise file.error(
            f"is damaged: line {error.lineno} is no JSON ({error.msg}). Export it again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise file.error("is damaged: it is no JSON that can be read. Export it again.") from error
    _check_head(file, whole)
    return tuple(_bookmarks(file))


def _check_head(file: BookmarkFile, whole: Any) -> None:
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise file.error("is JSON, but holds no bookmarks of Earmark's. Choose another file.")
    version = whole.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise file.error("is damaged: it does not say its version. Export it again.")
    if version > VERSION:
        raise file.error("was written by a newer Earmark than this one. Bring this one up to date.")
    if not isinstance(whole.get("bookmarks"), list):
        raise file.error("is damaged: it has no list of bookmarks. Export it again.")


def _bookmarks(file: BookmarkFile) -> Iterator[Bookmark]:
    """Yield the list's records, each with its place in the text known."""
    found = _LIST.search(file.text)
    if found is None:  # the name is written with escapes
        raise file.error("is damaged: its list of bookmarks cannot be found. Export it again.")
    decoder, at = json.JSONDecoder(), found.end()
    while True:
        between = _BETWEEN.match(file.text, at)
        at = between.end() if between else at
        if file.text[at] == "]":
            return
        record, end = decoder.raw_decode(file.text, at)
        try:
            yield _bookmark(record)
        except _WrongValueError as wrong:
            line = file.text.count("\n", 0, at) + 1
            raise file.error(
                f"is damaged: in line {line}, {wrong}. Mend that line, or export it again."
            ) from wrong
        at = end


def _bookmark(record: Any) -> Bookmark:
    if not isinstance(record, dict):
        raise _WrongValueError("there is no bookmark")
    id_, episode = _text(record, "id", None), record.get("episode")
    if not _ID.fullmatch(id_):
        raise _WrongValueError("“id” is no bookmark's id")
    if episode is not None:
        episode = _text(record, "episode", None)
    created = _moment(record, "created", None)
    return Bookmark(
        id_,
        _quote(record),
        episode,
        _text(record, "episode_title"),
        _text(record, "show"),
        _day(record),
        created,
        _moment(record, "changed", created),
        _text(record, "note"),
        _tags(record),
        _text(record, "colour"),
    )


def _quote(record: dict[str, Any]) -> Quote:
    start_ms, end_ms = (
        _whole(record.get("start_ms"), "start_ms"),
        _whole(record.get("end_ms"), "end_ms"),
    )
    if end_ms < start_ms:
        raise _WrongValueError("the bookmark ends before it starts")
    try:
        placed = Placed(record.get("placed", Placed.EXACT))
    except ValueError as error:
        raise _WrongValueError("“placed” is none of exact, unsure and lost") from error
    return Quote(
        start_ms,
        end_ms,
        _text(record, "text"),
        _text(record, "speaker"),
        _text(record, "chapter"),
        _place(record.get("place")),
        _text(record, "before"),
        _text(record, "after"),
        _text(record, "transcript"),
        placed,
    )


def _place(value: Any) -> TurnRange | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise _WrongValueError("“place” is no list of four numbers")
    return TurnRange(*(_whole(number, "place") for number in value))


def _text(record: dict[str, Any], name: str, default: str | None = "") -> str:
    value = record.get(name, default)
    if not isinstance(value, str):
        raise _WrongValueError(f"“{name}” is no text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _WrongValueError(f"“{name}” has half a character") from error
    return value.replace("\0", "\ufffd")


def _tags(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("tags", [])
    if not isinstance(value, list):
        raise _WrongValueError("“tags” is no list")
    return tuple(_text({"tags": tag}, "tags", None) for tag in value)


def _whole(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _HIGHEST:
        raise _WrongValueError(f"“{name}” is no whole number from 0 on")
    return value


def _moment(record: dict[str, Any], name: str, default: datetime | None) -> datetime:
    if default is not None and name not in record:
        return default
    try:
        moment = datetime.fromisoformat(_text(record, name, None))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _WrongValueError(f"“{name}” is no moment such as 2026-01-27T18:30:00Z") from error


def _day(record: dict[str, Any]) -> date | None:
    if record.get("date") is None:
        return None
    try:
        return date.fromisoformat(_text(record, "date"))
    except ValueError as error:
        raise _WrongValueError("“date” is no day such as 2026-01-27") from error

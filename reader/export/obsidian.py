"""A folder of notes for Obsidian and the like: one per episode, updated in place.

Each quote stands between two markers that Obsidian does not show. Only what is between a pair
is ever written again; all else in a note belongs to the person, byte for byte: what stands
before, after and between the quotes, and the front matter. A note is found again by the episode's
id in its front matter, or else by the quotes in it, whatever it is called and wherever in the
folder it was moved.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from reader.errors import ExportError
from reader.export import Filled, Material
from reader.export.escaping import yaml_text
from reader.export.file_names import folded, free_name, safe_name
from reader.export.markdown import heading
from reader.export.material import EpisodeQuotes, by_episode
from reader.export.quote_markdown import HEAD, quote_block
from reader.export.whole_files import write_whole
from reader.model import Bookmark

NAME = "obsidian"
TITLE = "Notes for Obsidian"
DESCRIPTION = "A folder with a note per episode; what you write between the quotes is kept."
SUFFIX = ""

_MARKER = re.compile(r"%% earmark (?P<id>[0-9a-f]{12}) (?P<side>begin|end) %%")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"^earmark:[ \t]*[\"']?(?P<id>[0-9A-Za-z_-]+)[\"']?[ \t]*\r?$", re.MULTILINE)
_LONGEST_FRONT = 16_384


@dataclass(frozen=True, slots=True)
class _Block:
    """A quote in a note: `text[start:end]` is what stands between its markers, and they."""

    id: str
    start: int
    end: int


def fill(folder: Path, material: Material) -> Filled:
    """Write a note for each episode, or bring it up to date. Raise ExportError.

    Quotes that were deleted since stay in the notes, and so do those that are not wanted now.
    """
    groups = by_episode(material.bookmarks)
    known = _notes_of(groups, folder)
    taken = {folded(name) for name in _names_in(folder)}
    paths, count = [], 0
    for group in groups:
        path = known.get(_name_of(group))
        if path is None:
            path = folder / free_name(safe_name(group.title), ".md", taken)
            taken.add(folded(path.name))
            _write(path, new_note(group))
        else:
            text = _read(path)
            changed = updated(text, group.bookmarks)
            if changed != text:
                _write(path, changed)
        paths.append(path)
        count += len(group.bookmarks)
    return Filled(tuple(paths), count)


def new_note(group: EpisodeQuotes) -> str:
    """Return the note of an episode that has none yet."""
    front = [f"earmark: {yaml_text(_name_of(group))}"]
    front += [f"title: {_field(group.title)}"]
    front += [f"show: {_field(group.show)}"] if group.show else []
    front += [f"date: {group.date}"] if group.date else []
    blocks = ["\n".join(["---", *front, "---"]), heading(group.title)]
    blocks += [_marked(bookmark, "\n") for bookmark in group.bookmarks]
    return "\n\n".join(blocks) + "\n"


def _field(text: str) -> str:
    """Return a field of the front matter, without what could be taken for a marker."""
    return yaml_text(text).replace("%%", "%\\u0025")


def updated(text: str, bookmarks: tuple[Bookmark, ...]) -> str:
    """Return a note with these quotes in it, by their start; nothing outside a pair changes.

    A new quote goes before the first that comes after it, so that what was written below the
    quote before stays with that; or else to the end.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    wholes = {bookmark.id: _marked(bookmark, newline) for bookmark in bookmarks}
    blocks = list(_blocks(text))
    there = {block.id for block in blocks}
    new = sorted((one for one in bookmarks if one.id not in there), key=_place)
    changes = [(block.start, block.end, wholes[block.id]) for block in blocks if block.id in wholes]
    inserted = _before(_places(text, blocks, bookmarks), new)
    changes += [(at, at, wholes[one.id] + newline * 2) for at, one in inserted]
    text = _with_changes(text, changes)
    for one in new[len(inserted) :]:
        parting = "" if text.endswith(newline * 2) else newline * (1 if text.endswith("\n") else 2)
        text += f"{parting}{wholes[one.id]}{newline}"
    return text


def _places(
    text: str, blocks: list[_Block], bookmarks: tuple[Bookmark, ...]
) -> list[tuple[int, tuple[int, int]]]:
    """Return where each quote of a note stands in it, and its times: those of now, or as noted."""
    now = {bookmark.id: _place(bookmark) for bookmark in bookmarks}
    found = []
    for block in blocks:
        head = HEAD.search(text, block.start, block.end)
        if block.id in now or head:
            noted = (int(head[2]), int(head[3])) if head else (0, 0)
            found.append((block.start, now.get(block.id, noted)))
    return found


def _before(
    known: list[tuple[int, tuple[int, int]]], new: list[Bookmark]
) -> list[tuple[int, Bookmark]]:
    """Return where each new quote goes, up to the first that comes after all; `new` by start."""
    latest = list(accumulate((place for _, place in known), max))
    found = [(bisect_right(latest, _place(one)), one) for one in new]
    return [(known[number][0], one) for number, one in found if number < len(known)]


def _place(bookmark: Bookmark) -> tuple[int, int]:
    return bookmark.quote.start_ms, bookmark.quote.end_ms


def _with_changes(text: str, changes: list[tuple[int, int, str]]) -> str:
    """Put other words in the place of some; of two at the same place the first comes first."""
    parts, at = [], 0
    for start, end, words in sorted(changes, key=lambda change: change[:2]):
        parts += [text[at:start], words]
        at = end
    return "".join([*parts, text[at:]])


def _marked(bookmark: Bookmark, newline: str) -> str:
    begin, end = (f"%% earmark {bookmark.id} {side} %%" for side in ("begin", "end"))
    return newline.join([begin, "", *quote_block(bookmark, hashtags=True), "", end])


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the quotes between a whole pair of markers; one that lost its fellow is no pair."""
    markers = list(_MARKER.finditer(text))
    for first, second in pairwise(markers):
        if (first["side"], second["side"]) == ("begin", "end") and first["id"] == second["id"]:
            yield _Block(first["id"], first.start(), second.end())


def _name_of(group: EpisodeQuotes) -> str:
    return group.id or _stand_in(group)


def _stand_in(group: EpisodeQuotes) -> str:
    """Return what stands for an episode that is gone: the first of its quotes that was made."""
    first = min(group.bookmarks, key=lambda one: (one.created_at, one.id))
    return f"quotes-{first.id}"


# The folder


def _notes_of(groups: Sequence[EpisodeQuotes], folder: Path) -> dict[str, Path]:
    """Return the notes that the groups have already, by the groups' names.

    An episode that was removed, or imported again, has another id than its note: such a note is
    known by any of the quotes in it.
    """
    known = dict(_notes_in(folder))
    missing = [group for group in groups if _name_of(group) not in known]
    left = known.keys() - {_name_of(group) for group in groups}
    if missing and left:
        holding = {block.id: known[n] for n in sorted(left) for block in _blocks(_read(known[n]))}
        for group in missing:
            found = [holding[one.id] for one in group.bookmarks if one.id in holding]
            known |= {_name_of(group): path for path in found[:1]}
    return known


def _names_in(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names are enough


def _notes_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the notes that were written here before, also in folders below, by episode."""
    for where, folders, names in os.walk(folder, topdown=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names, reverse=True):
            if name.endswith(".md") and not name.startswith("."):
                path = Path(where, name)
                episode = _episode_of(path)
                if episode is not None:
                    yield episode, path


def _episode_of(path: Path) -> str | None:
    """Return the episode that a note is about, or None for any other file."""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST_FRONT).decode("utf-8", "surrogateescape")
    except OSError:
        return None  # a file that may not be read is not one of ours
    front = _FRONT.match(text)
    found = _ID.search(front["fields"]) if front else None
    return found["id"] if found else None


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise ExportError(
            f"{path} cannot be read ({error.strerror}); it was not changed. Check the file.", path
        ) from error


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode("utf-8", "surrogateescape"))

"""`earmark bookmark …`: keep, list, change and remove quotes, for people and for programs."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import groupby

from reader.bookmark_colours import COLOURS
from reader.commands.argument_types import position
from reader.commands.context import Context
from reader.commands.declaring import EPISODE_HELP, Commands, add_episode, add_json
from reader.console import Console
from reader.counting import counted
from reader.errors import LibraryError
from reader.export.bookmark_json import bookmark_record
from reader.library import Library
from reader.library.shelving import KEPT_AFTER_REMOVAL
from reader.model import Bookmark, Placed, Quote
from reader.quotes.ranging import quote_between
from reader.shelves.tags import clean_tags
from reader.timecode import timecode

NONE = "none"
_FROM_INPUT = "-"
_TOLD = (
    *("id", "episode", "start_ms", "end_ms", "text", "speaker", "chapter", "note", "tags"),
    *("colour", "created", "placed"),
)
_PLACED = {Placed.EXACT: "", Placed.UNSURE: "place not sure", Placed.LOST: "to place again"}


def declare_bookmark(commands: Commands) -> Commands:
    """Declare `earmark bookmark …`, which lists where nothing else is asked; return its room."""
    what = "keep, list, change, remove or import quotes"
    parser = commands.add("bookmark", bookmark_list_command, what)
    parser.set_defaults(episode=None, tag=[], placed=None, json=False)
    within = commands.within(parser)
    _declare_add(within)
    _declare_list(within)
    _declare_edit(within)
    _declare_removing(within)
    return within


def _declare_add(commands: Commands) -> None:
    parser = commands.add("add", bookmark_add_command, "keep what is said at a time")
    add_episode(parser)
    _add_range(parser, is_needed=True)
    _add_content(parser)


def _declare_list(commands: Commands) -> None:
    parser = commands.add("list", bookmark_list_command, "list bookmarks")
    parser.add_argument("--episode", metavar="EPISODE", help=EPISODE_HELP)
    parser.add_argument(
        "--placed",
        choices=[placed.value for placed in Placed],
        help="only those whose place in the transcript is so sure; lost: to place again",
    )
    _add_tags(parser)
    add_json(parser)


def _declare_edit(commands: Commands) -> None:
    parser = commands.add("edit", bookmark_edit_command, "change a bookmark")
    parser.add_argument("id", metavar="ID", help="as `earmark bookmark list` shows it")
    what = "a tag to take off"
    parser.add_argument("--untag", action="append", default=[], metavar="TAG", help=what)
    _add_range(parser, is_needed=False)
    _add_content(parser)


def _declare_removing(commands: Commands) -> None:
    for name, run, what in (
        ("remove", bookmark_remove_command, "remove bookmarks"),
        ("bring-back", bookmark_bring_back_command, "bring removed bookmarks back"),
    ):
        parser = commands.add(name, run, what)
        parser.add_argument("ids", nargs="+", metavar="ID", help="a bookmark's id")
        parser.set_defaults(json=False)


def _add_range(parser: ArgumentParser, *, is_needed: bool) -> None:
    for name, where, what in (
        ("--at", "start_ms", "when it begins, as 1:02:03, 12:30 or seconds"),
        ("--to", "end_ms", "when it ends; without it: with the sentence"),
    ):
        required = is_needed and name == "--at"
        parser.add_argument(
            name, dest=where, type=position, required=required, metavar="TIME", help=what
        )


def _add_content(parser: ArgumentParser) -> None:
    parser.add_argument("--note", metavar="TEXT", help="a note; “-”: what is piped in")
    parser.add_argument("--colour", metavar="NAME", help=", ".join((*COLOURS, NONE)))
    _add_tags(parser)
    add_json(parser)


def _add_tags(parser: ArgumentParser) -> None:
    what = "a tag; may be given several times"
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help=what)


def bookmark_add_command(context: Context) -> int:
    """Keep what is said at a time, or in a range."""
    args = context.args
    note, colour = _note(args.note), _colour(args.colour)
    with context.library_to_change() as library:
        episode = library.episode(library.find(args.episode))
        quote = quote_between(episode, args.start_ms, args.end_ms)
        kept = library.add_bookmark(
            episode.id, quote, note=note or "", tags=args.tag, colour=colour or ""
        )
    _tell("kept", kept, context)
    return 0


def bookmark_list_command(context: Context) -> int:
    """List bookmarks: of one episode, with some tags, or all."""
    args = context.args
    with context.library_to_read() as library:
        episode = library.find(args.episode) if args.episode is not None else None
        listed = _tagged(library.bookmarks(episode), args.tag)
    if args.placed is not None:
        listed = tuple(b for b in listed if b.quote.placed == args.placed)
    if args.json:
        context.console.json([bookmark_json(bookmark) for bookmark in listed])
    elif listed:
        _print_list(listed, context.console)
    else:
        narrows = args.tag or args.placed or episode is not None
        how = "" if narrows else " To keep one: earmark bookmark add EPISODE --at 12:30"
        context.console.line(f"There are no {'such ' if narrows else ''}bookmarks.{how}")
    return 0


def bookmark_edit_command(context: Context) -> int:
    """Change the note, the tags, the colour or the range of a bookmark; the rest stays."""
    args = context.args
    note, colour = _note(args.note), _colour(args.colour)
    with context.library_to_change() as library:
        known = library.bookmark(args.id)
        changed = library.change_bookmark(
            known.id,
            quote=_other_range(library, known, args.start_ms, args.end_ms),
            note=note,
            tags=_other_tags(known, args.tag, args.untag),
            colour=colour,
        )
    _tell("changed", changed, context)
    return 0


def bookmark_remove_command(context: Context) -> int:
    """Remove bookmarks, all that are named or none, and say how they come back."""
    ids: list[str] = list(dict.fromkeys(context.args.ids))
    with context.library_to_change() as library:
        library.remove_bookmarks(ids)
    context.console.line(f"removed    {counted(len(ids), 'bookmark')}")
    them = "it" if len(ids) == 1 else "them"
    context.console.line(
        f"For {KEPT_AFTER_REMOVAL.days} days this brings {them} back: "
        f"earmark bookmark bring-back {' '.join(ids)}"
    )
    return 0


def bookmark_bring_back_command(context: Context) -> int:
    """Bring removed bookmarks back."""
    ids: list[str] = list(dict.fromkeys(context.args.ids))
    with context.library_to_change() as library:
        library.restore_bookmarks(ids)
        back = [library.bookmark(bookmark) for bookmark in ids]
    for bookmark in back:
        _tell("back", bookmark, context)
    return 0


def bookmark_json(bookmark: Bookmark) -> dict[str, object]:
    """Return a bookmark as other programs rely on it."""
    record = bookmark_record(bookmark)
    return {name: record[name] for name in _TOLD}


# What was typed


def _note(text: str | None) -> str | None:
    """Return a note; “-” stands for what comes on standard input, for a shell's lines are short."""
    return sys.stdin.read() if text == _FROM_INPUT else text


def _colour(name: str | None) -> str | None:
    """Return a colour by its name, "" for none. Raise LibraryError for one that is unknown."""
    if name is None:
        return None
    wanted = name.strip().casefold()
    if wanted in ("", NONE):
        return ""
    if wanted not in COLOURS:
        raise LibraryError(
            f"There is no colour “{name}”; choose one of {', '.join(COLOURS)}, or {NONE}."
        )
    return wanted


def _other_range(
    library: Library, known: Bookmark, start_ms: int | None, end_ms: int | None
) -> Quote | None:
    """Return the quote at another range, or None where none is asked for."""
    if start_ms is None and end_ms is None:
        return None
    if known.episode is None:
        raise LibraryError(
            f"The episode of bookmark {known.id} is gone, so its range cannot be chosen again; "
            "import the episode first."
        )
    if start_ms is None:
        start_ms = known.quote.start_ms
    return quote_between(library.episode(known.episode), start_ms, end_ms)


def _other_tags(
    known: Bookmark, added: Sequence[str], dropped: Sequence[str]
) -> tuple[str, ...] | None:
    if not added and not dropped:
        return None
    away = {tag.casefold() for tag in clean_tags(dropped)}
    return (*(tag for tag in known.tags if tag.casefold() not in away), *added)


def _tagged(bookmarks: Sequence[Bookmark], tags: Sequence[str]) -> tuple[Bookmark, ...]:
    """Return the bookmarks that have all of these tags; case does not matter."""
    wanted = {tag.casefold() for tag in clean_tags(tags)}
    return tuple(b for b in bookmarks if wanted <= {tag.casefold() for tag in b.tags})


# What is printed


def _tell(what: str, bookmark: Bookmark, context: Context) -> None:
    if context.args.json:
        context.console.json(bookmark_json(bookmark))
        return
    context.console.line(f"{what:9}  {bookmark.id}  {bookmark.episode_title}")
    _print_quote(bookmark, context.console)


def _print_list(bookmarks: Sequence[Bookmark], console: Console) -> None:
    for episode, group in groupby(_by_episode(bookmarks), key=_episode_of):
        console.line(" · ".join(filter(None, episode[1:])) or "Without an episode")
        for bookmark in group:
            facts = (bookmark.id, _when(bookmark.quote), bookmark.quote.speaker)
            remarks = (bookmark.colour, *bookmark.tags, _PLACED[bookmark.quote.placed])
            told = ", ".join(filter(None, remarks))
            line = "  ".join(filter(None, (*facts, f"[{told}]" if told else "")))
            console.line(f"  {line}")
            _print_quote(bookmark, console)
        console.line()
    console.line(f"{counted(len(bookmarks), 'bookmark')}.")


def _by_episode(bookmarks: Sequence[Bookmark]) -> list[Bookmark]:
    """Bring each episode's bookmarks together, by time; the episode of the newest comes first."""
    groups: dict[tuple[str, ...], list[Bookmark]] = {}
    for bookmark in bookmarks:
        groups.setdefault(_episode_of(bookmark), []).append(bookmark)
    return [b for group in groups.values() for b in sorted(group, key=_start)]


def _start(bookmark: Bookmark) -> int:
    return bookmark.quote.start_ms


def _episode_of(bookmark: Bookmark) -> tuple[str, ...]:
    day = bookmark.date.isoformat() if bookmark.date else ""
    gone = "no longer in the library" if bookmark.episode is None else ""
    return bookmark.episode or "", bookmark.episode_title, bookmark.show, day, gone


def _print_quote(bookmark: Bookmark, console: Console) -> None:
    for text, sign in ((bookmark.quote.text, "  "), (bookmark.note, "  ✎ ")):
        for line in console.wrapped(text) if text.strip() else ():
            console.line(f"  {sign}{line}".rstrip())


def _when(quote: Quote) -> str:
    start, end = timecode(quote.start_ms), timecode(quote.end_ms, like_ms=quote.start_ms)
    return start if start == end else f"{start}–{end}"

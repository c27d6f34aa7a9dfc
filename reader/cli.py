"""The `earmark` command: its arguments, its exit statuses, and the edge where errors end."""

import argparse
import codecs
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from reader.backups import advice_on_damage
from reader.bookmark_colours import COLOURS
from reader.commands.adding import import_command
from reader.commands.backing_up import backup_command, restore_command
from reader.commands.bookmarking import (
    NONE,
    bookmark_add_command,
    bookmark_bring_back_command,
    bookmark_edit_command,
    bookmark_list_command,
    bookmark_remove_command,
)
from reader.commands.browsing import list_command, show_command
from reader.commands.chapters import BY_RULES, chapters_command
from reader.commands.checking import doctor_command
from reader.commands.context import Context, PlayerKinds
from reader.commands.playing import play_command
from reader.commands.shelving import bring_back_command, remove_command, tag_command
from reader.commands.syncing import sync_command
from reader.commands.windows import demo_command, last_command, open_command
from reader.console import Console
from reader.doctor import package_version
from reader.errors import LibraryDamagedError, ReaderError
from reader.links import Link, is_link, parsed
from reader.model import Placed
from reader.sound import SoundSource
from reader.window import Window

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

_log = logging.getLogger(__name__)
_MOST_NUDGED_S = 36_000
_POSITION = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)", re.ASCII)

_LEFT_OUT = re.compile(r"-(?!h\Z)[^-\d].*", re.DOTALL)  # no other option has one hyphen


def run(
    argv: Sequence[str],
    *,
    players: PlayerKinds,
    window: Window | None = None,
    sound: SoundSource | None = None,
) -> int:
    """Run one command and return its exit status: 0 done, 1 something failed, 2 wrong usage.

    `players` makes the players this program offers, the favoured first, from further arguments
    for libVLC; `window` shows the window, `sound` makes what decodes audio; None: there is none.
    Raises nothing that is expected: each failure is one line on standard error.
    """
    console = Console()
    if os.environ.get("EARMARK_DEBUG"):
        logging.basicConfig()
        logging.getLogger("reader").setLevel(logging.DEBUG)
    try:
        args = _parser().parse_args(_with_words_told(argv))
        return _run_command(Context(args, console, players, window, sound))
    except SystemExit as done:  # argparse has printed help, or what is wrong
        return done.code if isinstance(done.code, int) else WRONG_USAGE
    except ReaderError as error:
        console.complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _stop_printing()
        return DONE  # whoever was reading has read enough
    except Exception as error:  # noqa: BLE001 - the edge of the program
        _log.debug("A bug ended the command", exc_info=True)
        console.complain(
            f"Earmark itself failed ({error!r}). Please report it, with what EARMARK_DEBUG=1 shows."
        )
        return FAILED


def _with_words_told(argv: Sequence[str]) -> list[str]:
    """Put a space before words that a search is to leave out: options begin as they do."""
    after = argv.index("search") + 1 if "search" in argv else len(argv)
    words = (f" {word}" if _LEFT_OUT.fullmatch(word) else word for word in argv[after:])
    return [*argv[:after], *words]


def _run_command(context: Context) -> int:
    """Run the command; a library that is found damaged gets what to do about it said as well."""
    command: Callable[[Context], int] = context.args.command
    try:
        return command(context)
    except LibraryDamagedError as error:
        advice = advice_on_damage(context.folder)
        raise LibraryDamagedError(f"{error} {advice}", error.path) from error


def _stop_printing() -> None:
    """Keep the interpreter from complaining when it flushes what nobody reads."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--library",
        type=_folder,
        metavar="DIR",
        help="the library's folder (default: EARMARK_LIBRARY, or the platform's place for data)",
    )
    parser = argparse.ArgumentParser(
        prog="earmark",
        description="Read transcripts of podcasts and interviews in step with the audio. "
        "Without a command: open the window on the episode read last.",
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_PrintVersion, help="print the version and end")
    parser.set_defaults(command=last_command)
    command = _adder(parser, shared)
    _add_importing(command)
    _add_browsing(command)
    _add_searching(command)
    _add_shelving(command)
    bookmark_command = _adder(_bookmark_parser(command), shared)
    _add_bookmarking(bookmark_command)
    _add_bringing(bookmark_command)
    _add_exporting(command)
    _add_backing_up(command)
    _add_playing(command)
    _add_syncing(command)
    _add_aligning(command)
    command("doctor", doctor_command, "say what works on this machine, and what to do")
    return parser


class _PrintVersion(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"earmark {package_version()}")
        parser.exit()


_AddCommand = Callable[[str, Callable[[Context], int], str], argparse.ArgumentParser]


def _adder(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> _AddCommand:
    """Return what adds commands to a parser, each with the arguments that all of them share."""
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def command(
        name: str, run_it: Callable[[Context], int], description: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name, parents=[shared], help=description, description=description, allow_abbrev=False
        )
        added.set_defaults(command=run_it)
        return added

    return command


def _add_importing(command: _AddCommand) -> None:
    opening = command("open", open_command, "add pages to the library and show them")
    opening.add_argument(
        "paths",
        nargs="*",
        type=_page_or_link,
        metavar="PAGE",
        help="a page, or a link such as earmark://episode/…?t=750",
    )
    importing = command("import", import_command, "add pages, audio or folders to the library")
    importing.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    for parser in (opening, importing):
        parser.add_argument("--audio", type=Path, metavar="FILE", help="the page's recording")
    opening.add_argument("--player", metavar="NAME", help=_PLAYER_HELP)
    _add_by_hand(importing)
    importing.add_argument(
        "--dry-run", action="store_true", help="only say what would be done with each file"
    )
    _add_json(importing)
    chapters = command("chapters", chapters_command, "show, add or choose an episode's chapters")
    chapters.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    chapters.add_argument("--add", type=Path, metavar="FILE", help="a file with chapters to add")
    chapters.add_argument(
        "--use", metavar="SOURCE", help=f"the list that holds; {BY_RULES}: what the rules say"
    )
    _add_json(chapters)


def _add_by_hand(importing: argparse.ArgumentParser) -> None:
    importing.add_argument(
        "--encoding", type=_encoding, metavar="NAME", help="the texts' encoding, such as cp1251"
    )
    importing.add_argument(
        "--language", default="", metavar="TAG", help="the texts' language, such as pt-BR"
    )
    importing.add_argument(
        "--speaker",
        type=_speaker,
        action="append",
        default=[],
        metavar="ID=NAME",
        help="the name of a speaker whom the files call ID; may be given several times",
    )


def _add_browsing(command: _AddCommand) -> None:
    listing = command("list", list_command, "list the library's episodes")
    listing.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="only those that have this tag"
    )
    _add_json(listing)
    showing = command("show", show_command, "print an episode's text")
    showing.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    _add_json(showing)


def _add_searching(command: _AddCommand) -> None:
    searching = command("search", _search_command, "find anything that was ever said")
    searching.add_argument(
        "query", nargs="+", metavar="QUERY", help='words, "exact phrases", speaker:lucas, -without'
    )
    searching.add_argument(
        "--limit", type=_count, default=20, metavar="N", help="how many hits at most (default: 20)"
    )
    reindexing = command("reindex", _reindex_command, "bring the search index up to date")
    reindexing.add_argument("--anew", action="store_true", help="build all of it anew")
    for parser in (searching, reindexing):
        _add_json(parser)


def _add_aligning(command: _AddCommand) -> None:
    aligning = command("align", _align_command, "find out from the sound when sentences begin")
    aligning.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    aligning.add_argument("--anew", action="store_true", help="also where it is known already")
    aligning.add_argument("--silences", action="store_true", help=_SILENCES_HELP)
    _add_json(aligning)


# What searches is loaded when it is asked for: NumPy and Whoosh take longer than most commands.


def _search_command(context: Context) -> int:
    from reader.commands.searching import search_command  # noqa: PLC0415

    return search_command(context)


def _reindex_command(context: Context) -> int:
    from reader.commands.indexing import reindex_command  # noqa: PLC0415

    return reindex_command(context)


def _align_command(context: Context) -> int:
    from reader.commands.aligning import align_command  # noqa: PLC0415

    return align_command(context)


def _add_shelving(command: _AddCommand) -> None:
    tagging = command("tag", tag_command, "show or change an episode's tags")
    removing = command("remove", remove_command, "take an episode out of the library")
    back = command("bring-back", bring_back_command, "bring a removed episode back")
    for parser in (tagging, removing):
        parser.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    for name in ("add", "remove"):
        what = f"a tag to {name}; may be given several times"
        tagging.add_argument(f"--{name}", action="append", default=[], metavar="TAG", help=what)
    _add_json(tagging)
    removing.add_argument(
        "--with-bookmarks", action="store_true", help="its bookmarks too; else they are kept"
    )
    back.add_argument(
        "episode",
        nargs="?",
        metavar="EPISODE",
        help=f"{_EPISODE_HELP}; without it: list those that can be brought back",
    )


def _bookmark_parser(command: _AddCommand) -> argparse.ArgumentParser:
    """Return the parser of `earmark bookmark`, which lists them where nothing else is asked."""
    parser = command(
        "bookmark", bookmark_list_command, "keep, list, change, remove or import quotes"
    )
    parser.set_defaults(episode=None, tag=[], placed=None, json=False)
    return parser


def _add_bookmarking(command: _AddCommand) -> None:
    adding = command("add", bookmark_add_command, "keep what is said at a time")
    adding.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    listing = command("list", bookmark_list_command, "list bookmarks")
    listing.add_argument("--episode", metavar="EPISODE", help=_EPISODE_HELP)
    listing.add_argument(
        "--placed",
        choices=[placed.value for placed in Placed],
        help="only those whose place in the transcript is so sure; lost: to place again",
    )
    editing = command("edit", bookmark_edit_command, "change a bookmark")
    editing.add_argument("id", metavar="ID", help="as `earmark bookmark list` shows it")
    editing.add_argument("--untag", action="append", default=[], metavar="TAG", help=_TAG_OFF)
    for parser in (adding, editing):
        _add_range(parser, is_needed=parser is adding)
        parser.add_argument("--note", metavar="TEXT", help="a note; “-”: what is piped in")
        parser.add_argument("--colour", metavar="NAME", help=", ".join((*COLOURS, NONE)))
    for parser in (adding, listing, editing):
        parser.add_argument("--tag", action="append", default=[], metavar="TAG", help=_TAG)
        _add_json(parser)
    for name, run_it, what in (
        ("remove", bookmark_remove_command, "remove bookmarks"),
        ("bring-back", bookmark_bring_back_command, "bring removed bookmarks back"),
    ):
        changing = command(name, run_it, what)
        changing.add_argument("ids", nargs="+", metavar="ID", help="a bookmark's id")
        changing.set_defaults(json=False)


def _add_range(parser: argparse.ArgumentParser, *, is_needed: bool) -> None:
    for name, where, what in (
        ("--at", "start_ms", "when it begins, as 1:02:03, 12:30 or seconds"),
        ("--to", "end_ms", "when it ends; without it: with the sentence"),
    ):
        required = is_needed and name == "--at"
        parser.add_argument(
            name, dest=where, type=_position, required=required, metavar="TIME", help=what
        )


def _add_backing_up(command: _AddCommand) -> None:
    backing = command("backup", backup_command, "write the whole library to one file")
    backing.add_argument("file", type=Path, metavar="FILE", help="an older backup is replaced")
    restoring = command("restore", restore_command, "put a backup in the library's place")
    restoring.add_argument(
        "file", type=Path, metavar="FILE", help="a backup; what is there now is kept as one"
    )


def _add_exporting(command: _AddCommand) -> None:
    exporting = command("export", _export_command, "write quotes or whole transcripts to files")
    exporting.add_argument("--format", metavar="NAME", help=_FORMAT_HELP)
    exporting.add_argument("--episode", metavar="EPISODE", help=_EPISODE_HELP)
    exporting.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="only what has this tag; given several times: all of them",
    )
    exporting.add_argument(
        "--transcript", action="store_true", help="whole transcripts instead of quotes"
    )
    exporting.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="a file, or a folder (name/ makes a new one); else standard output",
    )


def _export_command(context: Context) -> int:
    from reader.commands.exporting import export_command  # noqa: PLC0415

    return export_command(context)


def _add_bringing(command: _AddCommand) -> None:
    what = "bring bookmarks in, from Earmark's JSON or Markdown, Snipd or PodNotes"
    importing = command("import", _bring_bookmarks_command, what)
    importing.add_argument("file", type=Path, metavar="FILE", help="JSON or Markdown")
    importing.add_argument(
        "--dry-run", action="store_true", help="only say what would be brought in"
    )
    _add_json(importing)


def _bring_bookmarks_command(context: Context) -> int:
    from reader.commands.bringing import bring_bookmarks_command  # noqa: PLC0415

    return bring_bookmarks_command(context)


def _add_playing(command: _AddCommand) -> None:
    playing = command("play", play_command, "play an episode and read along in the terminal")
    playing.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    playing.add_argument(
        "--from",
        dest="start_ms",
        type=_position,
        default=0,
        metavar="TIME",
        help="where to begin, as 1:02:03, 12:30 or seconds",
    )
    _add_json(playing)
    demo = command("demo", demo_command, "open the episode that comes with the program")
    for parser in (playing, demo):
        parser.add_argument("--player", metavar="NAME", help=_PLAYER_HELP)
        parser.add_argument("--seconds", type=_seconds, metavar="N", help="stop after so long")


def _add_syncing(command: _AddCommand) -> None:
    syncing = command("sync", sync_command, "show or repair how transcript and audio go together")
    syncing.add_argument("episode", metavar="EPISODE", help=_EPISODE_HELP)
    anchor = "TEXT=AUDIO, as 12:30=13:05: when a moment of the transcript is heard; several times"
    syncing.add_argument(
        "--anchor", type=_anchor, action="append", default=[], metavar="TIMES", help=anchor
    )
    removal = "take back the anchor at this time of the transcript; several times"
    syncing.add_argument(
        "--remove", type=_position, action="append", default=[], metavar="TIME", help=removal
    )
    nudge = "hear all of it so many seconds later; with a minus, as --nudge=-0.2, earlier"
    syncing.add_argument("--nudge", type=_nudge, metavar="SECONDS", help=nudge)
    syncing.add_argument("--clear", action="store_true", help="take the times as they are given")
    syncing.add_argument("--undo", action="store_true", help="take the last change back")
    _add_json(syncing)


_TAG, _TAG_OFF = "a tag; may be given several times", "a tag to take off"
_FORMAT_HELP = (
    "markdown, obsidian, csv, readwise, json, html, text, webvtt or clips "
    "(default: what the file's ending says, else markdown)"
)
_SILENCES_HELP = "look for the silences, too, where the sentences are known already"
_EPISODE_HELP = "an id, its start, or a title"
_PLAYER_HELP = "which player: libvlc, qt or silent (default: EARMARK_PLAYER, or what works)"


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for other programs")


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("name a folder")
    return Path(text).expanduser()


def _page_or_link(text: str) -> Path | Link:
    """Take a path, a link of ours, or a file's address, as desktops hand files over."""
    if is_link(text):
        return parsed(text)
    if text.lower().startswith("file://"):
        address = urlsplit(text)
        if address.netloc in ("", "localhost"):
            return Path(url2pathname(address.path))
    return Path(text)


def _encoding(text: str) -> str:
    try:
        codecs.lookup(text)
    except LookupError:
        raise argparse.ArgumentTypeError(f"there is no encoding {text!r}") from None
    return text


def _speaker(text: str) -> tuple[str, str]:
    speaker, sign, name = text.partition("=")
    if not sign or not speaker.strip() or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} names nobody; write it as SPEAKER_00=Ida Holm")
    return speaker.strip(), name.strip()


def _position(text: str) -> int:
    found = _POSITION.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write it as 1:02:03 or 12:30")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return int((hours * 3600 + minutes * 60 + seconds) * 1000)


def _anchor(text: str) -> tuple[int, int]:
    transcript, sign, audio = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is no pair of times; write it as 12:30=13:05")
    return _position(transcript), _position(audio)


def _nudge(text: str) -> int:
    try:
        seconds = float(text)
    except ValueError:
        seconds = _MOST_NUDGED_S + 1
    if not abs(seconds) <= _MOST_NUDGED_S:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds, such as 0.2 or -0.2")
    return round(seconds * 1000)


def _count(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not count:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return count


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds

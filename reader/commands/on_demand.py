"""The commands whose parts are loaded when one of them is asked for.

NumPy, Whoosh and what exports and compares take longer to load than most commands to run; so
these declare themselves here, and what they do is in modules of their own.
"""

from argparse import ArgumentTypeError
from pathlib import Path

from reader.commands.context import Context
from reader.commands.declaring import EPISODE_HELP, Commands, add_episode, add_json

_FORMAT_HELP = (
    "markdown, obsidian, csv, readwise, json, html, text, webvtt or clips "
    "(default: what the file's ending says, else markdown)"
)


def declare_search(commands: Commands) -> None:
    """Declare `earmark search`."""
    parser = commands.add("search", _search, "find anything that was ever said")
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help='words, "exact phrases", speaker:lucas, -without'
    )
    parser.add_argument(
        "--limit", type=_count, default=20, metavar="N", help="how many hits at most (default: 20)"
    )
    add_json(parser)


def declare_reindex(commands: Commands) -> None:
    """Declare `earmark reindex`."""
    parser = commands.add("reindex", _reindex, "bring the search index up to date")
    parser.add_argument("--anew", action="store_true", help="build all of it anew")
    add_json(parser)


def declare_align(commands: Commands) -> None:
    """Declare `earmark align`."""
    parser = commands.add("align", _align, "find out from the sound when sentences begin")
    add_episode(parser)
    parser.add_argument("--anew", action="store_true", help="also where it is known already")
    parser.add_argument(
        "--silences",
        action="store_true",
        help="look for the silences, too, where the sentences are known already",
    )
    add_json(parser)


def declare_export(commands: Commands) -> None:
    """Declare `earmark export`."""
    parser = commands.add("export", _export, "write quotes or whole transcripts to files")
    parser.add_argument("--format", metavar="NAME", help=_FORMAT_HELP)
    parser.add_argument("--episode", metavar="EPISODE", help=EPISODE_HELP)
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="only what has this tag; given several times: all of them",
    )
    parser.add_argument(
        "--transcript", action="store_true", help="whole transcripts instead of quotes"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="a file, or a folder (name/ makes a new one); else standard output",
    )


def declare_bookmark_import(commands: Commands) -> None:
    """Declare `earmark bookmark import`."""
    what = "bring bookmarks in, from Earmark's JSON or Markdown, Snipd or PodNotes"
    parser = commands.add("import", _bring_bookmarks, what)
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON or Markdown")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be brought in")
    add_json(parser)


def _search(context: Context) -> int:
    from reader.commands.searching import search_command  # noqa: PLC0415

    return search_command(context)


def _reindex(context: Context) -> int:
    from reader.commands.indexing import reindex_command  # noqa: PLC0415

    return reindex_command(context)


def _align(context: Context) -> int:
    from reader.commands.aligning import align_command  # noqa: PLC0415

    return align_command(context)


def _export(context: Context) -> int:
    from reader.commands.exporting import export_command  # noqa: PLC0415

    return export_command(context)


def _bring_bookmarks(context: Context) -> int:
    from reader.commands.bringing import bring_bookmarks_command  # noqa: PLC0415

    return bring_bookmarks_command(context)


def _count(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not count:
        raise ArgumentTypeError(f"{text!r} is no whole number above 0")
    return count

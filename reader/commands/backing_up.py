"""`earmark backup` and `earmark restore`: the library as one file, and back again."""

from datetime import datetime
from pathlib import Path

from reader.commands.context import Context
from reader.commands.declaring import Commands
from reader.commands.progress import ProgressLine
from reader.counting import counted
from reader.errors import SearchError
from reader.library.backups import back_up, restore


def declare_backup(commands: Commands) -> None:
    """Declare `earmark backup`."""
    parser = commands.add("backup", backup_command, "write the whole library to one file")
    parser.add_argument("file", type=Path, metavar="FILE", help="an older backup is replaced")


def declare_restore(commands: Commands) -> None:
    """Declare `earmark restore`."""
    parser = commands.add("restore", restore_command, "put a backup in the library's place")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a backup; what is there now is kept as one"
    )


def backup_command(context: Context) -> int:
    """Write the library with its settings to a file."""
    target = context.args.file.expanduser().absolute()
    with context.library_to_read() as library:
        back_up(library.folder, target)
        episodes, bookmarks = len(library.summaries()), len(library.bookmarks())
    holds = f"{counted(episodes, 'episode')}, {counted(bookmarks, 'bookmark')}"
    context.console.line(f"{target}: {holds}")
    return 0


def restore_command(context: Context) -> int:
    """Put a backup in the library's place, and index it anew."""
    source = context.args.file.expanduser().absolute()
    restored = restore(context.folder, source, datetime.now().astimezone())
    holds = f"{counted(restored.episodes, 'episode')}, {counted(restored.bookmarks, 'bookmark')}"
    context.console.line(f"restored   {holds}")
    if restored.set_aside is not None:
        context.console.line(f"What was there before is kept: {restored.set_aside}")
    try:
        _index_anew(context)
    except SearchError as error:
        context.console.complain(f"{error} The library itself is restored.")
    return 0


def _index_anew(context: Context) -> None:
    # Slow to load, and every start of the program passes here.
    from reader.search.index import Index  # noqa: PLC0415

    line = ProgressLine()
    with context.library() as library:
        index = Index(library.folder)
        try:
            index.rebuild()
            index.catch_up(library, progress=lambda done, all_: line.count("Indexing", done, all_))
        finally:
            line.clear()

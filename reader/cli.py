"""The `earmark` command: its arguments, its exit statuses, and the edge where errors end."""

import argparse
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.commands import (
    adding,
    backing_up,
    bookmarking,
    browsing,
    chapters,
    checking,
    on_demand,
    playing,
    shelving,
    syncing,
    windows,
)
from reader.commands.context import Context, PlayerKinds
from reader.commands.declaring import CommandParser, Commands
from reader.console import Console
from reader.doctor import package_version
from reader.errors import LibraryDamagedError, ReaderError
from reader.library.backups import advice_on_damage
from reader.sound import SoundSource
from reader.window import Window

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

_log = logging.getLogger(__name__)


def _declare_bookmarks(commands: Commands) -> None:
    on_demand.declare_bookmark_import(bookmarking.declare_bookmark(commands))


# In the order in which the help names them.
_COMMANDS: tuple[Callable[[Commands], None], ...] = (
    windows.declare_open,
    adding.declare_import,
    chapters.declare_chapters,
    browsing.declare_list,
    browsing.declare_show,
    on_demand.declare_search,
    on_demand.declare_reindex,
    shelving.declare_tag,
    shelving.declare_remove,
    shelving.declare_bring_back,
    _declare_bookmarks,
    on_demand.declare_export,
    backing_up.declare_backup,
    backing_up.declare_restore,
    playing.declare_play,
    windows.declare_demo,
    syncing.declare_sync,
    on_demand.declare_align,
    checking.declare_doctor,
)
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
        for room in ("reader", "ui"):
            logging.getLogger(room).setLevel(logging.DEBUG)
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
    shared = CommandParser(add_help=False, argument_default=argparse.SUPPRESS)
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
    parser.set_defaults(command=windows.last_command)
    commands = Commands(parser, shared)
    for declare in _COMMANDS:
        declare(commands)
    return parser


class _PrintVersion(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002 - argparse names it
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"earmark {package_version()}")
        parser.exit()


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("name a folder")
    return Path(text).expanduser()

"""How commands declare themselves: their names, their arguments, and what runs them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import Any

from reader.commands.context import Context

Run = Callable[[Context], int]  # runs a command and returns its exit status

EPISODE_HELP = "an id, its start, or a title"
PLAYER_HELP = "which player: libvlc, qt or silent (default: EARMARK_PLAYER, or what works)"

_WORDS_ALONE = "--"


class CommandParser(ArgumentParser):
    """Takes options anywhere among a command's words: `search kite --limit 5 fog`."""

    _is_mixing = False

    def parse_known_args(  # type: ignore[override] # of two overloads, what argparse calls
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Namespace, list[str]]:
        """Parse as argparse does, in two passes where no command follows.

        Two passes would each take away a `--`, after which everything is a word anyway.
        """
        if self._is_mixing or self._subparsers is not None or (args and _WORDS_ALONE in args):
            return super().parse_known_args(args, namespace)
        self._is_mixing = True  # each pass comes here again
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_mixing = False


class Commands:
    """Adds commands to a parser, each with the arguments that all of them share."""

    def __init__(self, parser: ArgumentParser, shared: CommandParser) -> None:
        self._shared = shared
        self._parsers = parser.add_subparsers(
            metavar="COMMAND", title="commands", parser_class=CommandParser
        )

    def add(self, name: str, run: Run, description: str) -> ArgumentParser:
        """Add a command and return its parser, which wants its arguments."""
        added = self._parsers.add_parser(
            name,
            parents=[self._shared],
            help=description,
            description=description,
            allow_abbrev=False,
        )
        added.set_defaults(command=run)
        return added

    def within(self, parser: ArgumentParser) -> "Commands":
        """Return what adds commands to a command."""
        return Commands(parser, self._shared)


def add_episode(parser: ArgumentParser) -> None:
    """Declare the episode that a command is about."""
    parser.add_argument("episode", metavar="EPISODE", help=EPISODE_HELP)


def add_json(parser: ArgumentParser) -> None:
    """Declare `--json`."""
    parser.add_argument("--json", action="store_true", help="print JSON for other programs")


def add_player(parser: ArgumentParser) -> None:
    """Declare `--player`."""
    parser.add_argument("--player", metavar="NAME", help=PLAYER_HELP)

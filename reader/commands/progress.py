"""A line on the terminal that tells how far something is, and Ctrl-C that ends it in good order."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from types import FrameType
from typing import TextIO

from reader.importing import Progress, Step

_BAR = 24
_NARROWEST = 40
_WORDS = {Step.READING: "Reading", Step.ADDING: "Adding"}


class ProgressLine:
    """One line that is written over and over; nothing at all where no terminal shows it."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_shown = self._stream.isatty()
        self._told = ""

    def tell(self, progress: Progress) -> None:
        """Show how far an import is, and which file it is at."""
        begun = progress.done + 1
        self._show(_WORDS[progress.step], progress.done, progress.total, begun, progress.path.name)

    def count(self, what: str, done: int, total: int) -> None:
        """Show how many of all are done."""
        self._show(what, done, total, done)

    def clear(self) -> None:
        """Take the line away, so that others can be printed."""
        if self._told:
            self._write(" " * len(self._told))
            self._stream.write("\r")
            self._stream.flush()
            self._told = ""

    def _show(self, what: str, done: int, total: int, number: int, name: str = "") -> None:
        width = max(get_terminal_size().columns, _NARROWEST) - 1
        filled = int(done / max(total, 1) * _BAR)
        start = f"{what} [{'#' * filled}{'.' * (_BAR - filled)}] {number}/{total} "
        self._write((start + _printable(name))[:width].ljust(width))

    def _write(self, text: str) -> None:
        if self._is_shown:
            self._stream.write(f"\r{text}")
            self._stream.flush()
            self._told = text


class Interruption:
    """Whether somebody has pressed Ctrl-C, or asked otherwise; the second time ends it at once."""

    def __init__(self) -> None:
        self._happened = False

    def __call__(self) -> bool:
        """Say whether it has happened."""
        return self._happened

    def note(self, _signal: int, _frame: FrameType | None) -> None:
        """Take note of it. Raise KeyboardInterrupt the second time."""
        if self._happened:
            raise KeyboardInterrupt
        self._happened = True


@contextmanager
def interruption(*signals: signal.Signals) -> Iterator[Interruption]:
    """Let Ctrl-C, or these signals, be asked for instead of ending whatever is being done."""
    noted = Interruption()
    before = {one: signal.signal(one, noted.note) for one in signals or (signal.SIGINT,)}
    try:
        yield noted
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)

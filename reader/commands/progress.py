"""A line on the terminal that tells how far an import is, and Ctrl-C that ends it in good order."""

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
        """Show how far it is."""
        width = max(get_terminal_size().columns, _NARROWEST) - 1
        share = progress.done / max(progress.total, 1)
        filled = int(share * _BAR)
        count = f"{progress.done + 1}/{progress.total}"
        start = f"{_WORDS[progress.step]} [{'#' * filled}{'.' * (_BAR - filled)}] {count} "
        self._write((start + _printable(progress.path.name))[:width].ljust(width))

    def clear(self) -> None:
        """Take the line away, so that others can be printed."""
        if self._told:
            self._write(" " * len(self._told))
            self._stream.write("\r")
            self._stream.flush()
            self._told = ""

    def _write(self, text: str) -> None:
        if self._is_shown:
            self._stream.write(f"\r{text}")
            self._stream.flush()
            self._told = text


class Interruption:
    """Whether somebody has pressed Ctrl-C; the second time ends the program at once."""

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
def interruption() -> Iterator[Interruption]:
    """Let Ctrl-C be asked for instead of ending whatever is being done."""
    noted = Interruption()
    before = signal.signal(signal.SIGINT, noted.note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)

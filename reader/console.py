"""What the commands print: lines, JSON, and sentences about failures, each flushed at once."""

import json
import re
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size

from reader.errors import OutputError
from reader.model import Chapter, Turn
from reader.timecode import timecode

_WIDEST = 88  # longer lines are hard to read
_NARROWEST = 20
# What a terminal would take for a command: a page's words must not move its cursor, name its
# window or hide a line. The two sequences that mark words of a search are our own.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[(?:1|22)m)")


class Console:
    """Standard output and standard error, for people and for programs.

    Characters that the terminal's encoding lacks are escaped, never an error, and those that
    would command the terminal are replaced. Where nothing can be written, OutputError is raised;
    BrokenPipeError where whoever was reading has read enough.
    """

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        self.width = max(_NARROWEST, min(get_terminal_size().columns, _WIDEST))

    def line(self, text: str = "") -> None:
        """Print a line on standard output."""
        _write(_without_commands(text) + "\n")

    def text(self, text: str) -> None:
        """Print a whole text as it is, in UTF-8 where it is piped on: it arrives whole."""
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None or sys.stdout.isatty():
            _write(_without_commands(text))
            return
        with _told_of_failure():
            sys.stdout.flush()
            binary.write(text.encode("utf-8", "replace"))
            binary.flush()

    def json(self, value: object) -> None:
        """Print a value as one line of JSON, in ASCII: it arrives whole on every system."""
        self.line(json.dumps(value))

    def complain(self, sentence: str) -> None:
        """Print a failure as one line on standard error."""
        line = _without_commands(" ".join(sentence.split()))
        print("earmark:", line, file=sys.stderr, flush=True)

    def wrapped(self, text: str) -> Iterator[str]:
        """Fold paragraphs to the width, keeping the breaks between and within them."""
        for line in text.split("\n"):
            hanging = "  " if line.startswith("• ") else ""
            yield from textwrap.wrap(
                line,
                self.width,
                subsequent_indent=hanging,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]

    def turn(self, turn: Turn, like_ms: int) -> None:
        """Print who speaks, when, and what; `like_ms` decides whether hours are shown."""
        self.line(f"{timecode(turn.start_ms, like_ms=like_ms)}  {turn.speaker}".rstrip())
        for line in self.wrapped(turn.text):
            self.line(line)
        self.line()

    def chapter(self, chapter: Chapter, like_ms: int) -> None:
        """Print a chapter's heading."""
        self.line(f"## {timecode(chapter.start_ms, like_ms=like_ms)}  {chapter.title}")
        self.line()


def _write(text: str) -> None:
    with _told_of_failure():
        print(text, end="", flush=True)


def _without_commands(text: str) -> str:
    return _COMMANDS.sub("\ufffd", text)


@contextmanager
def _told_of_failure() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"Standard output cannot be written ({error.strerror}); send it elsewhere."
        ) from error

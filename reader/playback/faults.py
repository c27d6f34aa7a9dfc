"""What is wrong with an audio file, in sentences; the same ones whichever player plays it."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from reader.errands import answer_of
from reader.timecode import timecode

CUT_SHORT_MS = 3000  # an end this much before the announced one is worth a sentence
SOON_S = 0.5
ANSWERS_WITHIN_S = 10.0  # a disk that slept takes three


def file_problem(path: Path) -> str | None:
    """Return why no player could open this file, or None. Looks at the file's entry only."""
    try:
        entry = path.stat()
    except FileNotFoundError:
        return f"The audio file {path} is not there; was it moved or renamed?"
    except OSError as error:
        return f"The audio file {path} cannot be reached: {error.strerror or error}."
    return _content_problem(path, entry)


def problem_told_soon(path: Path) -> str | None:
    """Return what `file_problem` does; None, too, where the file's drive does not answer soon.

    For a thread that must not wait: whoever opens the file on another will find out.
    """
    return answer_of(lambda: file_problem(path), SOON_S, None)


def _content_problem(path: Path, entry: os.stat_result) -> str | None:
    if stat.S_ISDIR(entry.st_mode):
        return f"{path} is a folder, not an audio file; choose a file in it."
    if not stat.S_ISREG(entry.st_mode):
        return f"{path} is a pipe or a device, not an audio file; choose a file."
    if entry.st_size == 0:
        return f"The audio file {path} is empty; get it again."
    if not os.access(path, os.R_OK):
        return f"The audio file {path} may not be read; change its permissions."
    return None


def drive_problem(path: Path, within_s: float = ANSWERS_WITHIN_S) -> str | None:
    """Return why a file cannot be asked for anything: its drive does not answer. Or None.

    Waits no longer than `within_s`; a file that is not there, or may not be read, is an answer.
    """

    def look() -> bool:
        with suppress(OSError):
            if stat.S_ISREG(path.stat().st_mode):  # a pipe would wait as well
                with path.open("rb") as file:
                    file.read(1)
        return True

    if answer_of(look, within_s, otherwise=False):
        return None
    return f"The drive that {path} is on does not answer. See that it is connected, and try again."


def unplayable(path: Path) -> str:
    """Return the sentence for a file in which a player finds no sound: it may be gone by now."""
    return problem_told_soon(path) or (
        f"No sound can be played from {path}: it is damaged, or of a kind this player "
        "does not know. Try another copy or convert it to MP3."
    )


def cut_short(path: Path, position_ms: int, duration_ms: int | None) -> str | None:
    """Return the sentence for a file that ends long before it says it does, or None."""
    if duration_ms is None or duration_ms - position_ms <= CUT_SHORT_MS:
        return None
    return (
        f"The audio file {path} stops at {timecode(position_ms, like_ms=duration_ms)} though it "
        f"should last {timecode(duration_ms)}; it seems cut short, get it again."
    )


def ends_before(duration_ms: int) -> str:
    """Return the sentence for a place in the text that the audio does not reach."""
    return (
        f"The audio ends at {timecode(duration_ms)}, before this place in the text. "
        "Read on, or choose another recording with File ▸ Choose the audio of this episode."
    )

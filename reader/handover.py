"""What a command hands over to a window that is open already, and where the two meet.

One message is one line of JSON, at most `LONGEST` bytes: `{"version": 1, "episode": …}`. A later
version that only adds fields keeps the number, and what it adds is overlooked here; a message of
another version, or one with a field that is not as it should be, is dropped as a whole. The
answer is `TAKEN`, once the window has taken it; anything else, or nothing, means that it has not.
"""

import getpass
import hashlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader.window import WindowRequest

VERSION = 1
LONGEST = 65_536  # bytes of a message with the end of its line
TAKEN = b'{"version": 1, "taken": true}\n'
MOST_MESSAGES = 20
_LONGEST_MESSAGE = 500  # characters
_LATEST_MS = 2**53
_ID = re.compile(r"[0-9A-Za-z_-]{1,100}", re.ASCII)
_TOKEN = re.compile(r"[!-~]{1,500}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Handover:
    """What the open window is asked to do; it comes to the front in any case."""

    episode: str | None = None  # None: stay where it is
    at_ms: int | None = None  # None: where the episode was left
    plays: bool = False
    messages: tuple[str, ...] = ()  # sentences for the message bar
    activation: str = ""  # the desktop's leave to come to the front (XDG_ACTIVATION_TOKEN)


def handover_of(request: WindowRequest, environ: Mapping[str, str]) -> Handover | None:
    """Return what to hand over of a request, or None for one that takes a window of its own.

    A library that is in memory alone is known to no other process.
    """
    if request.library.read_only_reason is not None:
        return None
    token = environ.get("XDG_ACTIVATION_TOKEN", "")
    return Handover(
        None if request.resumes else request.episode,
        request.at_ms,
        request.plays,
        tuple(message[:_LONGEST_MESSAGE] for message in request.messages[:MOST_MESSAGES]),
        token if _TOKEN.fullmatch(token) else "",
    )


def written(handover: Handover) -> bytes:
    """Return a handover as one line."""
    text = json.dumps({"version": VERSION, **asdict(handover)}, ensure_ascii=False)
    return text.encode("utf-8", "replace") + b"\n"


def parsed(line: bytes) -> Handover | None:
    """Return what a line asks for; None for one that is too long, of another version or wrong."""
    if len(line) > LONGEST:
        return None
    try:
        told = json.loads(line)
        if not isinstance(told, dict) or told.get("version") != VERSION:
            return None
        return Handover(
            _episode(told.get("episode")),
            _moment(told.get("at_ms")),
            _switch(told.get("plays", False)),
            _messages(told.get("messages", [])),
            _token(told.get("activation", "")),
        )
    except (ValueError, RecursionError):  # no JSON; nested too deep; a field that is wrong
        return None


def _episode(told: Any) -> str | None:
    if told is None or (isinstance(told, str) and _ID.fullmatch(told)):
        return told
    raise ValueError


def _moment(told: Any) -> int | None:
    if told is None or (type(told) is int and 0 <= told <= _LATEST_MS):
        return told
    raise ValueError


def _switch(told: Any) -> bool:
    if isinstance(told, bool):
        return told
    raise ValueError


def _messages(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or len(told) > MOST_MESSAGES:
        raise ValueError
    if not all(isinstance(one, str) and len(one) <= _LONGEST_MESSAGE for one in told):
        raise ValueError
    # Half a character, which JSON can name, is nothing that can be shown.
    return tuple(one.encode("utf-8", "replace").decode() for one in told)


def _token(told: Any) -> str:
    if isinstance(told, str) and (not told or _TOKEN.fullmatch(told)):
        return told
    raise ValueError


def meeting_place(folder: Path, environ: Mapping[str, str]) -> str:
    """Return where the window of a library listens: a socket's path, on Windows a pipe's name.

    It is one for each library, user and screen: who works on another screen, over the network
    say, would not see the window that takes over.
    """
    name = _name(folder, environ)
    return name if sys.platform == "win32" else str(_private_folder(environ) / name)


def claim_file(folder: Path, environ: Mapping[str, str]) -> Path:
    """Return the file by which one of several commands claims to open the window of a library."""
    return _private_folder(environ) / f"{_name(folder, environ)}.lock"


def _name(folder: Path, environ: Mapping[str, str]) -> str:
    screen = environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY", "").partition(".")[0]
    library = os.path.normcase(os.path.realpath(folder))
    meant = "\0".join((library, _user(), screen))
    digest = hashlib.blake2b(meant.encode("utf-8", "replace"), digest_size=10).hexdigest()
    return f"earmark-{digest}"


def is_own(place: str) -> bool:
    """Return whether nobody else can have put there what is there: only that may be talked to."""
    if sys.platform == "win32":
        return True  # a pipe that others may not open is not opened to them
    try:
        return os.lstat(place).st_uid == os.getuid()
    except (OSError, ValueError):
        return False


def _user() -> str:
    return getpass.getuser() if sys.platform == "win32" else str(os.getuid())


def _private_folder(environ: Mapping[str, str]) -> Path:
    """Return the session's own folder, or where there is none the one for temporary files."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    usable = Path(runtime).is_absolute() and os.access(runtime, os.W_OK)
    return Path(runtime) if usable else Path(tempfile.gettempdir())

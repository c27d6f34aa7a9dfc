"""What the desktop is told of what plays: names, length, cover, and jumps of the position."""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reader.errors import MediaError
from reader.model import Cover, Episode

JUMP_MS = 700  # players report in steps, some of them coarse
KEPT_COVERS = 60
SUFFIXES = {"image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """The episode that is open, as far as a desktop shows it."""

    id: str
    title: str
    show: str
    length_ms: int
    audio: Path | None = None
    cover: Path | None = None


def now_playing(episode: Episode) -> NowPlaying:
    """Say what is open; the cover comes later, see `cover_file`."""
    audio = episode.audio
    length_ms = audio.duration_ms if audio else episode.duration_ms
    path = audio.path if audio else None
    return NowPlaying(episode.id, episode.title, episode.show, length_ms, path)


def cover_file(audio: Path, folder: Path) -> Path | None:
    """Return a file with the cover in an audio file, written to `folder` if need be.

    None where there is no cover, or no room for it: a desktop does without. Not for the GUI
    thread.
    """
    from reader.media import read_cover  # noqa: PLC0415  # needs mutagen, which takes a while

    try:
        cover = read_cover(audio)
        return _kept(cover, folder) if cover is not None else None
    except (MediaError, OSError):
        return None


def _kept(cover: Cover, folder: Path) -> Path:
    digest = hashlib.sha1(cover.data, usedforsecurity=False).hexdigest()
    path = folder / f"{digest}{SUFFIXES.get(cover.mime, '.jpg')}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(cover.data)
            Path(name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise
        _drop_oldest(folder)
    return path


def _drop_oldest(folder: Path) -> None:
    aged = sorted(folder.iterdir(), key=lambda path: path.lstat().st_mtime, reverse=True)
    for path in aged[KEPT_COVERS:]:
        path.unlink(missing_ok=True)


class JumpWatch:
    """Tells jumps from playing on, by where the position should be by now. `now` is in seconds."""

    def __init__(self) -> None:
        self._position_ms = 0
        self._at_s = 0.0
        self._speed = 0.0

    def has_jumped(self, position_ms: int, now: float, speed: float) -> bool:
        """Return whether the speed so far does not explain a position; it runs at `speed` now.

        To be told of every change of the speed as well; 0 stands for a pause.
        """
        expected = self._position_ms + (now - self._at_s) * self._speed * 1000
        self._position_ms, self._at_s, self._speed = position_ms, now, speed
        return abs(position_ms - expected) > JUMP_MS

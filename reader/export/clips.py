"""A folder of sound files: what each quote says, cut out of its episode's recording by FFmpeg.

The sound is encoded anew: copied, it could only be cut where a packet begins, up to some
seconds from the quote in a recording with video, and a few frames in any.
"""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from reader.errors import ExportError, MediaError
from reader.export import Filled, Material
from reader.export.file_names import folded, free_name, safe_name
from reader.export.material import by_episode
from reader.export.whole_files import replace_whole
from reader.media import read_tags
from reader.model import Bookmark
from reader.timecode import timecode

NAME = "clips"
TITLE = "Sound clips"
DESCRIPTION = "A folder with a sound file (M4A) for each quote; needs FFmpeg."
SUFFIX = ".m4a"

SHORTEST_MS = 500  # of a mere moment
LONGEST_WAIT_S = 900
NO_TOOL = (
    "Sound clips need FFmpeg, which is not on this machine. Install it (on Debian and Ubuntu: "
    "apt install ffmpeg; on macOS: brew install ffmpeg; on Windows: winget install ffmpeg) "
    "and export again."
)


def fill(folder: Path, material: Material) -> Filled:
    """Cut a clip for each quote. Raise ExportError without FFmpeg, or where none can be written.

    A quote whose recording is missing or damaged is a warning; the others are cut.
    """
    tool = shutil.which("ffmpeg")
    if tool is None:
        raise ExportError(NO_TOOL)
    paths, warnings = [], []
    for bookmark, name in _named(material.bookmarks):
        if material.stopped():
            break
        audio = material.audio.get(bookmark.episode or "")
        if audio is None:
            warnings.append(
                f"{name} was not cut: the recording of “{bookmark.episode_title}” is not here."
            )
            continue
        try:
            replace_whole(folder / name, partial(_cut, tool, audio, bookmark))
        except MediaError as error:
            warnings.append(f"{name} was not cut: {error}")
        else:
            paths.append(folder / name)
    return Filled(tuple(paths), len(paths), tuple(dict.fromkeys(warnings)))


def _named(bookmarks: tuple[Bookmark, ...]) -> Iterator[tuple[Bookmark, str]]:
    """Yield each quote with its file's name: the episode, when, and who."""
    taken: set[str] = set()
    for group in by_episode(bookmarks):
        for bookmark in group.bookmarks:
            quote = bookmark.quote
            time = timecode(quote.start_ms, like_ms=quote.end_ms).replace(":", "-")
            title = safe_name(group.title)[:80].rstrip(". ")
            stem = safe_name(f"{title} {time} {quote.speaker}")
            name = free_name(stem, SUFFIX, taken)
            taken.add(folded(name))
            yield bookmark, name


def _cut(tool: str, audio: Path, bookmark: Bookmark, goal: Path) -> None:
    """Write a clip. Raise MediaError for a bad recording, OSError for a full disk."""
    quote = bookmark.quote
    length_ms = max(quote.end_ms - quote.start_ms, SHORTEST_MS)
    command = [
        *(tool, "-nostdin", "-hide_banner", "-v", "error", "-n"),
        *("-ss", f"{quote.start_ms / 1000:.3f}", "-i", f"file:{audio}"),
        *("-t", f"{length_ms / 1000:.3f}", "-map", "0:a:0", "-map_chapters", "-1"),
        *("-map_metadata", "-1", *_tags(bookmark), "-c:a", "aac", "-b:a", "128k"),
        *("-f", "ipod", f"file:{goal}"),
    ]
    try:
        ended = subprocess.run(  # noqa: S603 - FFmpeg, with paths that cannot be options
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LONGEST_WAIT_S,
        )
    except subprocess.TimeoutExpired as error:
        raise MediaError(f"FFmpeg did not come to an end with {audio}.", audio) from error
    complaint = ended.stderr.decode("utf-8", "replace")
    if "No space left" in complaint:  # of which not every version of FFmpeg dies
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if ended.returncode:
        _blame(audio, complaint)
    if not _has_sound(goal):
        raise MediaError(f"{audio} ends before this is said.", audio)
    with goal.open("rb") as file:
        os.fsync(file.fileno())


def _has_sound(clip: Path) -> bool:
    """Tell whether anything was cut: FFmpeg makes a file also of what is past the end."""
    try:
        return read_tags(clip).duration_ms > 0
    except MediaError:
        return False


def _blame(audio: Path, complaint: str) -> None:
    """Raise what FFmpeg complained of."""
    lines = complaint.strip().splitlines()
    why = lines[-1].strip() if lines else "it did not say why"
    raise MediaError(f"FFmpeg cannot cut {audio} ({why}).", audio)


def _tags(bookmark: Bookmark) -> list[str]:
    quote = bookmark.quote
    told = (
        ("title", " ".join(quote.text.split())[:200] or bookmark.episode_title),
        ("artist", quote.speaker),
        ("album", bookmark.episode_title),
        ("show", bookmark.show),
        ("comment", bookmark.note[:2000]),
    )
    clean = ((name, value.replace("\0", " ")) for name, value in told if value)
    return [word for name, value in clean for word in ("-metadata", f"{name}={value}")]

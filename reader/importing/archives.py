"""Zips of folders: which files are in them, and their content, read with suspicion.

Sizes that a zip states are only believed as far as they are kept while reading.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from reader.closing import Closing
from reader.errors import TranscriptError
from reader.formats.source import MAX_BYTES
from reader.media import AUDIO_SUFFIXES

MOST_MEMBERS = 20_000
MOST_EXPANSION = 200  # times its packed size: text seldom passes 10, a bomb passes 1,000
SMALL = 1 << 20  # below this no expansion does harm
MOST_AUDIO_BYTES = 4 << 30
MOST_BYTES = 40 << 30  # of all members
_PIECE = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Archive(Closing):
    """An open zip. Raises TranscriptError for one that is damaged, locked or not to be trusted.

    Not for several threads at once. End with `close()` or a `with` block.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._explained():
            self._zip = zipfile.ZipFile(path)
        try:
            self._members = {self._place(info): info for info in self._trusted()}
        except TranscriptError:
            self._zip.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    @property
    def members(self) -> tuple[Path, ...]:
        """The files in it, as the zip's path and their names; hidden ones are left out."""
        return tuple(
            path
            for path in sorted(self._members)
            if not any(
                part.startswith((".", "__MACOSX")) for part in path.relative_to(self.path).parts
            )
        )

    def is_sound(self, member: Path) -> bool:
        """Tell audio by its name: its content is looked into once it is unpacked."""
        return member.suffix.lower() in AUDIO_SUFFIXES

    def read(self, member: Path) -> bytes:
        """Return a page's or a transcript's content. Raise TranscriptError."""
        info = self._members[member]
        if info.file_size > MAX_BYTES:
            raise TranscriptError(
                f"{member} is too large for a page ({info.file_size >> 20} MB; at most "
                f"{MAX_BYTES >> 20} MB). Choose a saved page or a transcript.",
                member,
            )
        with self._explained(), self._zip.open(info) as file:
            return b"".join(self._pieces(file, info.file_size))

    def unpack(self, member: Path, folder: Path) -> Path:
        """Write a member into a folder, under a name that is free there; return its path.

        Raise TranscriptError, also where it cannot be written.
        """
        info = self._members[member]
        target = _free(folder / member.name, info.file_size)
        if target.exists():
            return target  # the same file was unpacked before
        part = target.with_name(f".{target.name}.part")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._explained(), self._zip.open(info) as file, part.open("wb") as out:
                for piece in self._pieces(file, info.file_size):
                    out.write(piece)
            part.replace(target)
        except OSError as error:
            raise TranscriptError(
                f"{member} cannot be unpacked into {folder} ({error.strerror}); check the disk.",
                member,
            ) from error
        finally:
            part.unlink(missing_ok=True)
        return target

    def _pieces(self, file: IO[bytes], stated: int) -> Iterator[bytes]:
        """Read no more than was stated: a zip may lie about it."""
        rest = stated
        while piece := file.read(_PIECE):
            rest -= len(piece)
            if rest < 0:
                raise self._error("says that its files are smaller than they are")
            yield piece

    def _trusted(self) -> list[zipfile.ZipInfo]:
        """Return the members that are files. Raise TranscriptError where one is suspicious."""
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MOST_MEMBERS:
            raise self._error(f"holds more than {MOST_MEMBERS:,} files; unpack it first")
        for info in infos:
            self._check(info)
        if sum(info.file_size for info in infos) > MOST_BYTES:
            raise self._error(f"would take more than {MOST_BYTES >> 30} GB; unpack it first")
        return infos

    def _check(self, info: zipfile.ZipInfo) -> None:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            raise self._error(f"wants to write outside its folder ({info.filename!r})")
        if info.flag_bits & 1:
            raise self._error("is locked with a password; unpack it first")
        if info.file_size > SMALL and info.file_size > MOST_EXPANSION * max(info.compress_size, 1):
            raise self._error("would grow more than two hundredfold when unpacked")
        if info.file_size > MOST_AUDIO_BYTES:
            raise self._error(f"holds a file of more than {MOST_AUDIO_BYTES >> 30} GB")

    def _place(self, info: zipfile.ZipInfo) -> Path:
        return self.path / info.filename.replace("\\", "/")

    def _error(self, problem: str) -> TranscriptError:
        return TranscriptError(f"{self.path} {problem}; nothing in it was imported.", self.path)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as error:
            raise self._error(f"is damaged or no zip that can be read ({error})") from error
        except OSError as error:
            if getattr(error, "filename", None) != str(self.path):
                raise
            raise self._error(f"cannot be read ({error.strerror})") from error


def _free(target: Path, size: int) -> Path:
    """Return a name that nothing, or only a file of the same size, has."""
    number = 1
    tried = target
    while tried.exists() and tried.stat().st_size != size:
        number += 1
        tried = target.with_name(f"{target.stem} {number}{target.suffix}")
    return tried

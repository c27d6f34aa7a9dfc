"""Writes what was gathered to where it is wanted: a text, a file, or a folder of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.counting import counted
from reader.errors import ExportError
from reader.export import Filled, Material, Target
from reader.export.file_names import folded, free_name, safe_name
from reader.export.material import by_episode
from reader.export.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and where: a file, or the folder that the files are in."""

    path: Path
    folder: Path  # that it is in, or that the files are in
    files: int
    quotes: int
    transcripts: int
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Say what is where."""
        what = [counted(self.quotes, "quote")] if self.quotes or not self.transcripts else []
        what += [counted(self.transcripts, "transcript")] if self.transcripts else []
        verb = "is" if self.quotes + self.transcripts == 1 else "are"
        return f"{' and '.join(what)} {verb} in {self.path}."


def refuse_nothing(material: Material) -> None:
    """Raise ExportError where there is nothing to write."""
    if not material.bookmarks and not material.episodes:
        raise ExportError("There is nothing to export: no quote or transcript answers to that.")


def is_folder(target: Target, material: Material, goal: Path) -> bool:
    """Return whether several files will be written, into the folder `goal`."""
    if material.episodes:
        return goal.is_dir() or len(material.episodes) > 1
    several = target.one_each and len(by_episode(material.bookmarks)) > 1
    return target.quotes is None or goal.is_dir() or several


def as_text(target: Target, material: Material) -> str:
    """Return what a single file would hold. Raise ExportError where it takes several."""
    _refuse_unfit(target, material)
    if material.episodes:
        if len(material.episodes) > 1:
            raise ExportError(
                f"{counted(len(material.episodes), 'transcript')} make as many files; choose one "
                "with --episode, or name a folder with -o."
            )
        assert target.transcript is not None  # noqa: S101 - refused above
        return target.transcript(material.episodes[0])
    if target.quotes is None:
        raise ExportError(f"{target.title} makes a folder; name one with -o.")
    if target.one_each and len(by_episode(material.bookmarks)) > 1:
        raise ExportError(
            f"{target.title} takes one episode a file; choose one with --episode, or name a "
            "folder with -o."
        )
    return target.quotes(material.bookmarks)


def write(target: Target, material: Material, goal: Path, *, into_folder: bool = False) -> Exported:
    """Write to a file, or into a folder; what is there of that name is replaced as a whole.

    `into_folder`: `goal` is a folder in any case, and is made if it is not there.
    Raise ExportError, a sentence, for what the target cannot do and for what cannot be written.
    Any thread; clips take seconds each.
    """
    refuse_nothing(material)
    _refuse_unfit(target, material)
    if not into_folder and not is_folder(target, material, goal):
        write_whole(goal, encoded(target, as_text(target, material)))
        return Exported(goal, goal.parent, 1, len(material.bookmarks), len(material.episodes))
    if goal.exists() and not goal.is_dir():
        raise ExportError(f"{goal} is a file; what you chose takes a folder. Name one.", goal)
    if target.fill is not None and not material.episodes:
        filled = target.fill(goal, material)
    else:
        filled = _fill(target, material, goal)
    transcripts = len(material.episodes)
    return Exported(goal, goal, len(filled.paths), filled.quotes, transcripts, filled.warnings)


def encoded(target: Target, text: str) -> bytes:
    """Return a file's bytes: UTF-8, marked where spreadsheets want it."""
    return (b"\xef\xbb\xbf" if target.marked else b"") + text.encode("utf-8", "replace")


def _refuse_unfit(target: Target, material: Material) -> None:
    if material.episodes and target.transcript is None:
        raise ExportError(f"{target.title} is for quotes; choose another format for transcripts.")
    if material.bookmarks and not target.takes_quotes:
        raise ExportError(f"{target.title} is for transcripts; choose another format for quotes.")


def _fill(target: Target, material: Material, folder: Path) -> Filled:
    taken: set[str] = set()
    paths = []
    for title, text in _files(target, material):
        name = free_name(safe_name(title), target.suffix, taken)
        taken.add(folded(name))
        write_whole(folder / name, encoded(target, text))
        paths.append(folder / name)
    return Filled(tuple(paths), len(material.bookmarks))


def _files(target: Target, material: Material) -> Iterator[tuple[str, str]]:
    """Yield each file's title and text."""
    if target.transcript is not None:
        for episode in material.episodes:
            yield episode.title, target.transcript(episode)
    if target.quotes is not None and material.bookmarks:
        if target.one_each:
            for quotes in by_episode(material.bookmarks):
                yield quotes.title, target.quotes(quotes.bookmarks)
        else:
            yield "Quotes", target.quotes(material.bookmarks)

"""Files, folders and zips in, episodes in the library out, in two steps.

`plan_import` says what would be done and changes nothing; the plan can be changed; `carry_out`
does it. `import_paths` is both at once.
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from pathlib import Path

from reader import chapters, formats, media
from reader.chapters import is_chapters
from reader.episodes.chapter_choice import ChapterKind
from reader.episodes.pairing import mismatch
from reader.errors import TranscriptError
from reader.formats.source import CLIPBOARD, Source
from reader.importing.carrying import carry_out
from reader.importing.folders import absolute
from reader.importing.looking import look_into_sound, stumbling
from reader.importing.planning import plan_import
from reader.importing.records import (
    Action,
    Failure,
    FoundSound,
    FoundText,
    ImportPlan,
    ImportReport,
    OnProgress,
    PlannedEpisode,
    Progress,
    Step,
)
from reader.library import Arrival, ByHand, Library
from reader.model import Episode

MOST_NAMED = 2  # a page and its recording
ZIP = ".zip"

__all__ = [
    "CLIPBOARD",
    "Action",
    "ByHand",
    "Failure",
    "FoundSound",
    "FoundText",
    "ImportPlan",
    "ImportReport",
    "PlannedEpisode",
    "Progress",
    "Step",
    "ToDo",
    "add_chapter_file",
    "bring_in",
    "carry_out",
    "choose_audio",
    "import_paths",
    "import_text",
    "plan_import",
]


def import_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    audio: Path | None = None,
    encoding: str | None = None,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Add files, folders and zips to the library as they are, without asking.

    `audio` belongs to an episode of the given pages; `encoding` is that of the pages, None:
    find out. A failing file stops no other, and each file is one transaction. Raises nothing
    that is a ReaderError but LibraryError: the report says what failed.
    """
    plan = plan_import(
        library,
        paths,
        audio=audio,
        by_hand=ByHand(encoding),
        on_progress=on_progress,
        foresee=False,
    )
    return carry_out(library, plan, on_progress=on_progress)


class ToDo(Enum):
    """What is left to do with what was dropped."""

    PAIR = auto()  # it is the recording of the episode that is read, which has none
    SHOW = auto()  # there may be more in it than a person has named: show the plan first


def bring_in(
    library: Library, paths: Sequence[Path], reading: Episode | None
) -> ImportReport | int | ToDo:
    """Import what was dropped while the episode `reading` was open, where nothing is to be asked.

    A list of chapters alone is for that episode: it is added, and the number of its chapters is
    returned. Where something else is to be done, nothing was. Anything else is imported as by
    `import_paths`. Raises LibraryError. Not for the GUI thread: it looks into the files.
    """
    alone = paths[0] if len(paths) == 1 else None
    if alone is not None and reading is not None and _lacks(reading, alone):
        return ToDo.PAIR
    if len(paths) > MOST_NAMED or any(map(_holds_several, paths)):
        return ToDo.SHOW
    if alone is not None and reading is not None and _is_chapter_list(alone):
        return add_chapter_file(library, reading.id, alone)
    return import_paths(library, paths)


def _lacks(reading: Episode, path: Path) -> bool:
    """Tell whether a file is audio, for an episode that can be read along and has none."""
    return bool(reading.turns) and reading.audio is None and media.looks_like_audio(path)


def _holds_several(path: Path) -> bool:
    return path.suffix.lower() == ZIP or path.is_dir()


def _is_chapter_list(path: Path) -> bool:
    if media.looks_like_audio(path):
        return False
    try:
        return is_chapters(Source.from_path(absolute(path)))
    except TranscriptError:
        return False


def import_text(library: Library, text: str, name: str = CLIPBOARD) -> ImportReport:
    """Add pasted text; `name` says where it came from. Raises LibraryError."""
    source = Source.from_text(text, name)
    try:
        with stumbling(Path(name), TranscriptError):
            form, _ = formats.recognised(source)
            drafts = form.read(source)
    except TranscriptError as error:
        return ImportReport(failed=(Failure(Path(name), str(error)),))
    arrivals = [Arrival(draft, format=form.NAME) for draft in drafts]
    return ImportReport(imported=library.add(arrivals, name))


def choose_audio(library: Library, episode: str, path: Path) -> tuple[str, ...]:
    """Pair an episode with an audio file chosen by hand; return what is odd about the pair.

    Raise MediaError for a file that is no audio, LibraryError, EpisodeNotFoundError.
    """
    recording = look_into_sound(absolute(path))
    library.relink_audio(episode, recording.file)
    if recording.tags.chapters:
        library.add_chapters(
            episode, recording.tags.chapters, str(recording.path), ChapterKind.TAGS
        )
    warning = mismatch(library.episode(episode), recording.tags.duration_ms, path.name)
    return (warning,) if warning else ()


def add_chapter_file(library: Library, episode: str, path: Path) -> int:
    """Give an episode the chapters of a file, a page's or a list's; return how many it has.

    Raise TranscriptError for a file without chapters, LibraryError, EpisodeNotFoundError.
    """
    source = Source.from_path(absolute(path))
    with stumbling(absolute(path), TranscriptError):
        listed = chapters.read(source)
    library.add_chapters(episode, listed, str(absolute(path)), ChapterKind.FILE)
    return len(listed)

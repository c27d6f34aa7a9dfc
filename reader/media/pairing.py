"""Finding audio files: the one beside a page, and one that was moved or renamed."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from reader.errands import answer_of
from reader.errors import MediaError
from reader.media.fingerprint import fingerprint, sound_size
from reader.media.kinds import AUDIO_SUFFIXES, kind_of, looks_like_audio
from reader.media.opening import opened
from reader.media.regions import sound_region

_MOST_FILES = 20_000  # looked at by size alone, which costs a few small reads each
_DEEPEST = 6
_ANSWERS_WITHIN_S = 2.0


def audio_beside(page: Path) -> Path | None:
    """Return the audio file of a page's name in its folder, or None.

    Letter case does not matter. Of several, the one whose suffix stands first in
    AUDIO_SUFFIXES wins, then the one whose name is written most like the page's. Only files
    whose content is audio count. Never raises. Any thread.
    """
    stem = page.stem.casefold()
    try:
        names = [path for path in page.parent.iterdir() if path.stem.casefold() == stem]
    except OSError:
        return None
    candidates = [path for path in names if path.suffix.lower() in AUDIO_SUFFIXES]
    candidates.sort(key=lambda path: _preference(path, page))
    return next((path for path in candidates if looks_like_audio(path)), None)


def find_moved(wanted: str, folders: Iterable[Path]) -> Path | None:
    """Return the first file below the folders whose fingerprint is `wanted`, or None.

    Looks at no more than 20,000 audio files, six folders deep, in order of folders and names;
    compares sizes first, so few are read. Hidden folders and links to folders are left out, and
    so is what cannot be read. Any thread; may take seconds on a slow disk.
    """
    size = sound_size(wanted)
    if size is None:
        return None
    seen = dict.fromkeys(path for folder in folders for path in _audio_below(folder))
    return next((path for path in seen if _is(path, wanted, size)), None)


def is_there(path: Path) -> bool:
    """Tell whether there is a file; True where its drive does not answer: then it is not gone.

    Any thread; waits two seconds at most.
    """
    # Not Path.is_file(): it raises where a folder on the way may not be looked into.
    return answer_of(lambda: os.path.isfile(path), _ANSWERS_WITHIN_S, otherwise=True)  # noqa: PTH113 - see above


def holds_another(path: Path, wanted: str) -> bool:
    """Tell whether a file has other sound than this fingerprint's.

    Only what was read is held against it: a file that cannot be, or a fingerprint that is not
    one of ours, says nothing. Any thread; reads at most 1 MiB, and may wait for a drive.
    """
    try:
        return sound_size(wanted) is not None and fingerprint(path) != wanted
    except MediaError:
        return False


def another_recording(path: Path) -> str:
    """Return what to say of a file that holds another recording than it did."""
    return (
        f"{path.name} holds another recording now than when it was added, so text and sound may "
        "be out of step."
    )


def _preference(path: Path, page: Path) -> tuple[int, bool, str]:
    return AUDIO_SUFFIXES.index(path.suffix.lower()), path.stem != page.stem, path.name


def _audio_below(folder: Path) -> Iterator[Path]:
    """Yield the audio files below a folder, by their suffix."""
    return islice(_walk(folder), _MOST_FILES)


def _walk(folder: Path) -> Iterator[Path]:
    top = len(folder.parts)
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        deeper = len(here.parts) - top < _DEEPEST
        folders[:] = sorted(name for name in folders if deeper and not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in AUDIO_SUFFIXES:
                yield here / name


def _is(path: Path, wanted: str, size: int) -> bool:
    """Say whether a file has this fingerprint; one of another size is told without reading it."""
    try:
        with opened(path) as file:
            if sound_region(file, kind_of(file)).size != size:
                return False
        return fingerprint(path) == wanted
    except MediaError:
        return False

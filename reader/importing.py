"""Paths in, episodes in the library out: reads pages, pairs them with audio, reports by file."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path

from reader import formats, media
from reader.errors import LibraryError, MediaError, ReaderError, TranscriptError
from reader.formats.source import Source
from reader.library import Added, Arrival, Library
from reader.merging import with_tags
from reader.model import AudioFile, AudioTags, EpisodeDraft
from reader.pairing import likely_episode, mismatch

_log = logging.getLogger(__name__)

CLIPBOARD = "clipboard"
_SNIFFED_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: `done` of `total` files, `path` is next."""

    done: int
    total: int
    path: Path


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave nothing, and why: a sentence that names it."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of everything; warnings are sentences about what was imported all the same."""

    imported: tuple[Added, ...] = ()
    failed: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Recording:
    """An audio file that was looked into."""

    file: AudioFile
    tags: AudioTags

    @property
    def path(self) -> Path:
        return self.file.path


@dataclass
class _Page:
    """A page that was read, and the audio that came with it."""

    path: Path
    drafts: tuple[EpisodeDraft, ...]
    paired: dict[int, _Recording] = field(default_factory=dict)  # by the draft's index


def import_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    audio: Path | None = None,
    encoding: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> ImportReport:
    """Add pages, audio files and folders (one level deep) to the library.

    `audio` belongs to an episode of the given pages; `encoding` is that of the pages, None:
    find out. A failing file stops no other, and each file is one transaction. Raises nothing
    that is a ReaderError: the report says what failed.
    """
    return _Import(library, encoding, on_progress or (lambda _: None)).run(paths, audio)


def import_text(library: Library, text: str, name: str = CLIPBOARD) -> ImportReport:
    """Add pasted text; `name` says where it came from. Raises LibraryError."""
    try:
        drafts = _read(Source.from_text(text, name))
    except TranscriptError as error:
        return ImportReport(failed=(Failure(Path(name), str(error)),))
    return ImportReport(imported=library.add([Arrival(draft) for draft in drafts], name))


def choose_audio(library: Library, episode: str, path: Path) -> tuple[str, ...]:
    """Pair an episode with an audio file chosen by hand; return what is odd about the pair.

    Raise MediaError for a file that is no audio, LibraryError, EpisodeNotFoundError.
    """
    recording = _look_into(_absolute(path))
    library.relink_audio(episode, recording.file)
    warning = mismatch(library.episode(episode), recording.tags.duration_ms, path.name)
    return (warning,) if warning else ()


class _Import:
    """One import under way: what came in, what failed and what to warn of gather here."""

    def __init__(
        self, library: Library, encoding: str | None, on_progress: Callable[[Progress], None]
    ) -> None:
        self._library = library
        self._encoding = encoding
        self._on_progress = on_progress
        self._imported: list[Added] = []
        self._failed: list[Failure] = []
        self._warnings: list[str] = []
        self._claimed: set[Path] = set()  # audio that was paired with a page

    def run(self, paths: Iterable[Path], audio: Path | None) -> ImportReport:
        """Import everything; to be called once."""
        files = self._files(paths)
        sounds = [path for path in files if media.looks_like_audio(path)]
        texts = [path for path in files if path not in sounds]
        if audio is None and len(sounds) == 1 and len(texts) == 1:
            audio = sounds.pop()  # dropped together, so meant together
        total = len(texts) + len(sounds)
        if audio is None or not self._is_ordinary(_absolute(audio)):
            self._import_texts(texts, sounds, total)
        else:
            self._import_with_audio(texts, sounds, _absolute(audio))
        self._import_sounds([path for path in sounds if path not in self._claimed], total)
        return ImportReport(tuple(self._imported), tuple(self._failed), tuple(self._warnings))

    def _files(self, paths: Iterable[Path]) -> list[Path]:
        files: list[Path] = []
        for path in map(_absolute, paths):
            try:
                found = _files_in(path) if path.is_dir() else [path]
            except OSError as error:
                self._fail(path, f"{path} cannot be read ({error.strerror}); check the disk.")
                continue
            if not found:
                self._fail(path, f"{path} has no pages and no audio in it; choose another folder.")
            files += found
        return [path for path in dict.fromkeys(files) if self._is_ordinary(path)]

    def _is_ordinary(self, path: Path) -> bool:
        """Keep away from pipes and devices, which may never end."""
        if path.is_file() or not path.exists():
            return True  # reading it will say that it is missing
        self._fail(path, f"{path} is no ordinary file; save what is in it as a file first.")
        return False

    # Pages

    def _import_texts(self, texts: Sequence[Path], sounds: Sequence[Path], total: int) -> None:
        for done, path in enumerate(texts):
            self._on_progress(Progress(done, total, path))
            page = self._read_page(path)
            if page is not None:
                self._pair_by_name(page, sounds)
                self._add_page(page)

    def _import_with_audio(
        self, texts: Sequence[Path], sounds: Sequence[Path], audio: Path
    ) -> None:
        """Read all pages before adding any, to find the episode that `audio` is of."""
        pages = []
        for done, path in enumerate(texts):
            self._on_progress(Progress(done, len(texts) + 1, path))
            page = self._read_page(path)
            if page is not None:
                pages.append(page)
        if len(pages) > 1:
            for page in pages:
                self._pair_by_name(page, sounds)
        self._on_progress(Progress(len(texts), len(texts) + 1, audio))
        if pages:
            self._pair_given(audio, pages)
        else:
            self._add_sound(audio)  # its page failed, but it can still be listened to
        for page in pages:
            self._add_page(page)

    def _read_page(self, path: Path) -> _Page | None:
        try:
            source = replace(Source.from_path(path), encoding=self._encoding)
            return _Page(path, _read(source))
        except TranscriptError as error:
            self._fail(path, str(error))
        return None

    def _add_page(self, page: _Page) -> None:
        arrivals = []
        for index, draft in enumerate(page.drafts):
            recording = page.paired.get(index)
            if recording is None:
                arrivals.append(Arrival(draft))
                continue
            arrivals.append(Arrival(with_tags(draft, recording.tags), recording.file))
            warning = mismatch(draft, recording.tags.duration_ms, recording.path.name)
            self._warnings += [warning] if warning else []
        self._add(arrivals, page.path)

    # Pairing

    def _pair_by_name(self, page: _Page, sounds: Sequence[Path]) -> None:
        """Pair a page with the audio of its name, among the given files or beside it."""
        stem = page.path.stem.casefold()
        named = [path for path in sounds if path.stem.casefold() == stem]
        path = named[0] if named else media.audio_beside(page.path)
        if path is None:
            return
        self._claimed.add(path)
        try:
            recording = _look_into(path)
        except MediaError as error:
            self._warnings.append(str(error))
            return
        index = likely_episode(page.drafts, recording.tags, path.stem)
        if index is None:
            self._warnings.append(_unsure(path, page.drafts))
        else:
            page.paired[index] = recording

    def _pair_given(self, audio: Path, pages: Sequence[_Page]) -> None:
        """Pair the audio that a person named with an episode of any of the pages."""
        places = [(page, index) for page in pages for index in range(len(page.drafts))]
        drafts = [page.drafts[index] for page, index in places]
        try:
            recording = _look_into(audio)
        except MediaError as error:
            self._fail(audio, str(error))
            return
        found = likely_episode(drafts, recording.tags, audio.stem)
        if found is None:
            self._fail(audio, _unsure(audio, drafts))
            return
        page, index = places[found]
        page.paired[index] = recording

    # Audio on its own

    def _import_sounds(self, sounds: Sequence[Path], total: int) -> None:
        for done, path in enumerate(sounds, total - len(sounds)):
            self._on_progress(Progress(done, total, path))
            page = self._page_beside(path)
            if page is not None:
                self._pair_given(path, [page])
                self._add_page(page)
            else:
                self._add_sound(path)

    def _page_beside(self, sound: Path) -> _Page | None:
        """Return the transcript of an audio file's name in its folder, if there is one."""
        for path in sorted(sound.parent.glob(f"{escape(sound.stem)}.*")):
            if path == sound or not path.is_file() or not _may_be_text(path):
                continue
            with suppress(TranscriptError):
                drafts = _read(Source.from_path(path))
                if any(draft.turns for draft in drafts):
                    return _Page(path, drafts)
        return None

    def _add_sound(self, path: Path) -> None:
        try:
            recording = _look_into(path)
        except MediaError as error:
            self._fail(path, str(error))
            return
        tags = recording.tags
        draft = EpisodeDraft(
            title=tags.title or path.stem,
            show=tags.show,
            date=tags.date,
            duration_ms=tags.duration_ms,
            chapters=tags.chapters,
        )
        self._add([Arrival(draft, recording.file)], path)

    # Results

    def _add(self, arrivals: Sequence[Arrival], path: Path) -> None:
        try:
            self._imported += self._library.add(arrivals, str(path))
        except LibraryError as error:
            self._fail(path, f"{path} was not imported. {error}")

    def _fail(self, path: Path, message: str) -> None:
        self._failed.append(Failure(path, message))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its own name and folder


def _files_in(folder: Path) -> list[Path]:
    """Return a folder's files that may be pages or audio, by name; hidden ones are left out."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith(".")
        and (media.looks_like_audio(path) or _may_be_text(path))
    )


def _may_be_text(path: Path) -> bool:
    """Tell pictures and programs from texts, which have no zero bytes unless they are UTF-16."""
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError:
        return True  # reading it will say what is wrong
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in start


def _read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read a page. Raise TranscriptError, also for a page that brings out a bug."""
    with _stumbling(source.path or Path(source.name), TranscriptError):
        return formats.read(source)


def _look_into(path: Path) -> _Recording:
    """Read an audio file's tags and fingerprint. Raise MediaError, also for a bug."""
    with _stumbling(path, MediaError):
        tags = media.read_tags(path)
        return _Recording(AudioFile(path, media.fingerprint(path), tags.duration_ms), tags)


@contextmanager
def _stumbling(path: Path, kind: type[TranscriptError | MediaError]) -> Iterator[None]:
    """Turn a bug that one file brings out into that file's failure: the others go on."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        _log.debug("%s brought out a bug", path, exc_info=True)
        message = (
            f"{path} could not be read: Earmark stumbled over it ({error!r}). "
            "Please report it, with the file; nothing else is affected."
        )
        raise kind(message, path) from error


def _unsure(audio: Path, drafts: Sequence[EpisodeDraft]) -> str:
    titles = "; ".join(f"“{draft.title}”" for draft in drafts)
    return (
        f"{audio} fits more than one episode of the page ({titles}): the text is imported "
        "without it; give the audio the episode's title as its file name and import both again."
    )

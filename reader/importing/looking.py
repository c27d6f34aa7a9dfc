"""Looks into one file: what kind it is and what it says of itself. Runs in worker processes too.

What was read travels folded (pickled and compressed), so that a plan of a thousand transcripts
neither fills the memory nor needs them read a second time.
"""

import logging
import pickle
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from reader import chapters, feeds, formats, media
from reader.episodes.identity import digest_of
from reader.episodes.merging import quality
from reader.errors import MediaError, ReaderError, TranscriptError
from reader.feeds import FeedItem
from reader.formats.source import Source
from reader.importing.records import Failure, FoundChapters, FoundSound, FoundText
from reader.media import AUDIO_SUFFIXES
from reader.model import AudioFile, EpisodeDraft
from reader.timing.cues import PackedCues

_log = logging.getLogger(__name__)
_SNIFFED_BYTES = 4096
_LARGEST_LIST = 1 << 16  # bytes; only a name makes more than that a list of chapters
_CHAPTERS = re.compile(r"\bchapters$", re.IGNORECASE)
FEED = "podcast feed"
_QUICK = 1  # of zlib's levels: half the size for a tenth of the time


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """A page or a transcript: its episodes, and what was read, folded."""

    path: Path
    episodes: tuple[FoundText, ...]
    folded: bytes


Found = FoundTexts | FoundSound | FoundChapters | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """A file to look into. `data` is its content where that is no file of its own."""

    path: Path
    is_sound: bool = False
    encoding: str | None = None
    data: bytes | None = None
    item: FeedItem | None = None  # it stands for no file, but for a feed's item


def look(task: Task) -> Found:
    """Look into a file; whatever is wrong with it is a Failure. Any thread or process."""
    try:
        if task.is_sound:
            return look_into_sound(task.path)
        if task.item is not None:
            return look_into_item(task.path, task.item)
        found = look_into_text(_source(task))
        silent = _without_sound(task) if _is_mere_prose(found) else None
        return Failure(task.path, silent) if silent else found
    except ReaderError as error:
        return Failure(task.path, _without_sound(task) or str(error))


def _is_mere_prose(found: Found) -> bool:
    """Return whether a text has neither times nor names: under audio's name it is a mistake."""
    texts = found.episodes if isinstance(found, FoundTexts) else ()
    return bool(texts) and not any(text.is_timed or text.speakers for text in texts)


def _without_sound(task: Task) -> str | None:
    """Return what is wrong with audio that is none by its content, and no text either."""
    if task.is_sound or task.data is not None or task.path.suffix.lower() not in AUDIO_SUFFIXES:
        return None
    try:
        look_into_sound(task.path)
    except MediaError as error:
        return str(error)
    return None


def look_into_sound(path: Path) -> FoundSound:
    """Read an audio file's tags and fingerprint. Raise MediaError, also for a bug."""
    with stumbling(path, MediaError):
        tags = media.read_tags(path)
        return FoundSound(AudioFile(path, media.fingerprint(path), tags.duration_ms), tags)


def look_into_text(source: Source) -> FoundTexts | FoundChapters:
    """Read a page, a transcript or a list of chapters. Raise TranscriptError, also for a bug."""
    path = source.path or Path(source.name)
    with stumbling(path, TranscriptError):
        listed = _chapters(source)
        if listed is not None:
            return listed
        if feeds.is_feed(source):
            return _texts(
                path, FEED, [feeds.ready(item).draft for item in feeds.read(source).items]
            )
        form, _ = formats.recognised(source)
        return _texts(path, form.NAME, form.read(source))


def look_into_item(path: Path, item: FeedItem) -> FoundTexts:
    """Read the transcript and the chapters of a feed's item; `path` is what it is called.

    Raise TranscriptError for a bug alone: what cannot be read is said in the text's remarks.
    """
    with stumbling(path, TranscriptError):
        episode = feeds.ready(item)
        found = _texts(path, FEED, [episode.draft])
        text = replace(found.episodes[0], audio=episode.audio, remarks=episode.remarks)
    return replace(found, episodes=(text,))


def _texts(path: Path, name: str, read: Sequence[EpisodeDraft]) -> FoundTexts:
    drafts = tuple(map(_packed, read))
    episodes = tuple(_found(path, i, name, draft) for i, draft in enumerate(drafts))
    return FoundTexts(path, episodes, zlib.compress(pickle.dumps(drafts), _QUICK))


def unfold(folded: bytes) -> tuple[EpisodeDraft, ...]:
    """Return what was read; only for what this program has folded itself."""
    drafts: tuple[EpisodeDraft, ...] = pickle.loads(zlib.decompress(folded))  # noqa: S301 - our own bytes
    return drafts


def may_be_text(path: Path) -> bool:
    """Tell pictures and programs from texts, which have no zero bytes unless they are UTF-16."""
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError:
        return True  # reading it will say what is wrong
    return is_text(start)


def is_text(start: bytes) -> bool:
    """Tell texts by their first bytes."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in start[:_SNIFFED_BYTES]


@contextmanager
def stumbling(path: Path, kind: type[TranscriptError | MediaError]) -> Iterator[None]:
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


def _source(task: Task) -> Source:
    if task.data is not None:
        return Source(task.path.name, task.data, task.path, task.encoding)
    return Source.from_path(task.path, task.encoding)


def _chapters(source: Source) -> FoundChapters | None:
    """Read a list of chapters, where the content is that rather than a transcript."""
    is_small = len(source.data) <= _LARGEST_LIST
    if not (is_small and chapters.is_chapters(source)) and not _is_named_chapters(source):
        return None
    return FoundChapters(source.path or Path(source.name), chapters.read(source))


def _is_named_chapters(source: Source) -> bool:
    """Let a name speak where the content may be either: captions, or titles in a VTT."""
    if _CHAPTERS.search(Path(source.name).stem) is None:
        return False
    return any(kind.confidence(source) > 0 for kind in chapters.kinds())


def _packed(draft: EpisodeDraft) -> EpisodeDraft:
    turns = (replace(t, cues=PackedCues.of(t.cues) if t.cues else ()) for t in draft.turns)
    return replace(draft, turns=tuple(turns))


def _found(path: Path, index: int, name: str, draft: EpisodeDraft) -> FoundText:
    return FoundText(
        path,
        index,
        draft.title,
        name,
        digest_of(draft.turns),
        draft.show,
        draft.date,
        draft.duration_ms,
        len(draft.notes),
        len(draft.chapters),
        len(draft.turns),
        len({turn.speaker for turn in draft.turns if turn.speaker}),
        quality(draft.turns),
        draft.resolution_ms,
        draft.language,
    )

"""Loading an audio file through Mutagen, chosen by content, with damage told as MediaError."""

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from mutagen import MutagenError
from mutagen.aac import AAC
from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, MPEGInfo
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from reader.errors import MediaError
from reader.media.kinds import AudioKind, kind_of
from reader.media.opening import opened

# What Mutagen, given damaged bytes, has been seen to raise beside its own error, or may.
DAMAGE = (
    *(MutagenError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError),
    *(struct.error, EOFError, AssertionError, NotImplementedError, MemoryError, RecursionError),
)

_READERS: dict[AudioKind, Callable[[BinaryIO], Any]] = {
    AudioKind.MP3: MP3,
    AudioKind.AAC: AAC,
    AudioKind.MP4: MP4,
    AudioKind.OGG_VORBIS: OggVorbis,
    AudioKind.OGG_OPUS: OggOpus,
    AudioKind.OGG_FLAC: OggFLAC,
    AudioKind.OGG_SPEEX: OggSpeex,
    AudioKind.FLAC: FLAC,
    AudioKind.WAV: WAVE,
    AudioKind.AIFF: AIFF,
    AudioKind.ASF: ASF,
    AudioKind.WAVPACK: WavPack,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """An open audio file and what Mutagen made of it. `tags` is None without any."""

    path: Path
    file: BinaryIO
    kind: AudioKind
    media: Any  # the Mutagen object: FLAC's carries pictures, MP4's chapters
    tags: Any
    seconds: float  # as the header claims


@contextmanager
def loaded(path: Path) -> Iterator[Loaded]:
    """Open an audio file with its tags, or raise MediaError; damage met inside is one, too."""
    with opened(path) as file:
        kind = kind_of(file)
        if kind is None:
            raise MediaError(
                f"“{path}” is not audio that Earmark knows. Choose an MP3, M4A, Opus, Ogg, FLAC, "
                "WAV, AIFF or WMA file.",
                path,
            )
        try:
            yield _load(path, file, kind)
        except DAMAGE as error:
            raise MediaError(
                f"“{path}” looks like {kind} but is damaged or cut short ({_reason(error)}). "
                "Download or copy it again.",
                path,
            ) from error


def _load(path: Path, file: BinaryIO, kind: AudioKind) -> Loaded:
    file.seek(0)
    try:
        media = _READERS[kind](file)
    except DAMAGE:
        if kind is not AudioKind.MP3:
            raise
        file.seek(0)  # the tag alone may be damaged: the sound plays all the same
        return Loaded(path, file, kind, None, None, float(MPEGInfo(file).length))
    if kind is AudioKind.MP4 and not media.info.channels:
        raise MutagenError("it has no sound in it")
    return Loaded(path, file, kind, media, media.tags, float(media.info.length))


def _reason(error: BaseException) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__


def tag_values(tags: Any, name: str) -> list[Any]:
    """Return all values (ID3: frames) that a Mutagen tag has under a name; none if it lacks it."""
    if isinstance(tags, ID3):
        return list(tags.getall(name))  # type: ignore[no-untyped-call]  # Mutagen is half typed
    return list(tags[name]) if tags is not None and name in tags else []

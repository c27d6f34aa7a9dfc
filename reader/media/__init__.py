"""Audio files without playing them: length, tags, cover, chapters, and a fingerprint.

What needs mutagen is loaded when it is first asked for: most starts of the program read no tags.
"""

from typing import TYPE_CHECKING, Any

from reader.media.fingerprint import fingerprint
from reader.media.kinds import AUDIO_SUFFIXES, looks_like_audio
from reader.media.pairing import (
    another_recording,
    audio_beside,
    find_moved,
    holds_another,
    is_there,
)

if TYPE_CHECKING:
    from reader.media.covers import read_cover
    from reader.media.tags import read_tags

__all__ = [
    "AUDIO_SUFFIXES",
    "another_recording",
    "audio_beside",
    "find_moved",
    "fingerprint",
    "holds_another",
    "is_there",
    "looks_like_audio",
    "read_cover",
    "read_tags",
]


def __getattr__(name: str) -> Any:
    if name == "read_cover":
        from reader.media.covers import read_cover  # noqa: PLC0415

        return read_cover
    if name == "read_tags":
        from reader.media.tags import read_tags  # noqa: PLC0415

        return read_tags
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

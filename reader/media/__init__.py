"""Audio files without playing them: length, tags, cover, chapters, and a fingerprint."""

from reader.media.covers import read_cover
from reader.media.fingerprint import fingerprint
from reader.media.kinds import AUDIO_SUFFIXES, looks_like_audio
from reader.media.pairing import audio_beside, find_moved
from reader.media.tags import read_tags

__all__ = [
    "AUDIO_SUFFIXES",
    "audio_beside",
    "find_moved",
    "fingerprint",
    "looks_like_audio",
    "read_cover",
    "read_tags",
]

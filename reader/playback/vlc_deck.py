"""libVLC's media players, and its looks into files: each is driven by a thread of its own.

Measured with libVLC 3.0: making a media player waits half a minute for a sound server that was
stopped; stopping one, or a look, waits for as long as a drive does not answer.
"""

import time
from collections import deque
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reader.errands import Errands
from reader.playback.faults import file_problem
from reader.playback.flac_blocks import block_length_ms
from reader.playback.libvlc import LibVlc

# libVLC 3's own demuxers misplace seeks in VBR MP3 by minutes, end Ogg Vorbis at a seek, play
# Ogg Opus 80 ms ahead of the time they report, and report once a second; FFmpeg's do not.
DEMUXER_OPTION = ":demux=avformat,any"
# libmpg123 writes a line to standard error for every frame that it cannot make sense of, past
# libVLC's log: FFmpeg's decoder comes before it, for all that has no better one of its own.
DECODER_OPTION = ":codec=opus,vorbis,flac,faad,avcodec,any"
AUDIO_TRACK = 0  # libvlc_track_type_t


@dataclass(frozen=True, slots=True)
class Event:
    """Something libVLC said, and when; `sentence` where a file was found to be unplayable."""

    kind: str
    value: int
    at_s: float
    sentence: str = ""


class Look:
    """libVLC's look into a file: its length, and whether it sounds."""

    def __init__(self, lib: LibVlc, path: Path) -> None:
        self.events: deque[Event] = deque()
        self.block_ms: float | None = None  # see `flac_blocks`; once it has parsed
        self._media: Any = None
        self._errands = Errands("libvlc-look", self._release)
        self._errands.do(partial(self._begin, lib, path))

    @property
    def problem(self) -> Exception | None:
        """What libVLC, or python-vlc, raised."""
        return self._errands.problem

    def duration_ms(self) -> int | None:
        """Return the length that was found, or None; once it has parsed."""
        duration_ms = int(self._media.get_duration())
        return duration_ms if duration_ms > 0 else None

    def has_sound(self) -> bool:
        """Tell whether a track was found that could be sound; once it has parsed."""
        tracks = self._media.tracks_get()
        return tracks is not None and any(track.type == AUDIO_TRACK for track in tracks)

    def release(self) -> None:
        """Stop looking and free it."""
        self._errands.end()

    def _begin(self, lib: LibVlc, path: Path) -> None:
        if problem := file_problem(path):
            self.events.append(Event("problem", 0, time.monotonic(), problem))
            return
        self.block_ms = block_length_ms(path)
        media = _open(lib, path)
        self._manager = media.event_manager()
        self._type = lib.vlc.EventType.MediaParsedChanged
        self._manager.event_attach(self._type, _poster(self.events, "parsed"))
        self._media = media
        media.parse_with_options(lib.vlc.MediaParseFlag.local, -1)

    def _release(self) -> None:
        if self._media is not None:
            self._manager.event_detach(self._type)
            self._media.parse_stop()
            self._media.release()


class Deck:
    """One file on one libVLC media player, from a start to its release.

    A fresh one for every start keeps the old one's late events away from the new one.
    """

    def __init__(self, lib: LibVlc, path: Path, start_ms: int, rate: float, device_id: str) -> None:
        self.events: deque[Event] = deque()
        self.device = ""  # the id of what it sounds on, as it was when that was asked last
        self._player: Any = None
        self._media: Any = None
        self._types: list[Any] = []
        self._let_go = False
        self._errands = Errands("libvlc-deck", self._release)
        self._errands.do(partial(self._begin, lib, path, start_ms))
        self._errands.do(partial(self._play, rate, device_id))

    @property
    def problem(self) -> Exception | None:
        """What libVLC, or python-vlc, raised."""
        return self._errands.problem

    @property
    def begun(self) -> bool:
        """Whether there is a media player, or will never be."""
        return self._player is not None or self._errands.finished or self.problem is not None

    def set_pause(self, *, on: bool) -> None:
        """Pause, or play on."""
        self._tell("set_pause", int(on))

    def set_rate(self, rate: float) -> None:
        """Change the speed."""
        self._tell("set_rate", rate)

    def set_volume(self, percent: int) -> None:
        """Change the volume."""
        self._tell("audio_set_volume", percent)

    def ask_device(self) -> None:
        """Find out what it sounds on; `device` will say so."""
        self._errands.do(self._find_device)

    def release(self) -> None:
        """Stop and free it, whenever that can be."""
        self._let_go = True
        self._errands.end()

    def _begin(self, lib: LibVlc, path: Path, start_ms: int) -> None:
        if self._let_go:
            return
        self._media = _open(lib, path)
        self._media.add_option(f":start-time={start_ms / 1000:.3f}")
        player = lib.instance.media_player_new()
        self._types = _listen(player, lib.vlc.EventType, self.events)
        player.set_media(self._media)
        self._player = player

    def _play(self, rate: float, device_id: str) -> None:
        if self._player is None or self._let_go:
            return
        self._player.set_rate(rate)
        if device_id:
            self._player.audio_output_device_set(None, device_id)
        self._player.play()

    def _tell(self, what: str, value: float) -> None:
        def tell() -> None:
            if self._player is not None and not self._let_go:
                getattr(self._player, what)(value)

        self._errands.do(tell)

    def _find_device(self) -> None:
        if self._player is not None:
            self.device = self._player.audio_output_device_get() or ""

    def _release(self) -> None:
        if self._player is not None:
            manager = self._player.event_manager()
            for event_type in self._types:
                manager.event_detach(event_type)
            self._player.stop()
            self._player.release()
        if self._media is not None:
            self._media.release()


def _listen(player: Any, types: Any, events: deque[Event]) -> list[Any]:
    manager = player.event_manager()
    attached = []
    for kind, name in (
        ("playing", "MediaPlayerPlaying"),
        ("ended", "MediaPlayerEndReached"),
        ("failed", "MediaPlayerEncounteredError"),
        ("time", "MediaPlayerTimeChanged"),
        ("length", "MediaPlayerLengthChanged"),
    ):
        event_type = getattr(types, name)
        manager.event_attach(event_type, _poster(events, kind))
        attached.append(event_type)
    return attached


def _open(lib: LibVlc, path: Path) -> Any:
    media = lib.instance.media_new_path(str(path))
    media.add_option(DEMUXER_OPTION)
    media.add_option(DECODER_OPTION)
    return media


def _poster(events: deque[Event], kind: str) -> Any:
    def post(event: Any) -> None:
        now = time.monotonic()
        value = 0
        if kind == "time":
            value = event.u.new_time
        elif kind == "length":
            value = event.u.new_length
        events.append(Event(kind, value, now))

    return post

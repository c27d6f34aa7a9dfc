"""What plays, told to a Linux desktop over D-Bus, and what its keys and panels want done.

The interfaces are those of the MPRIS specification, version 2.2. Times there are microseconds.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import ClassInfo, Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusObjectPath

from reader.listening.jump_trail import Jump
from reader.playback.player import PlayerState
from reader.playback.sounding import FASTEST, SLOWEST
from ui.desktop.bus_numbers import int64
from ui.desktop.handover_flow import bring_to_front
from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController

if TYPE_CHECKING:
    from reader.listening.now_playing import NowPlaying

OBJECT = "/org/mpris/MediaPlayer2"
ROOT, PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
TRACK, LENGTH = "mpris:trackid", "mpris:length"
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
STATUS = {PlayerState.PLAYING: "Playing", PlayerState.PAUSED: "Paused"}
# PySide6's stubs know neither ClassInfo as a decorator nor Qt's types by their names.
interface: Any = ClassInfo
qt_property: Any = Property
qt_signal: Any = Signal


@interface({"D-Bus Interface": ROOT})
class RootInterface(QDBusAbstractAdaptor):
    """The program itself."""

    def __init__(self, parent: QObject, window: MainWindow) -> None:
        super().__init__(parent)
        self._window = window

    @Slot()
    def Raise(self) -> None:
        """Bring the window to the front."""
        bring_to_front(self._window, "")

    @Slot()
    def Quit(self) -> None:
        """Close the window, once who asked has been answered."""
        QTimer.singleShot(0, self._window.close)

    CanQuit = qt_property(bool, lambda _: True)
    CanRaise = qt_property(bool, lambda _: True)
    HasTrackList = qt_property(bool, lambda _: False)
    Identity = qt_property(str, lambda _: "Earmark")
    DesktopEntry = qt_property(str, lambda _: "earmark")
    SupportedUriSchemes = qt_property("QStringList", lambda _: ["file"])
    SupportedMimeTypes = qt_property(
        "QStringList", lambda _: ["audio/mpeg", "audio/mp4", "text/vtt"]
    )


@interface({"D-Bus Interface": PLAYER})
class PlayerInterface(QDBusAbstractAdaptor):
    """Playing. Signal: `Seeked(µs)`, the position is elsewhere than playing on explains."""

    Seeked = qt_signal("qlonglong")

    def __init__(self, parent: QObject, window: MainWindow, playback: PlaybackController) -> None:
        super().__init__(parent)
        self._window = window
        self._playback = playback
        self.playing: NowPlaying | None = None
        self.has_parts = False  # chapters or turns, to go to the next of

    @property
    def track(self) -> str:
        """The path that stands for the open episode."""
        if self.playing is None:
            return NO_TRACK
        return "/io/github/earmark/episode/" + self.playing.id.encode().hex()

    # What can be asked

    def status(self) -> str:
        """Return whether it plays, in the specification's words."""
        return STATUS.get(self._playback.state, "Stopped")

    def metadata(self) -> dict[str, object]:
        """Return what is open, as it is compared; see `as_sent`."""
        playing = self.playing
        if playing is None:
            return {TRACK: NO_TRACK}
        told: dict[str, object] = {
            TRACK: self.track,
            LENGTH: self._length_ms() * 1000,
            "xesam:title": playing.title,
        }
        if playing.show:
            told |= {"xesam:artist": [playing.show], "xesam:album": playing.show}
        if playing.audio is not None:
            told["xesam:url"] = _url(playing.audio)
        if playing.cover is not None:
            told["mpris:artUrl"] = _url(playing.cover)
        return told

    def _length_ms(self) -> int:
        return self._playback.duration_ms or (self.playing.length_ms if self.playing else 0)

    def _can_play(self) -> bool:
        return self._playback.has_audio

    def _set_rate(self, rate: float) -> None:
        """Set the speed; 0 stands for a pause, by the specification."""
        if rate == 0:
            self._playback.pause()
        elif rate > 0:
            self._playback.set_speed(rate)

    def _set_volume(self, share: float) -> None:
        slider = self._window.transport.volume
        slider.setValue(round(max(share, 0.0) * 100))

    def volume(self) -> float:
        """Return how loud it is; 1.0 is as recorded."""
        return self._window.transport.volume.value() / 100

    def changing(self) -> dict[str, object]:
        """Return everything that may have changed, but for the position."""
        can_play, has_parts = self._can_play(), self.has_parts
        return {
            "PlaybackStatus": self.status(),
            "Rate": float(self._playback.speed),
            "Volume": self.volume(),
            "Metadata": self.metadata(),
            "CanPlay": can_play,
            "CanPause": can_play,
            "CanSeek": can_play,
            "CanGoNext": has_parts,
            "CanGoPrevious": has_parts,
        }

    PlaybackStatus = qt_property(str, status)
    Rate = qt_property(float, lambda self: self._playback.speed, _set_rate)
    Volume = qt_property(float, volume, _set_volume)
    Metadata = qt_property("QVariantMap", lambda self: as_sent(self.metadata()))
    Position = qt_property("qlonglong", lambda self: self._playback.position_ms * 1000)
    MinimumRate = qt_property(float, lambda _: SLOWEST)
    MaximumRate = qt_property(float, lambda _: FASTEST)
    CanGoNext = qt_property(bool, lambda self: self.has_parts)
    CanGoPrevious = qt_property(bool, lambda self: self.has_parts)
    CanPlay = qt_property(bool, _can_play)
    CanPause = qt_property(bool, _can_play)
    CanSeek = qt_property(bool, _can_play)
    CanControl = qt_property(bool, lambda _: True)

    # What can be done

    @Slot()
    def Play(self) -> None:
        """Play on."""
        if self._playback.state is not PlayerState.PLAYING:
            self._playback.play()

    @Slot()
    def Pause(self) -> None:
        """Be silent, stay here."""
        self._playback.pause()

    @Slot()
    def PlayPause(self) -> None:
        """Play, or pause."""
        self._playback.toggle()

    @Slot()
    def Stop(self) -> None:
        """Be silent. The place stays: a reader's place is not to be lost by a key."""
        self._playback.pause()

    @Slot()
    def Next(self) -> None:
        """Go to the next chapter, or turn."""
        self._playback.next_part()

    @Slot()
    def Previous(self) -> None:
        """Go to this chapter's or turn's start, or to the one before."""
        self._playback.previous_part()

    @Slot("qlonglong")
    def Seek(self, by_us: int) -> None:
        """Go on or back by a stretch; beyond the end it is as `Next`."""
        goal_ms = self._playback.position_ms + by_us // 1000
        if not self._can_play():
            return
        if goal_ms > self._length_ms():
            self._playback.next_part()
        else:
            self._playback.seek(max(goal_ms, 0), Jump.STEP)

    @Slot(QDBusObjectPath, "qlonglong")
    def SetPosition(self, track: QDBusObjectPath, position_us: int) -> None:
        """Go there, unless another episode is meant, or no place in this one."""
        within = 0 <= position_us <= self._length_ms() * 1000
        if track.path() == self.track and self._can_play() and within:
            self._playback.seek(position_us // 1000)

    @Slot(str)
    def OpenUri(self, uri: str) -> None:
        """Open a file, as if it had been dropped on the window."""
        url = QUrl(uri)
        if url.isLocalFile():
            self._window.paths_dropped.emit([Path(url.toLocalFile())])


def as_sent(metadata: Mapping[str, object]) -> dict[str, object]:
    """Return metadata in the types of the specification. Raise OSError where Qt lacks one."""
    sent = {**metadata, TRACK: QDBusObjectPath(str(metadata[TRACK]))}
    length = metadata.get(LENGTH)
    return {**sent, LENGTH: int64(length)} if isinstance(length, int) else sent


def _url(path: Path) -> str:
    return QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)

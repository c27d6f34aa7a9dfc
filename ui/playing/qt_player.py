"""The player on Qt Multimedia, which comes with PySide6 and brings its own FFmpeg.

Qt Multimedia is imported only when a player is wanted: it costs a window's start some time,
and a machine may lack the libraries it needs.
"""

import atexit
import ctypes
import logging
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QLoggingCategory,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
    qVersion,
)

from reader.errands import abandon
from reader.errors import PlaybackError
from reader.playback.block_reports import BlockReports
from reader.playback.devices import no_sound_device, server_listens
from reader.playback.faults import CUT_SHORT_MS, cut_short, problem_told_soon, unplayable
from reader.playback.player import OutputDevice, Player, PlayerState, Sample

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QMediaPlayer

_log = logging.getLogger(__name__)
LONGEST_STEP_S = 0.2  # Qt reports every 50 ms
LOOK_S = 0.05  # so often Qt looks which block of audio it has begun
# After a seek it sounds so soon, and says so two looks later: until then the place is guessed.
SOUNDS_AFTER_S = 0.04
GUESSED_S = 2 * LOOK_S
# A report from farther off, so soon after a seek, is one of the place it left, under way till now.
FAR_MS = 1000
LEFT_FOR_S = 0.5
# Qt 6.11 (FFmpeg) reports a block of audio so long before it is heard; measured at 0.5 to 2.5.
OUTPUT_LAG_MS = 42  # times the speed: what its sound buffer holds
LONG_BLOCK_MS = 25  # so much later, times the speed, it reports blocks that outlast a look
# At speeds other than 1 the pitch compensation holds back as much before it as after it.
PITCH_LAG_MS = 60
_AV_LOG_FATAL = 8  # libavutil/log.h
# Qt 6.11 waits without end for a sound server or a drive that does not answer, wherever it stops
# or lets go. What reported nothing for so long, though it was listened to so often, is given up.
STUCK_S = 2.0
STUCK_LOOKS = 25
OPENING_S, OPENING_LOOKS = 0.5, 5
SERVER_GONE = (
    "The sound server has ended, and Qt cannot go over to another while it runs. Start Earmark "
    "again to hear the audio; until then Play goes on silently."
)
_given_up: list[object] = []  # not even let go of: that would wait as well


@dataclass(slots=True)
class _Run:
    """What is known of one file, from its load to the next."""

    state: PlayerState = PlayerState.EMPTY
    position_ms: int = 0
    at_s: float = field(default_factory=time.monotonic)  # when `position_ms` was true
    duration_ms: int | None = None
    error: str | None = None
    opened: bool = False  # Qt has the file open; before that it forgets seeks
    answered: bool = False  # Qt has moved on from where it was told to stand
    told_ms: int = 0  # where it was told to stand last; the sound is not before that
    sounds_s: float = float("inf")  # when it is to sound from there
    reports: BlockReports = field(default_factory=lambda: BlockReports(LOOK_S))
    looks: int = 0  # how often it was listened to since Qt reported something


class QtPlayer:
    """The player protocol on QMediaPlayer; needs a QCoreApplication and its event loop."""

    loudest = 100  # QAudioOutput takes no more than 1.0

    def __init__(self) -> None:
        import_multimedia()
        self.name = f"Qt Multimedia {qVersion()}"
        self.notice = no_sound_device()
        self._volume = self.loudest
        self._path = Path()
        self._run = _Run()
        self._player = self._made_player()

    def _made_player(self) -> "QMediaPlayer":
        """Make what plays, with an output: without any at all Qt does not notice the end."""
        from PySide6.QtMultimedia import (  # noqa: PLC0415
            QAudioBufferOutput,
            QAudioOutput,
            QMediaPlayer,
        )

        self._status = QMediaPlayer.MediaStatus
        player = QMediaPlayer()
        quiet_ffmpeg()
        # Without a device an audio output warns at every start, and without the sound server
        # that it began with it ends the program.
        self._output = None if self.notice else QAudioOutput()
        self._sink = QAudioBufferOutput() if self._output is None else None
        # PySide6's stubs do not know that None means none.
        player.setAudioOutput(self._output)  # type: ignore[arg-type]
        player.setAudioBufferOutput(self._sink)  # type: ignore[arg-type]
        self._keeps_pitch = _keep_pitch(player)
        player.mediaStatusChanged.connect(self._on_player_status_changed)
        player.positionChanged.connect(self._on_player_position_changed)
        player.durationChanged.connect(self._on_player_duration_changed)
        player.errorOccurred.connect(self._on_player_error_occurred)
        return player

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Open a file, paused at `start_ms`."""
        is_gone = self._let_go()
        self._path = path
        self._run = _Run(PlayerState.PAUSED, max(start_ms, 0), told_ms=max(start_ms, 0))
        if problem := SERVER_GONE if is_gone else problem_told_soon(path):
            self._fail(problem)
        else:
            self._player.setSource(QUrl.fromLocalFile(str(path.absolute())))

    def play(self) -> None:
        """Play on, or from the start after the end."""
        self._give_up_where_stuck()
        if self._run.state is PlayerState.ENDED:
            self._go_to(0)
        if self._run.state in (PlayerState.PAUSED, PlayerState.ENDED):
            self._run.state = PlayerState.PLAYING
            self._run.answered = False
            self._run.sounds_s = float("inf")  # a device that slept takes its time
            if self._run.opened:
                self._player.play()

    def pause(self) -> None:
        """Pause, at the place reached by now."""
        self._give_up_where_stuck()
        if self._run.state is PlayerState.PLAYING:
            self._stand_at(self._reached(time.monotonic()))
            self._run.state = PlayerState.PAUSED
            if self._run.opened:
                self._player.pause()

    def seek(self, position_ms: int) -> None:
        """Go there; the samples say so at once, and move on when Qt has followed."""
        self._give_up_where_stuck()
        if self._run.state in (PlayerState.EMPTY, PlayerState.FAILED):
            return
        latest = position_ms if self._run.duration_ms is None else self._run.duration_ms
        self._go_to(max(min(position_ms, latest), 0))
        if self._run.state is PlayerState.ENDED:
            self._run.state = PlayerState.PAUSED
            self._run.error = None

    def set_rate(self, rate: float) -> None:
        """Change the speed, pitch kept (see `_keep_pitch`)."""
        if rate == self._player.playbackRate():
            return
        if self._run.state is PlayerState.PLAYING:
            self._stand_at(self._reached(time.monotonic()))
        self._player.setPlaybackRate(rate)

    def set_volume(self, percent: int) -> None:
        """Change the volume."""
        self._volume = percent
        if self._output is not None:
            self._output.setVolume(min(percent, self.loudest) / 100)

    def devices(self) -> tuple[OutputDevice, ...]:
        """Return what Qt knows; it is told of changes by the system."""
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

        outputs = () if self._output is None else QMediaDevices.audioOutputs()
        return tuple(OutputDevice(_id_of(output), output.description()) for output in outputs)

    def set_device(self, device_id: str) -> None:
        """Sound on a device; on the system's default where it is gone."""
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

        if self._output is None:
            return
        found = [output for output in QMediaDevices.audioOutputs() if _id_of(output) == device_id]
        self._output.setDevice(found[0] if found else QMediaDevices.defaultAudioOutput())

    def sounding_on(self) -> str:
        """Return the device that was set, or was the system's default then."""
        return "" if self._output is None else _id_of(self._output.device())

    def sample(self) -> Sample:
        """Return what Qt's last signal said; signals need the event loop to turn."""
        run = self._run
        run.looks += 1
        waiting = run.state is PlayerState.PLAYING and not run.answered
        at_s = self._guessed_start(time.monotonic()) if waiting else run.at_s
        return Sample(run.state, run.position_ms, at_s, run.duration_ms, run.error)

    def _guessed_start(self, now: float) -> float:
        """Return since when it may be sounding from where it was told to; `now`: not yet."""
        return min(max(self._run.sounds_s, now - GUESSED_S), now)

    def close(self) -> None:
        """Let go of the file and the device."""
        self._let_go()
        self._run = _Run()

    def _give_up_where_stuck(self) -> None:
        """Leave a player alone that does not answer, and go on with another one."""
        run = self._run
        if not run.opened or not _is_stuck(run):
            return  # before it is open, nothing is asked of Qt
        is_gone = self._give_up()
        self._run = _Run(run.state, run.position_ms, told_ms=run.position_ms)
        if is_gone:
            self._fail(SERVER_GONE)
        else:
            self._player.setSource(QUrl.fromLocalFile(str(self._path.absolute())))

    def _give_up(self) -> bool:
        """Use another player; return whether the sound server turned out to have ended."""
        rate = self._player.playbackRate()
        self._player.disconnect(self._player)
        self._player.pause()  # when it is answered after all, it must not sound as well
        _given_up.extend((self._player, self._output, self._sink))
        abandon()
        is_gone = self.notice is None and not server_listens()
        self.notice = SERVER_GONE if is_gone else self.notice
        self._player = self._made_player()
        self._player.setPlaybackRate(rate)
        self.set_volume(self._volume)
        return is_gone

    def _let_go(self) -> bool:
        """Let go of the file; return whether the sound server turned out to have ended."""
        run, self._run = self._run, _Run()
        # What has only begun, after something did not answer, is not likely to answer either.
        doubted = bool(_given_up) and _is_awaited(run) and not run.answered
        if doubted or _is_stuck(run):
            return self._give_up()
        self._player.stop()
        self._player.setSource(QUrl())  # setting the same source again would do nothing
        return False

    def _fail(self, sentence: str) -> None:
        self._run.state = PlayerState.FAILED
        self._run.error = sentence

    def _stand_at(self, position_ms: int) -> None:
        self._run.position_ms = position_ms
        self._run.at_s = time.monotonic()
        self._run.reports.begin_anew()

    def _go_to(self, position_ms: int) -> None:
        self._stand_at(position_ms)
        self._run.told_ms = position_ms
        self._run.answered = False
        self._run.sounds_s = self._run.at_s + self._start_takes_s()
        if self._run.opened:
            self._player.setPosition(position_ms)

    def _start_takes_s(self) -> float:
        """Return how long it takes from a seek to the sound, while it plays."""
        if self._output is None:
            return 0.0
        return SOUNDS_AFTER_S + self._pitch_lag_ms() / self._player.playbackRate() / 1000

    def _reached(self, now: float) -> int:
        """Return the position at `now`, from the last report and the time since."""
        run = self._run
        if not run.answered:
            return run.position_ms
        elapsed = min(max(now - run.at_s, 0.0), LONGEST_STEP_S)
        reached = run.position_ms + round(elapsed * self._player.playbackRate() * 1000)
        return reached if run.duration_ms is None else min(reached, run.duration_ms)

    def _on_player_status_changed(self, status: "QMediaPlayer.MediaStatus") -> None:
        if self._run.state in (PlayerState.EMPTY, PlayerState.FAILED):
            return
        if status == self._status.LoadedMedia and not self._run.opened:
            self._open()
        elif status == self._status.EndOfMedia and self._run.state is PlayerState.PLAYING:
            self._end()
        elif status == self._status.InvalidMedia:
            self._fail(unplayable(self._path))

    def _open(self) -> None:
        self._run.opened = True
        if not self._player.hasAudio():
            self._fail(unplayable(self._path))
            return
        if self._run.position_ms:
            self._player.setPosition(self._run.position_ms)
        if self._run.state is PlayerState.PLAYING:
            self._player.play()

    def _end(self) -> None:
        reached = self._reached(time.monotonic())
        self._run.error = cut_short(self._path, reached, self._run.duration_ms)
        at_end = self._run.error is None and self._run.duration_ms is not None
        self._stand_at(self._run.duration_ms or 0 if at_end else reached)
        self._run.state = PlayerState.ENDED

    def _on_player_position_changed(self, position_ms: int) -> None:
        run = self._run
        if run.state is not PlayerState.PLAYING or not run.opened:
            return
        run.looks = 0
        if not run.answered and position_ms == run.position_ms:
            return  # the echo of a seek; the sound is not there yet
        now = time.monotonic()
        if not run.answered and self._is_of_the_place_left(position_ms, now):
            return
        if position_ms == run.duration_ms and position_ms - self._reached(now) > CUT_SHORT_MS:
            return  # Qt jumps to the announced end when a file stops before it
        rate = self._player.playbackRate()
        heard_ms = round(run.reports.place_after(position_ms, now, rate) - self._lag_ms())
        if not run.answered and heard_ms < run.position_ms:  # what is on its way starts there
            run.sounds_s = now + (run.position_ms - heard_ms) / rate / 1000
            return
        run.position_ms = max(heard_ms, run.told_ms)
        run.at_s, run.answered = now, True

    def _is_of_the_place_left(self, position_ms: int, now: float) -> bool:
        """Tell whether a report was made before a seek; believed, it would hold for a second."""
        since_s = now - self._run.at_s
        farthest_ms = FAR_MS + since_s * self._player.playbackRate() * 1000
        ahead_ms = position_ms - self._run.position_ms
        return since_s < LEFT_FOR_S and not -FAR_MS <= ahead_ms <= farthest_ms

    def _lag_ms(self) -> float:
        """Return how much audio lies between what Qt reports and what is heard."""
        if self._output is None:
            return 0.0
        rate = self._player.playbackRate()
        told_late_ms = LONG_BLOCK_MS if self._run.reports.outlast_looks(rate) else 0
        return (OUTPUT_LAG_MS - told_late_ms) * rate + self._pitch_lag_ms()

    def _pitch_lag_ms(self) -> float:
        rate = self._player.playbackRate()
        return 0.0 if rate == 1.0 or not self._keeps_pitch else PITCH_LAG_MS * (1 + rate)

    def _on_player_duration_changed(self, duration_ms: int) -> None:
        self._run.duration_ms = duration_ms if duration_ms > 0 else None

    def _on_player_error_occurred(self) -> None:
        if self._run.state not in (PlayerState.EMPTY, PlayerState.FAILED):
            self._fail(unplayable(self._path))


def _is_awaited(run: _Run) -> bool:
    """Tell whether Qt is to report something."""
    opening = run.state is PlayerState.PAUSED and not run.opened
    return opening or run.state is PlayerState.PLAYING


def _is_stuck(run: _Run) -> bool:
    """Tell whether Qt should have reported something by now, and did not."""
    silent_s = time.monotonic() - run.at_s
    if not run.opened:
        return _is_awaited(run) and run.looks >= OPENING_LOOKS and silent_s >= OPENING_S
    return _is_awaited(run) and run.looks >= STUCK_LOOKS and silent_s >= STUCK_S


def _id_of(device: "QAudioDevice") -> str:
    """Return a device's id as text."""
    return device.id().toStdString()


class QtSource:
    """Players on Qt Multimedia. `wait` turns an event loop; an application is made if need be."""

    name = "qt"

    def __init__(self) -> None:
        self._application: QCoreApplication | None = None

    def problem(self) -> str | None:
        """Try to import Qt Multimedia."""
        try:
            import_multimedia()
        except PlaybackError as error:
            return str(error)
        return None

    def create(self) -> Player:
        """Make a player. Raise PlaybackError where Qt Multimedia cannot be loaded."""
        self._ensure_application()
        return QtPlayer()

    def wait(self, seconds: float) -> None:
        """Turn the event loop for so long."""
        self._ensure_application()
        loop = QEventLoop()
        timer = QTimer()
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(loop.quit)
        timer.start(round(seconds * 1000))
        loop.exec()

    def _ensure_application(self) -> None:
        self._application = self._application or terminal_application()


def terminal_application() -> QCoreApplication:
    """Return the application; where there is none, make one that does not write to the terminal.

    Some of Qt's messages, such as those on a sound server that ended, have no category to turn
    down. They go to the log, where EARMARK_DEBUG shows them.
    """
    running = QCoreApplication.instance()
    if running is not None:
        return running
    qInstallMessageHandler(_log_message)
    atexit.register(qInstallMessageHandler, None)  # no Python is left for what Qt says then
    return QCoreApplication(["earmark"])


def _log_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _log.log(logging.CRITICAL if kind == QtMsgType.QtFatalMsg else logging.DEBUG, message)


def import_multimedia() -> None:
    """Import Qt Multimedia, quietly. Raise PlaybackError where it cannot be loaded.

    Qt tells stderr about every library that it looks for in vain; QT_LOGGING_RULES brings that
    back.
    """
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    try:
        import PySide6.QtMultimedia  # noqa: F401, PLC0415
    except ImportError as error:
        raise PlaybackError(
            f"Qt Multimedia cannot be loaded ({error}); install the system library it names, "
            "or VLC."
        ) from error


def quiet_ffmpeg() -> None:
    """Let the FFmpeg that PySide6 carries report only what is fatal, not every odd frame.

    Only once Qt has loaded it, with the first QMediaPlayer: on its own it does not load, and
    each of its file names would give a copy with a level of its own.
    """
    home = Path(PySide6.__file__).parent
    for library in (*home.glob("Qt/lib/libavutil*"), *home.glob("avutil-*.dll")):
        try:
            loaded = ctypes.CDLL(str(library), mode=getattr(os, "RTLD_NOLOAD", 0))
            loaded.av_log_set_level(_AV_LOG_FATAL)
        except (OSError, AttributeError):
            continue


def _keep_pitch(player: "QMediaPlayer") -> bool:
    """Keep voices at their pitch at any speed; return False where Qt (before 6.10) cannot."""
    set_pitch_compensation = getattr(player, "setPitchCompensation", None)
    if set_pitch_compensation is None:
        return False
    set_pitch_compensation(True)
    return True

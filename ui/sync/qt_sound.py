"""Decodes audio files with Qt Multimedia, which brings its own FFmpeg: see decision 0023."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, QUrl

from reader.errors import MediaError
from reader.sound.reading import Block, Samples
from ui.playing.qt_player import import_multimedia, quiet_ffmpeg, terminal_application

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioBuffer, QAudioDecoder

STALLED_S = 20.0
_WAKE_MS = 500


class QtSoundReader:
    """The sound reader on QAudioDecoder.

    Makes a QCoreApplication where there is none, and runs its event loop: so it is for a process
    of its own, not for the window's.
    """

    def __init__(self, stalled_s: float = STALLED_S) -> None:
        import_multimedia()
        self._application = terminal_application()
        self._stalled_s = stalled_s

    def blocks(self, path: Path) -> Iterator[Block]:
        """Yield a file's sound from its start, as the protocol says."""
        from PySide6.QtMultimedia import QAudioDecoder  # noqa: PLC0415

        # No format is asked for: with Qt 6.11, resampling a first packet to nothing (an MP3's
        # priming) stops the decoder without a word.
        decoder = QAudioDecoder()
        quiet_ffmpeg()
        problems: list[str] = []
        ended: list[bool] = []
        decoder.error.connect(lambda *_: problems.append(decoder.errorString()))
        decoder.finished.connect(lambda: ended.append(True))
        decoder.setSource(QUrl.fromLocalFile(str(path)))
        decoder.start()
        try:
            yield from self._decoded(decoder, path, problems, ended)
        finally:
            decoder.stop()
            decoder.deleteLater()

    def _decoded(
        self, decoder: "QAudioDecoder", path: Path, problems: list[str], ended: list[bool]
    ) -> Iterator[Block]:
        heard_at = time.monotonic()
        waking = QTimer(interval=_WAKE_MS)
        waking.start()
        while True:
            while decoder.bufferAvailable():
                buffer = decoder.read()
                heard_at = time.monotonic()
                if buffer.isValid() and buffer.frameCount():
                    yield _block(buffer)
            if problems:
                raise MediaError(
                    f"The sound of {path} cannot be decoded ({problems[0] or 'unknown kind'}); "
                    "sentences' times stay estimated from the text.",
                    path,
                )
            if ended:
                return
            if time.monotonic() - heard_at > self._stalled_s:
                raise MediaError(
                    f"Decoding {path} came to a halt; sentences' times stay estimated from the "
                    "text.",
                    path,
                )
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _block(buffer: "QAudioBuffer") -> Block:
    """Return a buffer as mono samples within ±1."""
    from PySide6.QtMultimedia import QAudioFormat  # noqa: PLC0415

    kinds = {
        QAudioFormat.SampleFormat.UInt8: (np.uint8, 128.0, 128.0),
        QAudioFormat.SampleFormat.Int16: (np.int16, 0.0, 2.0**15),
        QAudioFormat.SampleFormat.Int32: (np.int32, 0.0, 2.0**31),
        QAudioFormat.SampleFormat.Float: (np.float32, 0.0, 1.0),
    }
    shape = buffer.format()
    kind, middle, full = kinds[shape.sampleFormat()]
    raw = np.frombuffer(bytes(buffer.constData()), kind)
    channels = raw.reshape(-1, shape.channelCount()).astype(np.float32)
    samples: Samples = (channels.mean(axis=1, dtype=np.float32) - np.float32(middle)) / np.float32(
        full
    )
    return Block(samples, shape.sampleRate())

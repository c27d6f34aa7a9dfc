"""The recording of what a sound server's device plays, with the time of every chunk of it."""

import math
import os
import subprocess
import threading
import time

import numpy as np
from numpy.typing import NDArray

from tests.coded_sound import RATE, HeardWord, find_words

BLOCK_S = 0.004  # PulseAudio renders, and hands over, so much at once: it sounds after that
STOOD_STILL_S = 0.05  # chunks come every few ms: where none came for so long, the machine stood
SPAN_S = 10.0  # the recording's start is found anew for each: a busy server may drop a chunk


class Ears:
    """Records a device of the server that PULSE_SERVER names, from when it is made."""

    def __init__(self, device: str) -> None:
        command = ["parec", f"--device={device}.monitor", "--raw", "--format=s16le"]
        command += ["--channels=1", f"--rate={RATE}", "--latency-msec=4", "--process-time-msec=2"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        self._data = bytearray()
        self.standstills: list[tuple[float, float]] = []  # from and until, by time.monotonic
        self._began_s: list[float] = []  # by span: when the recording began, as that span tells
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        before = math.inf
        while chunk := os.read(self._process.stdout.fileno(), 65536):
            now = time.monotonic()
            if now - before > STOOD_STILL_S:
                self.standstills.append((before, now))
            before = now
            self._data += chunk
            recorded_s = len(self._data) / 2 / RATE
            span = int(recorded_s / SPAN_S)
            self._began_s += [math.inf] * (span + 1 - len(self._began_s))
            # The chunk that was delayed least tells best when the recording began.
            self._began_s[span] = min(self._began_s[span], now - recorded_s + BLOCK_S)

    def sound(self) -> NDArray[np.int16]:
        """Stop, and return all that was heard."""
        self._process.terminate()
        self._thread.join()
        self._process.wait()
        whole = bytes(self._data[: len(self._data) // 2 * 2])
        return np.frombuffer(whole, dtype=np.int16)

    def close(self, speed: float) -> list[HeardWord]:
        """Stop, and return the words heard, by time.monotonic, with the pitch kept at a speed."""
        return [
            HeardWord(word.number, word.began_s + self._began_s[int(word.began_s / SPAN_S)])
            for word in find_words(self.sound(), speed=speed)
        ]

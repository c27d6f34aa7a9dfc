"""Measure how long the window waits while a process beside it listens to the episode that plays."""

import sys
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from _episodes import SEED, conversation
from _figures import Figure, note, report
from _window import Pulse, settle, shown, temporary_library, wait_until

from reader.library import Arrival
from reader.media import fingerprint
from reader.model import AudioFile
from reader.playback.player import PlayerState
from reader.playback.sources import LibVlcSource

HOURS = 1.0
RATE_HZ = 8000
BEFORE_S = 15.0
GAP_LIMIT_MS = 50.0
VLC_ARGS = ("--aout=dummy",)


def main() -> int:
    """Print the section and return the exit status."""
    remark = (
        f"The real window on an episode of {HOURS:g} hour with libVLC playing it, until its "
        "sentences have the times that the sound tells. A gap is the time between two beats of a "
        f"timer of {Pulse.EVERY_MS} ms on the GUI thread."
    )
    report("Listening beside the window", remark, measure())
    return 0  # the limit is an absolute one, of the machine


def measure() -> list[Figure]:
    """Return the figures; takes about a minute."""
    draft = conversation(HOURS)
    with TemporaryDirectory() as folder, temporary_library() as library:
        audio = _noise(Path(folder) / "hour.wav", draft.duration_ms or 0)
        heard = AudioFile(audio, fingerprint(audio), draft.duration_ms or 0)
        (added,) = library.add([Arrival(draft, heard)], "clipboard")
        with shown(library) as reading:
            improved: list[object] = []
            estimates = reading.session.estimates
            estimates.improved.connect(improved.append)
            reading.playback.use_player(LibVlcSource(VLC_ARGS).create())
            reading.session.open_episode(added.id, plays=True)
            wait_until(lambda: reading.playback.state is PlayerState.PLAYING)
            settle(2.0)
            pulse = Pulse()
            before = pulse.gaps_ms(lambda: settle(BEFORE_S))
            estimates.start()
            during = pulse.gaps_ms(lambda: wait_until(lambda: bool(improved)))
            note(f"listened for {sum(during) / 1000:.0f} s")
    return [
        Figure(
            "Gaps while it listens, 99th percentile",
            _percentile(during, 0.99),
            against="before",
            baseline=_percentile(before, 0.99),
            limit=GAP_LIMIT_MS,
        ),
        Figure("– the longest", max(during), against="before", baseline=max(before)),
    ]


def _noise(path: Path, length_ms: int) -> Path:
    """Write noise with a pause every few seconds, as speech has them."""
    chance = np.random.default_rng(SEED)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for _ in range(0, length_ms, 1000):
            loudness = np.where(chance.random(10) < 0.15, 20, 4000).repeat(RATE_HZ // 10)
            file.writeframes((chance.standard_normal(RATE_HZ) * loudness).astype("<i2").tobytes())
    return path


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


if __name__ == "__main__":
    sys.exit(main())

"""From an audio file to what it tells of an episode: decode, measure, find, fit."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.errors import MediaError
from reader.listening.silences import Silence
from reader.model import Episode
from reader.sound.cutting import fit_beside
from reader.sound.energy import EnergyMeter
from reader.sound.reading import SoundReader
from reader.sound.silences import find_silences
from reader.storage.estimate_storage import Estimates

Progress = Callable[[int], None]  # how many milliseconds are heard


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sound told: when sentences begin, and where nothing is said."""

    estimates: Estimates
    silences: tuple[Silence, ...]


def listen(
    episode: Episode,
    reader: SoundReader,
    resolution_ms: int,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Heard | None:
    """Return what the sound of an episode tells; None: it was cancelled.

    Raise MediaError where there is no audio, or where it cannot be decoded.
    """
    if episode.audio is None:
        raise MediaError(
            f"“{episode.title}” has no audio, so nothing can be heard in it; pair it with "
            "its recording first."
        )
    meter = EnergyMeter()
    blocks = reader.blocks(episode.audio.path)
    heard_ms = 0.0
    try:
        for block in blocks:
            meter.add(block)
            heard_ms += len(block.samples) * 1000 / block.rate
            progress(int(heard_ms))
            if cancelled():
                return None
    finally:
        close = getattr(blocks, "close", None)
        if close is not None:
            close()
    levels = meter.levels()
    starts = fit_beside(episode.turns, levels, episode.sync.gaps(), resolution_ms)
    return Heard(starts, find_silences(levels))

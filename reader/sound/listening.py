"""From an audio file to the sentences' starts of an episode: decode, measure, find, fit."""

from collections.abc import Callable

from reader.errors import MediaError
from reader.estimate_storage import Estimates
from reader.model import Episode
from reader.sound.energy import EnergyMeter
from reader.sound.fitting import fit
from reader.sound.pauses import find_pauses
from reader.sound.reading import SoundReader

Progress = Callable[[int], None]  # how many milliseconds are heard


def listen(
    episode: Episode,
    reader: SoundReader,
    resolution_ms: int,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Estimates | None:
    """Return when an episode's sentences begin; None: it was cancelled.

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
    return fit(episode.turns, find_pauses(meter.levels()), resolution_ms)

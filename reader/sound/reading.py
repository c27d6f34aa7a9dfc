"""How decoded sound comes in: block by block, so that an hour is never held decoded."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of sound right after the one before: mono samples within ±1, `rate` a second."""

    samples: Samples
    rate: int


class SoundReader(Protocol):
    """Decodes audio files; belongs to the thread that made it."""

    def blocks(self, path: Path) -> Iterator[Block]:
        """Yield a file's sound from its start. Raise MediaError where it cannot be decoded.

        Who needs no more closes the iterator; decoding ends with it.
        """

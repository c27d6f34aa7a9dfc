"""What a recording alone tells: where it pauses, and so where sentences are likely to begin.

The modules within use NumPy; this one does not, so that naming a source of sound costs nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.sound.reading import SoundReader

# Makes what decodes; raises MediaError where that cannot be had.
SoundSource = Callable[[], "SoundReader"]

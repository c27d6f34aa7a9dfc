"""How much later a sound device is heard than the player says: wireless ones take their time."""

import json
from collections.abc import Mapping

LONGEST_MS = 2000


class OutputDelay:
    """Says what is heard, from what the player has given out; never backwards but by a seek.

    For one thread. After a seek the place stands still until the sound has come through.
    """

    def __init__(self) -> None:
        self.delay_ms = 0
        self._heard_ms = 0

    def sought(self, position_ms: int) -> None:
        """Start anew from a place."""
        self._heard_ms = position_ms

    def heard_at(self, position_ms: int, rate: float) -> int:
        """Return what is heard while the player is at `position_ms`, at a speed."""
        on_its_way_ms = round(self.delay_ms * rate)
        self._heard_ms = min(max(position_ms - on_its_way_ms, self._heard_ms), position_ms)
        return self._heard_ms


def delays_in(text: str) -> Mapping[str, int]:
    """Read the delays by device's name from a setting; what cannot be read counts as none."""
    try:
        read = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {
        name: min(max(ms, 0), LONGEST_MS)
        for name, ms in read.items()
        if isinstance(ms, int) and not isinstance(ms, bool)
    }


def with_delay(text: str, device: str, delay_ms: int) -> str:
    """Return the setting with another delay for one device."""
    delays = {**delays_in(text), device: min(max(delay_ms, 0), LONGEST_MS)}
    return json.dumps({name: ms for name, ms in delays.items() if ms}, ensure_ascii=False)

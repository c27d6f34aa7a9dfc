"""Times as TTML writes them: clocks with fractions or frames, and offsets with a unit.

https://www.w3.org/TR/ttml2/#timing-value-time-expression; Apple leaves out hours and minutes.
"""

import re
from dataclasses import dataclass

_CLOCK = re.compile(
    r"(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,5}):(?P<s>\d{1,2})"
    r"(?:[.,](?P<fraction>\d{1,12})|[:;](?P<frames>\d{1,3})(?:\.\d{1,3})?)?$"
)
_OFFSET = re.compile(r"(?P<number>\d{1,15}(?:[.,]\d{1,12})?)\s?(?P<unit>h|ms|m|s|f|t)?$")
_UNIT_MS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1, None: 1000}
# Where no rate is said: the standard's frames, and the ticks that are usual in such files.
_USUAL_FRAMES = 30.0
_USUAL_TICKS = 10_000_000
_MANY_TICKS = 1_000_000


@dataclass(frozen=True, slots=True)
class Rates:
    """How long frames and ticks are, both by the second; no ticks: the file does not say."""

    frames: float = _USUAL_FRAMES
    ticks: float | None = None

    @classmethod
    def from_root(cls, attributes: dict[str, str]) -> "Rates":
        """Take the rates from the root element's attributes."""
        said = _number(attributes.get("frameRate", ""))
        multiplier = attributes.get("frameRateMultiplier", "").replace(":", " ").split()
        frames = said or _USUAL_FRAMES
        if len(multiplier) == 2 and _number(multiplier[0]) and _number(multiplier[1]):
            frames *= _number(multiplier[0]) / _number(multiplier[1])
        ticks = _number(attributes.get("tickRate", ""))
        if not ticks and said:
            ticks = said * (_number(attributes.get("subFrameRate", "")) or 1)
        return cls(frames, ticks or None)

    def milliseconds(self, time: str) -> int | None:
        """Convert a time, None where it makes no sense."""
        time = time.strip()
        clock = _CLOCK.match(time)
        if clock:
            return self._clock_ms(clock)
        offset = _OFFSET.match(time)
        return self._offset_ms(offset) if offset else None

    def _clock_ms(self, clock: re.Match[str]) -> int:
        seconds = (int(clock["h"] or 0) * 60 + int(clock["m"])) * 60 + int(clock["s"])
        frames = clock["frames"] or ""
        if len(frames) == 3:  # no frames, but milliseconds after a colon
            return seconds * 1000 + int(frames)
        part = int(frames) / self.frames if frames else float(f"0.{clock['fraction'] or 0}")
        return seconds * 1000 + round(part * 1000)

    def _offset_ms(self, offset: re.Match[str]) -> int:
        number, unit = float(offset["number"].replace(",", ".")), offset["unit"]
        if unit == "f":
            return round(number * 1000 / self.frames)
        if unit == "t":
            usual = _USUAL_TICKS if number >= _MANY_TICKS else 1
            return round(number * 1000 / (self.ticks or usual))
        return round(number * _UNIT_MS[unit])


def _number(text: str) -> float:
    """Return a plain number, 0 for anything else."""
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text) else 0.0

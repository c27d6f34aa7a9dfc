"""Draws how cost grows, as an SVG with logarithmic axes that is legible on light and dark."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 150, 52, 58
_LABEL_PX = 17  # between two names at the right, lest they cover each other
_STYLE = """\
<style>
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 15px; font-weight: 600; }
.ground { fill: #ffffff; }
.grid { stroke: #d0d7de; stroke-width: 1; }
.line { fill: none; stroke-width: 2.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .ground { fill: #0d1117; }
  .grid { stroke: #30363d; }
}
</style>"""


@dataclass(frozen=True, slots=True)
class Line:
    """One curve: values above 0, `(x, y)` in the order of x."""

    name: str
    points: tuple[tuple[float, float], ...]
    colour: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis: from `low` to `high` on the values, `start` to `end` in pixels."""

    low: float
    high: float
    start: float
    end: float

    def pixel(self, value: float) -> float:
        """Return where a value lies."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def decades(self) -> Iterator[float]:
        """Yield the powers of ten on it."""
        for power in range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1):
            yield 10.0**power


def plot(title: str, x_name: str, y_name: str, lines: Sequence[Line]) -> str:
    """Return the drawing as the text of an SVG file. The x of every point is labelled."""
    places = sorted({x for line in lines for x, _ in line.points})
    values = [y for line in lines for _, y in line.points]
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))
    across = Axis(places[0] / 1.25, places[-1] * 1.25, _LEFT, WIDTH - _RIGHT)
    up = Axis(low, max(high, low * 10), HEIGHT - _BOTTOM, _TOP)
    middle, centre = (_LEFT + WIDTH - _RIGHT) / 2, (_TOP + HEIGHT - _BOTTOM) / 2
    size, anchor = f'viewBox="0 0 {WIDTH} {HEIGHT}"', 'text-anchor="middle"'
    said = escape(title)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{said}">',
        _STYLE,
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{_LEFT}" y="28">{said}</text>',
        *_grid(across, up, places),
        f'<text x="{middle}" y="{HEIGHT - 14}" {anchor}>{escape(x_name)}</text>',
        f'<text transform="translate(20 {centre}) rotate(-90)" {anchor}>{escape(y_name)}</text>',
        *(_curve(line, across, up) for line in lines),
        *_names(lines, up),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _grid(across: Axis, up: Axis, places: Sequence[float]) -> Iterator[str]:
    for value in up.decades():
        y = up.pixel(value)
        yield f'<line class="grid" x1="{across.start}" x2="{across.end}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{across.start - 8}" y="{y + 4}" text-anchor="end">{value:g}</text>'
    for value in places:
        x = across.pixel(value)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{up.start}" y2="{up.end}"/>'
        yield f'<text x="{x}" y="{up.start + 20}" text-anchor="middle">{value:,.0f}</text>'


def _curve(line: Line, across: Axis, up: Axis) -> str:
    pixels = [(across.pixel(x), up.pixel(y)) for x, y in line.points]
    path = " ".join(f"{x},{y}" for x, y in pixels)
    dashes = ' stroke-dasharray="7 5"' if line.dashed else ""
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="{line.colour}"/>' for x, y in pixels)
    return f'<polyline class="line" stroke="{line.colour}"{dashes} points="{path}"/>{dots}'


def _names(lines: Sequence[Line], up: Axis) -> Iterator[str]:
    """Write each curve's name at its end, moved up where two would meet."""
    free = math.inf
    for line in sorted(lines, key=lambda one: one.points[-1][1]):
        y = min(up.pixel(line.points[-1][1]) + 4, free)
        free = y - _LABEL_PX
        yield f'<text x="{WIDTH - _RIGHT + 10}" y="{y}">{escape(line.name)}</text>'

"""The table of formats in docs/formats.md, made from the samples that the tests read.

Run as a program it writes the table into the document anew.
"""

import importlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from reader.formats import Source, formats, read
from reader.model import EpisodeDraft

DOCUMENT = Path(__file__).parents[3] / "docs" / "formats.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
_HEADINGS = ("format", "files", "turns", "cues", "words", "speakers", "times")


def samples() -> Iterator[tuple[str, bytes]]:
    """Yield each sample with the name of its format."""
    for module in sorted(path.stem for path in Path(__file__).parent.glob("*_samples.py")):
        yield from importlib.import_module(module).SAMPLES.items()


def table() -> str:
    """Make the table: a line for each format, in the order of their names."""
    read_by_format: dict[str, list[tuple[EpisodeDraft, ...]]] = defaultdict(list)
    for name, data in samples():
        read_by_format[name].append(read(Source("sample", data)))
    names = sorted((form.NAME for form in formats()), key=str.casefold)
    rows = [_HEADINGS, *(_row(name, read_by_format[name]) for name in names)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    rule = "|".join(
        "-" * (width + 1) + ("-" if column == 0 or column == len(widths) - 1 else ":")
        for column, width in enumerate(widths)
    )
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]]) + "\n"


def document() -> str:
    """Return the document with the table as it must be."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"


def _row(name: str, files: list[tuple[EpisodeDraft, ...]]) -> tuple[str, ...]:
    turns = [turn for episodes in files for episode in episodes for turn in episode.turns]
    cues = [cue for turn in turns for cue in turn.cues]
    words = sum(len(paragraph.split()) for turn in turns for paragraph in turn.paragraphs)
    speakers = {turn.speaker for turn in turns} - {""}
    timed = "cues" if cues else "turns" if any(t.start_ms is not None for t in turns) else "none"
    counts = (len(files), len(turns), len(cues), words, len(speakers))
    return (name, *map(str, counts), timed)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    last = len(row) - 1
    cells = (
        cell.ljust(width) if column in {0, last} else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")

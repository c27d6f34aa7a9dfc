r"""FFmpeg's metadata files: `[CHAPTER]`, `TIMEBASE=1/1000`, `START=`, `END=`, `title=`.

Source: "Metadata" in the documentation of FFmpeg's formats. `=`, `;`, `#`, `\` and line ends
are escaped with a backslash; `;` and `#` begin comments.
"""

import re

from reader.chapters.listing import chapter, listed
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "FFmpeg metadata"

_SIGNATURE = ";FFMETADATA"
_SECTION = re.compile(r"^[ \t]*\[(\w+)\][^\n]*$", re.MULTILINE)
# A value goes on over escaped line ends.
_FIELD = re.compile(r"^[ \t]*(\w+)[ \t]*=((?:[^\\\n]|\\.)*)", re.MULTILINE | re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_WHOLE = re.compile(r"\s*(-?\d{1,18})(?:\.\d*)?\s*$")
_RATIO = re.compile(r"\s*(\d{1,12})\s*/\s*(\d{1,12})\s*$")
_NANOSECONDS = (1, 1_000_000_000)  # what a missing time base means


def confidence(source: Source) -> float:
    """Look for the signature; a file without it may begin with its first chapter."""
    head = source.text[:2000].lstrip()
    if head.startswith(_SIGNATURE):
        return (
            0.97
            if re.search(r"^\s*\[CHAPTER\]", source.text, re.MULTILINE | re.IGNORECASE)
            else 0.3
        )
    return 0.9 if re.match(r"\[CHAPTER\]\s*\n(?:.*\n)?\s*START=", head, re.IGNORECASE) else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the sections called `CHAPTER`."""
    parts = _SECTION.split(source.text)
    sections = zip(parts[1::2], parts[2::2], strict=True)
    return listed(source, (_chapter(body) for name, body in sections if name.upper() == "CHAPTER"))


def _chapter(body: str) -> ChapterDraft | None:
    fields = {name.lower(): _ESCAPE.sub(r"\1", value) for name, value in _FIELD.findall(body)}
    ratio = _RATIO.match(fields.get("timebase", ""))
    base = (int(ratio[1]), int(ratio[2])) if ratio and int(ratio[2]) else _NANOSECONDS
    start, end = (_ms(fields.get(name, ""), base) for name in ("start", "end"))
    return chapter(fields.get("title", ""), start, end)


def _ms(value: str, base: tuple[int, int]) -> int | None:
    found = _WHOLE.match(value)
    return max(int(found[1]), 0) * base[0] * 1000 // base[1] if found else None

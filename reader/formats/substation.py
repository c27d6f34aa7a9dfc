r"""SubStation subtitles (.ass, .ssa): `Dialogue:` lines below a `Format:` line that orders them.

What stands in braces is drawing, but `{\k20}`, which gives the next syllable's hundredths.
"""

import re
from collections.abc import Iterator

from reader.formats.source import Source
from reader.formats.speech.caption_file import check_pieces, episode_of
from reader.formats.speech.cue_markup import Line, clean, spoken_lines
from reader.formats.speech.repeated_lines import Spoken
from reader.formats.speech.timed_cues import TimedCue, clock_ms
from reader.model import Cue, EpisodeDraft

NAME = "SubStation"

_SAMPLE = 20_000
_LINE = re.compile(r"\S[^\n]*")
_FORMAT = "layer, start, end, style, name, marginl, marginr, marginv, effect, text"
_DIALOGUE = re.compile(r"^Dialogue\s*:", re.MULTILINE | re.IGNORECASE)
_HEAD = re.compile(r"^\[(?:Script Info|Events|V4\+? Styles)\]", re.MULTILINE | re.IGNORECASE)
_TITLE = re.compile(r"^Title\s*:[ \t]*(\S[^\n]{0,300})$", re.MULTILINE | re.IGNORECASE)
_NO_TITLES = frozenset({"default aegisub file", "untitled", "<untitled>", "script"})
_BRACES = re.compile(r"\{[^{}]{0,2000}\}")
_SYLLABLE = re.compile(r"\\[kK][fo]?(\d{1,6})")
_STRETCHES = re.compile(r"(\{[^{}]{0,2000}\})")
_BREAK = re.compile(r"\\[Nnh]")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")


def confidence(source: Source) -> float:
    """Be sure where sections and dialogue lines are found."""
    sample = source.text[:_SAMPLE]
    if not _HEAD.search(sample):
        return 0.0
    return 0.95 if _DIALOGUE.search(sample) or "[Events]" in source.text else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the dialogue in the order of its times. Raise TranscriptError if there is none."""
    check_pieces(source)
    cues = sorted(_cues(source.text), key=lambda cue: cue.start_ms)
    titled = _TITLE.search(source.text[:_SAMPLE])
    title = titled[1].strip() if titled else ""
    title = "" if title.casefold() in _NO_TITLES else title
    return episode_of(source, cues, NAME, EpisodeDraft(title, resolution_ms=1))


def _cues(text: str) -> Iterator[Spoken]:
    columns, latest = _columns(_FORMAT), 0
    for found in _LINE.finditer(text):
        kind, _, rest = found[0].partition(":")
        if kind.strip().casefold() == "format" and "text" in rest.casefold():
            columns = _columns(rest)
        elif kind.strip().casefold() == "dialogue":
            cells = dict(zip(columns, rest.split(",", len(columns) - 1), strict=False))
            start_ms = clock_ms(cells.get("start", "").strip())
            latest = latest if start_ms is None else start_ms
            yield _spoken(cells, latest)


def _columns(line: str) -> list[str]:
    return [name.strip().casefold() for name in line.split(",")]


def _spoken(cells: dict[str, str], start_ms: int) -> Spoken:
    end_ms = clock_ms(cells.get("end", "").strip())
    end_ms = end_ms if end_ms is not None and end_ms >= start_ms else None
    text = cells.get("text", "")
    speaker = clean(cells.get("name") or cells.get("actor") or "")
    if _DRAWING.search(text):
        return Spoken(start_ms, end_ms, ())
    if _SYLLABLE.search(text):
        return Spoken(start_ms, end_ms, (_sung(text, start_ms),), speaker)
    cue = TimedCue(start_ms, end_ms, [_BRACES.sub("", text)])
    return Spoken(start_ms, end_ms, tuple(spoken_lines(cue)), speaker)


def _sung(text: str, start_ms: int) -> Line:
    r"""Time the stretches between `{\k…}` codes."""
    pieces, words, is_parted = list[str](), list[Cue](), False
    at_ms, length_ms, length = start_ms, 0, 0
    for index, stretch in enumerate(_STRETCHES.split(text)):
        if index % 2:
            lengths = _SYLLABLE.findall(stretch)
            if lengths:
                at_ms, length_ms = at_ms + length_ms, sum(map(int, lengths)) * 10
            continue
        part = _BREAK.sub(" ", stretch)
        said = clean(part)
        is_parted = is_parted or part[:1].isspace()
        if said:
            blank = " " if pieces and is_parted else ""
            at = length + len(blank)
            words.append(Cue(at, at + len(said), at_ms, at_ms + length_ms))
            pieces += [blank, said]
            length, is_parted = at + len(said), part[-1:].isspace()
    return Line("".join(pieces), words=tuple(words))

"""Otter's plain text: above each turn a line with the name, two blanks and the time.

    Ines Okafor  55:21
    What she says.

At the end it says "Transcribed by https://otter.ai"; newer files begin with lists of keywords
and of speakers. Whatever stands before two blanks and a time is a name here.
"""

import re
from dataclasses import dataclass, field

from reader.formats.pages.blocks import squeeze
from reader.formats.pages.timecodes import milliseconds
from reader.formats.source import Source
from reader.model import EpisodeDraft, TurnDraft

NAME = "Otter text"

_SURE, _LIKELY = 0.7, 0.6
_FEWEST = 2  # heads where no footer says whose text it is
_HEAD = re.compile(
    r"^[ \t]{0,40}(?:(?P<name>[^\s:：\d][^\n]{0,80}?)[ \t\u00a0]{2,40})?"
    r"(?P<time>\d{1,2}:[0-5]\d(?::[0-5]\d)?)[ \t\u00a0]{0,40}$",
    re.MULTILINE,
)
_FOOTER = re.compile(r"\n[ \t]*Transcribed by https?://(?:www\.)?otter\.ai[^\n]{0,40}\s*\Z")
_LABELS = frozenset({"SUMMARY KEYWORDS", "KEYWORDS", "SPEAKERS", "SUMMARY", "OUTLINE"})


@dataclass(slots=True)
class _Turn:
    """A turn while its lines come in."""

    speaker: str
    start_ms: int
    paragraphs: list[str] = field(default_factory=list)


def confidence(source: Source) -> float:
    """Recognise the footer, or a text that begins with a head with a name."""
    text = source.text
    if _FOOTER.search(text[-300:]):
        return _SURE if _HEAD.search(text) else 0.0
    first = _HEAD.match(text.lstrip("\n"))
    if not first or not first["name"]:
        return 0.0
    named = [found for found, _ in zip(_HEAD.finditer(text), range(_FEWEST), strict=False)]
    return _LIKELY if len(named) == _FEWEST and all(h["name"] for h in named) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the turns; what stands above the first becomes title and notes."""
    text = _FOOTER.sub("\n", source.text)
    heads = list(_HEAD.finditer(text))
    if not heads:
        raise source.error(f"is an {NAME} without any times. Choose another transcript.")
    turns: list[_Turn] = []
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        said = text[head.end() : after.start() if after else len(text)]
        turn = _Turn(squeeze(head["name"] or ""), milliseconds(head["time"]))
        turn.paragraphs = [line for raw in said.split("\n") if (line := squeeze(raw))]
        turns.append(turn)
    title, notes = _front(text[: heads[0].start()])
    drafts = tuple(
        TurnDraft(turn.speaker, tuple(turn.paragraphs), turn.start_ms)
        for turn in turns
        if turn.paragraphs
    )
    if not drafts:
        raise source.error(f"is an {NAME} in which nobody says anything. Choose another one.")
    return (EpisodeDraft(title or source.title, notes=notes, turns=drafts),)


def _front(text: str) -> tuple[str, str]:
    """Take apart what stands above the turns: a title, unless it is a list's label, and notes."""
    lines = [line for raw in text.split("\n") if (line := squeeze(raw))]
    has_title = bool(lines) and lines[0].rstrip(":").upper() not in _LABELS
    title = lines.pop(0) if has_title else ""
    return title, "\n\n".join(lines)

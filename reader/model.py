"""The records that everything else passes around: frozen, without behaviour beyond derivation.

All times are whole milliseconds from the start of the audio, in fields named `*_ms`; all
offsets into text count code points. *Drafts* are what a file says (times may be missing);
the records without that word are what the library answers (every time is settled).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reader.timing.sync_map import SyncMap

PARAGRAPH_BREAK = "\n\n"


class Timing(StrEnum):
    """How a turn's start is known."""

    GIVEN = "given"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a turn's text that has a time of its own: a word, or a caption.

    `text[start:end]` is heard from `start_ms` to `end_ms`. Within a turn cues are ordered and do
    not overlap in the text, and their starts never decrease.
    """

    start: int
    end: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """One speaker's turn as a file gives it."""

    speaker: str  # "" when the file names none
    paragraphs: tuple[str, ...]  # at least one; none is empty or contains a line break pair
    start_ms: int | None = None
    end_ms: int | None = None
    cues: Sequence[Cue] = ()  # offsets refer to the paragraphs joined by PARAGRAPH_BREAK


@dataclass(frozen=True, slots=True)
class ChapterDraft:
    """A chapter as a file gives it; its end is usually not said."""

    title: str
    start_ms: int
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class EpisodeDraft:
    """One episode as a file gives it. Without turns it is an article: its notes are its text."""

    title: str
    show: str = ""
    subtitle: str = ""
    date: dt.date | None = None
    duration_ms: int | None = None  # as printed; may be rounded to the minute
    notes: str = ""  # paragraphs parted by blank lines; list items are lines starting with "• "
    chapters: tuple[ChapterDraft, ...] = ()
    turns: tuple[TurnDraft, ...] = ()
    resolution_ms: int = 1000  # how finely the turns' times are given: they are cut to multiples
    language: str = ""  # as the file says it, e.g. "en" or "pt-BR"; "" where it does not


@dataclass(frozen=True, slots=True)
class Retiming:
    """What a turn's times were in the transcript's own time, and the map to the audio's."""

    start_ms: int
    end_ms: int
    cues: Sequence[Cue]
    sync: SyncMap
    estimates: tuple[int, ...] = ()  # as `Turn.estimates`


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn with settled times: `start_ms <= end_ms`, starts never decrease.

    Its times are the audio's; `retiming` says what they were where the two differ, for a map may
    bend within a turn.
    """

    speaker: str
    paragraphs: tuple[str, ...]
    start_ms: int
    end_ms: int
    timing: Timing = Timing.GIVEN
    cues: Sequence[Cue] = ()
    retiming: Retiming | None = None
    estimates: tuple[int, ...] = ()  # each sentence's start, fitted to the sound; () where unknown

    @property
    def text(self) -> str:
        """The paragraphs joined by blank lines; offsets within a turn refer to this."""
        return PARAGRAPH_BREAK.join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the audio with a title: `start_ms < end_ms` unless the audio ends first."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class AudioTags:
    """What an audio file says about itself."""

    duration_ms: int
    title: str = ""
    show: str = ""
    date: dt.date | None = None
    chapters: tuple[ChapterDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture from an audio file's tags."""

    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class AudioFile:
    """An audio file the library knows. `fingerprint` is of the content, not of name or tags."""

    path: Path
    fingerprint: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone left an episode."""

    position_ms: int = 0
    speed: float = 1.0
    left_at: dt.datetime | None = None  # aware, UTC; None: never opened


@dataclass(frozen=True, slots=True)
class Episode:
    """One whole episode from the library."""

    id: str
    title: str
    show: str
    subtitle: str
    date: dt.date | None
    duration_ms: int
    notes: str
    source: str  # where the text came from: a path, or a word such as "clipboard"
    chapters: tuple[Chapter, ...]
    turns: tuple[Turn, ...]
    audio: AudioFile | None
    place: Place = field(default_factory=Place)
    language: str = ""  # chosen by hand, or as the file says it
    format: str = ""  # what the transcript was read as: a format's name
    tags: tuple[str, ...] = ()
    sync: SyncMap = field(default_factory=SyncMap)  # applied already: all times are the audio's


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """One episode's line in a list; counts instead of contents."""

    id: str
    title: str
    show: str
    date: dt.date | None
    duration_ms: int
    chapters: int
    turns: int
    audio: Path | None
    position_ms: int = 0
    added_at: dt.datetime | None = None  # aware, UTC, as all of them
    used_at: dt.datetime | None = None  # when it was opened or left last; None: never
    tags: tuple[str, ...] = ()
    source: str = ""  # where the text came from: a path, or a word such as "clipboard"


class Placed(StrEnum):
    """How sure it is that a quote stands where it says in the transcript."""

    EXACT = "exact"
    UNSURE = "unsure"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class TurnRange:
    """A stretch of a transcript, from an offset in one turn to an offset in the same or a later.

    Offsets count code points of the turns' texts; the last one is exclusive.
    """

    first_turn: int
    first_offset: int
    last_turn: int
    last_offset: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that were said, and all that helps to find them again: `start_ms <= end_ms`."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""  # as shown; of several the first
    chapter: str = ""  # its title
    place: TurnRange | None = None  # None: lost, or never in a transcript
    before: str = ""  # some of what was said right before, and after
    after: str = ""
    transcript: str = ""  # fingerprint of the transcript that `place` is in
    placed: Placed = Placed.EXACT


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A quote that somebody keeps."""

    id: str
    quote: Quote
    episode: str | None  # None: the episode is gone; what is known of it stays
    episode_title: str
    show: str
    date: dt.date | None
    created_at: dt.datetime  # aware, UTC
    changed_at: dt.datetime
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: str = ""  # a name; "" for none

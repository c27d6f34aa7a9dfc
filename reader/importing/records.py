"""What an import is planned with and reported by: frozen records."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from reader.episodes.identity import Digest
from reader.feeds import FeedItem
from reader.library import Added, ByHand
from reader.model import AudioFile, AudioTags, ChapterDraft


class Step(StrEnum):
    """The steps of an import."""

    READING = "reading"  # planning: looking into every file
    ADDING = "adding"  # carrying out


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step of an import is: `done` of `total` files, `path` is next."""

    done: int
    total: int
    path: Path
    step: Step


OnProgress = Callable[[Progress], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave nothing, and why: a sentence that names it."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of everything; warnings are sentences about what was imported all the same."""

    imported: tuple[Added, ...] = ()
    failed: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()
    cancelled: bool = False  # what was imported until then is whole


class Action(StrEnum):
    """What carrying out a plan would do with one of its episodes."""

    NEW = "new"
    UPDATE = "update"  # its file was imported before and has changed
    MERGE = "merge"  # the library has the episode from elsewhere
    UNCHANGED = "unchanged"
    AUDIO_ONLY = "audio only"


@dataclass(frozen=True, slots=True)
class FoundText:
    """One episode in a page or a transcript: what it says of itself, without its text."""

    path: Path  # within a zip: the zip's path and the member's name
    index: int  # among the episodes of its file
    title: str
    format: str
    digest: Digest
    show: str = ""
    date: dt.date | None = None
    duration_ms: int | None = None  # as printed
    notes: int = 0  # characters
    chapters: int = 0
    turns: int = 0
    speakers: int = 0
    quality: tuple[bool, ...] = ()  # as reader.episodes.merging ranks it
    resolution_ms: int = 1000
    language: str = ""
    audio: Path | None = None  # the recording that it names itself, as a feed's item does
    remarks: tuple[str, ...] = ()  # sentences: what was left out of it

    @property
    def words(self) -> int:
        """How many words the transcript has."""
        return self.digest.words

    @property
    def is_timed(self) -> bool:
        """Whether it can be followed."""
        return self.digest.last_ms > 0

    @property
    def has_word_times(self) -> bool:
        """Whether most of its words have times of their own."""
        return self.quality[3:] == (True,)

    @property
    def is_article(self) -> bool:
        """Whether it has something to read and no transcript."""
        return not self.turns


@dataclass(frozen=True, slots=True)
class FoundSound:
    """An audio file that was looked into."""

    file: AudioFile
    tags: AudioTags

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.file.path


@dataclass(frozen=True, slots=True)
class FoundChapters:
    """A file that holds a list of chapters and nothing else."""

    path: Path
    chapters: tuple[ChapterDraft, ...]


@dataclass(frozen=True, slots=True)
class PlannedEpisode:
    """An episode to be. `number` stands for it in its plan."""

    number: int
    title: str
    action: Action
    text: FoundText | None  # where its transcript, or its article, comes from
    page: FoundText | None = None  # where title, notes and dates come from, if elsewhere
    audio: Path | None = None
    chapters: tuple[Path, ...] = ()  # files
    others: tuple[FoundText, ...] = ()  # of the same recording, left out; may be chosen instead
    problems: tuple[str, ...] = ()  # sentences
    into: str | None = None  # the id of the library's episode that it is
    included: bool = True

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files that it is made of."""
        texts = [text.path for text in (self.text, self.page) if text is not None]
        return (*texts, *((self.audio,) if self.audio else ()), *self.chapters)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. Change it with its methods, each of which returns another plan."""

    episodes: tuple[PlannedEpisode, ...] = ()
    failed: tuple[Failure, ...] = ()  # files that give nothing
    remarks: tuple[str, ...] = ()  # sentences about no episode in particular
    by_hand: ByHand = field(default_factory=ByHand)
    sounds: Mapping[Path, FoundSound] = field(default_factory=dict)
    chapter_files: Mapping[Path, FoundChapters] = field(default_factory=dict)
    folded: Mapping[Path, bytes] = field(
        default_factory=dict, repr=False
    )  # see reader.importing.looking
    encodings: Mapping[Path, str] = field(default_factory=dict, repr=False)  # given by hand before
    feed_items: Mapping[Path, FeedItem] = field(default_factory=dict, repr=False)
    cancelled: bool = False  # nothing is planned, because somebody said so

    def leave_out(self, number: int, *, included: bool = False) -> "ImportPlan":
        """Leave an episode out, or take it in again."""
        return self.with_changes(number, included=included)

    def with_audio(self, number: int, audio: Path | None) -> "ImportPlan":
        """Pair an episode with another recording, or with none.

        A recording is one episode's: whichever had it before loses it, and the one that was
        nothing but this recording is left out. One that the plan did not find is looked into
        when the plan is carried out.
        """
        plan = self
        for other in self.episodes:
            if audio is not None and other.audio == audio and other.number != number:
                loses = {"included": False} if other.text is None else {"audio": None}
                plan = plan.with_changes(other.number, **loses)
        return plan.with_changes(number, audio=audio, problems=())

    def with_text(self, number: int, text: FoundText) -> "ImportPlan":
        """Take another of an episode's transcripts; the one it had joins the others."""
        episode = self.episode(number)
        others = [other for other in (episode.text, *episode.others) if other not in (None, text)]
        return self.with_changes(number, text=text, others=tuple(others), problems=())

    def episode(self, number: int) -> PlannedEpisode:
        """Return the episode with this number."""
        return next(episode for episode in self.episodes if episode.number == number)

    def with_changes(self, number: int, **changed: object) -> "ImportPlan":
        """Return a plan in which one episode has other fields."""
        episodes = [
            replace(episode, **changed) if episode.number == number else episode  # type: ignore[arg-type]  # fields by name
            for episode in self.episodes
        ]
        return replace(self, episodes=tuple(episodes))

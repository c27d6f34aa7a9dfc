"""Makes whole episodes of a feed's items: with the best transcript and the chapters beside it."""

from dataclasses import dataclass, replace
from pathlib import Path

from reader import chapters, formats
from reader.episodes.merging import merged_chapters
from reader.errors import TranscriptError
from reader.feeds.records import Feed, FeedItem, Reference
from reader.feeds.references import ranked
from reader.formats.source import Source
from reader.model import ChapterDraft, EpisodeDraft


@dataclass(frozen=True, slots=True)
class ReadyEpisode:
    """An item with everything that lies beside the feed read into it."""

    draft: EpisodeDraft
    item: FeedItem
    transcript: Reference | None = None  # the one that was taken
    chapter_file: Reference | None = None
    remarks: tuple[str, ...] = ()  # sentences: what was left out, and what could not be read

    @property
    def audio(self) -> Path | None:
        """The recording, where it lies beside the feed."""
        return self.item.audio

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files beside the feed that belong to this episode, taken or left out."""
        references = [*self.item.transcripts, self.item.chapters]
        named = [one.path for one in references if one is not None and one.path is not None]
        return (*named, *([self.item.audio] if self.item.audio else []))


def ready(item: FeedItem) -> ReadyEpisode:
    """Read an item's best transcript, the next best where that fails, and its chapters.

    Raises nothing: what cannot be read is said in the remarks. Reads files; any thread.
    """
    remarks: list[str] = []
    draft, taken = _with_transcript(item, remarks)
    file, listed = _chapter_file(item, remarks)
    draft = replace(draft, chapters=merged_chapters(draft.chapters, listed))
    left = [one.name for one in item.transcripts if one.is_here and one is not taken]
    if taken is not None and left:
        remarks.append(
            f"“{draft.title}” has several transcripts: {taken.name} was taken, "
            f"{', '.join(left)} left out."
        )
    return ReadyEpisode(draft, item, taken, file, tuple(remarks))


def missing(feed: Feed) -> str | None:
    """Return a sentence on the transcripts that do not lie beside the feed, None if all do."""
    without = [
        item
        for item in feed.items
        if item.transcripts and not any(one.is_here for one in item.transcripts)
    ]
    if not without:
        return None
    name = without[0].transcripts[0].url
    return (
        f"{len(without)} of {len(feed.items)} episodes of “{feed.title}” have transcripts that do "
        f"not lie beside the feed and were left out, such as {name}: save them into its folder "
        "and import it again."
    )


def _with_transcript(item: FeedItem, remarks: list[str]) -> tuple[EpisodeDraft, Reference | None]:
    for found in ranked(item.transcripts, item.draft.language):
        try:
            drafts = formats.read(_source(found))
        except TranscriptError as error:
            remarks.append(str(error))
            continue
        best = max(drafts, key=lambda draft: len(draft.turns))
        if best.turns:
            return _joined(item.draft, best, found), found
        remarks.append(f"{found.name} holds no transcript of “{item.draft.title}”: left out.")
    return item.draft, None


def _joined(draft: EpisodeDraft, spoken: EpisodeDraft, found: Reference) -> EpisodeDraft:
    return replace(
        draft,
        turns=spoken.turns,
        resolution_ms=spoken.resolution_ms,
        language=found.language or spoken.language or draft.language,
        chapters=draft.chapters or spoken.chapters,
        duration_ms=draft.duration_ms or spoken.duration_ms,
    )


def _chapter_file(
    item: FeedItem, remarks: list[str]
) -> tuple[Reference | None, tuple[ChapterDraft, ...]]:
    found = item.chapters
    if found is None or not found.is_here:
        return None, ()
    try:
        return found, chapters.read(_source(found))
    except TranscriptError as error:
        remarks.append(str(error))
        return None, ()


def _source(found: Reference) -> Source:
    if found.path is not None:
        return Source.from_path(found.path)
    return Source(found.name, found.data or b"", None, found.encoding)

"""Makes of a planned episode what the library takes: its text, its audio, its chapters."""

from dataclasses import replace
from pathlib import Path

from reader.episodes.chapter_choice import ChapterKind, ChapterList
from reader.episodes.merging import with_tags, with_transcript
from reader.errors import TranscriptError
from reader.formats.source import Source
from reader.importing.archives import Archive
from reader.importing.looking import FoundTexts, look_into_item, look_into_text, unfold
from reader.importing.records import FoundSound, FoundText, ImportPlan, PlannedEpisode
from reader.library import Arrival
from reader.model import EpisodeDraft


def arrival_of(plan: ImportPlan, episode: PlannedEpisode) -> tuple[Arrival, Path]:
    """Return what to add, and the file it stands for. Raise TranscriptError.

    Audio that the plan has not looked into is left out. Reads files only where what was read
    was not kept.
    """
    sound = plan.sounds.get(episode.audio) if episode.audio else None
    draft, digest_known = _draft(plan, episode, sound)
    text = episode.text
    arrival = Arrival(
        with_tags(draft, sound.tags) if sound is not None else draft,
        sound.file if sound is not None and sound.file.fingerprint else None,
        _chapter_lists(plan, episode, sound),
        text.format if text is not None else "",
        text.digest if text is not None and digest_known else None,
        episode.into,
        plan.by_hand,
    )
    source = text.path if text is not None else episode.audio
    return arrival, source or Path(episode.title)


def _draft(
    plan: ImportPlan, episode: PlannedEpisode, sound: FoundSound | None
) -> tuple[EpisodeDraft, bool]:
    """Return the draft, and whether its turns are still those that were looked into."""
    if episode.text is None:
        tags = sound.tags if sound is not None else None
        draft = EpisodeDraft(episode.title, duration_ms=(tags.duration_ms if tags else 0) or None)
        return draft, False
    draft, is_known = _read(plan, episode.text)
    if episode.page is not None:
        draft = with_transcript(_read(plan, episode.page)[0], draft)
    return replace(draft, title=episode.title), is_known


def _read(plan: ImportPlan, text: FoundText) -> tuple[EpisodeDraft, bool]:
    folded = plan.folded.get(text.path)
    if folded is not None:
        return unfold(folded)[text.index], True
    item = plan.feed_items.get(text.path)
    encoding = plan.by_hand.encoding or plan.encodings.get(text.path)
    found = (
        look_into_item(text.path, item)
        if item is not None
        else look_into_text(_source(text.path, encoding))
    )
    if not isinstance(found, FoundTexts) or text.index >= len(found.episodes):
        raise TranscriptError(f"{text.path} has changed meanwhile; import it again.", text.path)
    return unfold(found.folded)[text.index], found.episodes[text.index] == text


def _source(path: Path, encoding: str | None) -> Source:
    archive = next((parent for parent in path.parents if parent.is_file()), None)
    if archive is None:
        return Source.from_path(path, encoding)
    with Archive(archive) as opened:
        return Source(path.name, opened.read(path), path, encoding)


def _chapter_lists(
    plan: ImportPlan, episode: PlannedEpisode, sound: FoundSound | None
) -> tuple[ChapterList, ...]:
    lists = [
        ChapterList(ChapterKind.FILE, str(path), plan.chapter_files[path].chapters)
        for path in episode.chapters
        if path in plan.chapter_files
    ]
    if sound is not None and sound.tags.chapters:
        lists.append(ChapterList(ChapterKind.TAGS, str(sound.path), sound.tags.chapters))
    return tuple(lists)

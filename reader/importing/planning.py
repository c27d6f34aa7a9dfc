"""Plans an import: looks into everything, decides what belongs together, changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader import media
from reader.errors import LibraryError, ReaderError, TranscriptError
from reader.importing.archives import Archive
from reader.importing.arriving import arrival_of
from reader.importing.feed_items import FeedItems, take_feeds
from reader.importing.folders import Files, absolute, find_files
from reader.importing.grouping import Group, Grouping
from reader.importing.looking import Found, FoundTexts, Task, is_text, look, may_be_text
from reader.importing.names import base_of
from reader.importing.reading_ahead import look_at_all
from reader.importing.records import (
    Action,
    Cancelled,
    Failure,
    FoundChapters,
    FoundSound,
    FoundText,
    ImportPlan,
    OnProgress,
    PlannedEpisode,
    Progress,
    Step,
)
from reader.library import ByHand, Library, Status
from reader.model import AudioFile, AudioTags

MOST_FOLDED_BYTES = 256 << 20  # beyond, files are read a second time when they are imported
_MOST_SIBLINGS = 5000

_ACTIONS = {
    Status.NEW: Action.NEW,
    Status.UPDATED: Action.UPDATE,
    Status.MERGED: Action.MERGE,
    Status.UNCHANGED: Action.UNCHANGED,
}


@dataclass
class _Haul:
    """What was found in the files."""

    texts: list[FoundText] = field(default_factory=list)
    sounds: list[FoundSound] = field(default_factory=list)
    chapters: list[FoundChapters] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    folded: dict[Path, bytes] = field(default_factory=dict)
    folded_bytes: int = 0

    def take(self, found: Found) -> None:
        """Sort in what was found in one file."""
        match found:
            case FoundTexts():
                self.texts += found.episodes
                self.folded_bytes += len(found.folded)
                if self.folded_bytes <= MOST_FOLDED_BYTES:
                    self.folded[found.path] = found.folded
            case FoundSound():
                self.sounds.append(found)
            case FoundChapters():
                self.chapters.append(found)
            case Failure():
                self.failed.append(found)


def plan_import(  # noqa: PLR0913 - all but two are options
    library: Library,
    paths: Iterable[Path],
    *,
    audio: Path | None = None,
    by_hand: ByHand | None = None,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    foresee: bool = True,
) -> ImportPlan:
    """Say what importing files, folders and zips would do; the library is only read.

    `audio` belongs to an episode of the given files. `by_hand` holds for all of them. Without
    `foresee`, which takes some milliseconds an episode, all is said to be new. `cancelled` is
    asked between files; then the plan is empty and says so. Both calls come on the calling
    thread, which must be the library's. Raises LibraryError; what is wrong with a file is told
    in the plan.
    """
    planning = _Planning(
        library,
        by_hand or ByHand(),
        on_progress or (lambda _: None),
        cancelled or (lambda: False),
    )
    plan = planning.plan(list(paths), absolute(audio) if audio is not None else None)
    if planning.is_cancelled():
        return ImportPlan(cancelled=True)
    return _foreseen(library, plan) if foresee else plan


class _Planning:
    """One plan in the making."""

    def __init__(
        self, library: Library, by_hand: ByHand, on_progress: OnProgress, cancelled: Cancelled
    ) -> None:
        self._library = library
        self._by_hand = by_hand
        self._on_progress = on_progress
        self.is_cancelled = cancelled
        self._encodings: dict[Path, str] = {}

    def plan(self, paths: list[Path], audio: Path | None) -> ImportPlan:
        """Find the files, look into them and group them; to be called once."""
        files = find_files(paths, self.is_cancelled)
        taken = take_feeds(files, self._encoding)
        companions = _companions(files)
        if audio is not None:
            files.sounds = [path for path in files.sounds if path != audio]
        haul = _Haul(failed=list(files.failed))
        with ExitStack() as stack:
            archives = self._opened(files, haul, stack)
            packed = sum(not a.is_sound(member) for a in archives for member in a.members)
            count = len(taken.items) + len(files.texts) + len(files.sounds) + packed
            tasks = self._tasks(files, taken, archives, haul)
            for done, found in enumerate(look_at_all(tasks, count, self.is_cancelled)):
                self._on_progress(Progress(done, count, found.path, Step.READING))
                haul.take(found)
        for path in companions:
            _take_companion(haul, look(Task(path, is_sound=media.looks_like_audio(path))))
        plan = self._grouped(files, haul, audio)
        remarks = (*taken.remarks, *plan.remarks)
        return replace(plan, remarks=remarks, feed_items=taken.items)

    def _opened(self, files: Files, haul: _Haul, stack: ExitStack) -> list[Archive]:
        archives = []
        for path in files.archives:
            try:
                archives.append(stack.enter_context(Archive(path)))
            except TranscriptError as error:
                haul.failed.append(Failure(path, str(error)))
        return archives

    def _tasks(
        self, files: Files, taken: FeedItems, archives: Sequence[Archive], haul: _Haul
    ) -> Iterator[Task]:
        for path, item in taken.items.items():
            yield Task(path, item=item)
        for path in files.texts:
            yield Task(path, encoding=self._encoding(path))
        for path in files.sounds:
            yield Task(path, is_sound=True)
        for archive in archives:
            for member in archive.members:
                if archive.is_sound(member):
                    haul.sounds.append(_packed_sound(member))
                else:
                    yield from self._member_task(archive, member, haul)

    def _member_task(self, archive: Archive, member: Path, haul: _Haul) -> Iterator[Task]:
        try:
            data = archive.read(member)
        except TranscriptError as error:
            haul.failed.append(Failure(member, str(error)))
            return
        if is_text(data):
            yield Task(member, encoding=self._encoding(member), data=data)

    def _encoding(self, path: Path) -> str | None:
        remembered = self._library.encoding_of(str(path))
        if remembered is not None:
            self._encodings[path] = remembered
        return self._by_hand.encoding or remembered

    def _grouped(self, files: Files, haul: _Haul, audio: Path | None) -> ImportPlan:
        grouping = Grouping(haul.texts)
        given = self._given(haul, files, audio)
        if given is not None and grouping.groups:
            problem = grouping.pair_given(given)
            if problem:
                haul.failed.append(Failure(given.path, problem))
        elif given is not None:
            haul.sounds.append(given)  # its page failed, but it can still be listened to
        grouping.pair(haul.sounds)
        grouping.attach(haul.chapters)
        haul.failed += [Failure(found.path, _homeless(found)) for found in grouping.loose]
        haul.failed += [Failure(sound.path, why) for sound, why in grouping.unsure]
        sounds = [*haul.sounds, *([given] if given is not None else [])]
        return ImportPlan(
            tuple(_planned(number, group) for number, group in enumerate(grouping.groups)),
            tuple(haul.failed),
            tuple(grouping.remarks),
            self._by_hand,
            {sound.path: sound for sound in sounds},
            {found.path: found for found in haul.chapters},
            haul.folded,
            self._encodings,
        )

    def _given(self, haul: _Haul, files: Files, audio: Path | None) -> FoundSound | None:
        """Return the recording that was named, or that came with a single text."""
        if audio is None:
            single = len(files.sounds) == 1 and len(files.texts) == 1 and len(haul.sounds) == 1
            dropped = single and haul.texts and {*files.sounds, *files.texts} <= files.named
            return haul.sounds.pop() if dropped else None
        found = look(Task(audio, is_sound=True))
        if isinstance(found, FoundSound):
            return found
        if isinstance(found, Failure):
            haul.failed.append(found)
        return None


def _companions(files: Files) -> list[Path]:
    """Return the files beside those that a person named, which share their names.

    A text brings its audio and its chapters, and audio brings its text: nobody wants to pick
    them one by one.
    """
    known = {*files.texts, *files.sounds}
    texts = {(path.parent, base_of(path)) for path in files.texts if path in files.named}
    sounds = {(path.parent, base_of(path)) for path in files.sounds if path in files.named}
    found = []
    for folder in {folder for folder, _ in texts | sounds}:
        for path in _siblings(folder):
            place = (folder, base_of(path))
            if path in known or place not in texts | sounds:
                continue
            is_sound = media.looks_like_audio(path)
            wanted = place not in sounds if is_sound else place in sounds or "chapter" in path.name
            if wanted and (is_sound or may_be_text(path)):
                found.append(path)
    return sorted(found)


def _siblings(folder: Path) -> list[Path]:
    try:
        names = list(folder.iterdir())
        return [path for path in names[:_MOST_SIBLINGS] if path.is_file()]
    except OSError:
        return []


def _take_companion(haul: _Haul, found: Found) -> None:
    """Take what nobody asked for only where it is of use; damage in it is no failure."""
    if isinstance(found, FoundTexts) and not any(text.turns for text in found.episodes):
        return
    if not isinstance(found, Failure):
        haul.take(found)


def _packed_sound(member: Path) -> FoundSound:
    """Stand for audio in a zip, of which only the name is known until it is unpacked."""
    return FoundSound(AudioFile(member, "", 0), AudioTags(0))


def _homeless(found: FoundChapters) -> str:
    return (
        f"{found.path} holds chapters, but of which episode is not clear; give it the name of its "
        "transcript, or add it with: earmark chapters EPISODE --add FILE"
    )


def _planned(number: int, group: Group) -> PlannedEpisode:
    text, sound = group.text, group.sound
    return PlannedEpisode(
        number,
        _title(group),
        Action.NEW if text is not None else Action.AUDIO_ONLY,
        text,
        group.page,
        sound.path if sound is not None else None,
        tuple(found.path for found in group.chapters),
        tuple(group.others),
        tuple(group.problems),
    )


def _title(group: Group) -> str:
    """Take the title of the page, the text, the tags; a file's name is the last resort."""
    sound = group.sound
    title = group.claims.title
    named_after_file = not title or (group.page is None and title == group.path.stem)
    if named_after_file and sound is not None and sound.tags.title:
        return sound.tags.title
    return title or group.path.stem


def _foreseen(library: Library, plan: ImportPlan) -> ImportPlan:
    """Say of every episode whether the library has it already."""
    for episode in plan.episodes:
        try:
            arrival, source = arrival_of(plan, episode)
            status, known = library.foresee(arrival, str(source))
        except LibraryError:
            raise
        except ReaderError:
            continue  # carrying it out will say what is wrong
        if known is not None or episode.text is not None:
            plan = plan.with_changes(episode.number, action=_ACTIONS[status], into=known)
    return plan

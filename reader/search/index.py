"""The search index of a library: brought up to date from it, read as a snapshot, kept in trim.

It is a cache in the library's own folder: whatever is wrong with it, it is built anew from the
library. What is slow is done before the lock is taken, so that writers wait for moments only.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from reader.errors import IndexDamagedError, IndexMissingError, SearchError
from reader.search.array_file import Arrays, write_arrays
from reader.search.codec import ArraySegment
from reader.search.generations import NAME, UNFINISHED, Generation, Generations, unwritable
from reader.search.inverting import STREAMED, Inverter
from reader.search.joining_segments import Source, joined
from reader.search.segment_file import SegmentFile, StoredSegment
from reader.search.segments import Segment
from reader.search.units import SearchableLibrary

Progress = Callable[[int, int], None]
_MOST_DOCUMENTS = 25_000  # in one batch, after which a rebuild shows what it has
_MOST_WORDS = 2_000_000
_SMALL = 2_500  # documents in a segment that is joined with others in passing
_MOST_SMALL = 8
_MUCH_LARGER = 3  # times all smaller ones together: such a segment is left alone
_MUCH_REMOVED = 0.2
_ATTEMPTS = 20  # to open segments that a writer joins between looking and opening


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What bringing the index up to date came to."""

    written: int = 0  # units
    removed: int = 0  # units that the library has no longer
    turns: int = 0  # documents of the units written
    complete: bool = True  # False: cancelled, or more was left than was to be done at once


class IndexSnapshot:
    """The index as it was at one moment: a `Snapshot`."""

    def __init__(self, generation: int, segments: tuple[Segment, ...]) -> None:
        self.generation = generation
        self.segments = segments

    def close(self) -> None:
        """Let go of the files: they close with the last that refers to them."""
        self.segments = ()


class Index:
    """The index in a library's folder. Any thread, and several processes.

    One writes at a time: IndexBusyError where another does for longer than `patience_s`, and
    SearchError where the disk is full or cannot be written to; nothing is changed then.
    """

    def __init__(self, folder: Path, *, patience_s: float = 5.0) -> None:
        self.folder = folder / "search"
        self._patience_s = patience_s
        self._generations = Generations(self.folder)
        self._lock = threading.Lock()
        self._opened: dict[str, SegmentFile] = {}

    def generation(self) -> int:
        """Return a number that every change makes another; -1 where there is no index."""
        return self._generations.latest()

    def snapshot(self) -> IndexSnapshot:
        """Return the index as it is now. Errors: IndexMissingError, IndexDamagedError."""
        generation, files = self._open()
        segments = (
            StoredSegment(file, segment.removed_units)
            for segment, file in zip(generation.segments, files, strict=True)
        )
        return IndexSnapshot(generation.number, tuple(segments))

    def behind(self, library: SearchableLibrary) -> int:
        """Return how many units are to be written or removed. Errors: LibraryError."""
        changes = self._changes(library)
        return len(changes.missing) + len(changes.gone)

    def catch_up(
        self,
        library: SearchableLibrary,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        most_units: int | None = None,
    ) -> CatchUp:
        """Write what the library has and the index has not, and remove what it has no longer.

        What is written is found as soon as a batch is full. A missing index is begun; segments
        that cannot be read are written anew. `progress` gets the units done and all there are to
        do; when `cancelled` answers True, a batch that is not full is dropped.
        Errors: those of the class, LibraryError.
        """
        changes = self._changes(library)
        if not changes.missing and not changes.gone and self.generation() >= 0:
            return CatchUp()
        task = _Task(self, library, progress or _no_progress, cancelled or _never)
        return task.carry_out(changes, most_units)

    def rebuild(self) -> None:
        """Empty the index. Errors: those of the class."""
        with self._generations.writing(self._patience_s):
            self._replace(())

    def verify(self) -> None:
        """Read all of it and compare it with its checksums: slow. Errors as from `snapshot`."""
        for _ in range(_ATTEMPTS):
            generation = self._generations.read()
            try:
                for segment in generation.segments:
                    SegmentFile(self.folder / segment.file_name).file.verify()
            except (IndexDamagedError, IndexMissingError):
                if self._is_latest(generation):
                    raise
            else:
                return

    def tidy(self) -> bool:
        """Join segments where that makes searching quicker; False where all is well.

        Takes seconds where the index is large, yet the lock for a moment only. Errors: those of
        the class, IndexDamagedError.
        """
        generation, files = self._open()
        chosen = _worth_joining(generation.segments)
        if not chosen:
            return False
        sources = [
            Source(files[place], generation.segments[place].removed_units) for place in chosen
        ]
        path = self._stored(joined(sources))
        self._take_place(path, [generation.segments[place] for place in chosen])
        return True

    def write(self, inverter: Inverter, gone: Collection[str]) -> None:
        """Add units in place of those of their ids, and remove others. Errors: the class's."""
        path = self._stored(inverter.arrays()) if inverter.units else None
        outdated = {*gone, *(unit.id for unit in inverter.units)}
        try:
            with self._generations.writing(self._patience_s):
                segments = self._without(outdated)
                if path is None:
                    self._replace(segments)
                else:
                    self._put(path, ArraySegment(NAME, inverter.documents), segments)
                with suppress(SearchError):  # it can be found as it is: joining comes later
                    self._join_small()
        except BaseException:
            _delete(path)
            raise

    def _changes(self, library: SearchableLibrary) -> "_Changes":
        wanted, present = library.revisions(), self._revisions()
        missing = [unit for unit, revision in wanted.items() if present.get(unit) != revision]
        return _Changes(missing, [unit for unit in present if unit not in wanted])

    def _revisions(self) -> dict[str, int]:
        revisions: dict[str, int] = {}
        for segment, file in self._readable():
            removed = segment.removed_units
            for unit, (number, revision) in file.revisions.items():
                if number not in removed:
                    revisions[unit] = revision
        return revisions

    def _open(self) -> tuple[Generation, list[SegmentFile]]:
        for _ in range(_ATTEMPTS):
            generation = self._generations.read()
            try:
                return generation, self._files(generation.segments)
            except (IndexDamagedError, IndexMissingError):
                if self._is_latest(generation):
                    raise
        raise IndexDamagedError("The search index cannot be read. It has to be built anew.")

    def _files(self, segments: Sequence[ArraySegment]) -> list[SegmentFile]:
        files = [self._file(segment) for segment in segments]
        with self._lock:
            wanted = {segment.file_name for segment in segments}
            self._opened = {name: file for name, file in self._opened.items() if name in wanted}
        return files

    def _file(self, segment: ArraySegment) -> SegmentFile:
        with self._lock:
            file = self._opened.get(segment.file_name)
        if file is None:
            file = SegmentFile(self.folder / segment.file_name)
            with self._lock:
                self._opened[segment.file_name] = file
        if file.count != segment.documents:
            raise file.file.damaged()
        return file

    def _readable(self) -> list[tuple[ArraySegment, SegmentFile]]:
        """Return the segments that can be read; those that cannot are as good as empty."""
        readable: list[tuple[ArraySegment, SegmentFile]] = []
        for _ in range(_ATTEMPTS):
            try:
                generation = self._generations.read()
            except (IndexDamagedError, IndexMissingError):
                return []
            readable = list(self._those_that_open(generation.segments))
            if len(readable) == len(generation.segments) or self._is_latest(generation):
                break
        return readable

    def _those_that_open(
        self, segments: Iterable[ArraySegment]
    ) -> Iterator[tuple[ArraySegment, SegmentFile]]:
        for segment in segments:
            with suppress(IndexDamagedError, IndexMissingError):
                yield segment, self._file(segment)

    def _is_latest(self, generation: Generation) -> bool:
        """Return whether what cannot be opened is damaged, rather than joined meanwhile."""
        return self.generation() == generation.number

    def _without(self, units: Iterable[str]) -> list[ArraySegment]:
        readable = self._readable()
        for segment, file in readable:
            for unit in units:
                if unit in file.revisions:
                    number = file.revisions[unit][0]
                    segment.remove(number, file.units[number].first, file.units[number].end)
        return [segment for segment, file in readable if len(segment.removed) < len(file.units)]

    def _replace(self, segments: Sequence[ArraySegment]) -> None:
        try:
            self._generations.replace(segments)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        with self._lock:
            wanted = {segment.file_name for segment in segments}
            self._opened = {name: file for name, file in self._opened.items() if name in wanted}

    def _join_small(self) -> None:
        readable = self._readable()
        small = [(s, file) for s, file in readable if s.doc_count() <= _SMALL]
        if len(small) <= _MOST_SMALL:
            return
        path = self._stored(joined([Source(file, s.removed_units) for s, file in small]))
        new = ArraySegment(NAME, sum(segment.doc_count() for segment, _ in small))
        chosen = {segment.file_name for segment, _ in small}
        self._put(path, new, [s for s, _ in readable if s.file_name not in chosen])

    def _take_place(self, path: Path, chosen: Sequence[ArraySegment]) -> None:
        """Put a joined segment in place of others, unless these are gone meanwhile."""
        try:
            with self._generations.writing(self._patience_s):
                now = {segment.file_name: segment for segment in self._generations.read().segments}
                if not all(segment.file_name in now for segment in chosen):
                    _delete(path)
                    return
                file = SegmentFile(path)
                new = ArraySegment(NAME, file.count)
                for segment in chosen:
                    before = now.pop(segment.file_name)
                    self._remove_again(new, file, before, segment.removed_units)
                self._put(path, new, list(now.values()))
        except BaseException:
            _delete(path)
            raise

    def _remove_again(
        self, new: ArraySegment, file: SegmentFile, old: ArraySegment, known: frozenset[int]
    ) -> None:
        """Remove from a joined segment what was removed from one of its parts meanwhile."""
        units = self._file(old).units
        for number in old.removed_units - known:
            place = file.revisions[units[number].id][0]
            new.remove(place, file.units[place].first, file.units[place].end)

    def _stored(self, arrays: Arrays) -> Path:
        path = self.folder / f"{uuid4().hex}{UNFINISHED}"
        try:
            self._generations.make_folder()
            write_arrays(path, arrays, STREAMED)
        except OSError as error:
            _delete(path)
            raise unwritable(self.folder, error) from error
        return path

    def _put(self, path: Path, segment: ArraySegment, others: Sequence[ArraySegment]) -> None:
        """Make a stored file a segment of the index, beside others."""
        place = self.folder / segment.file_name
        try:
            path.rename(place)
            self._replace([*others, segment])
        except OSError as error:
            raise unwritable(self.folder, error) from error
        except SearchError:
            _delete(place)
            raise


@dataclass(frozen=True, slots=True)
class _Changes:
    missing: list[str]  # units that the index has not, or not in this revision
    gone: list[str]


class _Task:
    """One catching up, batch by batch."""

    def __init__(
        self,
        index: Index,
        library: SearchableLibrary,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._index = index
        self._library = library
        self._progress = progress
        self._cancelled = cancelled
        self._batch = Inverter()
        self._gone: list[str] = []
        self._written = self._removed = self._turns = 0

    def carry_out(self, changes: _Changes, most_units: int | None) -> CatchUp:
        chosen = changes.missing[:most_units]
        self._gone = changes.gone
        for done, unit in enumerate(chosen):
            if self._cancelled():
                return self._result(complete=False)
            self._progress(done, len(chosen))
            self._take(unit)
        self._flush()
        self._progress(len(chosen), len(chosen))
        return self._result(complete=len(chosen) == len(changes.missing))

    def _take(self, unit_id: str) -> None:
        unit = self._library.unit(unit_id)
        if unit is None:
            self._gone.append(unit_id)
            return
        self._batch.add(unit)
        if self._batch.documents >= _MOST_DOCUMENTS or self._batch.words >= _MOST_WORDS:
            self._flush()

    def _flush(self) -> None:
        batch, self._batch = self._batch, Inverter()
        gone, self._gone = self._gone, []
        self._index.write(batch, gone)
        self._written += len(batch.units)
        self._removed += len(gone)
        self._turns += batch.documents

    def _result(self, *, complete: bool) -> CatchUp:
        return CatchUp(self._written, self._removed, self._turns, complete)


def _worth_joining(segments: Sequence[ArraySegment]) -> list[int]:
    """Return the segments, by their places, that are best joined now: none, one or several."""
    group: list[int] = []
    together = 0
    for place in sorted(range(len(segments)), key=lambda place: segments[place].doc_count()):
        count = segments[place].doc_count()
        if group and count > _MUCH_LARGER * together:
            if len(group) > 1:
                return group
            group, together = [], 0
        group.append(place)
        together += count
    if len(group) > 1:
        return group
    return [
        place
        for place, segment in enumerate(segments)
        if segment.deleted_count() > _MUCH_REMOVED * segment.doc_count_all()
    ][:1]


def _delete(path: Path | None) -> None:
    with suppress(OSError):  # gone already, or held: swept up by a later writer
        if path is not None:
            path.unlink(missing_ok=True)


def _no_progress(_done: int, _whole: int) -> None:
    return


def _never() -> bool:
    return False

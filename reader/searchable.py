"""What of the library can be searched, as `reader.search.units` asks for it."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from reader.errors import EpisodeNotFoundError
from reader.model import PARAGRAPH_BREAK, Bookmark, Episode
from reader.revisions import BOOKMARKS_OF
from reader.search.records import HitKind
from reader.search.units import Passage, Unit
from reader.storage import Storage
from reader.timeline import settle_chapters

Place = tuple[str, HitKind, int, str]  # unit's id, kind, number, key


class Searchable:
    """Fills the library's side of `SearchableLibrary`; threads and errors are the library's."""

    storage: Storage
    episode: Callable[[str], Episode]

    def revisions(self) -> Mapping[str, int]:
        """Return every unit's id and revision: cheap, for it is asked often."""
        return self.storage.revisions()

    def unit(self, unit_id: str) -> Unit | None:
        """Return a unit with its passages; None where it is gone meanwhile."""
        # The revision is read first: what changes after that is indexed once more.
        revision = self.storage.revision_of(unit_id)
        if revision is None:
            return None
        if unit_id.startswith(BOOKMARKS_OF):
            return self._bookmarks_unit(unit_id, revision)
        try:
            return _episode_unit(self.episode(unit_id), revision)
        except EpisodeNotFoundError:
            return None

    def texts(self, places: Sequence[Place]) -> Sequence[str | None]:
        """Return the texts of passages, by (unit's id, kind, number, key); None: it is gone."""
        turns = self.storage.turn_texts((p[0], p[2]) for p in places if p[1] is HitKind.TURN)
        keys = [p[3] for p in places if p[1] is HitKind.BOOKMARK]
        bookmarks = {b.id: bookmark_text(b) for b in self.storage.bookmarks_by_id(keys)}
        others = {
            (unit, kind): self._other_texts(unit, kind)
            for unit, kind in dict.fromkeys((p[0], p[1]) for p in places)
            if kind not in (HitKind.TURN, HitKind.BOOKMARK)
        }

        def text(unit: str, kind: HitKind, number: int, key: str) -> str | None:
            if kind is HitKind.TURN:
                return turns.get((unit, number))
            if kind is HitKind.BOOKMARK:
                return bookmarks.get(key)
            known = others[unit, kind]
            return known[number] if 0 <= number < len(known) else None

        return [text(*place) for place in places]

    def _other_texts(self, episode: str, kind: HitKind) -> Sequence[str]:
        facts = self.storage.facts(episode)
        if facts is None:
            return ()
        if kind is HitKind.TITLE:
            return [title_text(facts.title, facts.subtitle)]
        if kind is HitKind.NOTE:
            return facts.notes.split(PARAGRAPH_BREAK)
        return [chapter.title for chapter in settle_chapters(self.storage.chapters(episode))]

    def _bookmarks_unit(self, unit_id: str, revision: int) -> Unit | None:
        owner = unit_id.removeprefix(BOOKMARKS_OF)
        bookmarks = self.storage.bookmarks(owner) if owner else self.storage.lone_bookmarks()
        if not bookmarks:
            return None
        facts = self.storage.facts(owner) if owner else None
        starts = [c.start_ms for c in settle_chapters(self.storage.chapters(owner))]
        first = bookmarks[0]
        return Unit(
            unit_id,
            revision,
            first.episode or "",
            first.episode_title if owner else "",
            first.show if owner else "",
            first.date if owner else None,
            facts.language if facts is not None else "",
            tuple(_bookmark_passage(n, b, starts) for n, b in enumerate(bookmarks)),
        )


def title_text(title: str, subtitle: str) -> str:
    """Return what is found as an episode's title."""
    return PARAGRAPH_BREAK.join(part for part in (title, subtitle) if part)


def bookmark_text(bookmark: Bookmark) -> str:
    """Return what is found as a bookmark: the words that were said, and the note on them."""
    return PARAGRAPH_BREAK.join(part for part in (bookmark.quote.text, bookmark.note) if part)


def _episode_unit(episode: Episode, revision: int) -> Unit:
    return Unit(
        episode.id,
        revision,
        episode.id,
        episode.title,
        episode.show,
        episode.date,
        episode.language,
        tuple(_passages(episode)),
        episode.tags,
    )


def _passages(episode: Episode) -> Iterator[Passage]:
    yield Passage(HitKind.TITLE, title_text(episode.title, episode.subtitle), 0)
    for number, paragraph in enumerate(episode.notes.split(PARAGRAPH_BREAK)):
        if paragraph:
            yield Passage(HitKind.NOTE, paragraph, number)
    for number, chapter in enumerate(episode.chapters):
        yield Passage(HitKind.CHAPTER, chapter.title, number, chapter.start_ms, chapter=number)
    starts = [chapter.start_ms for chapter in episode.chapters]
    for number, turn in enumerate(episode.turns):
        within = _chapter_at(turn.start_ms, starts)
        yield Passage(HitKind.TURN, turn.text, number, turn.start_ms, turn.speaker, within)


def _bookmark_passage(number: int, bookmark: Bookmark, starts: Sequence[int]) -> Passage:
    quote = bookmark.quote
    return Passage(
        HitKind.BOOKMARK,
        bookmark_text(bookmark),
        number,
        quote.start_ms,
        quote.speaker,
        _chapter_at(quote.start_ms, starts),
        bookmark.id,
        bookmark.tags,
    )


def _chapter_at(position_ms: int, starts: Sequence[int]) -> int:
    """Return the number of the chapter that a moment is in; -1 before the first."""
    return bisect_right(starts, position_ms) - 1

"""What of the library can be searched, as `reader.search.units` asks for it."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from reader.errors import EpisodeNotFoundError
from reader.library.heard_turns import fitted_turn
from reader.library.syncing import heard_chapters
from reader.model import PARAGRAPH_BREAK, Bookmark, Episode, Turn, TurnDraft
from reader.search.records import HitKind
from reader.search.units import Passage, PassageText, Unit
from reader.storage import Storage
from reader.storage.passage_storage import StoredTurn
from reader.storage.revisions import BOOKMARKS_OF
from reader.timing.retiming import retimed_turns
from reader.timing.settling import settle_chapters, settle_turns
from reader.timing.sync_map import SyncMap

PLAIN = SyncMap()
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

    def texts(self, places: Sequence[Place]) -> Sequence[PassageText | None]:
        """Return passages as they are, by (unit's id, kind, number, key); None: it is gone.

        One for each place, in their order. It is asked for those that are shown: some fifty.
        """
        turns = self._turns_at([(p[0], p[2]) for p in places if p[1] is HitKind.TURN])
        keys = [p[3] for p in places if p[1] is HitKind.BOOKMARK]
        bookmarks = {b.id: _bookmark_text(b) for b in self.storage.bookmarks_by_id(keys)}
        others = {
            (unit, kind): self._other_texts(unit, kind)
            for unit, kind in dict.fromkeys((p[0], p[1]) for p in places)
            if kind not in (HitKind.TURN, HitKind.BOOKMARK)
        }

        def text(unit: str, kind: HitKind, number: int, key: str) -> PassageText | None:
            if kind is HitKind.TURN:
                return turns.get((unit, number))
            if kind is HitKind.BOOKMARK:
                return bookmarks.get(key)
            known = others[unit, kind]
            return known[number] if 0 <= number < len(known) else None

        return [text(*place) for place in places]

    def _turns_at(self, places: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], PassageText]:
        stored = self.storage.turns_at(places)
        # Where a turn's times depend on others', its whole episode has to be settled.
        unclear = dict.fromkeys(
            place[0] for place, t in stored.items() if t.is_doubted or not t.starts_told
        )
        whole = {episode: self._turns_of(episode) for episode in unclear}
        syncs = self.storage.syncs_of(dict.fromkeys(episode for episode, _ in stored))
        found = {}
        for (episode, number), turn in stored.items():
            settled = whole.get(episode)
            if settled is None:
                alone = _settled(turn, syncs.get(episode, PLAIN))
                found[episode, number] = _passage_text(alone, turn.speaker)
            elif number < len(settled):
                found[episode, number] = _passage_text(settled[number], settled[number].speaker)
        return found

    def _turns_of(self, episode: str) -> Sequence[Turn]:
        try:
            return self.episode(episode).turns
        except EpisodeNotFoundError:
            return ()

    def _other_texts(self, episode: str, kind: HitKind) -> Sequence[PassageText]:
        facts = self.storage.facts(episode)
        if facts is None:
            return ()
        if kind is HitKind.TITLE:
            return [PassageText(_title_text(facts.title, facts.subtitle))]
        if kind is HitKind.NOTE:
            return [PassageText(text) for text in facts.notes.split(PARAGRAPH_BREAK)]
        listed = heard_chapters(self.storage, episode, self.storage.sync(episode))
        chapters = settle_chapters(listed, facts.length_ms)
        return [PassageText(c.title, start_ms=c.start_ms, end_ms=c.end_ms) for c in chapters]

    def _bookmarks_unit(self, unit_id: str, revision: int) -> Unit | None:
        owner = unit_id.removeprefix(BOOKMARKS_OF)
        bookmarks = self.storage.bookmarks(owner) if owner else self.storage.lone_bookmarks()
        if not bookmarks:
            return None
        facts = self.storage.facts(owner) if owner else None
        listed = heard_chapters(self.storage, owner, self.storage.sync(owner))
        starts = [c.start_ms for c in settle_chapters(listed)]
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


def _settled(turn: StoredTurn, sync: SyncMap) -> Turn:
    """Settle the times of a turn whose start is given; of its neighbours only the next counts."""
    later = [] if turn.is_last else [TurnDraft("", ("",), turn.next_ms)]
    settled = settle_turns([turn.draft, *later], turn.length_ms, turn.resolution_ms)[0]
    return retimed_turns([fitted_turn(settled, turn.fitted)], sync, turn.length_ms)[0]


def _passage_text(turn: Turn, speaker: str) -> PassageText:
    times = (turn.start_ms, turn.end_ms, turn.timing, turn.cues, turn.retiming, turn.estimates)
    return PassageText(turn.text, speaker, *times)


def _bookmark_text(bookmark: Bookmark) -> PassageText:
    quote = bookmark.quote
    return PassageText(_words_kept(bookmark), quote.speaker, quote.start_ms, quote.end_ms)


def _title_text(title: str, subtitle: str) -> str:
    """Return what is found as an episode's title."""
    return " — ".join(part for part in (title, subtitle) if part)


def _words_kept(bookmark: Bookmark) -> str:
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
    yield Passage(HitKind.TITLE, _title_text(episode.title, episode.subtitle), 0)
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
        _words_kept(bookmark),
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

"""What a person may do with bookmarks: keep, list, change, remove and take that back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reader.errors import BookmarkNotFoundError, EpisodeNotFoundError, LibraryError
from reader.library.placing_again import placed_now
from reader.model import Bookmark, Quote
from reader.shelves.tags import shortened_tags, sorted_tags, tags_to_keep
from reader.storage import Storage


class Bookmarks:
    """The library's bookmarks; threads, life and errors are those of `reader.library.Library`.

    Each call is one transaction: what has returned is on the disk. An id that is not there
    raises BookmarkNotFoundError and changes nothing.
    """

    storage: Storage

    def add_bookmark(
        self,
        episode: str,
        quote: Quote,
        *,
        note: str = "",
        tags: Sequence[str] = (),
        colour: str = "",
    ) -> Bookmark:
        """Keep a quote of an episode. Raise EpisodeNotFoundError where it is gone.

        A quote from a transcript that was replaced meanwhile finds its place in the one of now.
        """
        _check_range(quote)
        _check_words(note, colour, *tags)
        note, tags = _without_nul(note), tuple(map(_without_nul, tags))
        now = datetime.now(UTC)
        with self.storage.writing():
            if not self.storage.has(episode):
                raise EpisodeNotFoundError(
                    f"The library has no episode {episode} any more; list it anew.", episode
                )
            quote = placed_now(self.storage, episode, quote)
            made = self._bookmark(self.storage.create_bookmark(episode, quote, now))
            made = replace(made, note=note, tags=tags_to_keep(tags), colour=colour)
            self.storage.save_remarks(made)
            self.storage.touch_bookmarks(episode)
        return made

    def bring_bookmarks(self, bookmarks: Sequence[Bookmark]) -> int:
        """Add bookmarks that were made elsewhere, with their ids; return how many are new here.

        One whose id is here stays as it is here; one that was removed here comes back. An episode
        that is not here is gone, for its bookmark. All are added, or on an error none.
        """
        for bookmark in bookmarks:
            _check_range(bookmark.quote)
        ids = [bookmark.id for bookmark in bookmarks]
        with self.storage.writing():
            shown = {bookmark.id for bookmark in self.storage.bookmarks_by_id(ids)}
            in_use = set(self.storage.ids_in_use(ids))
            self.storage.restore_bookmarks([one for one in ids if one in in_use - shown])
            for bookmark in {one.id: one for one in bookmarks if one.id not in in_use}.values():
                self._bring(bookmark)
        return len(set(ids) - shown)

    def _bring(self, bookmark: Bookmark) -> None:
        known = bookmark.episode is not None and self.storage.has(bookmark.episode)
        episode = bookmark.episode if known else None
        self.storage.insert_bookmark(
            replace(bookmark, episode=episode, tags=shortened_tags(bookmark.tags))
        )
        self.storage.touch_bookmarks(episode)

    def bookmarks(self, episode: str | None = None) -> tuple[Bookmark, ...]:
        """Return the bookmarks of an episode, by their start; None: all, the newest first."""
        return self.storage.bookmarks(episode)

    def bookmark(self, bookmark: str) -> Bookmark:
        """Return one bookmark, by its id."""
        return self._bookmark(bookmark)

    def change_bookmark(
        self,
        bookmark: str,
        *,
        quote: Quote | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
    ) -> Bookmark:
        """Change what is given of a bookmark; None leaves it as it is. Return it as it is now."""
        if quote is not None:
            _check_range(quote)
        _check_words(note or "", colour or "", *(tags or ()))
        note = None if note is None else _without_nul(note)
        tags = None if tags is None else tuple(map(_without_nul, tags))
        with self.storage.writing():
            known = self._bookmark(bookmark)
            if quote is not None and known.episode is not None:
                quote = placed_now(self.storage, known.episode, quote)
            changed = replace(
                known,
                quote=known.quote if quote is None else quote,
                note=known.note if note is None else note,
                tags=known.tags if tags is None else tags_to_keep(tags),
                colour=known.colour if colour is None else colour,
                changed_at=datetime.now(UTC),
            )
            self.storage.save_quote(bookmark, changed.quote)
            self.storage.save_remarks(changed)
            self.storage.touch_bookmarks(known.episode)
        return changed

    def remove_bookmarks(self, ids: Sequence[str]) -> None:
        """Remove bookmarks; `restore_bookmarks` brings them back for some weeks."""
        with self.storage.writing():
            there = {bookmark.id for bookmark in self.storage.bookmarks_by_id(ids)}
            for missing in (bookmark for bookmark in ids if bookmark not in there):
                raise _gone(missing)
            self.storage.remove_bookmarks(ids, datetime.now(UTC))

    def restore_bookmarks(self, ids: Sequence[str]) -> None:
        """Bring removed bookmarks back, as they were; those that are there stay so."""
        with self.storage.writing():
            self.storage.restore_bookmarks(ids)

    def all_bookmark_tags(self) -> tuple[str, ...]:
        """Return every tag that a bookmark has, in alphabetical order."""
        return sorted_tags(self.storage.all_bookmark_tags())

    def _bookmark(self, bookmark: str) -> Bookmark:
        found = self.storage.bookmarks_by_id([bookmark])
        if not found:
            raise _gone(bookmark)
        return found[0]


def _gone(bookmark: str) -> BookmarkNotFoundError:
    return BookmarkNotFoundError(
        f"The library has no bookmark {bookmark}; list the bookmarks anew.", bookmark
    )


def _check_range(quote: Quote) -> None:
    if not 0 <= quote.start_ms <= quote.end_ms:
        raise LibraryError(
            "A bookmark must end after it starts, and start within the audio; choose it again."
        )


def _check_words(*texts: str) -> None:
    """Refuse what no database keeps as text: bytes of another encoding, typed in a terminal."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError:
            raise LibraryError(
                "A note, a tag or a colour has bytes in it that are no text; type it again."
            ) from None


def _without_nul(text: str) -> str:
    """Return a text as other programs can read it: to many of them, NUL ends it."""
    return text.replace("\0", "\ufffd")

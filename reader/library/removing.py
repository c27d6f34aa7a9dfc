"""Removes several episodes at once, and brings them back: all of them or, on an error, none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reader.library import Library
from reader.library.shelving import bring_back


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed, for `restore_episodes`."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What to tell a person; "" where nothing was removed."""
        if not self.ids:
            return ""
        if len(self.ids) == 1:
            return f"“{self.titles[0]}” was removed."
        return f"{len(self.ids):,} episodes were removed."


def count_quotes(library: Library, ids: Sequence[str]) -> int:
    """Return how many bookmarks episodes have, so that it can be asked what becomes of them."""
    wanted = frozenset(ids)
    return sum(bookmark.episode in wanted for bookmark in library.bookmarks())


def remove_episodes(
    library: Library, ids: Sequence[str], *, with_bookmarks: bool = False
) -> Removal:
    """Remove episodes as `Library.remove` does, in one transaction; a thousand take a moment.

    Those that are gone already are passed over. Raise LibraryError: nothing was removed.
    """
    now = datetime.now(UTC)
    titles = {summary.id: summary.title for summary in library.summaries()}
    with library.storage.writing():
        present = tuple(one for one in dict.fromkeys(ids) if library.storage.has(one))
        for episode in present:
            if with_bookmarks:
                kept = [bookmark.id for bookmark in library.storage.bookmarks(episode)]
                library.storage.remove_bookmarks(kept, now)
            library.storage.remove(episode, now)
    return Removal(present, tuple(titles.get(one, "") for one in present))


def restore_episodes(library: Library, removal: Removal) -> None:
    """Bring back what was removed and is not back already. Raise LibraryError."""
    with library.storage.writing():
        for episode in removal.ids:
            bring_back(library.storage, episode)

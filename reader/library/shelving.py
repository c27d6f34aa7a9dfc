"""What a person may do with whole episodes: tag, remove, and take that back for some weeks."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from reader.episodes.episode_names import episode_called
from reader.errors import EpisodeNotFoundError
from reader.shelves.tags import sorted_tags, tags_to_keep
from reader.storage import Storage

KEPT_AFTER_REMOVAL = timedelta(days=30)


class Shelving:
    """The library's tags and its bin; threads, life and errors are those of `Library`."""

    storage: Storage

    def set_tags(self, episode: str, tags: Sequence[str]) -> tuple[str, ...]:
        """Give an episode these tags in place of those it had; return them as they are kept.

        Raise LibraryError where one is too long.
        """
        kept = tags_to_keep(tags)
        with self.storage.writing():
            self._refuse_missing(episode)
            if kept != self.storage.tags(episode):
                self.storage.save_tags(episode, kept)
        return kept

    def all_tags(self) -> tuple[str, ...]:
        """Return every tag that an episode has, in alphabetical order."""
        return sorted_tags(self.storage.all_tags())

    def remove(self, episode: str, *, with_bookmarks: bool = False) -> None:
        """Take an episode out of the library; its files stay where they are.

        For some weeks `restore` brings it back, and so does importing it again. Its bookmarks
        stay in the library, unless they are to be removed `with_bookmarks`.
        """
        now = datetime.now(UTC)
        with self.storage.writing():
            self._refuse_missing(episode)
            if with_bookmarks:
                ids = [bookmark.id for bookmark in self.storage.bookmarks(episode)]
                self.storage.remove_bookmarks(ids, now)
            self.storage.remove(episode, now)

    def restore(self, episode: str) -> None:
        """Bring a removed episode back, with all that was removed with it.

        One that is there stays as it is.
        """
        with self.storage.writing():
            if not bring_back(self.storage, episode):
                self._refuse_missing(episode)

    def removed(self) -> tuple[tuple[str, str], ...]:
        """Return (id, title) of the episodes that can be brought back, the last removed first."""
        return tuple((id_, title) for id_, title, _ in self.storage.removed())

    def find_removed(self, wanted: str) -> str:
        """Return the id of the removed episode that `wanted` means, as `Library.find` does."""
        none = f"No episode called “{wanted}” was removed in the last weeks."
        return episode_called(wanted, self.storage.removed(), none)

    def purge(self, kept_for: timedelta = KEPT_AFTER_REMOVAL) -> None:
        """Delete for good what was removed longer ago; bookmarks that were kept stay."""
        limit = datetime.now(UTC) - kept_for
        if not self.storage.anything_removed_before(limit):
            return  # most often; nobody has to wait for this then
        with self.storage.writing():
            for episode in self.storage.removed_before(limit):
                self.storage.release_bookmarks(episode)
                self.storage.forget(episode)
            self.storage.forget_bookmarks(limit)

    def _refuse_missing(self, episode: str) -> None:
        if not self.storage.has(episode):
            raise EpisodeNotFoundError(
                f"The library has no episode {episode} any more; list it anew.", episode
            )


def bring_back(storage: Storage, episode: str) -> bool:
    """Bring a removed episode back, within a transaction; return whether it was removed."""
    removed_at = storage.removed_at(episode)
    if removed_at is None:
        return False
    storage.restore_bookmarks(storage.bookmarks_removed_at(episode, removed_at))
    storage.restore(episode)
    return True

"""The tags of several episodes at once: what all of them have can be changed, the rest stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.library import Library
from reader.model import EpisodeSummary
from reader.shelves.tags import clean_tags, tags_to_keep

Changes = Sequence[tuple[str, tuple[str, ...]]]  # (episode's id, its new tags)


@dataclass(frozen=True, slots=True)
class TagsOf:
    """Some episodes with their tags, and every tag of the library."""

    episodes: tuple[EpisodeSummary, ...]
    known: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The tags that all of them have."""
        first, *others = (episode.tags for episode in self.episodes)
        return tuple(tag for tag in first if all(tag in tags for tags in others))

    def changed(self, wanted: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return (id, tags) of those that change when these take the shared ones' place."""
        shared = set(self.shared)
        news = (
            (episode, clean_tags([*(t for t in episode.tags if t not in shared), *wanted]))
            for episode in self.episodes
        )
        return tuple((episode.id, tags) for episode, tags in news if set(tags) != set(episode.tags))


def tag_episodes(library: Library, changes: Changes) -> None:
    """Give episodes these tags, in one transaction; those that are gone are passed over.

    Raise LibraryError, also where a tag is too long: nothing was changed.
    """
    with library.storage.writing():
        for episode, tags in changes:
            if library.storage.has(episode):
                library.storage.save_tags(episode, tags_to_keep(tags))

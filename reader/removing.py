"""Removes several episodes at once, and brings them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.errors import EpisodeNotFoundError, ReaderError
from reader.library import Library


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed, for `restore_episodes`. `failure` is why the rest was not, or ""."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    failure: str = ""

    @property
    def sentence(self) -> str:
        """What to tell a person; "" where nothing was removed."""
        if not self.ids:
            return ""
        if len(self.ids) == 1:
            return f"“{self.titles[0]}” was removed."
        return f"{len(self.ids):,} episodes were removed."


def remove_episodes(library: Library, ids: Sequence[str]) -> Removal:
    """Remove episodes one by one; those that are gone already are passed over.

    What was removed before something failed stays removed, and can be brought back.
    """
    titles = {summary.id: summary.title for summary in library.summaries()}
    removed: list[str] = []
    failure = ""
    for episode in ids:
        try:
            library.remove(episode)
        except EpisodeNotFoundError:
            continue
        except ReaderError as error:
            failure = str(error)
            break
        removed.append(episode)
    return Removal(tuple(removed), tuple(titles.get(one, "") for one in removed), failure)


def restore_episodes(library: Library, removal: Removal) -> None:
    """Bring back what was removed. Raise LibraryError, EpisodeNotFoundError."""
    for episode in removal.ids:
        library.restore(episode)

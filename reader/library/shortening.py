"""Keeps where recordings are silent, for those who want to hear them shorter."""

from collections.abc import Sequence

from reader.listening.silences import Silence
from reader.model import Episode
from reader.storage import Storage


class Shortening:
    """The library's silences; threads, life and errors are those of `Library`."""

    storage: Storage

    def silences(self, episode: Episode) -> tuple[Silence, ...] | None:
        """Return where an episode's recording is silent, in order; None: it is not known."""
        known = self.storage.silences(episode.id)
        if episode.audio is None or known is None or known[0] != episode.audio.fingerprint:
            return None
        return known[1]

    def lacks_silences(self, episode: Episode) -> bool:
        """Return whether there is a recording that nobody has looked for silences in."""
        return episode.audio is not None and self.silences(episode) is None

    def save_silences(self, episode: Episode, silences: Sequence[Silence]) -> None:
        """Keep where an episode's recording is silent; () says that it never is."""
        if episode.audio is not None:
            with self.storage.writing():
                self.storage.save_silences(episode.id, episode.audio.fingerprint, silences)

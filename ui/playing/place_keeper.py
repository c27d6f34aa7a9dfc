"""Keeping the place: where one listens in an episode, or how far one has read an article."""

import time
from collections.abc import Callable

from reader.model import Episode
from reader.reading_page import ReadingPage
from ui.background import LibraryThread
from ui.page.transcript_view import TranscriptView
from ui.playing.playback_controller import PlaybackController

SAVE_EVERY_S = 5.0


class PlaceKeeper:
    """Writes the open episode's place down when it has changed; the library's thread does it."""

    def __init__(
        self,
        playback: PlaybackController,
        transcript: TranscriptView,
        library: LibraryThread,
        failed: Callable[[str], None],
    ) -> None:
        self._playback = playback
        self._transcript = transcript
        self._library = library
        self._failed = failed
        self._episode: Episode | None = None
        self._written: tuple[int, float] | None = None
        self._saved_at_s = 0.0

    def take(self, episode: Episode) -> None:
        """Look after another episode, which stands where it was left.

        Only looking at it is no pause in hearing it: that it was opened is kept apart.
        """
        self._episode = episode
        self._written = (episode.place.position_ms, episode.place.speed)
        self._library.submit(lambda library: library.note_opened(episode.id), failed=self._failed)

    def let_go(self) -> None:
        """Look after no episode."""
        self._episode = None

    def return_to_place(self, page: ReadingPage) -> None:
        """Show an article where it was left; an episode's page goes where its voice is."""
        episode = self._episode
        if episode is not None and _is_article(episode):
            self._transcript.show_row(page.row_at_reading_ms(episode.place.position_ms))

    def keep_now_and_then(self) -> None:
        """Write the place down, if that was some seconds ago."""
        if time.monotonic() - self._saved_at_s > SAVE_EVERY_S:
            self.keep()

    def keep(self) -> None:
        """Write the place down, if it has changed."""
        self._saved_at_s = time.monotonic()
        episode, place = self._episode, self._place()
        if episode is not None and place != self._written:
            self._written = place
            self._library.submit(
                lambda library: library.save_place(episode.id, *place), failed=self._failed
            )

    def _place(self) -> tuple[int, float]:
        place, page = self._playback.place(), self._transcript.page
        if self._episode is not None and _is_article(self._episode) and page is not None:
            return page.reading_ms(self._transcript.top_row), place.speed
        return place.position_ms, place.speed


def _is_article(episode: Episode) -> bool:
    return not episode.turns and episode.audio is None

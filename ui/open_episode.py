"""The episode that is open: shown where it was left, shown anew, moved about in by the page."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reader.model import Episode, Place
from reader.reading_page import ReadingPage
from reader.settings import Settings
from reader.timing.timeline import Timeline
from ui.background import LibraryThread
from ui.main_window import MainWindow
from ui.opened_episode import Opened, open_in
from ui.playing.place_keeper import PlaceKeeper
from ui.playing.playback_controller import PlaybackController


class OpenEpisode(QObject):
    """One episode in one window, or none. Lives on the GUI thread; reading it does not.

    Signals: `opened(Opened)`, another episode is shown, or the same one anew;
    `retimed(Opened)`, it has other times and is else the same; `shut()`, none is shown any more.
    """

    opened = Signal(object)
    retimed = Signal(object)
    shut = Signal()

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        playback: PlaybackController,
        settings: Settings,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._playback = playback
        self._settings = settings
        self._tell = tell
        self.shown: Opened | None = None
        self._plays_next = False
        self.place = PlaceKeeper(playback, window.transcript, library, tell)
        window.transcript.fold_clicked.connect(self._on_fold_clicked)

    @property
    def episode(self) -> Episode | None:
        """The episode that is open."""
        return self.shown.episode if self.shown else None

    def is_open(self, episode_id: str) -> bool:
        """Return whether it is this one that is open."""
        return self.shown is not None and self.shown.episode.id == episode_id

    # Opening

    def open(self, episode_id: str, at_ms: int | None = None, *, plays: bool = False) -> None:
        """Open an episode where it was left, or at a moment of it; the one before keeps its place.

        An episode that is open already only goes to the moment. `plays`: it plays then.
        """
        if at_ms is not None and self.is_open(episode_id):
            self.go_to(at_ms)
            if plays:
                self._playback.play()
            return
        self._plays_next = self._plays_next or plays
        self.place.keep()
        self._library.submit(
            lambda library: open_in(library, episode_id),
            lambda opened: self._show(opened, at_ms),
            self._tell,
        )

    def reopen(self, episode_id: str) -> None:
        """Show anew what was changed, at the same place."""
        self.place.keep()
        self._library.submit(lambda library: open_in(library, episode_id), self._show, self._tell)

    def _show(self, opened: Opened, at_ms: int | None = None) -> None:
        self.shown = opened
        episode = opened.episode
        self.place.take(episode)
        for remark in opened.remarks:
            self._tell(remark)
        self._window.show_episode(episode, opened.page)
        self._window.transcript.set_following(on=bool(self._settings["follow"]))
        audio = episode.audio.path if episode.audio else None
        length_ms = episode.audio.duration_ms if episode.audio else episode.duration_ms
        self._playback.open(opened.page.timeline, audio, length_ms, episode.place)
        self.place.return_to_place(opened.page)
        self.opened.emit(opened)
        if at_ms is not None:
            self.go_to(at_ms)
        if self._plays_next:
            self._plays_next = False
            self._playback.play()

    def close(self) -> None:
        """Have no episode open; its place is not written down any more."""
        self.shown = None
        self.place.let_go()
        self._playback.open(Timeline(()), None, 0, Place())
        self._window.show_no_episode()
        self.shut.emit()

    def forget(self) -> None:
        """Take no more notice of what is shown: the window closes."""
        self.shown = None

    # Other times for the same words

    def retime(self, episode_id: str) -> None:
        """Show the open episode with the times it has now."""
        self._library.submit(
            lambda library: open_in(library, episode_id), self.take_times, self._tell
        )

    def take_times(self, opened: Opened) -> None:
        """Go on with other times of the same words; what plays plays on, and nothing moves."""
        if self.shown is None or not self.is_open(opened.episode.id):
            return
        page = opened.page.unfolded() if self.shown.page.notes_shown else opened.page
        self.shown = replace(opened, page=page)
        self._window.show_times(opened.episode, page)
        self._playback.retime(page.timeline)
        self.retimed.emit(self.shown)

    def go_to(self, position_ms: int) -> None:
        """Take the sound to a moment, and the page with it."""
        self._window.transcript.follow_again()
        self._playback.seek(position_ms)
        self._window.transcript.return_to_voice()

    def _on_fold_clicked(self) -> None:
        if self.shown is not None:
            episode, page = self.shown.episode, self.shown.page
            other = ReadingPage(episode, page.timeline, notes_shown=not page.notes_shown)
            self.shown = replace(self.shown, page=other)
            self._window.transcript.fold(other)

"""What happens when a person does something: joins the window, the player and the library."""

from functools import partial

from PySide6.QtCore import QObject

from reader.model import Episode
from reader.playback.player import PlayerState
from reader.settings import Settings
from ui.arriving.arrivals import Arrivals
from ui.background import LibraryThread
from ui.bookmarks.bookmark_flow import BookmarkFlow
from ui.bookmarks.bringing_flow import BringingFlow
from ui.bookmarks.export_flow import ExportFlow
from ui.desk import Handlers
from ui.direct_commands import listening_handlers, window_handlers
from ui.keys.keys_flow import KeysFlow
from ui.keys.media_keys import MediaKeys
from ui.keys.menu_ticks import Switches, tick_when_opened
from ui.looks.chosen_looks import Looks
from ui.main_window import MainWindow
from ui.open_episode import OpenEpisode
from ui.opened_episode import Opened
from ui.page.find_flow import FindFlow
from ui.playing.choosing import Choosing
from ui.playing.heads_flow import HeadsFlow
from ui.playing.jump_flow import JumpFlow
from ui.playing.output_flow import OutputFlow
from ui.playing.pacing_flow import PacingFlow
from ui.playing.playback_controller import PlaybackController
from ui.playing.recording_flow import RecordingFlow
from ui.playing.sleep_flow import SleepFlow
from ui.playing.speakers_flow import SpeakersFlow
from ui.playing.voice_flow import VoiceFlow
from ui.playing.word_flow import WordFlow
from ui.preferences import Preferences
from ui.searching.hearing import Hearing
from ui.searching.search_flow import SearchFlow
from ui.shelf.details_flow import DetailsFlow
from ui.shelf.library_flow import LibraryFlow
from ui.sync.estimates_flow import EstimatesFlow
from ui.sync.gap_flow import GapFlow
from ui.sync.silence_flow import SilenceFlow
from ui.sync.sync_flow import SyncFlow
from ui.watch_flow import WatchFlow


class ReadingSession(QObject):
    """One window's work: the parts that do it, and the desk they share.

    Lives on the GUI thread; the library lives on its own.
    """

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        playback: PlaybackController,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._playback = playback
        self._preferences = Preferences(settings, library, self.tell)
        self._looks = Looks(window, self._preferences)
        self._details = DetailsFlow(window, library, self.reopen, self.tell)
        self.reading = OpenEpisode(window, library, playback, settings, self.tell)
        self._choosing = Choosing(window, playback, settings, lambda: self.shown)
        self._voice = VoiceFlow(window, playback, self.reading, self._preferences)
        self._make_parts(window, library, playback)
        self._make_ways_to_listen(window, library, playback)
        self._join_to_episode()
        self._join_to_each_other(window, playback)
        window.closing.connect(self.close)
        window.transport.theme_clicked.connect(self._looks.next_theme)
        playback.state_changed.connect(self._on_state_changed)
        self._add_commands()
        self._voice.take_settings()

    def _make_parts(
        self, window: MainWindow, library: LibraryThread, playback: PlaybackController
    ) -> None:
        self.arrivals = Arrivals(window, library, self)
        self.shelf = LibraryFlow(window, library, self, self._preferences)
        self.search = SearchFlow(window, library, self, self._preferences)
        self.finding = FindFlow(window, self)
        self.hearing = Hearing(window, library, self, playback)
        self.bookmarks = BookmarkFlow(window, library, self, playback, self.hearing)
        self.export = ExportFlow(window, library, self, self._preferences)
        self._bringing = BringingFlow(window, library, self)
        self.keys = KeysFlow(window, self._preferences, self.tell, MediaKeys(window, playback))
        self.recording = RecordingFlow(window, playback, self.arrivals.add_audio)

    def _make_ways_to_listen(
        self, window: MainWindow, library: LibraryThread, playback: PlaybackController
    ) -> None:
        self.speakers = SpeakersFlow(window, self, self._preferences)
        self.sync = SyncFlow(window, library, self, playback, self._preferences)
        self.gaps = GapFlow(window, playback)
        self.jumps = JumpFlow(window, self, playback)
        self.pacing = PacingFlow(window, playback, self._preferences)
        self.heads = HeadsFlow(window, playback)
        self.words = WordFlow(window, playback, self._preferences)
        self.sleep = SleepFlow(window, playback, self.tell)
        self.estimates = EstimatesFlow(library, self)
        self.silences = SilenceFlow(window, library, playback, self._preferences, self.estimates)
        self.watch = WatchFlow(window, library, self)
        self.outputs = OutputFlow(window.output_menu, playback, self._preferences, window.messages)

    def _join_to_episode(self) -> None:
        """Let the parts know which episode is open, and when its words are heard."""
        reading = self.reading
        parts = (self.speakers, self.sync, self.pacing, self.words, self.gaps, self.estimates)
        others = (self.search.marks.take_episode, self.sleep.take_episode)
        for take in (*(part.take for part in parts), *others):
            reading.opened.connect(take)
            reading.retimed.connect(take)
        reading.opened.connect(lambda _: self.jumps.take_episode())
        reading.opened.connect(lambda _: self.finding.take_page())
        for take in (self.bookmarks.take_episode, self.silences.take, self.recording.take):
            reading.opened.connect(take)
        reading.opened.connect(self.watch.take)
        reading.opened.connect(lambda _: self.shelf.refresh())  # it was used just now
        reading.retimed.connect(lambda _: self.finding.take_times())
        reading.retimed.connect(self.bookmarks.take_times)
        for take_none in (self.sleep.take_episode, self.silences.take, self.estimates.take):
            reading.shut.connect(partial(take_none, None))
        for part in (self.sync, self.gaps, self.recording):
            reading.shut.connect(part.leave)
        self.estimates.improved.connect(reading.take_times)
        self.watch.retimed.connect(reading.take_times)

    def _join_to_each_other(self, window: MainWindow, playback: PlaybackController) -> None:
        """Let each part know what another one did."""
        search, catching = self.search, self.bookmarks.catching
        for part in (self.jumps.chip, self.gaps.chip, catching, self.pacing):
            self.keys.told.append(part.set_keys)
        self.outputs.changed.connect(self.sync.take_device)
        window.lanes.sought.connect(playback.seek)
        window.transport.catch_clicked.connect(catching.catch)
        search.audition_asked.connect(self.hearing.audition)
        search.play_all_asked.connect(self.hearing.play_all)
        search.hit_opening.connect(self.finding.leave)
        search.keeper.updated.connect(self.bookmarks.reload)  # others write, too
        self.finding.hits_changed.connect(search.marks.show_found)
        self.bookmarks.changed.connect(search.note_change)
        self.bookmarks.export_asked.connect(self.export.start)

    def _add_commands(self) -> None:
        lists = (self.arrivals, self.shelf, self.search, self.finding, self.bookmarks)
        listening = (self.speakers, self.sync, self.jumps, self.pacing, self.heads, self.words)
        others = (self.export, self._bringing, self.keys, self.sleep, self.silences, self.gaps)
        self._window.add_commands(
            {
                **self._handlers(),
                **{k: v for p in (*lists, *listening, *others) for k, v in p.handlers().items()},
                "find_next": lambda: self._step_found(1),
                "find_previous": lambda: self._step_found(-1),
            }
        )
        self.keys.apply()
        self.silences.join_menus()
        for menu in self._window.menus:
            tick_when_opened(menu, self._window.actions_by_name, self._switches())

    def _switches(self) -> Switches:
        window, settings = self._window, self._preferences.settings
        return {
            "follow": lambda: window.transcript.following.active,
            "who_speaks": lambda: bool(settings["who_speaks"]),
            "study": lambda: self.pacing.is_studying,
            "side_panel": window.side.isVisible,
            "full_screen": window.isFullScreen,
        }

    def start(self, episode: str | None, *, plays: bool = False, at_ms: int | None = None) -> None:
        """Fill the window: the library's list, and an episode, at a moment, if one is named."""
        self.watch.start()
        self.refresh()
        if episode is not None:
            self.open_episode(episode, at_ms, plays=plays)
        # If one of these fails, then another time.
        self._library.submit(lambda library: library.purge())
        self._library.submit(lambda library: library.confirm_estimates())

    # The desk

    @property
    def episode(self) -> Episode | None:
        """The episode that is open."""
        return self.reading.episode

    @property
    def shown(self) -> Opened | None:
        """The episode that is open, with its page."""
        return self.reading.shown

    def open_episode(
        self, episode_id: str, at_ms: int | None = None, *, plays: bool = False
    ) -> None:
        """Open an episode where it was left, or at a moment of it, and play it if wanted."""
        self.reading.open(episode_id, at_ms, plays=plays)

    def keep_place(self) -> None:
        """Write down where the open episode is."""
        self.reading.place.keep()

    def reopen(self, episode_id: str) -> None:
        """Show anew what was changed, at the same place."""
        self.refresh()
        self.reading.reopen(episode_id)

    def retime(self, episode_id: str) -> None:
        """Show the open episode with the times it has now; what plays plays on."""
        self.refresh()
        self.reading.retime(episode_id)

    def shut_episode(self) -> None:
        """Stop, and have no episode open."""
        self.hearing.reel.stop()
        self.pacing.leave()
        self.finding.leave()
        self._window.lanes.set_lanes(())
        self.reading.close()

    def refresh(self) -> None:
        """Fill the library's list anew."""
        self.shelf.refresh()
        self.bookmarks.reload()
        self.search.note_change()

    def tell(self, message: str) -> None:
        """Say a sentence to the person."""
        self._window.messages.tell(message)

    # What the parts leave open

    def _handlers(self) -> Handlers:
        looks = self._looks
        return {
            **listening_handlers(self._playback),
            **window_handlers(self._window),
            **self._voice.handlers(),
            "details": self._show_details,
            "larger": lambda: looks.resize_text(1),
            "smaller": lambda: looks.resize_text(-1),
            "normal_size": lambda: looks.resize_text(None),
            "theme": looks.next_theme,
        }

    def _on_state_changed(self, state: PlayerState) -> None:
        if state in (PlayerState.PAUSED, PlayerState.ENDED):
            self.keep_place()
            if not self.pacing.resting:  # after each sentence is too often
                self.shelf.refresh()

    def _step_found(self, step: int) -> None:
        """Go on in what was searched last and is still shown: everything, or the open episode."""
        in_episode = self.search.marks.are_of_the_episode or not self.search.has_hits
        (self.finding if in_episode else self.search).step(step)

    def _show_details(self) -> None:
        if self.episode is None:
            self.tell("Open an episode first; then its details can be set.")
        else:
            self._details.start(self.episode.id)

    def close(self) -> None:
        """Keep the place, stop the sound and finish what is being written."""
        self.pacing.end()
        self.keep_place()
        self.reading.forget()
        self.watch.close()
        self.sleep.stop()
        self.silences.close()
        self.bookmarks.close()
        self._playback.close()
        self.arrivals.close()
        self.export.close()
        self.estimates.close()
        self.recording.close()
        self.search.close()
        self.finding.close()
        self.shelf.close()
        self._library.close()

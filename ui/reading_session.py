"""What happens when a person does something: joins the window, the player and the library."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reader.model import Episode, Place
from reader.playback.player import PlayerState
from reader.reading_page import ReadingPage
from reader.settings import Settings
from reader.timeline import Moment, Timeline
from ui.arrivals import Arrivals
from ui.background import LibraryThread
from ui.bookmark_flow import BookmarkFlow
from ui.bringing_flow import BringingFlow
from ui.desk import Handlers
from ui.details_flow import DetailsFlow
from ui.direct_commands import listening_handlers, window_handlers
from ui.estimates_flow import EstimatesFlow
from ui.export_flow import ExportFlow
from ui.find_flow import FindFlow
from ui.heads_flow import HeadsFlow
from ui.hearing import Hearing
from ui.joining_parts import join_parts
from ui.jump_flow import JumpFlow
from ui.keys_flow import KeysFlow
from ui.library_flow import LibraryFlow
from ui.looks import Looks
from ui.main_window import MainWindow
from ui.opened_episode import Opened, open_in
from ui.output_flow import OutputFlow
from ui.pacing_flow import PacingFlow
from ui.place_keeper import PlaceKeeper
from ui.playback_controller import PlaybackController
from ui.preferences import Preferences
from ui.search_flow import SearchFlow
from ui.silence_flow import SilenceFlow
from ui.sleep_flow import SleepFlow
from ui.speakers_flow import SpeakersFlow
from ui.sync_flow import SyncFlow
from ui.word_flow import WordFlow


class ReadingSession(QObject):
    """One window's work. Lives on the GUI thread; the library lives on its own.

    Signals: `opened(Opened)`, another episode is shown, or the same one anew;
    `retimed(Opened)`, it has better times and is else the same; `shut()`, none is shown any more.
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
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._playback = playback
        self._settings = settings
        self._preferences = Preferences(settings, library, self.tell)
        self._looks = Looks(window, self._preferences)
        self._opened: Opened | None = None
        self._plays_next = False
        self._details = DetailsFlow(window, library, self.reopen, self.tell)
        self._places = PlaceKeeper(playback, window.transcript, library, self.tell)
        self._connect_window()
        self._connect_playback()
        self._make_parts(window, library, playback)
        self._make_ways_to_listen(window, library, playback)
        join_parts(self, window, playback)
        self._add_commands()
        self._take_settings()

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
        self.keys = KeysFlow(window, self._preferences, self.tell)

    def _make_ways_to_listen(
        self, window: MainWindow, library: LibraryThread, playback: PlaybackController
    ) -> None:
        self.speakers = SpeakersFlow(window, self, self._preferences)
        self.sync = SyncFlow(window, library, self, playback, self._preferences)
        self.jumps = JumpFlow(window, self, playback)
        self.pacing = PacingFlow(window, self, playback, self._preferences)
        self.heads = HeadsFlow(window, playback)
        self.words = WordFlow(window, self, playback, self._preferences)
        self.sleep = SleepFlow(window, playback, self.tell)
        self.estimates = EstimatesFlow(library, self)
        self.silences = SilenceFlow(window, library, playback, self._preferences, self.estimates)
        self.outputs = OutputFlow(window.output_menu, playback, self._preferences, self.tell)

    def _add_commands(self) -> None:
        lists = (self.arrivals, self.shelf, self.search, self.finding, self.bookmarks)
        listening = (self.speakers, self.sync, self.jumps, self.pacing, self.heads, self.words)
        others = (self.export, self._bringing, self.keys, self.sleep, self.silences)
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

    @property
    def episode(self) -> Episode | None:
        """The episode that is open."""
        return self._opened.episode if self._opened else None

    @property
    def shown(self) -> Opened | None:
        """The episode that is open, with its page."""
        return self._opened

    def start(self, episode: str | None, *, plays: bool = False, at_ms: int | None = None) -> None:
        """Fill the window: the library's list, and an episode, at a moment, if one is named."""
        self._plays_next = plays
        self.refresh()
        if episode is not None:
            self.open_episode(episode, at_ms)
        self._library.submit(lambda library: library.purge())  # if it fails, then another time

    # Opening

    def open_episode(
        self, episode_id: str, at_ms: int | None = None, *, plays: bool = False
    ) -> None:
        """Open an episode where it was left, or at a moment of it; the one before keeps its place.

        An episode that is open already only goes to the moment. `plays`: it plays then.
        """
        if at_ms is not None and self.episode is not None and self.episode.id == episode_id:
            self.go_to(at_ms)
            if plays:
                self._playback.play()
            return
        self._plays_next = self._plays_next or plays
        self._places.keep()
        self._library.submit(
            lambda library: open_in(library, episode_id),
            lambda opened: self._show(opened, at_ms),
            self.tell,
        )

    def go_to(self, position_ms: int) -> None:
        """Take the sound to a moment, and the page with it."""
        self._window.transcript.follow_again()
        self._playback.seek(position_ms)
        self._window.transcript.return_to_voice()

    def keep_place(self) -> None:
        """Write down where the open episode is."""
        self._places.keep()

    def reopen(self, episode_id: str) -> None:
        """Show anew what was changed, at the same place."""
        self._places.keep()
        self.refresh()
        self._library.submit(lambda library: open_in(library, episode_id), self._show, self.tell)

    def _show(self, opened: Opened, at_ms: int | None = None) -> None:
        self._opened = opened
        episode = opened.episode
        self._places.take(episode)
        for remark in opened.remarks:
            self.tell(remark)
        self._window.show_episode(episode, opened.page)
        self._window.transcript.set_following(on=bool(self._settings["follow"]))
        audio = episode.audio.path if episode.audio else None
        timeline = opened.page.timeline
        length_ms = episode.audio.duration_ms if episode.audio else episode.duration_ms
        self._playback.open(timeline, audio, length_ms, episode.place)
        self._places.return_to_place(opened.page)
        self.opened.emit(opened)
        if at_ms is not None:
            self.go_to(at_ms)
        if self._plays_next:
            self._plays_next = False
            self._playback.play()
        self.shelf.refresh()  # it was used just now

    def retime(self, episode_id: str) -> None:
        """Show the open episode with the times it has now; what plays plays on."""
        self.refresh()
        self._library.submit(lambda library: open_in(library, episode_id), self._retime, self.tell)

    def _retime(self, opened: Opened) -> None:
        before = self._opened
        if before is None or before.episode.id != opened.episode.id:
            return
        page = opened.page.unfolded() if before.page.notes_shown else opened.page
        self._opened = replace(opened, page=page)
        self._window.show_times(opened.episode, page)
        self._playback.retime(page.timeline)
        self.opened.emit(self._opened)

    def take_times(self, opened: Opened) -> None:
        """Go on with better times of the same episode; nothing else changes."""
        if self._opened is None or self._opened.episode.id != opened.episode.id:
            return
        page = opened.page.unfolded() if self._opened.page.notes_shown else opened.page
        self._opened = replace(opened, page=page)
        self._window.transcript.take_times(page)
        self._playback.retime(page.timeline)
        self.retimed.emit(self._opened)

    def shut_episode(self) -> None:
        """Stop, and have no episode open."""
        self.hearing.reel.stop()
        self.pacing.leave()
        self.finding.leave()
        self._window.lanes.set_lanes(())
        self._opened = None
        self._places.let_go()
        self._playback.open(Timeline(()), None, 0, Place())
        self._window.show_no_episode()
        self.shut.emit()

    def refresh(self) -> None:
        """Fill the library's list anew."""
        self.shelf.refresh()
        self.bookmarks.reload()
        self.search.note_change()

    # The player

    def _connect_playback(self) -> None:
        window, playback = self._window, self._playback
        playback.position_changed.connect(self._on_position_changed)
        playback.moment_changed.connect(self._on_moment_changed)
        playback.state_changed.connect(self._on_state_changed)
        playback.speed_changed.connect(window.transport.set_speed)
        playback.failed.connect(self.tell)
        playback.loudest_changed.connect(window.transport.set_loudest)

    def _on_position_changed(self, position_ms: int) -> None:
        self._window.transport.set_duration(self._playback.duration_ms)
        self._window.transport.set_position(position_ms)
        self._window.transcript.set_position(position_ms)
        self._places.keep_now_and_then()

    def _on_moment_changed(self, moment: Moment) -> None:
        sentence = None
        if self._opened is not None and moment.turn is not None and moment.sentence is not None:
            sentence = self._opened.page.timeline.sentences(moment.turn)[moment.sentence]
        self._window.transcript.set_heard(moment.turn, sentence)
        self._window.mark_chapter(moment.chapter)

    def _on_state_changed(self, state: PlayerState) -> None:
        self._window.transport.set_state(state)
        if state in (PlayerState.PAUSED, PlayerState.ENDED):
            self._places.keep()
            if not self.pacing.resting:  # after each sentence is too often
                self.shelf.refresh()

    # The hand

    def _connect_window(self) -> None:
        window, playback = self._window, self._playback
        window.closing.connect(self.close)
        window.chapter_list.chosen.connect(self._on_chapter_chosen)
        window.transcript.place_chosen.connect(self._on_place_chosen)
        window.transcript.chapter_chosen.connect(self._on_chapter_chosen)
        window.transcript.fold_clicked.connect(self._on_fold_clicked)
        window.transcript.replay_asked.connect(playback.replay_turn)
        window.transcript.following_changed.connect(self._on_following_changed)
        transport = window.transport
        transport.play_clicked.connect(playback.toggle)
        transport.skip_clicked.connect(playback.skip)
        transport.chapter_clicked.connect(self._step_chapter)
        transport.scrubbed.connect(playback.scrub)
        transport.sought.connect(playback.seek)
        transport.speed_chosen.connect(playback.set_speed)
        transport.volume_chosen.connect(self._set_volume)
        transport.follow_switched.connect(lambda on: self._switch_follow(on=on))
        transport.theme_clicked.connect(self._looks.next_theme)

    def _on_chapter_chosen(self, chapter: int) -> None:
        if self._opened is not None:
            self._window.transcript.follow_again()
            self._playback.seek(self._opened.page.timeline.chapters[chapter].start_ms)
            # The voice may still be in the turn before; the heading is what was asked for.
            self._window.transcript.show_chapter(chapter)

    def _on_place_chosen(self, turn: int, offset: int) -> None:
        """Play from the sentence that was clicked."""
        if self._opened is None:
            return
        timeline = self._opened.page.timeline
        sentence = timeline.sentence_holding(turn, offset)
        start_ms = sentence.start_ms if sentence else timeline.turns[turn].start_ms
        self._window.transcript.follow_again()
        self._playback.seek(start_ms)
        if self._settings["click_while_paused"] == "play":
            self._playback.play()

    def _on_fold_clicked(self) -> None:
        if self._opened is not None:
            episode, page = self._opened.episode, self._opened.page
            other = ReadingPage(episode, page.timeline, notes_shown=not page.notes_shown)
            self._opened = replace(self._opened, page=other)
            self._window.transcript.fold(other)

    def _on_following_changed(self, active: bool) -> None:  # noqa: FBT001 (a signal's argument)
        self._window.transport.set_following(active=active)

    def _step_chapter(self, step: int) -> None:
        move = self._playback.next_chapter if step > 0 else self._playback.previous_chapter
        move()

    def _handlers(self) -> Handlers:
        transcript, looks = self._window.transcript, self._looks
        return {
            **listening_handlers(self._playback),
            **window_handlers(self._window),
            "details": self._show_details,
            "follow": lambda: self._switch_follow(on=not transcript.following.active),
            "larger": lambda: looks.resize_text(1),
            "smaller": lambda: looks.resize_text(-1),
            "normal_size": lambda: looks.resize_text(None),
            "theme": looks.next_theme,
        }

    def _step_found(self, step: int) -> None:
        """Go on in what was searched last and is still shown: everything, or the open episode."""
        in_episode = self.search.marks.are_of_the_episode or not self.search.has_hits
        (self.finding if in_episode else self.search).step(step)

    # Settings

    def _take_settings(self) -> None:
        number, transport = self._settings.number, self._window.transport
        transport.set_skips(number("skip_back_s"), number("skip_forward_s"))
        transport.set_loudest(max(number("volume"), 100))
        self._playback.set_volume(number("volume"))
        transport.volume.setValue(number("volume"))
        self._switch_follow(on=bool(self._settings["follow"]))

    def _switch_follow(self, *, on: bool) -> None:
        self._preferences.keep("follow", on)
        self._window.transcript.set_following(on=on)

    def _set_volume(self, percent: int) -> None:
        self._playback.set_volume(percent)
        self._preferences.keep("volume", percent)

    # Asking and telling

    def _show_details(self) -> None:
        if self.episode is None:
            self.tell("Open an episode first; then its details can be set.")
        else:
            self._details.start(self.episode.id)

    def tell(self, message: str) -> None:
        """Say a sentence to the person."""
        self._window.messages.tell(message)

    def close(self) -> None:
        """Keep the place, stop the sound and finish what is being written."""
        self.pacing.end()
        self._places.keep()
        self._opened = None
        self.sleep.stop()
        self.silences.close()
        self.bookmarks.close()
        self._playback.close()
        self.arrivals.close()
        self.export.close()
        self.estimates.close()
        self.search.close()
        self.finding.close()
        self.shelf.close()
        self._library.close()

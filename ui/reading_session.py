"""What happens when a person does something: joins the window, the player and the library."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from reader.demo import add_demo
from reader.importing import ImportReport, bring_in, choose_audio, import_text
from reader.media import looks_like_audio
from reader.model import Episode, EpisodeSummary
from reader.playback.player import PlayerState
from reader.reading_page import ReadingPage
from reader.settings import Settings
from reader.timeline import Moment
from ui.background import LibraryThread
from ui.details_flow import DetailsFlow
from ui.dialogs import (
    ask_for_audio,
    ask_for_files,
    ask_for_folder,
    show_about,
    show_keys,
    show_report,
)
from ui.import_flow import ImportFlow, needs_preview
from ui.looks import Looks
from ui.main_window import MainWindow
from ui.opened_episode import Opened, open_in
from ui.place_keeper import PlaceKeeper
from ui.playback_controller import PlaybackController
from ui.preferences import Preferences

SPEED_STEP = 0.1


class ReadingSession(QObject):
    """One window's work. Lives on the GUI thread; the library lives on its own."""

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
        self._preferences = Preferences(settings, library, self._tell)
        self._looks = Looks(window, self._preferences)
        self._opened: Opened | None = None
        self._plays_next = False
        self._details = DetailsFlow(window, library, self._reopen, self._tell)
        self._imports = ImportFlow(library.folder, window.import_bar, window)
        self._imports.finished.connect(self._on_import_finished)
        self._imports.failed.connect(self._tell)
        self._places = PlaceKeeper(playback, window.transcript, library, self._tell)
        self._connect_window()
        self._connect_playback()
        window.add_commands(self._handlers())
        window.transport.set_skips(
            settings.number("skip_back_s"), settings.number("skip_forward_s")
        )
        playback.set_volume(settings.number("volume"))
        window.transport.volume.setValue(settings.number("volume"))
        self._switch_follow(on=bool(settings["follow"]))

    @property
    def episode(self) -> Episode | None:
        """The episode that is open."""
        return self._opened.episode if self._opened else None

    def start(self, episode: str | None, *, plays: bool = False) -> None:
        """Fill the window: the library's list, and an episode if one is named."""
        self._plays_next = plays
        self._refresh()
        if episode is not None:
            self.open_episode(episode)

    # Opening

    def open_paths(self, paths: list[Path]) -> None:
        """Import pages and audio, and open what came of them."""
        if self._is_audio_for_this(paths):
            self.add_audio(paths[0])
            return
        if needs_preview(paths):
            self._imports.start(paths)
            return
        episode = self.episode
        self._library.submit(
            lambda library: bring_in(library, paths, episode.id if episode else None),
            self._on_brought_in,
            self._tell,
        )

    def _on_brought_in(self, brought: ImportReport | int) -> None:
        if isinstance(brought, ImportReport):
            self._on_imported(brought)
        elif self.episode is not None:
            self._tell(f"The file's {brought} chapters are among this episode's now.")
            self._reopen(self.episode.id)

    def open_text(self, text: str) -> None:
        """Import pasted text."""
        self._library.submit(
            lambda library: import_text(library, text), self._on_imported, self._tell
        )

    def open_episode(self, episode_id: str) -> None:
        """Open an episode of the library, keeping the place in the one before."""
        self._places.keep()
        self._library.submit(lambda library: open_in(library, episode_id), self._show, self._tell)

    def open_demo(self) -> None:
        """Open the demo episode."""
        self._library.submit(add_demo, self._on_imported, self._tell)

    def add_audio(self, path: Path) -> None:
        """Pair the open episode with an audio file."""
        episode = self.episode
        if episode is not None:
            self._places.keep()
            self._library.submit(
                lambda library: choose_audio(library, episode.id, path),
                lambda warnings: self._on_relinked(episode.id, warnings),
                self._tell,
            )

    def _is_audio_for_this(self, paths: list[Path]) -> bool:
        """Return whether a single audio file was dropped on an episode that has none."""
        lacking = self.episode is not None and bool(self.episode.turns) and not self._has_audio()
        return lacking and len(paths) == 1 and looks_like_audio(paths[0])

    def _has_audio(self) -> bool:
        return self._playback.has_audio

    def _on_imported(self, report: ImportReport) -> None:
        for failure in report.failed:
            self._tell(failure.message)
        for warning in report.warnings:
            self._tell(warning)
        for added in report.imported:
            if added.change is not None:
                self._tell(f"“{added.title}” has a better transcript now: {added.change}.")
        self._refresh()
        if report.imported:
            best = max(report.imported, key=lambda added: added.turns > 0)
            self.open_episode(best.id)
            if len(report.imported) > 1:
                self._tell(f"{len(report.imported)} episodes are in the library now.")

    def _on_import_finished(self, report: ImportReport) -> None:
        """Tell of many at once; what is being read stays open."""
        self._refresh()
        if len(report.imported) == 1 and not report.failed:
            self.open_episode(report.imported[0].id)
        else:
            show_report(self._window, report)

    def _on_relinked(self, episode_id: str, warnings: tuple[str, ...]) -> None:
        for warning in warnings:
            self._tell(warning)
        self._reopen(episode_id)

    def _reopen(self, episode_id: str) -> None:
        """Show anew what was changed, at the same place."""
        self._places.keep()
        self._refresh()
        self._library.submit(lambda library: open_in(library, episode_id), self._show, self._tell)

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        episode = opened.episode
        self._places.take(episode)
        for remark in opened.remarks:
            self._tell(remark)
        self._window.show_episode(episode, opened.page)
        self._window.transcript.set_following(on=bool(self._settings["follow"]))
        audio = episode.audio.path if episode.audio else None
        timeline = opened.page.timeline
        length_ms = episode.audio.duration_ms if episode.audio else episode.duration_ms
        self._playback.open(timeline, audio, length_ms, episode.place)
        self._places.return_to_place(opened.page)
        if self._plays_next:
            self._plays_next = False
            self._playback.play()

    def _refresh(self) -> None:
        self._library.submit(lambda library: library.summaries(), self._fill_list, self._tell)

    def _fill_list(self, episodes: tuple[EpisodeSummary, ...]) -> None:
        self._window.show_episodes(episodes, self.episode.id if self.episode else None)

    # The player

    def _connect_playback(self) -> None:
        window, playback = self._window, self._playback
        playback.position_changed.connect(self._on_position_changed)
        playback.moment_changed.connect(self._on_moment_changed)
        playback.state_changed.connect(self._on_state_changed)
        playback.speed_changed.connect(window.transport.set_speed)
        playback.failed.connect(self._tell)

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

    # The hand

    def _connect_window(self) -> None:
        window, playback = self._window, self._playback
        window.paths_dropped.connect(self.open_paths)
        window.text_dropped.connect(self.open_text)
        window.closing.connect(self.close)
        window.welcome.open_clicked.connect(self._ask_for_files)
        window.welcome.demo_clicked.connect(self.open_demo)
        window.episode_list.chosen.connect(self._on_episode_chosen)
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

    def _on_episode_chosen(self, row: int) -> None:
        chosen = self._window.episodes.records[row].id
        if self.episode is None or chosen != self.episode.id:
            self.open_episode(chosen)

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

    def _handlers(self) -> dict[str, Callable[[], None]]:
        window, playback, transcript = self._window, self._playback, self._window.transcript
        return {
            "open": self._ask_for_files,
            "open_folder": self._ask_for_folder,
            "paste": window.paste,
            "add_audio": self._ask_for_audio,
            "details": self._show_details,
            "demo": self.open_demo,
            "quit": lambda: _ignore(window.close()),
            "copy": transcript.copy,
            "copy_quote": transcript.copy_quote,
            "select_all": transcript.select_all,
            "toggle": playback.toggle,
            "replay_turn": playback.replay_turn,
            "back_5": lambda: playback.skip(-5000),
            "forward_5": lambda: playback.skip(5000),
            "back_10": lambda: playback.skip(-10_000),
            "forward_10": lambda: playback.skip(10_000),
            "previous_turn": playback.previous_turn,
            "next_turn": playback.next_turn,
            "previous_chapter": playback.previous_chapter,
            "next_chapter": playback.next_chapter,
            "slower": lambda: playback.set_speed(playback.speed - SPEED_STEP),
            "faster": lambda: playback.set_speed(playback.speed + SPEED_STEP),
            "normal_speed": lambda: playback.set_speed(1.0),
            "follow": lambda: self._switch_follow(on=not transcript.following.active),
            "to_voice": transcript.return_to_voice,
            "larger": lambda: self._looks.resize_text(1),
            "smaller": lambda: self._looks.resize_text(-1),
            "normal_size": lambda: self._looks.resize_text(None),
            "theme": self._looks.next_theme,
            "side_panel": lambda: window.side.setVisible(not window.side.isVisible()),
            "full_screen": self._toggle_full_screen,
            "keys": lambda: show_keys(window),
            "about": lambda: show_about(window),
        }

    # Settings

    def _switch_follow(self, *, on: bool) -> None:
        self._preferences.keep("follow", on)
        self._window.transcript.set_following(on=on)

    def _set_volume(self, percent: int) -> None:
        self._playback.set_volume(percent)
        self._preferences.keep("volume", percent)

    def _toggle_full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    # Asking and telling

    def _ask_for_files(self) -> None:
        paths = ask_for_files(self._window)
        if paths:
            self.open_paths(paths)

    def _ask_for_folder(self) -> None:
        path = ask_for_folder(self._window)
        if path is not None:
            self.open_paths([path])

    def _ask_for_audio(self) -> None:
        if self.episode is None:
            self._tell("Open an episode first; then choose its audio.")
            return
        path = ask_for_audio(self._window)
        if path is not None:
            self.add_audio(path)

    def _show_details(self) -> None:
        if self.episode is None:
            self._tell("Open an episode first; then its details can be set.")
        else:
            self._details.start(self.episode.id)

    def _tell(self, message: str) -> None:
        self._window.messages.tell(message)

    def close(self) -> None:
        """Keep the place, stop the sound and finish what is being written."""
        self._places.keep()
        self._opened = None
        self._playback.close()
        self._imports.close()
        self._library.close()


def _ignore(_answer: object) -> None:
    """Drop what a Qt method returns."""

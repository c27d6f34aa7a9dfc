"""What is chosen on the page and among the chapters is played; a double click takes it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reader.listening.jump_trail import Jump
from reader.playback.player import PlayerState
from reader.settings import Settings
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController


class Choosing(QObject):
    """Goes to what the hand chooses in one window. Lives on the GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        playback: PlaybackController,
        settings: Settings,
        shown: Callable[[], Opened | None],
    ) -> None:
        super().__init__(window)
        self._transcript = window.transcript
        self._playback = playback
        self._settings = settings
        self._shown = shown
        self._before = (0, PlayerState.EMPTY)  # where the sound was at the latest choice
        window.chapter_list.chosen.connect(self._on_chapter_chosen)
        window.transcript.chapter_chosen.connect(self._on_chapter_chosen)
        window.transcript.place_chosen.connect(self._on_place_chosen)
        window.transcript.choice_withdrawn.connect(self._on_choice_withdrawn)

    def _on_chapter_chosen(self, chapter: int) -> None:
        opened = self._shown()
        if opened is not None:
            self._transcript.follow_again()
            self._playback.seek(opened.page.timeline.chapters[chapter].start_ms)
            # The voice may still be in the turn before; the heading is what was asked for.
            self._transcript.show_chapter(chapter)

    def _on_place_chosen(self, turn: int, offset: int) -> None:
        """Play from the sentence that was clicked."""
        opened = self._shown()
        if opened is None:
            return
        timeline = opened.page.timeline
        sentence = timeline.sentence_holding(turn, offset)
        start_ms = sentence.start_ms if sentence else timeline.turns[turn].start_ms
        self._before = (self._playback.position_ms, self._playback.state)
        self._transcript.follow_again()
        self._playback.seek(start_ms)
        if self._settings["click_while_paused"] == "play":
            self._playback.play()

    def _on_choice_withdrawn(self) -> None:
        """Take back what the click did: it was the first of two, to select a word."""
        position_ms, state = self._before
        if state is not PlayerState.PLAYING:
            self._playback.pause()
        self._playback.seek(position_ms, Jump.UNDONE)

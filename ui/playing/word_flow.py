"""Following by word: the word being heard is marked in its sentence, where its time is known."""

from PySide6.QtCore import QObject

from reader.timing.timeline import Timeline
from ui.desk import Handlers
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController
from ui.preferences import Preferences

NO_WORD_TIMES = (
    "This transcript does not say when each word is spoken, so its sentences are marked; in "
    "transcripts that do, the word is."
)


class WordFlow(QObject):
    """Marks words in one window. Lives on the GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        playback: PlaybackController,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._transcript = window.transcript
        self._playback = playback
        self._preferences = preferences
        self._timeline = Timeline(())
        playback.position_changed.connect(self._on_position_changed)
        # The page forgets the word when another turn is heard: it is marked right after that.
        playback.moment_changed.connect(lambda _: self._on_position_changed(playback.position_ms))

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"follow_by": self.switch}

    def take(self, opened: Opened) -> None:
        """Follow another episode."""
        self._timeline = opened.page.timeline
        self._on_position_changed(self._playback.position_ms)
        self._show_mode()

    def switch(self) -> None:
        """Follow by word instead of by sentence, or the other way round."""
        by_word = not self._follows_words()
        self._window.messages.drop_hint()
        self._preferences.keep("follow_by", "word" if by_word else "sentence")
        self._show_mode()
        if not by_word:
            self._transcript.set_heard_word(None)
            return
        self._on_position_changed(self._playback.position_ms)
        if self._timeline.turns and not self._timeline.has_words:
            self._window.messages.hint(NO_WORD_TIMES)

    def _show_mode(self) -> None:
        """Tick the menu's entry, or not."""
        self._window.actions_by_name["follow_by"].setChecked(self._follows_words())

    def _follows_words(self) -> bool:
        return self._preferences.settings["follow_by"] == "word"

    def _on_position_changed(self, position_ms: int) -> None:
        if not self._follows_words():
            return
        turn = self._timeline.turn_at(position_ms)
        word = None if turn is None else self._timeline.word_at(turn, position_ms)
        self._transcript.set_heard_word(word)

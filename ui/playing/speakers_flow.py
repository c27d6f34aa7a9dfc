"""Who speaks when, and for how long: the open episode's lanes, and its table of talk times."""

from PySide6.QtCore import QObject

from reader.timing.speaking import talks
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.talk_time import TalkTimeDialog
from ui.preferences import Preferences

NO_TALK_TIME = "There is no talk time to show: this transcript does not say who speaks when."


class SpeakersFlow(QObject):
    """Fills the lanes of one window. Lives on the GUI thread."""

    def __init__(self, window: MainWindow, desk: Desk, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._preferences = preferences
        window.lanes.set_wanted(on=bool(preferences.settings["who_speaks"]))
        window.lanes.talk_time_asked.connect(self.show_talk_time)
        window.lanes.hide_asked.connect(self.switch)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"who_speaks": self.switch, "talk_time": self.show_talk_time}

    def take(self, opened: Opened) -> None:
        """Show who speaks in another episode."""
        self._window.lanes.set_lanes(opened.lanes)

    def switch(self) -> None:
        """Show the lanes, or hide them."""
        on = not self._preferences.settings["who_speaks"]
        self._preferences.keep("who_speaks", on)
        self._window.lanes.set_wanted(on=on)

    def show_talk_time(self) -> None:
        """Show how long each speaker talks."""
        episode = self._desk.episode
        if episode is None:
            self._window.messages.hint("Open an episode first; then its talk times can be shown.")
            return
        everybody = talks(episode.turns)
        if not any(talk.speaker for talk in everybody):
            self._window.messages.hint(NO_TALK_TIME)
            return
        theme = self._window.lanes.theme
        TalkTimeDialog(episode.title, everybody, theme, self._window).open()

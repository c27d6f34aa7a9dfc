"""Search one can hear: a hit played in passing, all hits one after another, and back again."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from reader.library import Library
from reader.listening.reel import Stretch, stretches_of
from reader.search.records import SearchHit
from ui.background import LibraryThread
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController
from ui.playing.reel import Reel

MOST_READ = 12  # episodes that are read for exact ends before the first stretch is heard


class Hearing(QObject):
    """Plays what was found, in one window. Lives on the GUI thread.

    `reel` plays any stretches; its bar and its sentences are looked after here.
    """

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        desk: Desk,
        playback: PlaybackController,
    ) -> None:
        super().__init__(window)
        self._library = library
        self._desk = desk
        self._bar = window.reel_bar
        self.reel = Reel(playback, self._stay, parent=self)
        self.reel.began.connect(self._on_reel_began)
        self.reel.ended.connect(self._bar.end)
        self.reel.failed.connect(desk.tell)
        self._bar.previous_clicked.connect(self.reel.previous)
        self._bar.next_clicked.connect(self.reel.next)
        self._bar.stay_clicked.connect(self.reel.stay)
        self._bar.stop_clicked.connect(self.reel.stop)

    def audition(self, hit: SearchHit) -> None:
        """Play one hit and come back."""
        self.play_all((hit,))

    def play_all(self, hits: Sequence[SearchHit]) -> None:
        """Play hits one after another and come back."""
        found = tuple(hits)
        self._library.submit(
            lambda library: stretches_in(library, found), self.reel.play, self._desk.tell
        )

    def _stay(self, episode: str, at_ms: int, plays: bool) -> None:  # noqa: FBT001 (a callback)
        self._desk.open_episode(episode, at_ms, plays=plays)

    def _on_reel_began(self, _index: int) -> None:
        self._bar.show_title(self.reel.title, several=self.reel.count > 1)


def stretches_in(library: Library, hits: Sequence[SearchHit]) -> tuple[Stretch, ...]:
    """Return what to hear of hits; runs on the library's thread. Raise LibraryError.

    Of few episodes the sentences' ends are looked up; reading many would keep one waiting.
    """
    audio = {summary.id: summary.audio for summary in library.summaries()}
    wanted = [name for name in dict.fromkeys(hit.episode for hit in hits) if name in audio]
    episodes = {name: library.episode(name) for name in wanted} if len(wanted) <= MOST_READ else {}
    for name, episode in episodes.items():
        found = library.present_audio(episode)
        audio[name] = found.path if found else audio[name]
    return stretches_of(hits, audio, episodes)

"""The trail of jumps in one window: kept as one goes, walked by key, drawn on the seek bar."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget

from reader.listening.jump_trail import Jump, JumpTrail, Stop, is_long
from reader.playback.player import PlayerState
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow
from ui.playing.jump_chip import JumpChip
from ui.playing.playback_controller import PlaybackController

MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class JumpFlow(QObject):
    """Keeps a `JumpTrail` and goes along it. Lives on the GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        playback: PlaybackController,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._playback = playback
        self._now = now
        self.trail = JumpTrail()
        self._room = window.centralWidget() or window
        self.chip = JumpChip(self._room)
        self.chip.clicked.connect(self.back)
        self._walks = False  # a place of the trail is being gone to: that is no new jump
        playback.position_changed.connect(self._on_position_changed)
        playback.jumped.connect(self._on_playback_jumped)
        for part in (window.foot, window.transport, window.catch_card):
            part.installEventFilter(self)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"jump_back": self.back, "jump_forward": self.forward}

    def take_episode(self) -> None:
        """Go on in the episode that was just opened."""
        here = self._here(self._playback.position_ms)
        if here is not None and not self._walks:
            self.trail.arrive(here)
            # Whoever opens it goes on to a place of it, if at all, before anything else happens.
            QTimer.singleShot(0, self, self.trail.settle)
        self.chip.hide()
        self._draw()

    def back(self) -> None:
        """Go to where one was before the latest jump."""
        self._walk(self.trail.back())

    def forward(self) -> None:
        """Go to where one went back from."""
        self._walk(self.trail.forward())

    def _walk(self, stop: Stop | None) -> None:
        self.chip.hide()
        if stop is None:
            return
        self._walks = True  # until the seek; an episode has to be opened first
        plays = self._playback.state is PlayerState.PLAYING
        self._desk.open_episode(stop.episode, stop.at_ms, plays=plays)

    def _here(self, position_ms: int) -> Stop | None:
        episode = self._desk.episode
        return Stop(episode.id, position_ms) if episode is not None else None

    def _on_position_changed(self, position_ms: int) -> None:
        here = self._here(position_ms)
        if here is not None and not self._walks:
            self.trail.move(here)

    def _on_playback_jumped(self, from_ms: int, to_ms: int, kind: Jump) -> None:
        start, goal = self._here(from_ms), self._here(to_ms)
        if start is None or goal is None:
            return
        if kind is Jump.NONE:  # nobody jumped, so the way back stays as it is
            self._on_position_changed(to_ms)
            return
        expected = self.trail.present
        if self._walks and expected is not None and expected.episode == goal.episode:
            self.trail.move(goal)
        else:
            self.trail.jump(start, goal, kind, self._now())
            self._offer_way_back(from_ms, to_ms)
        self._walks = False
        self._draw()

    def _draw(self) -> None:
        episode = self._desk.episode
        ghosts = self.trail.ghosts(episode.id) if episode is not None else ()
        self._window.transport.seek_bar.set_ghosts(ghosts)

    def _offer_way_back(self, from_ms: int, to_ms: int) -> None:
        """Offer the way back, above the place it leads to."""
        self.chip.hide()
        if not is_long(from_ms, to_ms) or self.trail.previous != self._here(from_ms):
            return
        self.chip.offer(from_ms, self._playback.duration_ms)
        self._stand_chip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the chip go with the bars that it stands on, and leave with the transport."""
        if event.type() is QEvent.Type.Hide and watched is self._window.transport:
            self.chip.hide()
        elif event.type() in MOVES and self.chip.isVisible():
            QTimer.singleShot(0, self, self._stand_chip)  # the seek bar has its place by then
        return super().eventFilter(watched, event)

    def _stand_chip(self) -> None:
        """Stand above the place of the seek bar, clear of the bars, and of a card that is there."""
        bar, card = self._window.transport.seek_bar, self._window.catch_card
        x = bar.mapTo(self._room, QPoint(round(bar.x_of(self.chip.position_ms)), 0)).x()
        self.chip.stand(QPoint(x, self._top_of(self._window.foot).y()))
        if card.isVisible() and self.chip.geometry().intersects(
            QRect(self._top_of(card), card.size())
        ):
            self.chip.stand(QPoint(x, self._top_of(card).y()))

    def _top_of(self, part: QWidget) -> QPoint:
        return part.mapTo(self._room, QPoint(0, 0))

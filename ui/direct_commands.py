"""Commands that need but one part: what plays, the page, or the window itself."""

from ui.desk import Handlers
from ui.dialogs import show_about
from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController

SPEED_STEP = 0.1


def listening_handlers(playback: PlaybackController) -> Handlers:
    """Return what moves and paces the sound."""
    return {
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
    }


def window_handlers(window: MainWindow) -> Handlers:
    """Return what the page and the window do by themselves."""
    transcript = window.transcript
    return {
        "quit": lambda: _ignore(window.close()),
        "copy": transcript.copy,
        "copy_quote": transcript.copy_quote,
        "select_all": transcript.select_all,
        "to_voice": transcript.return_to_voice,
        "side_panel": lambda: window.side.setVisible(not window.side.isVisible()),
        "full_screen": lambda: _toggle_full_screen(window),
        "about": lambda: show_about(window),
    }


def _toggle_full_screen(window: MainWindow) -> None:
    window.showNormal() if window.isFullScreen() else window.showFullScreen()


def _ignore(_answer: object) -> None:
    """Drop what a Qt method returns."""

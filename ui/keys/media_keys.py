"""The keys for media, where they arrive in the window in front.

On Linux most desktops keep these keys for themselves and say over their bus what was pressed (see
`ui.desktop.mpris`); on Windows, on macOS and on bare window managers the window hears of them here.
"""

from PySide6.QtGui import QKeySequence, QShortcut

from reader.keymap import KeyMap
from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController


class MediaKeys:
    """Lets keys for media do what stands on them, but for those a person gave to a command."""

    def __init__(self, window: MainWindow, playback: PlaybackController) -> None:
        deeds = {
            "Media Play": playback.play,
            "Media Pause": playback.pause,
            "Toggle Media Play/Pause": playback.toggle,
            "Media Stop": playback.pause,
            "Media Next": playback.next_part,
            "Media Previous": playback.previous_part,
        }
        self.shortcuts = {key: QShortcut(QKeySequence(key), window) for key in deeds}
        for key, deed in deeds.items():
            self.shortcuts[key].activated.connect(deed)

    def leave_to(self, keymap: KeyMap) -> None:
        """Give way to the commands that have such a key: Qt does neither of two that share one."""
        for key, shortcut in self.shortcuts.items():
            shortcut.setEnabled(keymap.holder(key) is None)

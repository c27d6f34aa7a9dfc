"""The keys in use: handed to the commands, shown on a sheet, changed in a dialog, kept."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence

from reader.keymap import KeyMap, Keys, chosen_from_json
from ui.desk import Handlers
from ui.keys.commands import COMMANDS, FIXED_KEYS, SEPARATOR
from ui.keys.key_sheet import KeySheet
from ui.keys.key_words import KeyWords
from ui.keys.keys_dialog import KeysDialog
from ui.keys.media_keys import MediaKeys
from ui.main_window import MainWindow
from ui.preferences import Preferences

NAMED = tuple(command for command in COMMANDS if command.name != SEPARATOR)


def in_one_writing(key: str) -> str:
    """Write a key as Qt does on every system, so that two texts can be compared."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _all_in_one_writing(keys: Keys) -> Keys:
    return tuple(filter(None, map(in_one_writing, keys)))


def keymap_from(written: str) -> tuple[KeyMap, str | None]:
    """Make the map of the keys from what the settings say, and a warning if that is damaged."""
    chosen, warning = chosen_from_json(written)
    return KeyMap(
        {command.name: _all_in_one_writing(command.keys) for command in NAMED},
        {name: _all_in_one_writing(keys) for name, keys in chosen.items()},
        {in_one_writing(key): use for key, use in FIXED_KEYS.items()},
    ), warning


class KeysFlow:
    """Lives on the GUI thread. `apply` follows once the window has its commands."""

    def __init__(
        self,
        window: MainWindow,
        preferences: Preferences,
        tell: Callable[[str], None],
        media: MediaKeys,
    ) -> None:
        self._media = media
        self._window = window
        self._preferences = preferences
        # Who else is to know how keys are called; what the window has made is told anyway.
        self.told: list[Callable[[KeyWords], None]] = []
        self._keymap, warning = keymap_from(preferences.settings.text("keys"))
        if warning is not None:
            tell(warning)

    def handlers(self) -> Handlers:
        """Return what the commands do that are about keys."""
        return {"keys": self._show_sheet, "change_keys": self._show_dialog}

    def apply(self) -> None:
        """Hand every command its keys, and tell the buttons that do the same."""
        for name, action in self._window.actions_by_name.items():
            action.setShortcuts([QKeySequence(key) for key in self._keymap.keys(name)])
        self._media.leave_to(self._keymap)
        window, words = self._window, KeyWords.of(self._keymap)
        bars = (window.transport, window.pacing_bar, window.catch_card)
        for part in (*bars, window.bookmarks, window.search.guide):
            part.set_keys(words)
        for tell in self.told:
            tell(words)

    def take(self, keymap: KeyMap) -> None:
        """Use other keys from now on, and write them down."""
        self._keymap = keymap
        self._preferences.keep("keys", keymap.chosen_as_json())
        self.apply()

    def _show_sheet(self) -> None:
        sheet = KeySheet(NAMED, self._keymap, self._window)
        sheet.change_asked.connect(self._show_dialog)
        sheet.open()

    def _show_dialog(self) -> None:
        dialog = KeysDialog(NAMED, self._keymap, self._window)
        dialog.changed.connect(self.take)
        dialog.open()

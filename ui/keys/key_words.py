"""Words that name keys, as the keys are now: hints on buttons, and sentences that say "Press …"."""

import re
from collections.abc import Callable

from PySide6.QtGui import QKeySequence

from reader.keymap import KeyMap, Keys
from ui.keys.commands import COMMANDS

_PLACE = re.compile(r"\{(?P<press>[Pp]ress )?(?P<name>\w+)\}")
_MENUS = {one.name: f"{one.menu} ▸ {one.text.removesuffix('…')}" for one in COMMANDS}


class KeyWords:
    """Writes keys as they stand on this system's keyboards. Immutable."""

    def __init__(self, keys_of: Callable[[str], Keys]) -> None:
        self._keys_of = keys_of

    @classmethod
    def of(cls, keymap: KeyMap) -> "KeyWords":
        """Return the words for these keys."""
        return cls(keymap.keys)

    def first(self, command: str) -> str:
        """Return the first key of a command; "" where it has none."""
        keys = self._keys_of(command)
        form = QKeySequence.SequenceFormat.NativeText
        return QKeySequence(keys[0]).toString(form) if keys else ""

    def beside(self, words: str, command: str) -> str:
        """Add a command's key to what a button is called: `Less (Shift+B)`."""
        key = self.first(command)
        return f"{words} ({key})" if key else words

    def told(self, sentence: str) -> str:
        """Fill in keys for `{command}`, and `{Press command}` at a sentence's beginning.

        Where a command has no key, its place in the menus is named instead.
        """
        return _PLACE.sub(self._named, sentence)

    def _named(self, place: re.Match[str]) -> str:
        key, press = self.first(place["name"]), place["press"] or ""
        if key:
            return press + key
        choose = press.replace("Press", "Choose").replace("press", "choose")
        return choose + _MENUS[place["name"]]


# Until the person's own are known.
FROM_THE_START = KeyWords({one.name: one.keys for one in COMMANDS}.__getitem__)

"""The settings as the window changes them: kept at once, written by the library's thread."""

from collections.abc import Callable

from reader.settings import Settings, Value
from ui.background import LibraryThread


class Preferences:
    """Reads like `Settings`; `keep` also writes. Lives on the GUI thread."""

    def __init__(
        self, settings: Settings, library: LibraryThread, failed: Callable[[str], None]
    ) -> None:
        self.settings = settings
        self._library = library
        self._failed = failed

    def keep(self, name: str, value: Value) -> None:
        """Set an option and write it down."""
        if self.settings[name] != value:
            self.settings.set(name, value)
            self._library.submit(lambda _: self.settings.save(), failed=self._failed)

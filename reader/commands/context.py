"""What every command is given: its arguments, the console, and what this machine offers."""

import os
import shlex
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.console import Console
from reader.errors import LibraryDamagedError, LibraryError, PlaybackError
from reader.library import Library, default_folder
from reader.library.backups import advice_on_damage, keep_today
from reader.playback.player import PlayerSource
from reader.playback.sources import LIBVLC
from reader.settings import Settings
from reader.sound import SoundSource
from reader.window import Window

# Makes the players there are, the favoured first, given further arguments for libVLC.
PlayerKinds = Callable[[Sequence[str]], Sequence[PlayerSource]]


@dataclass(frozen=True, slots=True)
class Context:
    """One call of a command. `window` and `sound` are None in a program without them."""

    args: Namespace
    console: Console
    player_kinds: PlayerKinds
    window: Window | None
    sound: SoundSource | None = None

    @property
    def folder(self) -> Path:
        """Where the library is."""
        chosen: Path | None = getattr(self.args, "library", None)
        return chosen if chosen is not None else default_folder()

    def library(self) -> Library:
        """Open the library. Raise LibraryError."""
        return Library(self.folder)

    def library_to_read(self) -> Library:
        """Open the library. Raise LibraryError also where there is none and none can be made."""
        library = self.library()
        if library.read_only_reason is None or library.folder.is_dir():
            return library
        library.close()
        raise LibraryError(
            f"There is no library in {library.folder}, and none can be made there; "
            "choose another folder with --library.",
            library.folder,
        )

    def library_to_change(self) -> Library:
        """Open the library. Raise LibraryError also where nothing would be kept."""
        library = self.library()
        if library.read_only_reason is not None:
            reason = library.read_only_reason
            library.close()
            raise LibraryError(f"Nothing was changed. {reason}", self.folder)
        self.keep_backup(library)
        return library

    def keep_backup(self, library: Library) -> None:
        """Keep today's backup of a library that will be changed; complain where that fails."""
        try:
            keep_today(library.folder)
        except LibraryError as error:
            self.console.complain(str(error))

    def library_to_show(self) -> Library:
        """Open the library, or in place of one that cannot be used an empty one in memory."""
        try:
            library = self.library()
        except LibraryError as error:
            return self._in_its_place(error)
        try:
            library.last_read()  # some damage shows only in reading
        except LibraryError as error:
            library.close()
            return self._in_its_place(error)
        return library

    def _in_its_place(self, error: LibraryError) -> Library:
        """Open an empty library in memory; of a damaged one say what can be put back."""
        if isinstance(error, LibraryDamagedError):
            advice = advice_on_damage(self.folder)
            error = LibraryDamagedError(f"{error} {advice}", error.path)
        return Library(self.folder, unusable=error)

    def settings(self, folder: Path) -> Settings:
        """Read the settings of the library in `folder`; complain of what cannot be used."""
        settings = Settings.load(folder)
        for warning in settings.warnings:
            self.console.complain(warning)
        return settings

    def players(self, settings: Settings) -> tuple[PlayerSource, ...]:
        """Return the players, the one that was asked for first.

        Asked for by --player, EARMARK_PLAYER or the setting. Raise PlaybackError for one that
        does not exist.
        """
        sources = self.player_kinds(_split(_vlc_args(settings)))
        wanted = self._player_by_hand()
        names = [source.name for source in sources]
        if wanted and wanted not in names:
            raise PlaybackError(
                f"There is no player called {wanted}; choose one of {', '.join(names)}."
            )
        preferred = wanted or settings.text("player")
        return tuple(sorted(sources, key=lambda source: source.name != preferred))

    def asked_for(self, settings: Settings) -> str | None:
        """Return the player that is to be missed if it cannot be used; options ask for libVLC."""
        by_options = LIBVLC if _vlc_args(settings) else None
        return self._player_by_hand() or settings.text("player") or by_options

    def _player_by_hand(self) -> str | None:
        return getattr(self.args, "player", None) or os.environ.get("EARMARK_PLAYER")


def _vlc_args(settings: Settings) -> str:
    return os.environ.get("EARMARK_VLC_ARGS") or settings.text("vlc_args")


def _split(arguments: str) -> list[str]:
    try:
        return shlex.split(arguments)
    except ValueError as error:
        raise PlaybackError(
            f"EARMARK_VLC_ARGS cannot be read: {arguments} ({error}); close its quotes."
        ) from error

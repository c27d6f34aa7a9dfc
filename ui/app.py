"""The `earmark` command: joins the command line with the players and the window."""

import logging
import os
import sys
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import cli
from reader.doctor import Finding
from reader.errands import leave
from reader.errors import MediaError, PlaybackError
from reader.playback.player import PlayerSource
from reader.playback.sources import LibVlcSource, MissingSource, SilentSource
from reader.window import WindowRequest
from ui.desktop.session_bus import avoid_silent_bus
from ui.display import INSTALL_LIBRARIES, display_problem, findings

if TYPE_CHECKING:
    from reader.sound.reading import SoundReader

LOCALE_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")


class QtWindow:
    """The window that the command line opens. Qt is loaded only when one is asked for."""

    def problem(self) -> str | None:
        """Return why no window can be shown here, as a sentence, or None."""
        return display_problem(os.environ, sys.platform)

    def show(self, request: WindowRequest) -> int:
        """Show the window until it is closed; return the exit status.

        A window that is open on this library already takes over; then return at once.
        """
        missed = avoid_silent_bus(os.environ, sys.platform)
        if missed is not None:
            request = replace(request, messages=(*request.messages, missed))
        from ui.desktop.claiming import hand_over_or_claim  # noqa: PLC0415

        claim = hand_over_or_claim(request, os.environ)
        if claim is None:
            return 0
        from ui.start import run_window  # noqa: PLC0415

        return run_window(request, claim)

    def findings(self) -> Sequence[Finding]:
        """Return what `earmark doctor` should know of Qt and the display."""
        return findings(os.environ)


def players(vlc_args: Sequence[str]) -> Sequence[PlayerSource]:
    """Return the players of this program, the favoured first."""
    return (LibVlcSource(vlc_args), _qt_source(), SilentSource())


def _qt_source() -> PlayerSource:
    """Return Qt's players; a machine without Qt's system libraries still has the others."""
    try:
        from ui.playing.qt_player import QtSource  # noqa: PLC0415
    except ImportError as error:
        return MissingSource("qt", f"Qt cannot be loaded ({error}); {INSTALL_LIBRARIES}")
    return QtSource()


def sound() -> "SoundReader":
    """Return what decodes audio. Raise MediaError where Qt's part for it cannot be loaded."""
    try:
        from ui.sync.qt_sound import QtSoundReader  # noqa: PLC0415

        return QtSoundReader()
    except (ImportError, PlaybackError) as error:
        raise MediaError(f"Qt cannot decode sound here ({error}); {INSTALL_LIBRARIES}") from error


def settle_locale(environ: MutableMapping[str, str], platform: str) -> None:
    """Name a UTF-8 locale where none is set: Qt complains of any other in four lines."""
    if platform.startswith("linux") and not any(map(environ.get, LOCALE_VARIABLES)):
        environ["LC_CTYPE"] = "C.UTF-8"


def main() -> int:
    """Run the `earmark` command."""
    settle_locale(os.environ, sys.platform)
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    return left(cli.run(sys.argv[1:], players=players, window=QtWindow(), sound=sound))


def left(status: int) -> int:
    """Return the exit status; where a player waits for a drive or a sound server, end at once.

    All else is closed by now, and the libraries would wait on for as long as that takes.
    """
    if not leave():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


if __name__ == "__main__":
    sys.exit(main())

"""libVLC 3, found and started, or the sentence that says why it cannot be."""

import logging
import os
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reader.errors import PlaybackError
from reader.playback.devices import no_sound_device

_log = logging.getLogger(__name__)
# A transcript of the audio's name is a subtitle to libVLC 3, which plays nothing for nine seconds
# where one in WebVTT lies beside an audio.
NO_SUBTITLES = "--no-sub-autodetect-file"
_QUIET, _TELLING = "--quiet", "--verbose=1"
_STDERR = 2  # the file descriptor: C's prints do not pass through sys.stderr


def load_vlc() -> Any:
    """Import python-vlc, which looks for libVLC. Raise PlaybackError where either is missing."""
    logging.getLogger("vlc").setLevel(logging.CRITICAL + 1)  # what it logs is in our sentences
    try:
        import vlc  # noqa: PLC0415  (it raises where libVLC is missing)

        version = vlc.libvlc_get_version().decode()
    except (ImportError, OSError, NameError, AttributeError, NotImplementedError) as error:
        raise PlaybackError(
            "libVLC was not found on this machine; install VLC 3 (on Debian and Ubuntu the "
            "packages libvlc5 and vlc-plugin-base) to play with it."
        ) from error
    except SystemExit as error:  # python-vlc's answer to paths that it is given in vain
        raise PlaybackError(
            "libVLC cannot be loaded from where PYTHON_VLC_LIB_PATH and PYTHON_VLC_MODULE_PATH "
            "say; correct or unset them."
        ) from error
    if not version.startswith("3."):
        raise PlaybackError(f"libVLC {version} was found, but only libVLC 3 is known to work.")
    return vlc


class LibVlc:
    """libVLC, started once; players share it. Raise PlaybackError where it does not start."""

    def __init__(self, extra_args: Sequence[str] = ()) -> None:
        self.vlc = load_vlc()
        self.name = "libVLC " + self.vlc.libvlc_get_version().decode().split()[0]
        own_output = any(argument.lstrip("-").startswith("aout") for argument in extra_args)
        self.notice = None if own_output else no_sound_device()
        # Whoever looks for a fault sees what libVLC, and FFmpeg below it, have to say.
        loudness = _TELLING if _log.isEnabledFor(logging.DEBUG) else _QUIET
        arguments = ["--intf=dummy", "--no-video", loudness, NO_SUBTITLES, *extra_args]
        if self.notice:
            arguments.append("--aout=dummy")  # ALSA would fill stderr with its complaints
        self.is_broken = False
        if extra_args:
            self.instance = self._start_with_options(arguments, extra_args)
        else:
            self.instance = self._start(arguments)

    def broken(self, problem: Exception) -> PlaybackError:
        """Return the error for what libVLC, or python-vlc, raised; it is not to be used again."""
        self.is_broken = True
        error = PlaybackError(f"{self.name} does not work any more ({problem}).")
        error.__cause__ = problem
        return error

    def _start(self, arguments: list[str]) -> Any:
        instance = self._instance(arguments)
        if instance is None:
            raise PlaybackError(
                f"{self.name} was found but does not start; check that VLC's plugins are installed."
            )
        return instance

    def _start_with_options(self, arguments: list[str], extra_args: Sequence[str]) -> Any:
        with _stderr_read() as said:
            instance = self._instance(arguments)
        if instance is None:
            reason = f" ({said[0].removeprefix('vlc: ')})" if said else ""
            raise PlaybackError(
                f"{self.name} does not start with {shlex.join(extra_args)}, the options from "
                f"EARMARK_VLC_ARGS or the setting vlc_args{reason}; correct or remove them."
            )
        return instance

    def _instance(self, arguments: list[str]) -> Any | None:
        try:
            return self.vlc.Instance(arguments)
        except self.vlc.VLCException:
            return None


@contextmanager
def _stderr_read() -> Iterator[list[str]]:
    """Take what is written to standard error, by C too; fill the list with its lines at the end.

    For options given by hand alone: other threads' lines are taken with them.
    """
    lines: list[str] = []
    try:
        kept = os.dup(_STDERR)
    except OSError:  # a program without a terminal may have none
        yield lines
        return
    with tempfile.TemporaryFile() as taken:
        os.dup2(taken.fileno(), _STDERR)
        try:
            yield lines
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
            taken.seek(0)
            lines += taken.read().decode("utf-8", "replace").splitlines()

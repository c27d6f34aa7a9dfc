"""Is there anything to play sound on? Asked before libVLC is, which cannot say it in words."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

NO_DEVICE = (
    "No sound device was found, so the audio plays silently; the text still goes along. "
    "Connect one (or start the sound server) and open the episode again."
)


def no_sound_device(
    environ: Mapping[str, str] = os.environ, root: Path = Path("/"), platform: str = sys.platform
) -> str | None:
    """Return a sentence when it is certain that there is no sound device, else None.

    Only Linux is looked at: a sound server's socket, a card, or a hand-written ALSA set-up
    each count as a device. `root` is where the file system starts, for tests.
    """
    if not platform.startswith("linux") or environ.get("PULSE_SERVER"):
        return None
    if any(map(os.path.exists, _servers_and_setups(environ, root))):  # also of another's home
        return None
    if any(root.glob("dev/snd/pcmC*p")) or any(root.glob("dev/dsp*")):
        return None
    return NO_DEVICE


def server_listens(environ: Mapping[str, str] = os.environ) -> bool:
    """Return False when it is certain that no PulseAudio server listens where one is expected.

    A server that was stopped listens, though it does not answer. True where there is no socket
    to look at: another system, or a server elsewhere.
    """
    family = getattr(socket, "AF_UNIX", None)
    place = _pulse_socket(environ)
    if family is None or place is None:
        return True
    with socket.socket(family, socket.SOCK_STREAM) as caller:
        caller.settimeout(0)
        try:
            caller.connect(str(place))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:  # it listens, though not to anybody more just now
            return True
    return True


def _pulse_socket(environ: Mapping[str, str]) -> Path | None:
    """Return where the server's socket is expected, or None where it is not of this machine."""
    server = environ.get("PULSE_SERVER", "")
    if server:
        return Path(server.removeprefix("unix:")) if server.startswith(("unix:", "/")) else None
    if pulse := environ.get("PULSE_RUNTIME_PATH"):
        return Path(pulse) / "native"
    runtime = environ.get("XDG_RUNTIME_DIR")
    return Path(runtime) / "pulse" / "native" if runtime else None


def _servers_and_setups(environ: Mapping[str, str], root: Path) -> list[Path]:
    places = [root / "etc/asound.conf", root / "run/pulse/native", root / "var/run/pulse/native"]
    if runtime := environ.get("XDG_RUNTIME_DIR"):
        places += [Path(runtime) / "pulse/native", Path(runtime) / "pipewire-0"]
    if pulse := environ.get("PULSE_RUNTIME_PATH"):
        places.append(Path(pulse) / "native")
    if home := environ.get("HOME"):
        places += [Path(home) / ".asoundrc", Path(home) / ".config/alsa/asoundrc"]
    return places

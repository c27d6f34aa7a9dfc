"""Is there anything to play sound on? Asked before libVLC is, which cannot say it in words."""

import os
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


def _servers_and_setups(environ: Mapping[str, str], root: Path) -> list[Path]:
    places = [root / "etc/asound.conf", root / "run/pulse/native", root / "var/run/pulse/native"]
    if runtime := environ.get("XDG_RUNTIME_DIR"):
        places += [Path(runtime) / "pulse/native", Path(runtime) / "pipewire-0"]
    if pulse := environ.get("PULSE_RUNTIME_PATH"):
        places.append(Path(pulse) / "native")
    if home := environ.get("HOME"):
        places += [Path(home) / ".asoundrc", Path(home) / ".config/alsa/asoundrc"]
    return places

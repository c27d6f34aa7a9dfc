"""A PulseAudio server of our own, with devices that play into nothing and can be unplugged."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

DEVICES = {"headset": "Headset", "kitchen": "Kitchen"}


class SoundServer:
    """Runs while it is entered; `address` is what PULSE_SERVER has to be.

    The devices, description by name, play at once what they are given: nothing is taken back
    from them, so that a recording of their monitors is true.
    """

    def __init__(self, folder: Path, devices: Mapping[str, str] = DEVICES) -> None:
        self._folder = folder
        self._devices = devices
        self._socket = folder / "pulse.sock"
        self.address = f"unix:{self._socket}"

    def __enter__(self) -> Self:
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"]
        command += ["--use-pid-file=no", "--disable-shm=yes", "--realtime=no"]
        command += ["--high-priority=no"]
        command += ["-L", f"module-native-protocol-unix socket={self._socket} auth-anonymous=1"]
        for name, words in self._devices.items():
            sink = f"sink_name={name} sink_properties=device.description={words}"
            sink += " rate=48000 channels=1 norewinds=1"
            command += ["-L", f"module-null-sink {sink}"]
        home = {"XDG_RUNTIME_DIR": str(self._folder), "HOME": str(self._folder)}
        self._process = subprocess.Popen(
            command, env=os.environ | home, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        while not self._socket.exists() and self._process.poll() is None:
            time.sleep(0.02)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it, with all its devices."""
        self._process.terminate()
        self._process.wait()

    def unplug(self, name: str) -> None:
        """Take a device away."""
        listed = self._tell("list", "short", "modules")
        line = next(line for line in listed.splitlines() if f"sink_name={name} " in line)
        self._tell("unload-module", line.split()[0])

    def _tell(self, *words: str) -> str:
        command = ["pactl", "--server", self.address, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

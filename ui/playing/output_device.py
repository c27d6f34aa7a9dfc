"""What the sound comes out of, where that can be known without waiting for it."""

import sys

from reader.playback.devices import no_sound_device


def output_device(chosen: str = "") -> str:
    """Return the chosen device's name, or the system's; "" where only libVLC knows that.

    Asked of Qt Multimedia where it plays anyway: loading it for this would hold the window up.
    On the GUI thread.
    """
    if chosen:
        return chosen
    # Without any device Qt would only complain that no sound server answers.
    if "PySide6.QtMultimedia" not in sys.modules or no_sound_device():
        return ""
    from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

    return QMediaDevices.defaultAudioOutput().description()

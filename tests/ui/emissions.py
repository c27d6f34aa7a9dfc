"""What a signal said, as a list: the arguments of each emission.

QSignalSpy would do, but PySide6's crashes the interpreter when asked for an emission that never
came, and with it the report of the test that failed.
"""

from typing import Any

from PySide6.QtCore import SignalInstance

Emissions = list[tuple[Any, ...]]


def emissions(signal: SignalInstance) -> Emissions:
    """Return a list that every emission from now on is added to."""
    heard: Emissions = []
    signal.connect(lambda *arguments: heard.append(arguments))
    return heard

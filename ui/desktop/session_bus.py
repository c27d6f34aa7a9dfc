"""Where the session's message bus is, over which a Linux desktop and its programs talk."""

import os
import socket
from collections.abc import Mapping, MutableMapping
from enum import Enum, auto
from pathlib import Path
from urllib.parse import unquote

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
NOWHERE = "disabled:"  # an address that every client of a bus gives up at once
MISSED = (
    "The session's message bus does not answer, so that screen readers and the desktop's media "
    "keys do not reach Earmark; log out and in again, and they will."
)
ANSWERS_WITHIN_S = 0.5  # a bus that works answers in a thousandth of that
_GREETING = b"\0AUTH\r\n"  # asks which ways to log in there are


class Bus(Enum):
    """How a bus meets who calls it."""

    ANSWERS = auto()
    SILENT = auto()  # it can be called, and says nothing: who waits for it waits for ever
    GONE = auto()


def session_bus_address(environ: Mapping[str, str], platform: str) -> str | None:
    """Return where the session's bus is, if there is one; libdbus would start one of its own."""
    if not platform.startswith("linux"):
        return None
    if address := environ.get(ADDRESS):
        return None if address == NOWHERE else address
    bus = Path(environ.get("XDG_RUNTIME_DIR") or "/nonexistent", "bus")
    return f"unix:path={bus}" if bus.exists() else None


def call(address: str, within_s: float = ANSWERS_WITHIN_S) -> Bus:
    """Say how the bus at an address meets a caller, in `within_s` at most.

    Buses that are no socket of this machine count as answering. The greeting is that of the
    D-Bus specification, "Authentication Protocol".
    """
    place = _socket_of(address)
    if place is None:
        return Bus.ANSWERS
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(within_s)
        try:
            caller.connect(place)
            caller.sendall(_GREETING)
            return Bus.ANSWERS if caller.recv(1) else Bus.GONE
        except TimeoutError:
            return Bus.SILENT
        except OSError:
            return Bus.GONE


def avoid_silent_bus(environ: MutableMapping[str, str], platform: str) -> str | None:
    """Have this process do without a session's bus that hangs, and return what that means.

    To be done before Qt starts: Qt 6.11 asks such a bus for the screen readers' before the first
    window, and waits for ever.
    """
    address = session_bus_address(environ, platform)
    if address is None or call(address) is not Bus.SILENT:
        return None
    environ[ADDRESS] = NOWHERE
    return MISSED


def _socket_of(address: str) -> bytes | None:
    """Return the socket that an address names first, if it is one of this machine."""
    kind, _, rest = address.partition(";")[0].partition(":")
    options = dict(part.partition("=")[::2] for part in rest.split(","))
    if kind != "unix":
        return None
    if "abstract" in options:
        return b"\0" + os.fsencode(unquote(options["abstract"]))
    return os.fsencode(unquote(options["path"])) if "path" in options else None

"""Where the session's message bus is, over which a Linux desktop and its programs talk."""

from collections.abc import Mapping
from pathlib import Path


def session_bus_address(environ: Mapping[str, str], platform: str) -> str | None:
    """Return where the session's bus is, if there is one; libdbus would start one of its own."""
    if not platform.startswith("linux"):
        return None
    if address := environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    bus = Path(environ.get("XDG_RUNTIME_DIR") or "/nonexistent", "bus")
    return f"unix:path={bus}" if bus.exists() else None

"""Whether a window can be shown here, and what the doctor should know of Qt."""

import ctypes
import re
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path

from reader.doctor import Finding, Level

NO_DISPLAY = (
    "No display was found, so no window can be shown; "
    "start Earmark from a desktop, or set DISPLAY or WAYLAND_DISPLAY."
)
INSTALL_LIBRARIES = "install the system library that is named (the README lists them)."
ANSWER_WITHIN_S = 2.0
X11_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 (where X servers listen, by convention)


def display_problem(environ: Mapping[str, str], platform: str) -> str | None:
    """Return why Qt could show no window, as a sentence, or None.

    Asked before Qt is: where there is no display, or a library is missing, Qt ends the program
    instead of answering.
    """
    if not platform.startswith("linux"):
        return _qt_problem()
    chosen = environ.get("QT_QPA_PLATFORM")
    if chosen:
        return _chosen_problem(chosen, environ)
    if environ.get("WAYLAND_DISPLAY"):
        is_certain = environ.get("XDG_RUNTIME_DIR") and not environ.get("DISPLAY")
        return (_wayland_problem(environ) if is_certain else None) or _qt_problem()
    return _x11_problem(environ)


def _chosen_problem(chosen: str, environ: Mapping[str, str]) -> str | None:
    """Look at the displays that QT_QPA_PLATFORM names: Qt tries one after the other."""
    problems = []
    for part in chosen.split(";"):
        name = part.partition(":")[0]
        if name == "xcb":
            problems.append(_x11_problem(environ))
        elif name.startswith("wayland"):
            problems.append(_wayland_problem(environ) or _qt_problem())
        else:
            return _qt_problem()  # one that needs no display
    return problems[0] if all(problems) else None


def _wayland_problem(environ: Mapping[str, str]) -> str | None:
    """Try to reach the compositor, as libwayland's wl_display_connect() does."""
    if environ.get("WAYLAND_SOCKET"):
        return None  # a connection that is open already
    name = environ.get("WAYLAND_DISPLAY") or "wayland-0"
    path = Path(environ.get("XDG_RUNTIME_DIR") or "/nonexistent") / name  # an absolute name stays
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.settimeout(ANSWER_WITHIN_S)
        try:
            compositor.connect(str(path))
        except OSError:
            return (
                f"The Wayland display {name} does not answer, so no window can be shown; "
                "check WAYLAND_DISPLAY, XDG_RUNTIME_DIR and QT_QPA_PLATFORM."
            )
    return None


def _x11_problem(environ: Mapping[str, str]) -> str | None:
    display = environ.get("DISPLAY")
    if not display:
        return NO_DISPLAY
    if not _answers(display):
        return f"The display {display} does not answer, so no window can be shown; check DISPLAY."
    return _qt_problem() or _xcb_problem()


def _answers(display: str) -> bool:
    """Try to reach an X server, as `[host]:number[.screen]` says."""
    parts = re.fullmatch(r"(?:unix)?(?P<host>[^:]*):(?P<number>\d+)(?:\.\d+)?", display)
    if parts is None or parts["host"].startswith("/"):
        return True  # some other notation: let Qt try
    number = int(parts["number"])
    try:
        if parts["host"]:
            socket.create_connection((parts["host"], 6000 + number), ANSWER_WITHIN_S).close()
        else:
            _connect_locally(number)
    except OSError:
        return False
    return True


def _connect_locally(number: int) -> None:
    path = f"{X11_SOCKETS}/X{number}"
    for address in (path, f"\0{path}"):  # the second is Linux's abstract name
        with socket.socket(socket.AF_UNIX) as server:
            server.settimeout(ANSWER_WITHIN_S)
            if server.connect_ex(address) == 0:
                return
    raise ConnectionRefusedError


def _qt_problem() -> str | None:
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401, PLC0415
    except ImportError as error:
        return f"Qt cannot be loaded ({error}); {INSTALL_LIBRARIES}"
    return None


def _xcb_problem() -> str | None:
    """Load Qt's plugin for X11, as Qt will: it says which library is missing."""
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    plugin = plugins / "platforms" / "libqxcb.so"
    try:
        if plugin.is_file():
            ctypes.CDLL(str(plugin))
    except OSError as error:
        return f"Qt cannot show a window here ({error}); {INSTALL_LIBRARIES}"
    return None


def findings(environ: Mapping[str, str]) -> Sequence[Finding]:
    """Return what was found of Qt and of the display."""
    problem = _qt_problem()
    if problem is not None:
        return [Finding("Qt", problem, Level.BROKEN)]
    from PySide6.QtCore import qVersion  # noqa: PLC0415

    shown_on = environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY")
    display = [Finding("Display", shown_on)] if shown_on else []
    return [Finding("Qt", f"{qVersion()}, through PySide6"), *display]

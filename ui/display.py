"""Whether a window can be shown here, and what the doctor should know of Qt."""

from collections.abc import Mapping, Sequence

from reader.doctor import Finding, Level

NO_DISPLAY = (
    "No display was found, so no window can be shown; "
    "start Earmark from a desktop, or set DISPLAY or WAYLAND_DISPLAY."
)


def display_problem(environ: Mapping[str, str], platform: str) -> str | None:
    """Return why Qt could show no window, as a sentence, or None.

    Asked before Qt is: without a display it ends the program instead of answering.
    """
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return _qt_problem()
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return NO_DISPLAY
    return _qt_problem()


def _qt_problem() -> str | None:
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401, PLC0415
    except ImportError as error:
        return f"Qt cannot be loaded ({error}); install the system library it names."
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

"""What the window does not need at its start is not loaded by then."""

import subprocess
import sys

import pytest

LATER = ("mutagen", "importlib.metadata", "selectolax", "markdown_it", "statistics", "vlc")
SEARCHING = ("numpy", "whoosh", "rapidfuzz")
OF_QT = ("PySide6.QtMultimedia", "PySide6.QtDBus")


@pytest.mark.parametrize("name", [*LATER, *SEARCHING, *OF_QT])
def test_is_loaded_only_when_it_is_used(name: str) -> None:
    code = f"import sys, ui.app, ui.start; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

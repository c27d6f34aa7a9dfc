"""Start Earmark in the folder that PyInstaller makes, where there is no `earmark` script."""

import ctypes
import sys
from pathlib import Path

# What Qt links to even where nothing is drawn, in the order in which these need each other.
FALLBACKS = (
    "libxcb.so.1",
    "libdrm.so.2",
    "libGLdispatch.so.0",
    "libGLX.so.0",
    "libGL.so.1",
    "libEGL.so.1",
)


def provide_fallbacks(folder: Path) -> None:
    """Load from `folder` those of `FALLBACKS` that the machine lacks, for all that comes after.

    A machine's own belong to its drivers and go first. A bare container has none, and could
    not even play in the terminal without them.
    """
    for name in FALLBACKS:
        try:
            ctypes.CDLL(name, ctypes.RTLD_GLOBAL)
        except OSError:
            if (folder / name).exists():
                ctypes.CDLL(str(folder / name), ctypes.RTLD_GLOBAL)


if __name__ == "__main__":
    if sys.platform == "linux":
        provide_fallbacks(Path(__file__).with_name("fallback"))
    if sys.argv[1:2] and sys.argv[1].startswith("earmark:"):
        sys.argv.insert(1, "open")  # macOS hands over a link that was clicked, and no command
    from ui.app import main  # Qt comes in here

    sys.exit(main())

"""Files that travel with the program: icons and the demo episode."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """Return the packaged file or folder at `parts`, below this package."""
    return files(__name__).joinpath(*parts)

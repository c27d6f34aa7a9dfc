"""The episode that comes with the program."""

from importlib.resources import as_file

from reader.importing import ImportReport, import_paths
from reader.library import Library
from resources import resource


def add_demo(library: Library) -> ImportReport:
    """Add the demo episode, with its audio, to a library; nothing happens where it is there."""
    with (
        as_file(resource("demo", "episode.txt")) as page,
        as_file(resource("demo", "episode.opus")) as audio,
    ):
        return import_paths(library, [page], audio=audio)

"""Quotes and transcripts taken along: one file per target, found by being there.

A target is a module in this package with

- `NAME: str`, what it is called on the command line;
- `TITLE: str` and `DESCRIPTION: str`, what a person reads, the description in one line;
- `SUFFIX: str`, the ending of its files;

and at least one of

- `quotes(bookmarks: Sequence[Bookmark]) -> str`, a file of quotes;
- `transcript(episode: Episode) -> str`, a file with all that is said in an episode;
- `fill(folder: Path, material: Material) -> Filled`, a folder of files for quotes.

Two more are for some: `ONE_EACH = True` where a file can only hold one episode's quotes, and
`MARKED = True` where a file, but not what is piped on, begins with a byte order mark.

Modules without `NAME` are parts that targets share. Adding a target edits nothing else.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from reader.errors import ExportError
from reader.export.material import Material, Wanted, gather
from reader.model import Bookmark, Episode

__all__ = ["Filled", "Material", "Target", "Wanted", "gather", "target_called", "targets"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written into a folder: the files, how many quotes, and what could not be."""

    paths: tuple[Path, ...]
    quotes: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What a target's module offers; None for what it does not."""

    name: str
    title: str
    description: str
    suffix: str
    quotes: Callable[[Sequence[Bookmark]], str] | None
    transcript: Callable[[Episode], str] | None
    fill: Callable[[Path, Material], Filled] | None
    one_each: bool
    marked: bool

    @property
    def takes_quotes(self) -> bool:
        """Whether quotes can be written, as a file or as a folder."""
        return self.quotes is not None or self.fill is not None


@cache
def targets() -> tuple[Target, ...]:
    """List the targets in this package, ordered by their names. Any thread."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found = (_target(module) for module in modules if hasattr(module, "NAME"))
    return tuple(sorted(found, key=lambda target: target.name))


def target_called(name: str) -> Target:
    """Return the target of this name. Raise ExportError, which names those there are."""
    for target in targets():
        if target.name == name:
            return target
    names = ", ".join(target.name for target in targets())
    raise ExportError(f"There is no format called {name}; choose one of {names}.")


def _target(module: ModuleType) -> Target:
    return Target(
        module.NAME,
        module.TITLE,
        module.DESCRIPTION,
        module.SUFFIX,
        getattr(module, "quotes", None),
        getattr(module, "transcript", None),
        getattr(module, "fill", None),
        getattr(module, "ONE_EACH", False),
        getattr(module, "MARKED", False),
    )

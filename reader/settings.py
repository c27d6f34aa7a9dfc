"""Every option declared once, and the file in the library's folder that keeps their values."""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reader.errors import LibraryError
from reader.shelves.shelf import Order

FILE_NAME = "settings.json"
BROKEN_NAME = "settings.broken.json"

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be set. `choices` or `lowest` and `highest` limit it, if given."""

    name: str
    default: Value
    description: str
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None

    def objection(self, value: object) -> str | None:
        """Return why a value cannot be taken, or None."""
        if not self._has_type(value):
            return f"it is no {_TYPE_NAMES[type(self.default)]}"
        if self.choices and value not in self.choices:
            return f"it is none of {', '.join(self.choices)}"
        if isinstance(value, int | float) and self._out_of_range(value):
            return f"it is not between {self.lowest:g} and {self.highest:g}"
        return None

    def _has_type(self, value: object) -> bool:
        if isinstance(self.default, bool) or isinstance(value, bool):
            return isinstance(self.default, bool) and isinstance(value, bool)
        wanted = (int, float) if isinstance(self.default, float) else type(self.default)
        return isinstance(value, wanted)

    def _out_of_range(self, value: float) -> bool:
        if self.lowest is None or self.highest is None:
            return False
        return not self.lowest <= value <= self.highest


_TYPE_NAMES = {bool: "true or false", int: "whole number", float: "number", str: "text"}

OPTIONS: Mapping[str, Option] = MappingProxyType(
    {
        option.name: option
        for option in (
            Option("player", "", "Which player is used; empty: the first that works."),
            Option("vlc_args", "", "Further options for libVLC, as on its command line."),
            Option(
                "theme",
                "system",
                "The colours of the page.",
                choices=("system", "light", "sepia", "dark"),
            ),
            Option("text_size", 13, "The size of the text, in points.", lowest=7, highest=48),
            Option("line_width", 68, "Characters in a line.", lowest=30, highest=160),
            Option("line_height", 1.7, "Height of a line, in letters.", lowest=1, highest=3),
            Option("font", "", "The text's typeface; empty: the system's for reading."),
            Option("volume", 100, "Loudness, in percent.", lowest=0, highest=200),
            Option("output_device", "", "The sound device, by name; empty: the system's."),
            Option(
                "output_delays", "", "Milliseconds that sound devices are late, by name, as JSON."
            ),
            Option("skip_back_s", 15, "Seconds that the back button skips.", lowest=1, highest=600),
            Option(
                "skip_forward_s",
                30,
                "Seconds that the forward button skips.",
                lowest=1,
                highest=600,
            ),
            Option(
                "click_while_paused",
                "play",
                "What a click on the text does while paused: play from there, or only go there.",
                choices=("play", "seek"),
            ),
            Option("follow", default=True, description="The page scrolls with the sound."),
            Option(
                "follow_by",
                "sentence",
                "What is marked as being heard; single words only where their times are known.",
                choices=("sentence", "word"),
            ),
            Option(
                "study_unit",
                "sentence",
                "What the study pace rests after.",
                choices=("sentence", "turn"),
            ),
            Option(
                "study_rest_s",
                0,
                "Seconds that the study pace rests; 0: until one plays on.",
                lowest=0,
                highest=120,
            ),
            Option("shorten_silences", default=False, description="Silences are shortened."),
            Option(
                "search_order",
                "best",
                "Which episodes a search shows first.",
                choices=("best", "newest", "oldest"),
            ),
            Option("recent_searches", "", "What was searched for lately, one a line."),
            Option("who_speaks", default=True, description="Who speaks when is shown."),
            Option(
                "library_order",
                "newest",
                "How the library is sorted.",
                choices=tuple(Order),
            ),
            Option("export_format", "markdown", "The format of the last export."),
            Option("export_folder", "", "The folder of the last export."),
            Option("keys", "", "Keys that were changed: JSON, lists of keys by command."),
            Option("closed_shows", "", "Shows whose episodes the library hides, one a line."),
        )
    }
)


class Settings:
    """The options' values. Not for use from several threads at once.

    Values that this version does not know are kept when saving, so that a newer version finds
    them again; values that cannot be taken count as unset, and `warnings` says so.
    """

    def __init__(self, values: Mapping[str, Any] | None = None, path: Path | None = None) -> None:
        self.warnings: tuple[str, ...] = ()
        self._values: dict[str, Any] = dict(values or {})
        self._path = path
        self._aside: Path | None = None  # where a file goes that could not be read
        self._drop_unusable()

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """Read a library's settings; a missing or broken file means the defaults."""
        path = folder / FILE_NAME
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return cls(path=path)
        except (OSError, ValueError) as error:
            return cls._defaults(path, str(error))
        if not isinstance(values, dict):
            return cls._defaults(path, "it is no JSON object")
        return cls(values, path)

    @classmethod
    def _defaults(cls, path: Path, why: str) -> "Settings":
        settings = cls(path=path)
        settings._aside = path.with_name(BROKEN_NAME)
        warning = (
            f"{path} cannot be read ({why}); the default settings are used. When one is changed, "
            f"the file is kept as {BROKEN_NAME}."
        )
        settings.warnings = (warning,)
        return settings

    def __getitem__(self, name: str) -> Value:
        """Return an option's value. Raise KeyError for a name that is not declared."""
        value: Value = self._values.get(name, OPTIONS[name].default)
        return value

    def text(self, name: str) -> str:
        """Return the value of an option that is a text."""
        return str(self[name])

    def number(self, name: str) -> int:
        """Return the value of an option that is a whole number."""
        return int(self[name])

    def set(self, name: str, value: Value) -> None:
        """Set an option, in memory. Raise ValueError, a sentence, for what it cannot be."""
        objection = OPTIONS[name].objection(value)
        if objection:
            raise ValueError(f"{name} cannot be {value!r}: {objection}.")
        self._values[name] = value

    def save(self) -> None:
        """Write the file, whole or not at all; one that was broken is kept. Raise LibraryError."""
        if self._path is None:
            return
        content = json.dumps(self._values, indent=2, sort_keys=True) + "\n"
        try:
            self._put_aside(self._path)
            _write_whole(self._path, content)
        except OSError as error:
            raise LibraryError(
                f"The settings cannot be saved in {self._path} ({error.strerror}); "
                "check the folder, or choose another with --library.",
                self._path,
            ) from error

    def _put_aside(self, path: Path) -> None:
        """Keep a file that could not be read: somebody's keys may be in it."""
        if self._aside is not None:
            with suppress(FileNotFoundError):  # it was put away by hand
                path.replace(self._aside)
            self._aside = None

    def _drop_unusable(self) -> None:
        warnings = []
        for name, option in OPTIONS.items():
            objection = option.objection(self._values.get(name, option.default))
            if objection:
                value = self._values.pop(name)
                warnings.append(
                    f"The setting {name} cannot be {value!r}: {objection}; "
                    f"{option.default!r} is used instead."
                )
        self.warnings = tuple(warnings)


def _write_whole(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise

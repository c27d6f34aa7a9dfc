"""Finds the files that a feed names by their addresses in the folder where the feed was saved.

Nothing is fetched. A file is meant by a `file:` URL, by a relative path within the folder, or
by the end of an address: `…/shows/7/talk.vtt` is `shows/7/talk.vtt`, `7/talk.vtt` or `talk.vtt`
below the folder. A name that several addresses share stands for none of them.
"""

import base64
import binascii
import codecs
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit
from urllib.request import url2pathname

_MOST_FILES = 20_000
_DEEPEST = 3  # folders below the feed's
_LONGEST_PATH = 4_000


@dataclass(frozen=True, slots=True)
class InlineData:
    """The content of a `data:` URL."""

    data: bytes
    type: str
    encoding: str | None


class Surroundings:
    """The files around one feed. Not for several threads at once."""

    def __init__(self, folder: Path | None) -> None:
        """Look at a folder when first asked; None: the feed was pasted, so nothing is there."""
        self._folder = folder
        self._by_name: dict[str, list[Path]] | None = None
        self._shared: frozenset[str] = frozenset()

    def expect(self, urls: Iterable[str]) -> None:
        """Take in all addresses of the feed, to know which names several of them share."""
        names = Counter(name_in(url).casefold() for url in set(urls))
        self._shared = frozenset(name for name, count in names.items() if count > 1)

    def find(self, url: str) -> Path | None:
        """Return the file that an address means, None where there is none."""
        if self._folder is None or len(url) > _LONGEST_PATH or "\0" in url:
            return None
        parts = _split(url)
        if parts is None:
            return None
        if parts.scheme.lower() == "file":
            return _local(parts)
        if parts.scheme and not parts.netloc:
            return None  # mailto:, javascript: and the like
        return self._below(unquote(parts.path), is_relative=not parts.scheme and not parts.netloc)

    def _below(self, path: str, *, is_relative: bool) -> Path | None:
        names = [name for name in path.replace("\\", "/").split("/") if name not in {"", "."}]
        if not names or ".." in names:
            return None
        candidates = self._candidates(names[-1])
        wanted = [name.casefold() for name in names]
        best, longest = None, 0
        for candidate in candidates:
            same = _common_end(wanted, [part.casefold() for part in candidate.parts])
            if same > longest:
                best, longest = candidate, same
        whole = is_relative and longest == len(names)
        unclear = names[-1].casefold() in self._shared and longest < 2
        return self._absolute(best) if best is not None and (whole or not unclear) else None

    def _candidates(self, name: str) -> list[Path]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for path in _files_below(self._folder) if self._folder is not None else ():
                self._by_name[path.name.casefold()].append(path)
        return self._by_name.get(name.casefold(), [])

    def _absolute(self, path: Path) -> Path | None:
        return self._folder / path if self._folder is not None else None


def name_in(url: str) -> str:
    """Return the file's name at the end of an address, "" where there is none."""
    parts = _split(url[:_LONGEST_PATH])
    return unquote(parts.path).replace("\\", "/").rpartition("/")[2] if parts else ""


def inline_data(url: str) -> InlineData | None:
    """Return the content of a `data:` URL (RFC 2397), None for any other or a broken one."""
    head, comma, body = url.strip().partition(",")
    if not comma or head[:5].lower() != "data:" or len(head) > 500:
        return None
    kind, *parameters = [part.strip() for part in head[5:].split(";")]
    charset = next(
        (p[8:].strip("\"' ") for p in parameters if p.lower().startswith("charset=")), ""
    )
    data = unquote_to_bytes(body)
    if any(parameter.lower() == "base64" for parameter in parameters):
        try:
            data = base64.b64decode(b"".join(data.split()) + b"==", validate=False)
        except (binascii.Error, ValueError):
            return None
    return InlineData(data, kind.lower(), charset if _is_known(charset) else None)


def _is_known(charset: str) -> bool:
    try:
        return bool(charset) and codecs.lookup(charset) is not None
    except LookupError:
        return False


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url.strip())
    except ValueError:  # brackets that hold no address
        return None


def _local(parts: SplitResult) -> Path | None:
    """Return a `file:` URL's file; another machine's would be fetched, so it is not."""
    if parts.netloc.lower() not in {"", "localhost"}:
        return None
    path = Path(url2pathname(parts.path))
    try:
        return path if path.is_absolute() and path.is_file() else None
    except OSError:
        return None


def _common_end(wanted: list[str], there: list[str]) -> int:
    """Count the names at the end that agree; all of `there` must, or its folder is another."""
    same = 0
    for one, other in zip(reversed(wanted), reversed(there), strict=False):
        if one != other:
            break
        same += 1
    return same


def _files_below(folder: Path) -> Iterable[Path]:
    """Yield the files below a folder, as paths from it, nearest first."""
    count = 0
    for parent, folders, names in os.walk(folder):
        here = Path(parent).relative_to(folder)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(here.parts) >= _DEEPEST:
            folders.clear()
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                return
            if not name.startswith("."):
                yield here / name

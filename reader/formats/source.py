"""What a format is given to read: bytes with a name, decoded once."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """A file's content, or pasted text.

    `name` is for messages and as a weak hint (a title where the content has none); formats
    recognise by content. `path` is None for pasted text.
    """

    name: str
    data: bytes
    path: Path | None = None
    encoding: str | None = None  # chosen by the person; None: find out

    @cached_property
    def text(self) -> str:
        r"""The content as text with `\n` line ends. Raise TranscriptError for binary content."""
        raise NotImplementedError

"""File names made from titles: such as every system takes, and none twice in a folder."""

import re
import unicodedata
from collections.abc import Container

LONGEST_BYTES = 120  # of UTF-8; file systems take 255, and a temporary name is longer
# What Windows refuses, what means something in a link of Obsidian's, and what cannot be seen.
_REFUSED = re.compile(r'[<>:"/\\|?*#^\[\]%\x00-\x1f\x7f-\x9f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(title: str, default: str = "Untitled") -> str:
    """Return a name without an ending, for a file about something with this title."""
    name = _REFUSED.sub(" ", unicodedata.normalize("NFC", title))
    name = "".join(c for c in name if unicodedata.category(c) not in _UNSEEN or c.isspace())
    name = _cut(" ".join(name.split()).strip(". "), LONGEST_BYTES).strip(". ")
    if not name:
        return default
    return f"_{name}" if _DEVICES.match(name) else name


def free_name(stem: str, suffix: str, taken: Container[str]) -> str:
    """Return `stem + suffix`, numbered where that is taken. `taken` has casefolded names."""
    name, number = f"{stem}{suffix}", 1
    while folded(name) in taken:
        number += 1
        name = f"{stem} ({number}){suffix}"
    return name


def folded(name: str) -> str:
    """Return a name as file systems compare it that know neither case nor ways to compose."""
    return unicodedata.normalize("NFC", name.casefold())


def _cut(text: str, most_bytes: int) -> str:
    return text.encode("utf-8", "replace")[:most_bytes].decode("utf-8", "ignore")

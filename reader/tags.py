"""Tags as people type them, made alike: what two people would call the same tag is one."""

import re
from collections.abc import Iterable, Sequence

LONGEST_TAG = 100
# A part of a line: quoted (its quotes doubled) or plain, and the comma after it.
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)')


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without blanks around and within, empty ones, and repetitions in other case."""
    kept: dict[str, str] = {}
    for tag in tags:
        clean = " ".join(tag.split())[:LONGEST_TAG].rstrip()
        if clean:
            kept.setdefault(clean.casefold(), clean)
    return tuple(kept.values())


def sorted_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return different tags in alphabetical order; of those that differ in case alone, one."""
    return tuple(sorted(clean_tags(sorted(tags)), key=str.casefold))


def tags_as_line(tags: Iterable[str]) -> str:
    """Write tags into one line, parted by commas; one that has a comma itself is quoted."""
    return ", ".join(map(_written, tags))


def tags_from_line(line: str, before: Sequence[str] = ()) -> tuple[str, ...]:
    """Read what a person made of such a line; `before` are the tags that it was written from.

    A sign # before a tag is not part of it, unless it was.
    """
    parts = (
        quoted.replace('""', '"') if quoted else plain for quoted, plain in _PART.findall(line)
    )
    tags = (" ".join(part.split()) for part in parts)
    return clean_tags(tag if tag in before else tag.lstrip("#") for tag in tags)


def _written(tag: str) -> str:
    return '"' + tag.replace('"', '""') + '"' if "," in tag or tag.startswith('"') else tag

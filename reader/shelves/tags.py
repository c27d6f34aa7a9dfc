"""Tags as people type them, made alike: what two people would call the same tag is one."""

import re
from collections.abc import Iterable, Sequence

from reader.errors import LibraryError

LONGEST_TAG = 100
SHOWN_OF_A_TAG = 30  # characters in a sentence about it
# A part of a line: quoted (its quotes doubled) or plain, and the comma after it.
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)')


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without blanks around and within, empty ones, and repetitions in other case."""
    kept: dict[str, str] = {}
    for tag in tags:
        clean = " ".join(tag.split())
        if clean:
            kept.setdefault(clean.casefold(), clean)
    return tuple(kept.values())


def tags_to_keep(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as `clean_tags` does. Raise LibraryError where one is too long for a tag."""
    clean = clean_tags(tags)
    problem = problem_of(clean)
    if problem:
        raise LibraryError(problem)
    return clean


def shortened_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as `clean_tags` does, too long ones cut: those of a file from elsewhere."""
    return clean_tags(tag[:LONGEST_TAG] for tag in clean_tags(tags))


def problem_of(tags: Iterable[str]) -> str:
    """Return a sentence about the first tag that is too long, "" where none is."""
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            return (
                f"A tag has {LONGEST_TAG} characters at most; “{tag[:SHOWN_OF_A_TAG].rstrip()}…” "
                f"has {len(tag):,}. Shorten it, or part it by commas."
            )
    return ""


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

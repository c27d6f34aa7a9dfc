"""Tags as people type them, made alike: what two people would call the same tag is one."""

from collections.abc import Iterable

LONGEST_TAG = 100


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

"""Writes numbers of things in words: "1 turn", "1,200 turns"."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which forms its plural with an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

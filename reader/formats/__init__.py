"""Transcript formats, one file each; the surest about some content reads it.

A format is a module in this package with three names:

- `NAME: str`, what a person calls it;
- `confidence(source: Source) -> float`, 0 (not mine) to 1 (certain), from the content;
- `read(source: Source) -> tuple[EpisodeDraft, ...]`, at least one, or TranscriptError.

It is found by being there: adding a format edits nothing else.
"""

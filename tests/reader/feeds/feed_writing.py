"""Writes feeds and the files beside them, for the tests of the feeds."""

from pathlib import Path

from reader.formats.source import Source

OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:psc="http://podlove.org/simple-chapters"><channel>'
)
CLOSING = "</channel></rss>"

VTT = (
    "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ines>Good morning.\n\n"
    "00:02.000 --> 00:05.000\n<v Tomas>Hello.\n"
)
SRT = (
    "1\n00:00:00,000 --> 00:00:02,000\nGood morning.\n\n2\n00:00:02,000 --> 00:00:05,000\nHello.\n"
)
JSON = (
    '{"version": "1.0.0", "segments": [{"speaker": "Ines", "startTime": 0.5, "endTime": 2,'
    ' "body": "Good morning."}, {"speaker": "Tomas", "startTime": 2, "endTime": 5,'
    ' "body": "Hello."}]}'
)
CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Cranes"}]}'


def rss(*items: str, channel: str = "<title>The harbour hour</title>") -> str:
    """Return a feed of items."""
    return OPENING + channel + "".join(f"<item>{item}</item>" for item in items) + CLOSING


def saved(folder: Path, text: str | bytes, name: str = "feed.xml") -> Source:
    """Save a feed in a folder and return it as a source."""
    data = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(data)
    return Source.from_path(folder / name)

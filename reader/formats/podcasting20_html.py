"""Podcasting 2.0 transcripts as HTML: a `<cite>`, a `<time>` and a `<p>` for each turn.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
Either of the first two may be missing. Here they are taken at their word, so that any name is
one; pages with more on them than the transcript are left to `page_html`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.formats.pages.blocks import squeeze
from reader.formats.pages.html_blocks import is_too_deep, node_blocks
from reader.formats.pages.timecodes import TIMECODE, length_ms, milliseconds, resolution_ms
from reader.formats.source import Source
from reader.model import EpisodeDraft, TurnDraft

NAME = "Podcasting 2.0 HTML"

_FEWEST = 2
_BODY = re.compile(r"<body\b[^<>]{0,1000}>", re.IGNORECASE)
_TITLED = re.compile(r"\s*<h[1-3]\b[^<>]{0,200}>[^<]{0,500}</h[1-3]>", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:\s*<!--[^<>]{0,500}-->|\s*<(?:div|main|article|section)\b[^<>]{0,500}>){0,20}"
    r"\s*(?:<p\b[^<>]{0,200}>\s*)?<(?:cite|time)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"</(?:cite|time)>\s*(?:<br\s*/?>\s*)?<p\b|<p\b[^<>]{0,200}>\s*<(?:cite|time)\b", re.IGNORECASE
)
_OTHERS = re.compile(r"<(?:h[1-6]|li|blockquote|pre|td|dd|figcaption)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
_CLOCK = re.compile(rf"\W{{0,2}}({TIMECODE})\W{{0,2}}$")


@dataclass(slots=True)
class _Head:
    """What stands above a paragraph."""

    speaker: str = ""
    start_ms: int | None = None
    resolution_ms: int = 1000
    paragraphs: list[str] = field(default_factory=list)


def confidence(source: Source) -> float:
    """Recognise a document that is nothing but names, times and paragraphs."""
    text = source.text
    if "<" not in text[:2000]:
        return 0.0
    body = _BODY.search(text, 0, 20_000)
    title = _TITLED.match(text, body.end() if body else 0)
    start = title.end() if title else body.end() if body else 0
    if not _OPENING.match(text, start) or _OTHERS.search(text, start):
        return 0.0
    heads = sum(1 for _ in _HEAD.finditer(text))
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(text))
    return 0.85 if heads >= min(_FEWEST, paragraphs) and heads * 4 >= paragraphs > 0 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the turns; a turn without a name goes on with the one before."""
    if is_too_deep(source.text):
        raise source.error("is nested too deeply to be a transcript. Choose another one.")
    tree = LexborHTMLParser(source.text)
    heads = [head for head in _heads(tree) if head.paragraphs]
    if not heads:
        raise source.error(f"is a {NAME} file without any text. Choose another transcript.")
    turns = tuple(TurnDraft(head.speaker, tuple(head.paragraphs), head.start_ms) for head in heads)
    return (
        EpisodeDraft(
            _title(tree) or source.title,
            turns=turns,
            resolution_ms=min(head.resolution_ms for head in heads),
            language=(tree.root.attributes.get("lang") if tree.root else "") or "",
        ),
    )


def _heads(tree: LexborHTMLParser) -> Iterator[_Head]:
    head = _Head()
    for node in tree.css("cite, time, p"):
        if node.tag == "p":
            said, inner = _paragraph(node)
            if inner and head.paragraphs:
                yield head
                head = _Head(head.speaker)
            for part in inner:
                _take(head, part)
            head.paragraphs += said
            continue
        if node.parent is not None and node.parent.tag == "p":
            continue
        if head.paragraphs:
            yield head
            head = _Head(head.speaker)
        _take(head, node)
    yield head


def _paragraph(node: LexborNode) -> tuple[list[str], list[LexborNode]]:
    """Return what is said in a paragraph, and the name and the time that it begins with."""
    lines = [block.line for block in node_blocks(node)]
    inner = []
    for part in node.css("cite, time")[:2] if lines else []:
        shown = squeeze(part.text())
        if shown and lines[0].startswith(shown):
            lines[0] = lines[0].removeprefix(shown).lstrip()
            inner.append(part)
    return [line for line in lines if line], inner


def _take(head: _Head, node: LexborNode) -> None:
    """Take a name or a time into the head."""
    if node.tag == "cite":
        head.speaker = squeeze(node.text()).rstrip(" :：")
    else:
        _set_time(head, node)


def _set_time(head: _Head, node: LexborNode) -> None:
    shown = _CLOCK.match(squeeze(node.text()))
    if shown:
        head.start_ms = milliseconds(shown[1])
        head.resolution_ms = resolution_ms(shown[1])
    else:
        head.start_ms = length_ms(node.attributes.get("datetime") or "")


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title") or tree.css_first("h1, h2, h3")
    return squeeze(node.text()) if node else ""

"""Hyperaudio's interactive transcripts: HTML in which every word carries its time.

`data-m` is a word's start and `data-d` its length, both in milliseconds; a word of the class
`speaker` is a name. Early pages use `<a>` for words, and `m` for the start.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.formats.pages.blocks import squeeze
from reader.formats.pages.html_blocks import is_too_deep
from reader.formats.pages.speaker_names import is_possible_name
from reader.formats.pages.words import vocabulary
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, from_words
from reader.model import ChapterDraft, EpisodeDraft

NAME = "Hyperaudio HTML"

_FEWEST = 3
_TIME = r"(?:\s(?:data-)?m\s{0,3}=\s{0,3}[\"']?\d{1,9})"
_WORD = re.compile(rf"<(?:span|a)\b(?=[^<>]{{0,300}}?{_TIME})[^<>]{{0,600}}>", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?$")
_BLOCKS = vocabulary("p div li h1 h2 h3 h4 h5 h6 section article blockquote td dd pre body")
_HEADINGS = vocabulary("h1 h2 h3 h4 h5 h6")
_SKIPPED = vocabulary("script style template noscript")
_SPEAKER = re.compile(r"(?:^|\s)speaker(?:$|\s)", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_DEEPEST = 200


@dataclass(slots=True)
class _Said:
    """Where the walk is: the speaker whose words these are."""

    speaker: str = ""


def confidence(source: Source) -> float:
    """Count the words with times."""
    words = _WORD.finditer(source.text)
    found = sum(1 for _, _ in zip(range(_FEWEST), words, strict=False))
    return 0.9 if found == _FEWEST else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words, block by block; headings with a time become chapters."""
    if is_too_deep(source.text):
        raise source.error("is nested too deeply to be a transcript. Choose another one.")
    tree = LexborHTMLParser(source.text)
    said = _Said()
    pieces: list[Piece] = []
    chapters: list[ChapterDraft] = []
    for block in _blocks(tree):
        start_ms = _start_ms(block)
        if (block.tag or "") in _HEADINGS:
            title = squeeze(block.text())
            start_ms = _first_ms(block) if start_ms is None else start_ms
            if title and start_ms is not None:
                chapters.append(ChapterDraft(title, start_ms))
            continue
        pieces.append(Piece(" "))
        pieces += _pieces(block, said)
    language = tree.root.attributes.get("lang") if tree.root else None
    (draft,) = from_words(source, pieces, language or "")
    heading = tree.css_first("title")
    title = squeeze(heading.text()) if heading else ""
    return (replace(draft, title=title or draft.title, chapters=tuple(chapters)),)


def _blocks(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the paragraphs and headings that hold words with times, in the page's order."""
    found: dict[int, LexborNode] = {}
    for node in tree.css("[data-m], [m]"):
        if _start_ms(node) is not None:
            block = _block_of(node)
            found.setdefault(block.mem_id, block)
    return list(found.values())


def _block_of(node: LexborNode) -> LexborNode:
    block = node
    for _ in range(_DEEPEST):
        if (block.tag or "") in _BLOCKS or block.parent is None:
            break
        block = block.parent
    return block


def _pieces(block: LexborNode, said: _Said) -> Iterator[Piece]:
    """Walk a block without recursion, leaving out the blocks inside it."""
    waiting = [block.child]
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        waiting.append(node.next)
        tag = node.tag or ""
        if tag == "-text":
            yield Piece(_BLANKS.sub(" ", node.text_content or ""), speaker=said.speaker)
        elif tag == "br":
            yield Piece(" ", speaker=said.speaker)
        elif tag in _SKIPPED or tag in _BLOCKS or tag.startswith("-"):
            continue
        elif _SPEAKER.search(node.attributes.get("class") or ""):
            said.speaker = _name(node)
        elif _start_ms(node) is not None and not node.css("[data-m], [m]")[1:]:
            if _is_unmarked_name(node):
                said.speaker = _name(node)
            else:
                yield _word(node, said)
        else:
            waiting.append(node.child)


def _name(node: LexborNode) -> str:
    return squeeze(node.text()).rstrip(" :：").strip("[]() ")


def _is_unmarked_name(node: LexborNode) -> bool:
    """Say whether it is a name that only its colon and its length of zero show as one."""
    text = squeeze(node.text())
    has_length = _number(node.attributes.get("data-d")) != 0
    return not has_length and text[-1:] in ":：" and is_possible_name(text[:-1].strip() or "-")


def _word(node: LexborNode, said: _Said) -> Piece:
    start_ms = _start_ms(node)
    length = _number(node.attributes.get("data-d") or node.attributes.get("d"))
    end_ms = None if length is None or start_ms is None else start_ms + length
    return Piece(_BLANKS.sub(" ", node.text()), start_ms, end_ms, said.speaker)


def _start_ms(node: LexborNode) -> int | None:
    attributes = node.attributes
    return _number(attributes.get("data-m") or attributes.get("m"))


def _first_ms(block: LexborNode) -> int | None:
    times = (_start_ms(node) for node in block.css("[data-m], [m]"))
    return next((time for time in times if time is not None), None)


def _number(written: str | None) -> int | None:
    return round(float(written)) if written and _NUMBER.match(written) else None

"""HTML as blocks: what a browser would show as lines, without what is not the page's own text."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.formats.pages.blocks import Block, BlockKind, squeeze
from reader.formats.pages.dates import find_date
from reader.formats.pages.timecodes import STAMP, TIMECODE
from reader.formats.pages.words import vocabulary

_SKIPPED = vocabulary("""
    script style noscript template svg iframe nav footer form select option input textarea audio
    video canvas head dialog object embed picture img math aside map -comment""")
_BLOCKS = vocabulary("""
    p div section article main header ul ol li dl dt dd table thead tbody tr td th blockquote pre
    figure figcaption details summary address h1 h2 h3 h4 h5 h6 hr body hgroup center fieldset
    search""")
_CONTAINERS = vocabulary("article section main li")
_HEADINGS = vocabulary("h1 h2 h3 h4 h5 h6")
_SPEAKER_TAGS = vocabulary("b strong cite dt")
_PARTED = vocabulary("cite time button td th")  # shown apart even with no space between
_SPEAKER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:speaker|author-name|speaker-name|person)(?:$|[\s_-])", re.IGNORECASE
)
_PARTED_CLASS = re.compile(r"speaker|time", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|hidden|comments?(?:-(?:list|section|area))?|"
    r"cookie-(?:banner|consent)|breadcrumbs?|related-(?:posts|episodes)|site-footer|share-buttons)(?:$|\s)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TIME_ONLY = re.compile(rf"\s*{STAMP}\s*$")
_ENDS_IN_TIME = re.compile(rf"(?<![\d:]){TIMECODE}[)\]]?$")
_STARTS_WITH_TIME = re.compile(rf"[(\[]?{TIMECODE}")

_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|a|ul|ol|table|blockquote|font|center|details"
    r"|cite|time)\b",
    re.IGNORECASE,
)
_DEEPEST = 3000


def is_too_deep(text: str) -> bool:
    """Say whether elements are nested so deep that the parser's time would grow as the square."""
    depth = 0
    for found in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def fragment_blocks(html: str) -> list[Block]:
    """Read a piece of HTML, as Markdown may hold it."""
    body = LexborHTMLParser(html).body
    return node_blocks(body) if body else []


def node_blocks(root: LexborNode) -> list[Block]:
    """Walk an element without recursion, in the order of the document; linear in its size."""
    walk = _Walk()
    opened: list[LexborNode] = []
    node = root.child
    while node is not None:
        descend = walk.enter(node)
        if descend and node.child is not None:
            opened.append(node)
            node = node.child
            continue
        if descend:
            walk.leave(node)
        while node is not None and node.next is None:
            node = opened.pop() if opened else None
            if node is not None:
                walk.leave(node)
        node = node.next if node is not None else None
    walk.flush()
    return walk.blocks


class _Walk:
    """The state of one walk: the line that is growing and the elements around it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._bold: list[str] = []
        self._bold_depth = 0
        self._pre_depth = 0
        self._level = 0
        self._marker = ""
        self._numbers: list[int | None] = []  # the next number of each list around
        self._path: list[int] = []
        self._containers = 0
        self._speakers: list[int] = []  # elements whose class says that they hold a name
        self._apart = False

    def enter(self, node: LexborNode) -> bool:
        """Begin an element or take a text; say whether to go into it."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            return False
        if tag in _SKIPPED:
            return False
        if tag == "br":
            self.flush()
            return False
        attributes = node.attributes
        if attributes and _is_hidden(attributes):
            return False
        if tag in {"button", "time"} and self._took_whole(node, tag, attributes):
            return False
        self._open(node, tag, attributes)
        return True

    def _open(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _BLOCKS:
            self._open_block(tag, attributes)
        named = bool(attributes) and bool(_SPEAKER_CLASS.search(attributes.get("class") or ""))
        if named and tag not in _BLOCKS and tag not in _SPEAKER_TAGS:
            self._speakers.append(node.mem_id)
            self._bold_depth += 1
        if tag in _SPEAKER_TAGS:
            self._bold_depth += 1
        if tag in _PARTED or (attributes and _PARTED_CLASS.search(attributes.get("class") or "")):
            self._apart = True

    def _open_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.flush()
        if tag in _HEADINGS:
            self._level = int(tag[1])
        elif tag in {"ul", "ol"}:
            start = attributes.get("start") or "1"
            self._numbers.append(int(start) if tag == "ol" and start.isdecimal() else None)
        elif tag == "li":
            self._marker = self._next_marker()
        elif tag == "pre":
            self._pre_depth += 1
        if tag in _CONTAINERS:
            self._containers += 1
            self._path.append(self._containers)

    def leave(self, node: LexborNode) -> None:
        """End an element."""
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._close_block(tag)
        if tag in _SPEAKER_TAGS:
            self._bold_depth -= 1
        if self._speakers and self._speakers[-1] == node.mem_id:
            self._speakers.pop()
            self._bold_depth -= 1
        if tag in _PARTED or tag == "span":
            self._apart = True

    def _close_block(self, tag: str) -> None:
        self.flush()
        if tag in _HEADINGS:
            self._level = 0
        elif tag in {"ul", "ol"} and self._numbers:
            self._numbers.pop()
        elif tag == "li":
            self._marker = ""
        elif tag == "pre":
            self._pre_depth -= 1
        if tag in _CONTAINERS:
            self._path.pop()

    def flush(self) -> None:
        """End the line."""
        text = squeeze("".join(self._parts))
        if text:
            item = bool(self._marker) and not self._level
            kind = (
                BlockKind.HEADING
                if self._level
                else BlockKind.ITEM
                if item
                else BlockKind.PARAGRAPH
            )
            bold = squeeze("".join(self._bold))
            marker = self._marker if item else ""
            self.blocks.append(
                Block(text, kind, self._level, marker, path=tuple(self._path), bold=bold)
            )
            self._marker = ""
        self._parts.clear()
        self._bold.clear()

    def _add(self, text: str) -> None:
        if self._pre_depth and "\n" in text:
            for line in text.split("\n"):
                self._parts.append(line)
                self.flush()
            return
        if self._apart and self._parts and _runs_together(self._parts[-1], text):
            self._parts.append(" ")
        self._apart = self._apart and not text.strip()
        if self._bold_depth and (
            len(self._bold) == len(self._parts) or not "".join(self._parts).strip()
        ):
            self._bold.extend([""] * (len(self._parts) - len(self._bold)))
            self._bold.append(text)
        self._parts.append(text)

    def _took_whole(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        """Take a button (only if it is a time) or a date that is shown in short, as one text."""
        text = node.text()
        stamp = attributes.get("datetime") or ""
        if tag == "button":
            shown = text if _TIME_ONLY.match(text) else ""
        elif find_date(stamp) and not find_date(text):
            shown = stamp[:10]
        else:
            return False
        self._apart = True
        if shown:
            self._add(f" {shown} ")
        return True

    def _next_marker(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "•"
        self._numbers[-1] = number + 1
        return f"{number}."


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))
        or bool(_HIDDEN_CLASS.search(attributes.get("class") or ""))
        or attributes.get("role") in {"navigation", "contentinfo", "search", "banner"}
    )


def _runs_together(left: str, right: str) -> bool:
    """Say whether a time and a word, or two parts of a head, would be read as one word."""
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return False
    timed = _ENDS_IN_TIME.search(left[-16:]) or _STARTS_WITH_TIME.match(right[:16])
    return (
        bool(timed)
        and (left[-1].isalnum() or left[-1] in ")]")
        and (right[0].isalnum() or right[0] in "([")
    )

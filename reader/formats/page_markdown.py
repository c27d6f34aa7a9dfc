"""Pages as Markdown (CommonMark), with or without front matter."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reader.formats.pages.blocks import Block, BlockKind, PageFacts, squeeze
from reader.formats.pages.dates import find_date
from reader.formats.pages.html_blocks import fragment_blocks
from reader.formats.pages.lines import begins_anew, line_block, lines_of
from reader.formats.pages.not_pages import checked, kind_of_data, within_reason
from reader.formats.pages.structure import read_blocks
from reader.formats.pages.timecodes import length_ms
from reader.formats.source import Source
from reader.model import EpisodeDraft

NAME = "page as Markdown"

_SAMPLE = 50_000
_LONGEST_LINE = 50_000  # the parser's time can grow faster than a line; such lines are no Markdown
_SIGNS = re.compile(
    r"^ {0,3}#{1,6} \S|\*\*[^*\n]{1,200}\*\*|(?<!!)\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"
    r"|\\\[[^\]\n]{1,80}\\\]",
    re.MULTILINE,
)
_FRONT = re.compile(r"---[ \t]*\n(?P<fields>(?:[^\n]{0,500}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z_-]+):[ \t]*(?P<value>.*)$")
# A paragraph of one line without marks, but for bold words at its beginning.
_PLAIN = re.compile(
    r"(?:\*\*(?P<bold>[^\s\\`*_<>&](?:[^\\`*_<>&\n]*[^\s\\`*_<>&])?)\*\*)?(?P<rest>[^\\`*_<>&\n]*)\Z"
)
# What a line begins with that can only be the beginning of a paragraph.
_BEGINS_PARAGRAPH = re.compile(
    r"(?!\d{1,9}[.)](?:\s|\Z))(?:\*\*(?=[^\s*])|[^\s#>*+\-_=~`<|\[])", re.ASCII
)
_PLAIN_LINE = "plain line"  # where a token's text and bold text are kept, if it has no other marks
_SHOW_KEYS = ("show", "podcast", "series", "program", "site")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def confidence(source: Source) -> float:
    """Count what only Markdown has: headings, bold, links, escaped brackets, front matter."""
    sample = source.text[:_SAMPLE]
    if kind_of_data(sample) or _longest_line(source.text) > _LONGEST_LINE:
        return 0.0
    signs = len(_SIGNS.findall(sample)) + 2 * bool(_FRONT.match(sample.lstrip()))
    named = source.path is not None and source.path.suffix.lower() in {".md", ".markdown"}
    if signs == 0:
        return 0.3 if named else 0.0
    return 0.5 if named or signs > 2 else 0.3


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the page's episodes. Raise TranscriptError if there is nothing to read."""
    text = source.text.lstrip("\n ") if source.text.lstrip().startswith("---") else source.text
    front = _FRONT.match(text)
    facts = _front_matter(front["fields"]) if front else PageFacts()
    body = text[front.end() :] if front else text
    blocks = list(_blocks(_parser().parse(body)))
    return checked(source, read_blocks(within_reason(source, blocks), facts, source.title))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 12})
    parser.block.ruler.before("code", "plain_paragraph", _plain_paragraph)
    parser.core.ruler.at("inline", _parse_inline)
    return parser


def _plain_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Take a paragraph of one line, which transcripts are made of, without asking every rule.

    It is one where a blank line follows, outside of lists and quotations.
    """
    if silent or state.parentType != "root" or state.tShift[line] or state.blkIndent:
        return False
    if line + 1 < end and not state.isEmpty(line + 1):
        return False
    content = state.src[state.bMarks[line] : state.eMarks[line]]
    if _BEGINS_PARAGRAPH.match(content) is None:
        return False
    state.line = line + 1
    token = state.push("inline", "", 0)
    token.content = content.strip()
    token.children = []
    return True


def _parse_inline(state: StateCore) -> None:
    """Parse each paragraph's marks; a turn with a bold name at most is taken apart at once.

    The parser tries every rule at every mark, which takes longer than all the rest.
    """
    for token in state.tokens:
        if token.type != "inline":
            continue
        plain = _PLAIN.match(token.content)
        token.children = []
        if plain is not None and "](" not in token.content and not state.env.get("references"):
            bold = plain["bold"] or ""
            token.meta[_PLAIN_LINE] = (squeeze(bold + plain["rest"]), squeeze(bold))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))


def _front_matter(fields: str) -> PageFacts:
    values = {
        found["key"].lower(): found["value"].strip().strip("\"'")
        for line in fields.split("\n")
        if (found := _FIELD.match(line))
    }
    day = find_date(values.get("date") or values.get("published") or "")
    return PageFacts(
        title=squeeze(values.get("title", "")),
        show=squeeze(next((values[key] for key in _SHOW_KEYS if values.get(key)), "")),
        date=day[0] if day else None,
        duration_ms=length_ms(values.get("duration", "")),
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    level = 0
    marker = ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type == "inline":
            made = list(_inline_blocks(token, level, marker))
            yield from made
            marker = "" if made else marker
        elif token.type in {"code_block", "fence"}:
            yield from (line_block(line) for line in lines_of(token.content))
        elif token.type == "html_block":
            yield from fragment_blocks(token.content)


def _inline_blocks(token: Token, level: int, marker: str) -> Iterator[Block]:
    kind = BlockKind.HEADING if level else BlockKind.ITEM if marker else BlockKind.PARAGRAPH
    plain = token.meta.get(_PLAIN_LINE)
    lines = [plain] if plain and plain[0] else _joined(_inline_lines(token.children or []))
    for text, bold in lines:
        yield Block(text, kind, level, marker, bold=bold)
        kind, marker = (kind, "") if level else (BlockKind.PARAGRAPH, "")


def _inline_lines(children: Sequence[Token]) -> Iterator[tuple[str, str, bool]]:
    """Yield each line's text, its leading bold text, and whether the break above it was hard."""
    parts: list[str] = []
    bold: list[str] = []
    deep, hard = 0, True
    for child in children:
        if child.type == "strong_open":
            deep += 1
        elif child.type == "strong_close":
            deep -= 1
        elif child.type in {"softbreak", "hardbreak"} or _BREAK.match(child.content):
            yield squeeze("".join(parts)), squeeze("".join(bold)), hard
            parts, bold, hard = [], [], child.type != "softbreak"
        elif child.type in {"text", "code_inline", "text_special"}:
            if deep and not "".join(parts[len(bold) :]).strip():
                bold.append(child.content)
            parts.append(child.content)
    yield squeeze("".join(parts)), squeeze("".join(bold)), hard


def _joined(lines: Iterator[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """Join lines that were only wrapped; one that begins a turn stands on its own."""
    joined: list[tuple[str, str]] = []
    for text, bold, hard in lines:
        if not text:
            continue
        if joined and not hard and not bold and not begins_anew(text):
            joined[-1] = (f"{joined[-1][0]} {text}", joined[-1][1])
        else:
            joined.append((text, bold))
    return joined

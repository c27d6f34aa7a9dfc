"""Word documents (.docx): transcripts as Teams, Rev, Otter and Descript export them, or typed.

The recogniser of pages reads them, told what is bold and what is a heading. Where the text is
captions or timed lines pasted into a document, the format of those is surer.
"""

from collections.abc import Iterator

from reader.formats.pages.blocks import Block, BlockKind, PageFacts, squeeze
from reader.formats.pages.lines import Line, line_block
from reader.formats.pages.not_pages import checked, within_reason
from reader.formats.pages.structure import read_blocks
from reader.formats.source import Source
from reader.formats.word_text import SIGN, WordParagraph, paragraphs
from reader.model import EpisodeDraft

NAME = "Word document"

_SURE = 0.35  # more than any text is a page, less than timed lines


def confidence(source: Source) -> float:
    """Recognise the archive; its text is the source's."""
    return _SURE if source.data.startswith(SIGN) and source.text.strip() else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the document's episodes. Raise TranscriptError if there is nothing to read."""
    if not source.data.startswith(SIGN):
        return checked(source, ())
    blocks = [block for found in paragraphs(source.data) for block in _blocks(found)]
    return checked(source, read_blocks(within_reason(source, blocks), PageFacts(), source.title))


def _blocks(paragraph: WordParagraph) -> Iterator[Block]:
    """Yield each line of a paragraph; only the first can begin with bold text."""
    bold = squeeze("".join(paragraph.bold).partition("\n")[0])
    for line in paragraph.text.split("\n"):
        text = squeeze(line)
        if text and paragraph.level:
            yield Block(text, BlockKind.HEADING, paragraph.level)
        elif text and bold:
            yield Block(text, bold=bold)
        elif text:
            yield line_block(Line(text, 0, 0))
        bold = ""

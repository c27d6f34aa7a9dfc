"""Pages as plain text: saved by a browser, or copied and pasted."""

from reader.formats.blocks import PageFacts
from reader.formats.lines import line_block, lines_of
from reader.formats.not_pages import checked, kind_of_data
from reader.formats.page_structure import read_blocks
from reader.formats.source import Source
from reader.model import EpisodeDraft

NAME = "page as text"

_LAST_RESORT = 0.1  # any text may be a page; every other format that knows the content is surer


def confidence(source: Source) -> float:
    """Claim any text, weakly: what it lacks to be a page is said by `read`."""
    return _LAST_RESORT if source.text else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the page's episodes. Raise TranscriptError if it is data, code or nothing to read."""
    if kind_of_data(source.text):
        return checked(source, ())
    blocks = [line_block(line) for line in lines_of(source.text)]
    return checked(source, read_blocks(blocks, PageFacts(), source.title))

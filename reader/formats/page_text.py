"""Pages as plain text: saved by a browser, or copied and pasted."""

from collections.abc import Sequence

from reader.formats.pages.blocks import Block, PageFacts
from reader.formats.pages.lines import line_block, lines_of
from reader.formats.pages.not_pages import checked, kind_of_data, within_reason
from reader.formats.pages.structure import read_blocks
from reader.formats.source import Source
from reader.model import EpisodeDraft, TurnDraft

NAME = "page as text"

_FEWEST_WORDS = 100
_LONGEST_WORD = 12  # letters, on average
_LAST_RESORT = 0.1  # any text may be a page; every other format that knows the content is surer


def confidence(source: Source) -> float:
    """Claim any text, weakly: what it lacks to be a page is said by `read`."""
    return _LAST_RESORT if source.text else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the page's episodes. Raise TranscriptError if it is data, code or nothing to read."""
    if kind_of_data(source.text):
        return checked(source, ())
    blocks = [line_block(line) for line in lines_of(source.text)]
    found = read_blocks(within_reason(source, blocks), PageFacts(), source.title)
    return checked(source, found or _bare_speech(source, blocks))


def _bare_speech(source: Source, blocks: Sequence[Block]) -> tuple[EpisodeDraft, ...]:
    """Take text without names, times and even marks, as some recognisers write it, for a turn."""
    text = "".join(block.text for block in blocks)
    words = sum(block.text.count(" ") + 1 for block in blocks)
    letters = sum(map(str.isalpha, text)) + text.count(" ")
    if words < _FEWEST_WORDS or letters * 10 < len(text) * 9 or len(text) > words * _LONGEST_WORD:
        return ()
    turn = TurnDraft("", tuple(block.line for block in blocks))
    return (EpisodeDraft(source.title, turns=(turn,)),)

"""Which of the lines around a title names the show: told by place, length and repetition."""

import re
from collections.abc import Collection, Sequence

from reader.formats.pages.blocks import Block

BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|with|hosted by)\s+\S", re.IGNORECASE)

_LONGEST_SHOW = 60
_MOST_WORDS = 6
_SENTENCE_ENDS = ".?!…。！？:：,;"
_NUMBERED = re.compile(
    r"(?:episode|ep\.?|folge|épisode|episodio|episódio|season|staffel|part|teil|第)?\s*"
    r"(?:no\.?|nr\.?)?\s*#?[\d\W]+[回話集]?$|s\d+\s?e\d+$",
    re.IGNORECASE,
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words(text: str) -> float:
    """Count words; in scripts without spaces three signs are about one."""
    return len(text.split()) + len(_WIDE.findall(text)) / 3


def is_showish(text: str, people: Collection[str]) -> bool:
    """Say whether a line may be a show's name: a short phrase that is nobody's name or byline."""
    return (
        len(text) <= _LONGEST_SHOW
        and words(text) <= _MOST_WORDS
        and text[-1] not in _SENTENCE_ENDS
        and not text[0].islower()
        and not BYLINE.match(text)
        and not _NUMBERED.match(text)
        and text not in people
    )


def show_line(
    blocks: Sequence[Block],
    title: int,
    dated: int,
    candidates: Sequence[int],
    people: Collection[str],
) -> int | None:
    """Return which line names the show: the one just above the date, or above the title.

    `dated` is the line of date and length below the title, `candidates` are all lines that could
    be titles. A lone line between the two may be a subtitle as well.
    """
    between = [index for index in candidates if title < index < dated]
    if between:
        last = between[-1]
        if not is_showish(blocks[last].text, people):
            return None
        sure = len(between) > 1 or _rather_show(blocks, last, dated)
        return last if sure else None
    above = [index for index in candidates if title - 3 <= index < title]
    if not above or not is_showish(blocks[above[-1]].text, people):
        return None
    known = words(blocks[above[-1]].text) >= 2 or mentions(blocks, above[-1]) > 0
    return above[-1] if known else None


def is_show_above_title(blocks: Sequence[Block], first: int, second: int) -> bool:
    """Say whether the first of two lines above a date is the show, because it stands elsewhere."""
    return is_showish(blocks[first].text, ()) and mentions(blocks, first) > mentions(blocks, second)


def _rather_show(blocks: Sequence[Block], line: int, dated: int) -> bool:
    """Tell a show's name from a subtitle."""
    text = blocks[line].text
    beside_date = blocks[dated].gap == 0 < blocks[line].gap
    capitalised = all(word[0].isupper() for word in text.split() if len(word) > 3)
    return words(text) <= 3 or beside_date or capitalised or mentions(blocks, line) > 0


def mentions(blocks: Sequence[Block], index: int) -> int:
    """Count the other blocks that hold a block's text, or are it where it is very short."""
    text = blocks[index].text
    others = (block.text for place, block in enumerate(blocks) if place != index)
    return sum(text == other or (len(text) > 5 and text in other) for other in others)

"""Where the spoken text is on the page: a sentence, or the line of one that no view could hold."""

from reader.listening.following import Sight
from ui.page.page_layout import PageLayout
from ui.page.page_painter import Marks


def sight_of(
    layout: PageLayout, marks: Marks, position_ms: int, view_top: int, view_height: int
) -> Sight | None:
    """Return where the spoken text and the view are; None while nothing is heard."""
    turn, sentence = marks.heard_turn, marks.heard
    if turn is None:
        return None
    extent = layout.turn_extent(turn)
    if sentence is None:
        spoken = extent
    elif outgrows(layout, marks, view_height):
        said = layout.page.timeline.offset_at(turn, sentence, position_ms)
        spoken = layout.extent_of(turn, said, said + 1)
    else:
        spoken = layout.sentence_extent(turn, sentence)
    return Sight(*extent, *spoken, view_top, view_height)


def outgrows(layout: PageLayout, marks: Marks, view_height: int) -> bool:
    """Return whether the sentence being heard is taller than the view. Asked many times a second.

    Large text in a small window makes it so, and captions without full stops do.
    """
    if marks.heard_turn is None or marks.heard is None:
        return False
    index = layout.page.row_of(marks.heard_turn, marks.heard.start)
    offset = layout.page.rows[index].offset
    top, bottom = layout.row(index).extent(marks.heard.start - offset, marks.heard.end - offset)
    return bottom - top > view_height

"""Notes as they are kept: prose and bulleted lines, made of a page's blocks."""

from collections.abc import Iterable

from reader.formats.pages.blocks import Block, BlockKind


def notes_of(blocks: Iterable[Block]) -> str:
    """Return blocks as notes: paragraphs parted by blank lines, items as lines with bullets."""
    paragraphs: list[list[str]] = []
    in_list = False
    for block in blocks:
        item = block.kind is BlockKind.ITEM
        if item and in_list:
            paragraphs[-1].append(_item_line(block))
        else:
            paragraphs.append([_item_line(block) if item else block.text])
        in_list = item
    return "\n\n".join("\n".join(lines) for lines in paragraphs)


def _item_line(block: Block) -> str:
    return f"{block.marker if block.marker[:1].isdigit() else '•'} {block.text}"

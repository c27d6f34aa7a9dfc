"""How a turn may begin: its time and its speaker, in any of the orders that pages use."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from reader.formats.pages.blocks import Block
from reader.formats.pages.speaker_names import (
    LONGEST_NAME,
    NAME,
    is_possible_label,
    is_possible_name,
)
from reader.formats.pages.timecodes import STAMP, milliseconds, resolution_ms

_WINDOW = 140  # a head is no longer; it also bounds what a pattern may look at
_DASH = r"\s*(?:[-–—|•·,]\s*)?"
_COLON = r"\s*(?:：|:(?![\d/]))\s*"
_BRACKETED = STAMP.replace(r"(?:[(\[【<]\s*)?", r"[(\[【<]\s*").replace(
    r"(?:\s*[)\]】>])?", r"\s*[)\]】>]"
)


class HeadShape(Enum):
    """The order of a head's parts."""

    NAMED_TIMED = auto()  # 00:01:16 Name: text · [00:01:16] Name: text · Name (00:01:16): text
    NAMED_TIMED_LINE = auto()  # Name (00:01:16) · Name 00:01:16 · 00:01:16 Name, nothing after it
    NAMED = auto()  # Name: text · Name: [00:01:16] text
    NAME_LINE = auto()  # a name alone, bold
    TIMED = auto()  # 00:01:16 text
    TIME_LINE = auto()  # 00:01:16 alone


@dataclass(frozen=True, slots=True)
class Head:
    """A block's beginning, taken for a turn's head."""

    shape: HeadShape
    speaker: str
    text: str  # what is said in the same block, "" if nothing
    start_ms: int | None = None
    end_ms: int | None = None
    untitled: str = ""  # the text if the speaker turns out to be none, from after the time
    bracketed: bool = False  # the time stands in brackets
    full_clock: bool = False  # hours, minutes and seconds, which prose hardly ever begins with
    label: str = ""  # what stands between time and colon if only other lines can make it a name
    resolution_ms: int = 1000
    marked: bool = False  # the page shows the name in bold, or marks it as a speaker


_TIME_FIRST = re.compile(rf"{STAMP}")
_NAME_COLON = re.compile(rf"(?P<name>{NAME}){_COLON}")
_LABEL_COLON = re.compile(rf"(?P<name>[^:：\n]{{1,{LONGEST_NAME}}}){_COLON}")
_NAME_STAMP = re.compile(rf"(?P<name>{NAME})\s*{_BRACKETED}(?:\s*[:：-])?\s*")
_NAME_BARE_STAMP = re.compile(rf"(?P<name>{NAME})(?:[\s,|•·–—-]|\bat\b)+{STAMP}\s*[:：]?$")
_AFTER_TIME = re.compile(_DASH)
_COLONS = re.compile("[:：]")
_CLOCK_WORD = re.compile(r"\s*(?:[ap]\.?m\b|uhr\b|o'clock|Uhr\b)", re.IGNORECASE)


def parse_head(block: Block) -> Head | None:
    """Take a block's beginning for a turn's head, or None if it has neither time nor name."""
    text = block.line if block.marker in {"-", "–", "—"} else block.text
    window = text[:_WINDOW]
    if window[0].isdigit() or window[0] in "([【<":
        stamp = _TIME_FIRST.match(window)
        if stamp and not _CLOCK_WORD.match(window, stamp.end()):
            return _after_stamp(text, window, stamp)
    if ":" in window or "：" in window:
        head = _name_first(text, window)
        if head:
            marked = bool(block.bold) and block.bold.strip(" :：") == head.speaker
            return replace(head, marked=True) if marked else head
    return _bold_name(block)


def _after_stamp(text: str, window: str, stamp: re.Match[str]) -> Head:
    start = _AFTER_TIME.match(window, stamp.end())
    at = start.end() if start else stamp.end()
    rest = text[at:].lstrip(":： ") if text[at : at + 1] in ":：" else text[at:]
    if not rest:
        return _head(HeadShape.TIME_LINE, "", "", stamp)
    named = _NAME_COLON.match(window, at)
    if named and is_possible_name(named["name"]):
        said = text[named.end() :]
        shape = HeadShape.NAMED_TIMED if said else HeadShape.NAMED_TIMED_LINE
        return _head(shape, named["name"].strip(), said, stamp, rest)
    if len(rest) <= LONGEST_NAME and is_possible_name(rest):
        return _head(HeadShape.NAMED_TIMED_LINE, rest, "", stamp, rest)
    labelled = _LABEL_COLON.match(window, at)
    label = labelled["name"].strip() if labelled else ""
    head = _head(HeadShape.TIMED, "", rest, stamp, rest)
    return replace(head, label=label) if is_possible_label(label) else head


def named_by_label(head: Head) -> Head:
    """Make a speaker of what stands between a head's time and its colon."""
    if not head.label:
        return head
    said = head.untitled[len(head.label) :].lstrip().lstrip(":：").strip()
    shape = HeadShape.NAMED_TIMED if said else HeadShape.NAMED_TIMED_LINE
    return replace(head, shape=shape, speaker=head.label, text=said)


def _name_first(text: str, window: str) -> Head | None:
    found = _NAME_STAMP.match(window)
    if found and is_possible_name(found["name"]):
        said = text[found.end() :]
        shape = HeadShape.NAMED_TIMED if said else HeadShape.NAMED_TIMED_LINE
        return _head(shape, found["name"].strip(), said, found)
    found = _NAME_BARE_STAMP.match(window) if len(text) < _WINDOW else None
    if found and is_possible_name(found["name"]):
        return _head(HeadShape.NAMED_TIMED_LINE, found["name"].strip(), "", found)
    found = _NAME_COLON.match(window)
    if not found or not is_possible_name(found["name"]):
        return None
    return _colon_name(text, window, found)


def _colon_name(text: str, window: str, found: re.Match[str]) -> Head:
    name = found["name"].strip()
    inner = _TIME_FIRST.match(window, found.end())
    if inner and (window[found.end()] in "([【<" or inner.end() == len(text)):
        said = text[inner.end() :].strip()
        shape = HeadShape.NAMED_TIMED if said else HeadShape.NAMED_TIMED_LINE
        return _head(shape, name, said, inner)
    return Head(HeadShape.NAMED, name, text[found.end() :].strip())


def _bold_name(block: Block) -> Head | None:
    name = block.bold.strip(" :：")
    if not name or len(name) > LONGEST_NAME or not is_possible_name(name):
        return None
    said = block.text[len(block.bold) :].strip()
    return Head(HeadShape.NAMED if said else HeadShape.NAME_LINE, name, said, marked=True)


def _head(shape: HeadShape, name: str, said: str, stamp: re.Match[str], rest: str = "") -> Head:
    return Head(
        shape,
        name,
        said.strip(),
        milliseconds(stamp["time"]),
        milliseconds(stamp["end"]) if stamp["end"] else None,
        rest.strip(),
        bracketed=stamp[0][0] in "([【<" or stamp[0][-1] in ")]】>",
        full_clock=len(_COLONS.findall(stamp["time"])) == 2,
        resolution_ms=resolution_ms(stamp["time"]),
    )

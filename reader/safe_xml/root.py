"""What a document's first element is called, told without reading on."""

import re

from reader.safe_xml.limits import PROLOGUE

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"<((?:[\w.-]+:)?[^\s<>/:\"'=!?]+)")


def root_name(text: str) -> str:
    """Return the root element's name as it is written, "" for text that is no XML. Cheap."""
    at = _after_space(text, 0)
    while text.startswith("<", at) and at < PROLOGUE:
        if text.startswith("<?", at):
            end = text.find("?>", at, at + PROLOGUE)
        elif text.startswith("<!--", at):
            end = text.find("-->", at, at + PROLOGUE)
        elif text.startswith("<!", at):
            end = _declaration_end(text, at)
        else:
            found = _NAME.match(text, at)
            return found[1] if found else ""
        if end < 0:
            return ""
        at = _after_space(text, text.find(">", end) + 1)
    return ""


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _declaration_end(text: str, at: int) -> int:
    """Return where a document type ends, whose declarations stand in brackets."""
    end = text.find(">", at, at + PROLOGUE)
    bracket = text.find("[", at, end) if end >= 0 else -1
    return end if bracket < 0 else text.find("]", bracket, bracket + PROLOGUE)

"""Telling text that is for programs (data, source code) from text that is for people."""

import re
from collections import Counter
from collections.abc import Sequence

from reader.formats.pages.blocks import Block
from reader.formats.source import Source
from reader.model import EpisodeDraft

_SAMPLE = 20_000
_JSON = re.compile(r"\s*[\[{]\s*(?:[\"{\[\]}]|-?\d+(?:\.\d+)?\s*[,\]])")
_XML = re.compile(r"\s*<(?:\?xml|(?!!doctype html|html|head|body|div|p\b)[A-Za-z!])", re.IGNORECASE)
_ARROW = re.compile(r"^[\d:.,]+ *--> *[\d:.,]+", re.MULTILINE)
_CODE = re.compile(
    r"""[;{}]$|^(?:import|from\s\S+\simport|function|const|var|public|private|static|void|int|char|
    struct|package|namespace|elif|except|fn|impl|pub)\b
    |^(?:def|class|if|for|while|with|async)\b.*:$|^(?:else:|try:|finally:|end|fi|done|pass|return\b.*)$
    |^(?:\#include|\#define|\#!|//|/\*|\*/|<\?php|@\w+\()
    |^[\w.\[\]]+\s*[+*/-]?=\s*\S|^[\w.]+\([^)]*\)$""",
    re.VERBOSE,
)
_MOST_BLOCKS = 60_000


def kind_of_data(text: str) -> str | None:
    """Name what text is if it is plainly no page: JSON, XML, subtitles, a table, source code."""
    if _JSON.match(text):
        return "JSON data"
    if _XML.match(text):
        return "XML data"
    sample = text[:_SAMPLE]
    if len(_ARROW.findall(sample)) > 1:
        return "a file of subtitles"
    lines = [line.strip() for line in sample.split("\n") if line.strip()][:200]
    if _is_table(lines):
        return "a table of data"
    return "source code" if _is_code(lines) else None


def _is_table(lines: list[str]) -> bool:
    if len(lines) < 3:
        return False
    for separator, fewest in ((",", 2), (";", 2), ("\t", 1), ("|", 2)):
        counts = Counter(line.count(separator) for line in lines)
        usual, times = counts.most_common(1)[0]
        longest = max(map(len, lines))
        if usual >= fewest and times * 10 >= len(lines) * 9 and longest < 1000:
            return True
    return False


def _is_code(lines: list[str]) -> bool:
    hits = sum(bool(_CODE.search(line[:200])) for line in lines)
    return len(lines) >= 3 and hits * 3 >= len(lines)


def within_reason(source: Source, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, or raise TranscriptError where there are more than anybody reads.

    Forty hours of talk make some twenty thousand; far more would keep everyone waiting.
    """
    if len(blocks) > _MOST_BLOCKS:
        raise source.error(
            f"has {len(blocks):,} paragraphs, more than a page can have here "
            f"({_MOST_BLOCKS:,}). Split it, and import the parts."
        )
    return blocks


def checked(source: Source, drafts: tuple[EpisodeDraft, ...]) -> tuple[EpisodeDraft, ...]:
    """Return the drafts of a page, or raise TranscriptError that says why there are none."""
    if drafts:
        return drafts
    if not source.text.strip():
        raise source.error("is empty. Choose a saved page or a transcript.")
    raise source.error(
        f"is not a page that Earmark can read: it holds {_lacking(source.text)}. "
        "Choose a saved episode page or a transcript."
    )


def _lacking(text: str) -> str:
    return kind_of_data(text) or "neither a transcript nor an article"

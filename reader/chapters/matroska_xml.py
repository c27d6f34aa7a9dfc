"""Matroska chapters as XML: `Chapters/EditionEntry/ChapterAtom`, as MKVToolNix writes them."""

from typing import TYPE_CHECKING

from reader.chapters.listing import chapter, listed
from reader.formats.json_reading.fields import seconds
from reader.formats.source import Source
from reader.model import ChapterDraft
from reader.safe_xml.root import root_name
from reader.safe_xml.tree import parse, text_of

if TYPE_CHECKING:
    from reader.safe_xml.tree import Element

NAME = "Matroska chapters as XML"


def confidence(source: Source) -> float:
    """Look for the root's name; it begins with a capital letter, as all of Matroska's do."""
    known = root_name(source.text) == "Chapters" and "<ChapterAtom" in source.text[:100_000]
    return 0.96 if known else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the chapters of the default edition that are not hidden."""
    root = parse(source)
    editions = root.findall("EditionEntry") or [root]
    chosen = next(
        (edition for edition in editions if text_of(edition.find("EditionFlagDefault")) == "1"),
        editions[0],
    )
    return listed(source, (_chapter(atom) for atom in chosen.iter("ChapterAtom")))


def _chapter(atom: "Element") -> ChapterDraft | None:
    if text_of(atom.find("ChapterFlagHidden")) == "1":
        return None
    title = text_of(atom.find("ChapterDisplay/ChapterString"))
    start, end = atom.find("ChapterTimeStart"), atom.find("ChapterTimeEnd")
    return chapter(title, seconds(text_of(start)), seconds(text_of(end)))

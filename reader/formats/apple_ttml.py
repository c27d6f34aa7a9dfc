"""TTML as Apple Podcasts writes it: a paragraph for each speaker, of sentences, of timed words.

    <p begin="0.220" end="1:48.737" ttm:agent="SPEAKER_1">
      <span podcasts:unit="sentence"><span podcasts:unit="word" begin=… end=…>…</span></span></p>

Nothing parts the words in the file; spaces do when they are read.
"""

from collections.abc import Iterator
from dataclasses import replace

from reader.formats.source import Source
from reader.formats.speech.captions import space_between
from reader.formats.speech.cue_markup import clean
from reader.formats.speech.spoken_words import Piece, from_words
from reader.formats.ttml_reading.ttml_document import Paragraph, TtmlDocument
from reader.model import EpisodeDraft
from reader.safe_xml.root import root_name
from reader.safe_xml.walking import local

NAME = "Apple Podcasts TTML"

_SAMPLE = 100_000
_MARK = ':unit="'


def confidence(source: Source) -> float:
    """Recognise the units that Apple's extension marks."""
    if local(root_name(source.text)) != "tt":
        return 0.0
    sample = source.text[:_SAMPLE].replace("'", '"')
    marked = f'{_MARK}word"' in sample or f'{_MARK}sentence"' in sample
    return 0.95 if marked else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words. Raise TranscriptError for damaged or unsafe XML, or without any times."""
    pieces: list[Piece] = []
    document = TtmlDocument(source, lambda paragraph: pieces.extend(_words(paragraph)))
    document.read()
    for piece in pieces:  # the names may stand below
        piece.speaker = document.speaker(piece.speaker or "")
    (draft,) = from_words(source, pieces, document.language)
    return (replace(draft, title=document.title or draft.title),)


def _words(paragraph: Paragraph) -> Iterator[Piece]:
    """Yield a paragraph's words; a sentence whose words have no times is one piece."""
    last = ""
    for piece in paragraph.pieces:
        text = clean(piece.text)
        if text:
            blank = space_between(last or "-", text)
            start_ms = piece.start_ms
            if start_ms is None and not last:
                start_ms = paragraph.start_ms
            yield Piece(f"{blank}{text}", start_ms, piece.end_ms, piece.agent)
            last = text

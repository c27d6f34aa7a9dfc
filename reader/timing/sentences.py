"""Parts a text into sentences, in the language that it seems to be written in.

`sentencex` knows each language's abbreviations and signs. What it leaves wrong in talk that was
written down is mended here. A run of words without any full stop, as recognisers write it, is
parted as well: nobody can follow a mark that stands on a whole page.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from sentencex import get_sentence_boundaries

from reader.model import PARAGRAPH_BREAK
from reader.timing.pace import said_length
from reader.timing.written_language import written_language

# In Latin letters, as `said_length` counts them.
LONGEST = 600  # without a full stop; more is not one sentence but an unpunctuated run
PIECE = 220  # about so much of a run is marked at once: some fifteen seconds of talk

BLOCK = 1000  # letters; less than that is given to the library whole

Span = tuple[int, int]

_AFTER_CLOSING = r"""(?:[.!?…][)\]]|[.…]["”»])"""
# What the library takes for abbreviations, and what talk ends with far more often.
_ORDINARY = {
    "en": "no",
    "es": "no|bien|mar",
    "it": "no|me|te",
    "nl": "al|dat|u",
    "da": "ned",
    "sv": "hon|det|ut",
}
_OPENING = '"“«„(¿¡'
_SURE_END = re.compile(r"[。！？]+[」』”’）]*")
_CLAUSE = re.compile(r"[,;:–—]\s+|[、，；：،؛]\s*")
_BLANK = re.compile(r"\s+")
_LABEL = re.compile(r"\W*(?:\d{1,3}|[A-Z])\.")  # "1. First", "Q. And then?"
# "am 24. Dezember", "der 1. FC": with such a word before it, a number is an ordinal.
_GERMAN_ORDINAL = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|[ai]m|zu[mr]|vom|beim|(?:ein|mein|dein|sein|ihr|unser)\w{0,2})"
    r" \d{1,3}\.$",
    re.IGNORECASE,
)
_FRENCH_TITLE = re.compile(r"\b(?:MM?|Mmes?|Mlles?)\.$")
_COUNTED = re.compile(  # what a number follows: "vol. 3", "est. 1999"
    r"\b(?:vol|ch|chap|pp?|figs?|eq|sec|art|est|max|min|ext|op|ca|nr?|núm|kl)\.$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(  # in any language, before a word in small letters
    r"\b(?:approx|incl|excl|esp|resp|cf|cca|np|např|t\.? ?ex|bl\.? ?a|o\.? ?a|p\.? ?ex)\.$",
    re.IGNORECASE,
)


def split_sentences(text: str, seams: Sequence[int] = ()) -> tuple[Span, ...]:
    """Return the (start, end) of each sentence, without the blanks around it.

    Paragraph breaks always part sentences. A run of more than `LONGEST` letters is parted as
    well: at `seams`, rising offsets where something is known to begin, else where a clause does,
    else between two words.
    """
    language = written_language(text)
    spans: list[Span] = []
    offset = 0
    for paragraph in text.split(PARAGRAPH_BREAK):
        for start, end in _sentences(paragraph, language):
            spans += _short_enough(text, (offset + start, offset + end), seams)
        offset += len(paragraph) + len(PARAGRAPH_BREAK)
    return tuple(spans)


def _sentences(paragraph: str, language: str) -> Iterator[Span]:
    pieces = list(_pieces(paragraph, language))
    cased = _is_cased(paragraph, pieces)
    begin: int | None = None
    for index, (start, end) in enumerate(pieces):
        begin = start if begin is None else begin
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        ended = paragraph[begin:end]
        if following is None or not _goes_on(ended, paragraph[slice(*following)], language, cased):
            yield begin, end
            begin = None


@cache
def _missed(language: str) -> re.Pattern[str]:
    words = _ORDINARY.get(language)
    ordinary = rf"|\b(?i:{words})\." if words else ""
    return re.compile(rf"(?:{_AFTER_CLOSING}{ordinary})\s+")


def _pieces(paragraph: str, language: str) -> Iterator[Span]:
    """Part where the library does, and where it misses that a sentence ended and another began."""
    for offset, block in _blocks(paragraph):
        for found in get_sentence_boundaries(language, block):
            yield from _parts(found["text"], offset + found["start_index"], language)


def _blocks(paragraph: str) -> Iterator[tuple[int, str]]:
    """Cut a text without blanks up, after signs that surely end a sentence.

    sentencex 1.0.32 looks back to the last blank at each of them: an hour of Japanese would take
    seconds.
    """
    begin = 0
    if len(paragraph) > BLOCK and not paragraph.isascii():
        for found in _SURE_END.finditer(paragraph):
            if found.end() - begin >= BLOCK:
                yield begin, paragraph[begin : found.end()]
                begin = found.end()
    yield begin, paragraph[begin:]


def _parts(piece: str, start: int, language: str) -> Iterator[Span]:
    """Part what the library left whole, without the blanks around each part."""
    ends = [match.end() for match in _missed(language).finditer(piece)]
    inner = [0, *(end for end in ends if _begins_large(piece, end)), len(piece)]
    for first, last in pairwise(inner):
        part = piece[first:last]
        begin = start + first + len(part) - len(part.lstrip())
        if part.strip():
            yield begin, begin + len(part.strip())


def _is_cased(paragraph: str, pieces: Sequence[Span]) -> bool:
    """Tell whether sentences begin with capitals here; captions are often all in small letters."""
    begins = [paragraph[start] for start, _ in pieces]
    return sum(one.isupper() for one in begins) > sum(one.islower() for one in begins)


def _goes_on(ended: str, following: str, language: str, cased: bool) -> bool:  # noqa: FBT001 - a finding, passed on
    """Tell whether what the library took for a sentence's end is within one."""
    if not ended.endswith("."):
        return False
    if _begins_small(following) and (cased or _ABBREVIATED.search(ended)):
        return True
    if following[0].isdigit() and _COUNTED.search(ended):
        return True
    if language == "de" and _GERMAN_ORDINAL.search(ended):
        return True
    if language == "fr" and _FRENCH_TITLE.search(ended):
        return True
    return _LABEL.fullmatch(ended) is not None


def _begins_large(text: str, at: int) -> bool:
    """Tell whether a capital stands there, perhaps behind an opening mark."""
    return text[at : at + 2].lstrip(_OPENING)[:1].isupper()


def _begins_small(text: str) -> bool:
    """Tell whether a text goes on in small letters; a name such as iPhone does not."""
    return text[0].islower() and not text[1:2].isupper()


def _short_enough(text: str, span: Span, seams: Sequence[int]) -> Iterator[Span]:
    start, end = span
    length = said_length(text[start:end])
    if length > LONGEST:
        piece = max(PIECE * (end - start) // length, 2)  # fewer signs where each says more
        while end - start > piece * 3 // 2:
            seam = _seam(text, start, piece, seams)
            if seam is None:
                break
            yield start, start + len(text[start:seam].rstrip())
            start = seam
    yield start, end


def _seam(text: str, start: int, piece: int, seams: Sequence[int]) -> int | None:
    """Return where a run from `start` is best parted, a piece further on; None: nowhere."""
    least, goal, most = start + piece // 2, start + piece, start + piece * 3 // 2
    known = seams[bisect_left(seams, least) : bisect_left(seams, most)]
    clauses = [found.end() for found in _CLAUSE.finditer(text, least, most)]
    blanks = [found.end() for found in _BLANK.finditer(text, least, most)]
    choices = [at for at in known if at in clauses] or known or clauses or blanks
    return min(choices, key=lambda at: abs(at - goal), default=None)

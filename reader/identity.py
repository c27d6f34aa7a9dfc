"""Decides, from what two pages say, whether they show one and the same episode. Pure: no I/O.

Transcripts are the best witness, titles the second; shows, dates and lengths can only object.
`docs/decisions/0010-episode-identity.md` gives the reasons.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from zlib import crc32

from reader.cues import packed
from reader.model import EpisodeDraft, TurnDraft

_MOSTLY = 0.6  # of the shorter transcript, found in the other: the same words were spoken
_HARDLY = 0.15  # less than this is what any two conversations share
_NOTES_AGREE = 0.3
_FEW_MARKS = 8  # fewer word sequences than this prove nothing alone
_EXCERPT = 1 / 3  # a transcript shorter than this part of the other may be its trailer
_DAYS_APART = 2  # time zones, and the day a page was saved for the day of release
_ROUNDING_MS = 120_000  # lengths are printed in whole minutes, with or without the advertisements
_SHORT_TITLE_WORDS = 2  # "Bonus", "Trailer", "Episode 3": shared by many episodes

_WORDS = re.compile(r"\w+")
_SEQUENCE_WORDS = 4
_MAX_MARKS = 512


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text boiled down to hashes of its word sequences, for telling how much two texts share.

    Only hashes divisible by `modulus` are kept, so that a long text needs no more than some
    hundreds; two sketches are compared at the coarser of their moduli. Where the words are cut
    into turns or paragraphs makes no difference.
    """

    marks: frozenset[int]
    modulus: int = 1

    @property
    def size(self) -> int:
        """About how many word sequences the text has."""
        return len(self.marks) * self.modulus


EMPTY_SKETCH = Sketch(frozenset())


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells one episode from another."""

    title: str  # a key: see title_key()
    show: str = ""  # a key too
    day: date | None = None
    printed_ms: int | None = None
    notes: Sketch = EMPTY_SKETCH
    transcript: Sketch = EMPTY_SKETCH


@dataclass(frozen=True, slots=True)
class Digest:
    """A transcript boiled down: the parts of its episode's key and traits that take longest."""

    key: str  # the same only for the very same turns
    sketch: Sketch
    words: int
    last_ms: int  # the latest time in it


def words_of(text: str) -> list[str]:
    """Return the words without case, accents and punctuation."""
    if text.isascii():
        return _WORDS.findall(text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORDS.findall(bare)


def title_key(title: str) -> str:
    """Return the title as titles are compared; a title of signs alone stands for itself."""
    return " ".join(words_of(title)) or title.strip().casefold()


def sketch_of(texts: Iterable[str]) -> Sketch:
    """Boil texts, read one after the other, down to a sketch."""
    marks = set(_marks(words_of("\n".join(texts))))
    modulus = 1
    while len(marks) > _MAX_MARKS:
        modulus *= 2
        marks = {mark for mark in marks if mark % modulus == 0}
    return Sketch(frozenset(marks), modulus)


def transcript_sketch(turns: Iterable[TurnDraft]) -> Sketch:
    """Boil what was said down to a sketch; who said it is left out."""
    return sketch_of(paragraph for turn in turns for paragraph in turn.paragraphs)


def digest_of(turns: Sequence[TurnDraft]) -> Digest:
    """Boil a transcript down."""
    hashed = blake2b(digest_size=16)
    for turn in turns:
        parts = (turn.speaker, turn.paragraphs, turn.start_ms, turn.end_ms)
        hashed.update(repr(parts).encode("utf-8", "replace"))
        hashed.update(packed(turn.cues))
    return Digest(
        hashed.hexdigest(),
        transcript_sketch(turns),
        sum(len(paragraph.split()) for turn in turns for paragraph in turn.paragraphs),
        max(
            (t for turn in turns for t in (turn.start_ms, turn.end_ms) if t is not None), default=0
        ),
    )


def traits_of(draft: EpisodeDraft, digest: Digest | None = None) -> Traits:
    """Gather the traits of what a file gave; `digest` is that of its turns, where it is known."""
    return Traits(
        title_key(draft.title),
        title_key(draft.show),
        draft.date,
        draft.duration_ms,
        sketch_of([draft.notes]),
        transcript_sketch(draft.turns) if digest is None else digest.sketch,
    )


def content_key(draft: EpisodeDraft, digest: Digest | None = None) -> str:
    """Return a key that is the same only for the very same content."""
    turns = (digest or digest_of(draft.turns)).key
    rest = repr(replace(draft, turns=())).encode("utf-8", "replace")
    return blake2b(rest + turns.encode(), digest_size=16).hexdigest()


def overlap(one: Sketch, other: Sketch) -> float | None:
    """Return which part of the shorter text is found in the other, 0 to 1; None: cannot tell."""
    modulus = max(one.modulus, other.modulus)
    first, second = _thinned(one, modulus), _thinned(other, modulus)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else None


def likeness(
    one: Traits, other: Traits, *, same_source: bool = False, same_audio: bool = False
) -> float:
    """Return how surely two episodes are one: 0 for no, more for stronger evidence.

    `same_source`: both were read from one file, at different times. `same_audio`: both belong
    to the same recording. Symmetric in `one` and `other`.
    """
    shared = overlap(one.transcript, other.transcript)
    if shared is not None and _tells_alone(one, other) and shared >= _MOSTLY:
        return 4 + shared
    if same_audio and (shared is None or shared >= _HARDLY or one.title == other.title):
        return 3
    if one.title != other.title or _objections(one, other):
        return 0
    if same_source:
        return 2 + (overlap(one.notes, other.notes) or 0) / 2
    if shared is not None and shared < _HARDLY:
        return 0
    return 1 if _is_telling(one.title) or _confirmed(one, other, shared) else 0


def _marks(words: Sequence[str]) -> Iterator[int]:
    """Yield a hash of every sequence of so many words, joined by single spaces."""
    if not words:
        return
    encoded = [word.encode() for word in words]
    text = b" ".join(encoded)
    starts = list(accumulate((len(word) + 1 for word in encoded), initial=0))
    for start, after in zip(starts, starts[_SEQUENCE_WORDS:], strict=False):
        yield crc32(text[start : after - 1])
    if len(words) < _SEQUENCE_WORDS:
        yield crc32(text)


def _thinned(sketch: Sketch, modulus: int) -> frozenset[int]:
    if sketch.modulus == modulus:
        return sketch.marks
    return frozenset(mark for mark in sketch.marks if mark % modulus == 0)


def _tells_alone(one: Traits, other: Traits) -> bool:
    """Tell whether shared words are proof without the title: not for scraps or excerpts."""
    if one.title == other.title:
        return True
    sizes = sorted((one.transcript.size, other.transcript.size))
    return sizes[0] >= _FEW_MARKS and sizes[0] >= _EXCERPT * sizes[1]


def _objections(one: Traits, other: Traits) -> bool:
    """Tell whether something known of both speaks against their being one."""
    return _shows_differ(one, other) or _days_apart(one, other) or _lengths_differ(one, other)


def _shows_differ(one: Traits, other: Traits) -> bool:
    """Names of one show may be longer on one page: "Night Ferry", "Night Ferry with Ida Holm"."""
    shorter, longer = sorted((one.show, other.show), key=len)
    return f" {shorter} " not in f" {longer} " if shorter else False


def _days_apart(one: Traits, other: Traits) -> bool:
    if one.day is None or other.day is None:
        return False
    return abs((one.day - other.day).days) > _DAYS_APART


def _lengths_differ(one: Traits, other: Traits) -> bool:
    if not one.printed_ms or not other.printed_ms:
        return False
    longer = max(one.printed_ms, other.printed_ms)
    return abs(one.printed_ms - other.printed_ms) > max(_ROUNDING_MS, longer // 20)


def _is_telling(title: str) -> bool:
    return len(title.split()) > _SHORT_TITLE_WORDS


def _confirmed(one: Traits, other: Traits, shared: float | None) -> bool:
    """Tell whether, beside a title that many episodes have, something else agrees."""
    if shared is not None and shared >= _MOSTLY:
        return True
    if one.day is not None and other.day is not None:
        return True  # they agree, or there had been an objection
    notes = overlap(one.notes, other.notes)
    if notes is not None:
        return notes >= _NOTES_AGREE
    if one.printed_ms and other.printed_ms:
        return True
    return one.show == other.show

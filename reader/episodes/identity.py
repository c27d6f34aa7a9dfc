"""Decides, from what two pages say, whether they show one and the same episode. Pure: no I/O.

Transcripts are the best witness, titles the second; shows, dates and lengths can only object.
`docs/decisions/0010-episode-identity.md` gives the reasons.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from zlib import crc32

from reader.model import EpisodeDraft, TurnDraft
from reader.timing.cues import packed

_MOSTLY = 0.6  # of the shorter transcript, found in the other: the same words were spoken
_LARGELY = 0.75  # another machine's transcript, or a corrected one
_VERBATIM = 0.9  # the same transcript, a few corrections aside
_HARDLY = 0.15  # less than this is what any two conversations share
_NOTES_AGREE = 0.3
_ENOUGH_MARKS = 60  # what a show says at every beginning and end is often no shorter
_EXCERPT = 1 / 3  # a transcript shorter than this part of the other may be its trailer
_DAYS_APART = 2  # time zones, and the day a page was saved for the day of release
_ROUNDING_MS = 120_000  # lengths are printed in whole minutes, with or without the advertisements
_SHORT_TITLE_WORDS = 2  # "Bonus", "Trailer", "Episode 3": shared by many episodes

_WORDS = re.compile(r"\w+")
# Each ASCII byte in a word as it is compared, any other as a blank.
_ASCII_WORDS = bytes(ord(c.lower()) if _WORDS.match(c) else 32 for c in map(chr, range(256)))
_ROMAN = re.compile(r"(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_NUMBER_WORDS = (  # without accents and those that are articles; from 1 on
    "one two three four five six seven eight nine ten eleven twelve",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "premiere deux trois quatre cinq six sept huit neuf dix",
)
_NUMBERS = {
    word: str(value) for words in _NUMBER_WORDS for value, word in enumerate(words.split(), 1)
}
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
    marks = _marks(_encoded_words("\n".join(texts)))
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
    if _differ_in_a_number(one.title, other.title):
        return 3 if same_audio and shared is None else 0
    if shared is not None and _same_words(one, other, shared):
        return 4 + shared
    if same_audio and (shared is None or shared >= _HARDLY or one.title == other.title):
        return 3
    if one.title != other.title or _objections(one, other):
        return 0
    if same_source:
        return 2 + (overlap(one.notes, other.notes) or 0) / 2
    return 1 if _same_by_title(one, other, shared) else 0


def _encoded_words(text: str) -> list[bytes]:
    """Return what `words_of` returns, in UTF-8; of ASCII several times as fast."""
    if text.isascii():
        return text.encode().translate(_ASCII_WORDS).split()
    return [word.encode() for word in words_of(text)]


def _marks(words: Sequence[bytes]) -> set[int]:
    """Return a hash of every sequence of so many words, joined by single spaces."""
    text = b" ".join(words)
    if len(words) < _SEQUENCE_WORDS:
        return {crc32(text)} if words else set()
    starts = list(accumulate([len(word) + 1 for word in words], initial=0))
    ends = [after - 1 for after in starts[_SEQUENCE_WORDS:]]
    return set(map(crc32, map(text.__getitem__, map(slice, starts, ends))))


def _thinned(sketch: Sketch, modulus: int) -> frozenset[int]:
    if sketch.modulus == modulus:
        return sketch.marks
    return frozenset(mark for mark in sketch.marks if mark % modulus == 0)


def _same_words(one: Traits, other: Traits, shared: float) -> bool:
    """Tell whether the transcripts are of one conversation.

    Under titles that do not agree it takes the very same words, and something else that agrees:
    series of files made from one template share nearly all their words.
    """
    if one.title == other.title and not _objections(one, other):
        return shared >= _MOSTLY
    if not _tells_alone(one.transcript, other.transcript):
        return False
    contained = _contained(one.title, other.title)
    if _is_bare(one) != _is_bare(other) and not _numbers_a_part(one, other, contained):
        return shared >= _LARGELY  # a transcript file, whose title is only its name
    if contained is not None and _is_telling(contained):
        return shared >= (_VERBATIM if _objections(one, other) else _MOSTLY)
    return shared >= _VERBATIM and _vouched(one, other, contained)


def _is_bare(traits: Traits) -> bool:
    """Tell whether there is nothing but a transcript: no page said anything about it."""
    return not (traits.show or traits.day or traits.printed_ms or traits.notes.size)


def _numbers_a_part(one: Traits, other: Traits, contained: str | None) -> bool:
    """Tell whether one title is the other and a number: "Ferry", "Ferry 2"."""
    shorter, longer = sorted((_with_digits(one.title), _with_digits(other.title)), key=len)
    return contained is None and f" {shorter} " in f" {longer} "


def _tells_alone(one: Sketch, other: Sketch) -> bool:
    """Tell whether shared words can be proof: not those of scraps or excerpts."""
    shorter, longer = sorted((one.size, other.size))
    return shorter >= _ENOUGH_MARKS and shorter >= _EXCERPT * longer


def _contained(one: str, other: str) -> str | None:
    """Return the title that both have: one may say more ("Episode 12: The last ferry").

    A number after it is that of a part: "The last ferry", "The last ferry, part 2".
    """
    shorter, longer = sorted((_with_digits(one), _with_digits(other)), key=len)
    _, found, after = f" {longer} ".partition(f" {shorter} ")
    return shorter if found and not any(map(_is_number, after.split())) else None


def _differ_in_a_number(one: str, other: str) -> bool:
    """Tell whether titles are those of two parts: word for word alike but for their numbers."""
    first, second = _with_digits(one).split(), _with_digits(other).split()
    if len(first) != len(second) or first == second:
        return False
    return all(
        a == b or (_is_number(a) and _is_number(b)) for a, b in zip(first, second, strict=True)
    )


def _with_digits(title: str) -> str:
    """Write a title's numbers as digits: "part two" and "part II" are both "part 2"."""
    return " ".join(map(_digits_of, title.split()))


def _digits_of(word: str) -> str:
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word.isdecimal():
        return str(int(word))
    return _of_roman(word) if _ROMAN.fullmatch(word) else word


def _of_roman(numeral: str) -> str:
    """Read a roman numeral up to XXXIX; longer ones are rather words ("mix")."""
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    followers = [*values[1:], 0]
    return str(sum(-v if v < after else v for v, after in zip(values, followers, strict=True)))


def _is_number(word: str) -> bool:
    return any(letter.isdecimal() for letter in word)


def _vouched(one: Traits, other: Traits, contained: str | None) -> bool:
    """Tell whether something known of both agrees, and nothing objects.

    It is when they were released, how long they are, or a short title (a file's name: "ferry").
    """
    known = contained or (one.day and other.day) or (one.printed_ms and other.printed_ms)
    return bool(known) and not _objections(one, other)


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


def _same_by_title(one: Traits, other: Traits, shared: float | None) -> bool:
    """Tell whether an equal title is enough: transcripts of other words speak against it."""
    if shared is not None and shared < _HARDLY:
        return False
    return _is_telling(one.title) or _confirmed(one, other, shared)


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

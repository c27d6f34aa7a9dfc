"""Words as the index and the queries see them: where they stand, and folded so that they meet.

A word is a run of letters and digits with their combining marks; an apostrophe inside belongs to
it (don't, l'été), hyphens and underscores part words. Scripts that are written without spaces
(Han, kana, Thai, Lao, Khmer, Myanmar) give one word a character, so that several of them asked
for together are a phrase. Loads neither NumPy nor, until something is stemmed, Whoosh.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_WORD = 64  # code points of a folded word; the rest of it is not looked at

_APOSTROPHES = "'\u2019\u2018\u02bc\uff07"
# Soft hyphen, grapheme joiner, tatweel, zero widths, directions, byte order mark.
_IGNORED = "\u00ad\u034f\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SYLLABLES = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u17d7\u17dc\u3005-\u3007\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
_HALF_WIDTH_VOICING = "\uff9e\uff9f"
# Accents of Latin, Greek and Cyrillic, the points of Hebrew and Arabic, nuktas, variation
# selectors. Other marks are vowels (Indic) or tones (Thai), and stay; so does the breve of "й",
# which is a letter of its own that endings are told by.
_ACCENTS = re.compile(
    "(?<!\u0438)\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a\u093c\u09bc\u0a3c\u0abc\u0b3c"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_LEFT_OUT = re.compile(rf"[{_IGNORED}]|\s")
# Letters whose stroke or ligature Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys(_APOSTROPHES, "'")
)


def _marks() -> str:
    """Return every combining mark, as ranges; a word character to `re` none of them is."""
    ranges = ["\ufe00-\ufe0f", "\U000e0100-\U000e01ef"]
    first = None
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code)) in ("Mn", "Mc"):
            first = code if first is None else first
        elif first is not None:
            ranges.append(f"{chr(first)}-{chr(code - 1)}")
            first = None
    return "".join(ranges)


_MARKS = _marks()
_LETTER = rf"[^\W_{_SYLLABLES}{_IGNORED}]"
_ANY_WORD = re.compile(
    rf"[{_SYLLABLES}][{_MARKS}{_HALF_WIDTH_VOICING}]*"
    rf"|{_LETTER}(?:{_LETTER}+|[{_MARKS}]+|[{_IGNORED}]+(?={_LETTER})"
    rf"|[{_APOSTROPHES}](?={_LETTER}))*"
)
_COMMON_SIGNS = "\u201c\u201d\u2013\u2014\u2026\xa0"  # without them most texts are plain ASCII
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text: `text[start:end]`, in code points, and what it is folded to."""

    start: int
    end: int
    folded: str


def words_of(text: str) -> list[Word]:
    """Return a text's words in order, apart from each other."""
    return list(_words_in(text))


def _words_in(text: str) -> Iterator[Word]:
    for match in (_ASCII_WORD if text.isascii() else _ANY_WORD).finditer(text):
        folded = fold(match.group())
        if folded:
            yield Word(match.start(), match.end(), folded)


def raw_words(text: str) -> list[str]:
    """Return a text's words as they are written; those that `fold` makes nothing of as well."""
    plain = text.replace("\u2019", "'")
    for sign in () if plain.isascii() else _COMMON_SIGNS:
        plain = plain.replace(sign, " ")
    if plain.isascii():
        return _ASCII_WORD.findall(plain)
    return _ANY_WORD.findall(text)


def folded_words(text: str) -> list[str]:
    """Return what `words_of` folds a text's words to, without where they stand."""
    return [folded for folded in map(fold, raw_words(text)) if folded]


@lru_cache(maxsize=1 << 16)
def fold(raw: str) -> str:
    """Return a word in its plain form: no case, accents, ligatures; "" where nothing is left.

    Curly apostrophes become straight ones, invisible characters go, and what is longer than
    LONGEST_WORD is cut. Folding a folded word changes nothing.
    """
    if raw.isascii():
        return raw.lower()[:LONGEST_WORD].strip("'")
    spelled = unicodedata.normalize("NFKD", raw[: 4 * LONGEST_WORD])
    spelled = unicodedata.normalize("NFKD", spelled.casefold()).translate(_PLAIN_LETTERS)
    bare = _LEFT_OUT.sub("", _ACCENTS.sub("", spelled))
    return unicodedata.normalize("NFC", bare)[:LONGEST_WORD].strip("'")


_STEMMED = frozenset(("da", "nl", "en", "fi", "fr", "de", "hu", "it", "no", "pt", "ro", "ru"))
_STEMMED |= {"es", "sv"}
_SAME_STEMMER = {"nb": "no", "nn": "no", "gl": "pt"}
_ELIDING = frozenset(("fr", "it", "ca"))
_ELISION = re.compile(r"\A[a-z]{1,7}'(?=\w{2})")
_SUFFIXING = frozenset(("tr", "az"))  # a name's ending stands after an apostrophe: "izmir'de"
# Where the language is not known: what few words of English would be taken for.
_SOME_ELISION = re.compile(r"\A(?:[dljn]|qu|(?:d|n|su)?ell|all|dall|sull)'(?=\w{3})")
_SOME_SUFFIX = re.compile(r"(?<=\w{3})'(?:[dt][ae]n?|n?[iu]n|y[aeiu])\Z")
_ARABIC = "\u0620"
_ARTICLE = re.compile("\\A(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=\\w{3})")
_MOST_STEMMED = 40  # code points; no word of a language is longer


def stem(folded: str, language: str) -> str:
    """Return what a folded word is found by among its inflections in a language.

    `language` is a tag such as "pt-BR"; where it is "" English is taken, as most transcripts do
    not say theirs, Russian for Cyrillic letters and Arabic for its own; and "l'air" or "izmir'de"
    are known by their apostrophes. Of Arabic the article goes. A language without a stemmer
    leaves words as they are. Apostrophes are dropped: "dont" meets "don't".
    """
    return stem_as(folded, stemmed_as(language))


@lru_cache
def stemmed_as(language: str) -> str:
    """Return the name under which a language's words are stemmed; several share one."""
    subtag = re.split("[-_]", language.strip(), maxsplit=1)[0].lower()
    name = _SAME_STEMMER.get(subtag, subtag)
    is_known = name in _STEMMED or name in _ELIDING or name in _SUFFIXING or name == "ar"
    return name if not name or is_known else "-"


@lru_cache(maxsize=1 << 17)
def stem_as(folded: str, name: str) -> str:
    """Return a word's stem by the name that `stemmed_as` answers for its language."""
    if not name:
        folded, name = _bare(folded), _language_of(folded)
    if name in _ELIDING:
        folded = _ELISION.sub("", folded)
    elif name in _SUFFIXING:
        folded = folded.partition("'")[0]
    elif name == "ar":
        folded = _ARTICLE.sub("", folded)
    if name not in _STEMMED or len(folded) > _MOST_STEMMED:
        return folded.replace("'", "")
    return _stemmer(name)(folded).replace("'", "") or folded


def _bare(folded: str) -> str:
    """Return a word of any language without what some join to it by an apostrophe."""
    if "'" not in folded:
        return folded
    return _SOME_SUFFIX.sub("", _SOME_ELISION.sub("", folded))


def _language_of(folded: str) -> str:
    """Return which language's endings a word is taken to have, by its letters."""
    first = folded[:1]
    if first < "\u0400":
        return "en"
    return "ru" if first <= "\u04ff" else "ar" if _ARABIC <= first <= "\u064a" else "-"


@lru_cache
def _stemmer(name: str) -> Callable[[str], str]:
    from whoosh.lang import stemmer_for_language  # noqa: PLC0415  (loads every language)

    stemmer: Callable[[str], str] = stemmer_for_language(name)
    return stemmer

"""The query language: what a person types, as a tree. Whatever is typed, something is read.

A tree's leaves are terms (folded words), phrases and filters. Words that stand side by side are
all wanted; NOT binds tightest, then near, then AND, then OR. See docs/decisions/0016.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reader.search.records import HitKind

NEAR_WORDS = 10  # how far apart words may be where `near` does not say it


class Form(StrEnum):
    """What a term stands for."""

    WORD = "word"  # itself and its inflections
    EXACT = "exact"  # itself alone
    PREFIX = "prefix"  # every word that begins so


class Name(StrEnum):
    """A field that is asked for by the beginnings of its words."""

    SPEAKER = "speaker"
    SHOW = "show"
    EPISODE = "episode"
    CHAPTER = "chapter"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Term:
    """One word, folded. It was typed at `query[start:end]`, in code points."""

    text: str
    form: Form = Form.WORD
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one directly after the other; at least two."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name, title or tag holds words that begin so; `whole`: a tag is exactly that."""

    name: Name
    words: tuple[str, ...]  # folded; of a tag: the tag folded as one
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """An episode's date is known and in `first <= date < before`; None: open on that side."""

    first: dt.date | None = None
    before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class OfKind:
    """A hit is of one of these kinds."""

    kinds: frozenset[HitKind]


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms or phrases whose first words are at most `within` words apart, either first."""

    left: Term | Phrase
    right: Term | Phrase
    within: int = NEAR_WORDS


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: "Node"


Filter = Named | Dated | OfKind
Node = Term | Phrase | Near | And | Or | Not | Named | Dated | OfKind


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed and what was read from it; `root` is None where nothing can be asked for.

    `last` is the word that may still be being typed; `remark` says what was left out and why.
    """

    text: str
    root: Node | None
    last: Term | None = None
    remark: str = ""


def wanted(node: Node | None) -> Iterator[Term | Phrase]:
    """Yield the terms and phrases that are asked for: those of `-word` are not."""
    if isinstance(node, Term | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from wanted(part)
    elif isinstance(node, Near):
        yield from wanted(node.left)
        yield from wanted(node.right)


def wanted_terms(node: Node | None) -> Iterator[Term]:
    """Yield the words that are asked for, those of phrases as well, in the order typed."""
    for leaf in wanted(node):
        yield from leaf.terms if isinstance(leaf, Phrase) else (leaf,)


def filters(node: Node | None) -> Iterator[Filter]:
    """Yield every filter, negated ones as well."""
    if isinstance(node, Named | Dated | OfKind):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from filters(part)
    elif isinstance(node, Not):
        yield from filters(node.part)


def replaced(node: Node, new: Mapping[Term, Term]) -> Node:
    """Return the tree with other terms in the place of some, wherever they stand."""
    match node:
        case Term() | Phrase():
            return _leaf_replaced(node, new)
        case And() | Or():
            return type(node)(tuple(replaced(part, new) for part in node.parts))
        case Near():
            left, right = _leaf_replaced(node.left, new), _leaf_replaced(node.right, new)
            return Near(left, right, node.within)
        case _:
            return node  # filters; and what is not wanted is right as it is


def _leaf_replaced(leaf: Term | Phrase, new: Mapping[Term, Term]) -> Term | Phrase:
    if isinstance(leaf, Term):
        return new.get(leaf, leaf)
    return Phrase(tuple(new.get(term, term) for term in leaf.terms))


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One thing that can be asked for; the example alone is a whole query."""

    syntax: str
    meaning: str
    example: str


HELP = (
    HelpLine("words", "all of them, in any inflection, accents or not", "training models"),
    HelpLine('"exact phrase"', "these words in this order, as they are", '"open models"'),
    HelpLine("OR", "either; AND binds tighter, parentheses group", "(audio OR video) editing"),
    HelpLine("-word", "without it; NOT does the same", "python -snake"),
    HelpLine("begin*", "every word that begins so", "transcri*"),
    HelpLine(
        "near", f"within {NEAR_WORDS} words of each other; near/3 within three", "open near weights"
    ),
    HelpLine("speaker:", "said by; the beginning of a name will do", "speaker:ann climate"),
    HelpLine("show:", "in a show", 'show:"night school" memory'),
    HelpLine("episode:", "in an episode with this in its title", "episode:interview childhood"),
    HelpLine("chapter:", "within chapters with this in their title", "chapter:introduction"),
    HelpLine("tag:", "in episodes, or in bookmarks, that are tagged so", "tag:favourite"),
    HelpLine("before:", "in episodes of an earlier day, month or year", "elections before:2026-02"),
    HelpLine("after:", "in episodes from that day, month or year on", "elections after:2025"),
    HelpLine("on:", "in episodes of that day, month or year", "elections on:2026-02-15"),
    HelpLine("is:", "a turn, chapter, note, title or bookmark", "is:bookmark"),
)

"""Reads what was typed as a query: tokens first, then the tree. Every text reads as something.

Half-typed is the normal case, for a search runs with every key: an open quote lasts until the
end, an operator without two sides is not there, a field without a value neither.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.search.query import (
    NEAR_WORDS,
    And,
    Dated,
    Form,
    Name,
    Named,
    Near,
    Node,
    Not,
    OfKind,
    Or,
    Phrase,
    Query,
    Term,
    wanted_terms,
)
from reader.search.records import HitKind
from reader.search.words import fold, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_CHARACTERS = 20_000
MOST_TERMS = 200
DEEPEST = 40  # parentheses; further ones are not seen
FURTHEST_NEAR = 1_000
MOST_PAIRS = 64  # of alternatives that are to be near one another

_QUOTES = '"“”„‟«»＂'
_STOPS = rf"\s()（）|{_QUOTES}"
_DATES = ("before", "after", "on")
_FIELDS = "|".join((*Name, *_DATES, "is"))
_TOKEN = re.compile(
    rf"(?P<open>[(（])|(?P<close>[)）])|(?P<either>\|+)"
    rf"|(?P<minus>(?<![^{_STOPS}])-+)(?=[^\s-])"
    rf"|(?P<field>{_FIELDS})[:：](?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|\Z)"
    rf"|(?P<value>[^{_STOPS}]*))"
    rf"|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?:[{_QUOTES}]|\Z)"
    rf"|(?P<chunk>[^{_STOPS}]+)",
    re.IGNORECASE,
)
_NEAR = re.compile(r"near(?:/(\d{1,4}))?", re.IGNORECASE)
_DATE = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?[-/.]?")


class _Sign(Enum):
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    LEAF = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    sign: _Sign
    node: Node | None = None  # of a leaf; of `near`, what it is where it joins nothing
    within: int = NEAR_WORDS


_OPERATORS = {"AND": _Sign.AND, "OR": _Sign.OR, "NOT": _Sign.NOT}
_BEGINNING = (_Sign.OPEN, _Sign.LEAF)


def parse(text: str) -> Query:
    """Read a query. Never raises; what makes no sense (yet) is left out."""
    reading = _Tokens(text[:MOST_CHARACTERS])
    root = _Tree(reading.tokens).whole()
    if len(text) > MOST_CHARACTERS:
        reading.note(f"Only the first {MOST_CHARACTERS:,} characters of the query were read.")
    return Query(text, root, _last(text, root), " ".join(reading.remarks))


def _last(text: str, root: Node | None) -> Term | None:
    """Return the word at the text's end, unless it is said to be whole, or a beginning."""
    end = len(text.rstrip())
    for term in wanted_terms(root):
        if term.end == end and term.form is not Form.PREFIX:
            return term
    return None


class _Tokens:
    """A text's tokens, with remarks on what was left out."""

    def __init__(self, text: str) -> None:
        self.tokens: list[_Token] = []
        self.remarks: list[str] = []
        self._terms = 0
        self._depth = 0
        readers: dict[str, Callable[[re.Match[str]], None]] = {
            "open": self._read_open,
            "close": self._read_close,
            "either": lambda _: self._add(_Sign.OR),
            "minus": lambda _: self._add(_Sign.NOT),
            "quoted": self._read_field,
            "value": self._read_field,
            "phrase": self._read_phrase,
            "chunk": self._read_chunk,
        }
        for match in _TOKEN.finditer(text):
            readers[match.lastgroup or "chunk"](match)

    def note(self, remark: str) -> None:
        if remark not in self.remarks:
            self.remarks.append(remark)

    def _add(self, sign: _Sign, node: Node | None = None, within: int = NEAR_WORDS) -> None:
        self.tokens.append(_Token(sign, node, within))

    def _read_open(self, _: re.Match[str]) -> None:
        self._depth += 1
        if self._depth <= DEEPEST:
            self._add(_Sign.OPEN)

    def _read_close(self, _: re.Match[str]) -> None:
        if 0 < self._depth <= DEEPEST:
            self._add(_Sign.CLOSE)
        self._depth = max(0, self._depth - 1)

    def _read_phrase(self, match: re.Match[str]) -> None:
        self._add_words(match["phrase"], match.start("phrase"), Form.EXACT)

    def _read_chunk(self, match: re.Match[str]) -> None:
        chunk = match["chunk"]
        if chunk in _OPERATORS:
            self._add(_OPERATORS[chunk])
        elif near := _NEAR.fullmatch(chunk):
            within = min(max(1, int(near[1] or NEAR_WORDS)), FURTHEST_NEAR)
            word = Term("near", Form.WORD, match.start(), match.start() + len("near"))
            self._add(_Sign.NEAR, word, within)
        else:
            self._read_parts(chunk, match.start())

    def _read_parts(self, chunk: str, offset: int) -> None:
        """Read words; those that a hyphen or the like joins stand side by side in the text."""
        for part in re.finditer("[^:：]+", chunk):
            self._add_words(part[0], offset + part.start(), Form.WORD)

    def _add_words(self, text: str, offset: int, form: Form) -> None:
        terms = tuple(
            Term(
                word.folded,
                Form.PREFIX if text.startswith("*", word.end) else form,
                offset + word.start,
                offset + word.end,
            )
            for word in words_of(text)
        )
        room = MOST_TERMS - self._terms
        if len(terms) > room:
            self.note(f"Only the first {MOST_TERMS} words of the query were looked for.")
        terms = terms[:room]
        self._terms += len(terms)
        if terms:
            self._add(_Sign.LEAF, terms[0] if len(terms) == 1 else Phrase(terms))

    def _read_field(self, match: re.Match[str]) -> None:
        name = match["field"].lower()
        value = match["value"] if match["quoted"] is None else match["quoted"]
        if name == "is":
            node = self._kinds(value)
        elif name in _DATES:
            node = self._dates(name, value)
        else:
            node = _named(Name(name), value, quoted=match["quoted"] is not None)
        if node:
            self._add(_Sign.LEAF, node)

    def _kinds(self, value: str) -> Node | None:
        wanted = value.strip().lower()
        kinds = frozenset(kind for kind in HitKind if wanted in (kind, f"{kind}s"))
        kinds = kinds or frozenset(kind for kind in HitKind if kind.startswith(wanted))
        if wanted and not kinds:
            self.note(f"“is:{value[:40]}” is no kind; there are {', '.join(HitKind)}.")
        return OfKind(kinds) if wanted and kinds else None

    def _dates(self, name: str, value: str) -> Node | None:
        days = _days(value.strip())
        if days:
            first, end = days
            return {"before": Dated(None, first), "after": Dated(first), "on": Dated(first, end)}[
                name
            ]
        if value.strip():
            self.note(f"“{name}:{value[:40]}” is no date; write 2026, 2026-02 or 2026-02-15.")
        return None


def _named(name: Name, value: str, *, quoted: bool) -> Named | None:
    value = value.rstrip("*")
    if name is Name.TAG:
        tag = fold(value)
        return Named(name, (tag,), quoted) if tag else None
    words = tuple(word.folded for word in words_of(value))[:MOST_TERMS]
    return Named(name, words) if words else None


def _days(value: str) -> tuple[dt.date, dt.date] | None:
    """Return the first day of a day, month or year, and the one after its last."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 1, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first + dt.timedelta(days=1)
    if month:
        return first, (first + dt.timedelta(days=31)).replace(day=1)
    return first, dt.date(first.year + 1, 1, 1)


class _Tree:
    """Makes a tree of tokens, by descent: or, and, near, not, then a leaf or a group."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Node | None:
        return self._either()

    def _sign(self, ahead: int = 0) -> _Sign | None:
        at = self._at + ahead
        return self._tokens[at].sign if at < len(self._tokens) else None

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _either(self) -> Node | None:
        parts = [self._all()]
        while self._sign() is _Sign.OR:
            self._take()
            parts.append(self._all())
        return _joined(Or, parts)

    def _all(self) -> Node | None:
        parts: list[Node | None] = []
        while self._sign() not in (_Sign.OR, _Sign.CLOSE, None):
            if self._sign() is _Sign.AND:
                self._take()
            else:
                parts.append(self._close_by())
        return _joined(And, parts)

    def _close_by(self) -> Node | None:
        left = self._maybe_not()
        pairs: list[Node | None] = []
        while left and self._sign() is _Sign.NEAR and self._sign(1) in _BEGINNING:
            within = self._take().within
            right = self._group_or_leaf()
            if right is None:
                break
            pairs.append(_near(left, right, within))
            left = right
        return _joined(And, pairs) if pairs else left

    def _maybe_not(self) -> Node | None:
        negated = False
        while self._sign() is _Sign.NOT:
            self._take()
            negated = not negated
        if negated and self._sign() is _Sign.NEAR:
            return _negated(self._take().node)
        node = self._group_or_leaf()
        return _negated(node) if negated else node

    def _group_or_leaf(self) -> Node | None:
        if self._sign() in (_Sign.LEAF, _Sign.NEAR):
            return self._take().node
        if self._sign() is not _Sign.OPEN:
            return None
        self._take()
        node = self._either()
        if self._sign() is _Sign.CLOSE:
            self._take()
        return node


def _negated(node: Node | None) -> Node | None:
    return node.part if isinstance(node, Not) else Not(node) if node else None


def _near(left: Node, right: Node, within: int) -> Node:
    """Return the two close by, of alternatives any. What has no place is wanted somewhere."""
    lefts = left.parts if isinstance(left, Or) else (left,)
    rights = right.parts if isinstance(right, Or) else (right,)
    if len(lefts) * len(rights) > MOST_PAIRS:
        return And((left, right))
    pairs = [_pair(one, other, within) for one in lefts for other in rights]
    return Or(tuple(pairs)) if len(pairs) > 1 else pairs[0]


def _pair(left: Node, right: Node, within: int) -> Node:
    if isinstance(left, Term | Phrase) and isinstance(right, Term | Phrase):
        return Near(left, right, within)
    return And((left, right))


def _joined(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    """Return the parts that are there as one node, nested ones of its kind taken apart."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat += part.parts
        elif part is not None:
            flat.append(part)
    return kind(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None

"""Our segments as a codec of Whoosh's: its own searcher reads the same index, term by term.

Whoosh keeps the list of segments, its generations and its lock. Its searcher, on the fields
`text`, `name` and `tag`, finds what the arrays find: that is how the index is checked against an
engine that knows nothing of arrays. It does not write; `reader.search.index` does, by the unit.
"""
# Whoosh carries no types, hence what is subclassed is Any: type: ignore[misc].

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields
from whoosh.analysis import Token, Tokenizer
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from reader.search.lexicons import StoredLexicon
from reader.search.segment_file import SegmentFile
from reader.search.segments import KINDS, Numbers
from reader.search.words import words_of

EXTENSION = ".arrays"


class WordTokenizer(Tokenizer):  # type: ignore[misc]
    """Cuts a text, or the words of a query, as the index does."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Yield tokens; the same object each time, as Whoosh's own tokenizers do."""
        first = options.pop("start_pos", 0)
        token = Token(**options)
        for place, word in enumerate(words_of(value), first):
            token.text, token.boost, token.pos = word.folded, 1.0, place
            token.startchar, token.endchar = word.start, word.end
            yield token


def schema() -> fields.Schema:
    """Return the fields: three that are searched, and what says where a document is from."""
    return fields.Schema(
        text=fields.TEXT(WordTokenizer()),
        name=fields.TEXT(WordTokenizer(), phrase=False),
        tag=fields.ID(),
        unit=fields.STORED(),
        kind=fields.STORED(),
        number=fields.STORED(),
        key=fields.STORED(),
    )


class ArraySegment(base.Segment):  # type: ignore[misc]
    """What the list of segments says of one: `removed` are (unit's number, first, end)."""

    def __init__(self, indexname: str, documents: int) -> None:
        super().__init__(indexname)
        self.documents = documents
        self.removed: tuple[tuple[int, int, int], ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the file with its arrays."""
        return str(self.make_filename(EXTENSION))

    @property
    def removed_units(self) -> frozenset[int]:
        """The numbers of its units that are gone."""
        return frozenset(number for number, _, _ in self.removed)

    def remove(self, number: int, first: int, end: int) -> None:
        """Take a unit out, which has the documents `first:end`."""
        if number not in self.removed_units:
            self.removed = (*self.removed, (number, first, end))

    def codec(self) -> "ArrayCodec":
        """Return how it is read."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Return whether Whoosh should put its files into one: it is one."""
        return False

    def doc_count_all(self) -> int:
        """Return how many documents it has, removed ones counted."""
        return self.documents

    def deleted_count(self) -> int:
        """Return how many of them are removed."""
        return sum(end - first for _, first, end in self.removed)

    def deleted_docs(self) -> Iterator[int]:
        """Yield those that are removed."""
        for _, first, end in self.removed:
            yield from range(first, end)

    def is_deleted(self, docnum: int) -> bool:
        """Return whether one is removed."""
        return any(first <= docnum < end for _, first, end in self.removed)


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads segments of arrays for Whoosh."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "_Terms":
        """Return what answers for words."""
        return _Terms(SegmentFile(Path(storage.folder) / segment.file_name))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "_Documents":
        """Return what answers for documents."""
        return _Documents(SegmentFile(Path(storage.folder) / segment.file_name), segment)


class _Documents(base.PerDocumentReader):  # type: ignore[misc]
    def __init__(self, stored: SegmentFile, segment: ArraySegment) -> None:
        self._stored = stored
        self._segment = segment
        self.doc_count, self.doc_count_all = segment.doc_count, segment.doc_count_all
        self.has_deletions, self.is_deleted = segment.has_deletions, segment.is_deleted
        self.deleted_docs = segment.deleted_docs

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._stored.lengths[docnum]) if fieldname == "text" else default

    def field_length(self, fieldname: str) -> int:
        return int(self._stored.lengths.sum()) if fieldname == "text" else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._stored.lengths.min(initial=0)) if fieldname == "text" else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._stored.lengths.max(initial=0)) if fieldname == "text" else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        stored = self._stored
        return {
            "unit": stored.units[int(stored.unit_of[docnum])].id,
            "kind": KINDS[int(stored.kinds[docnum])].value,
            "number": int(stored.numbers[docnum]),
            "key": stored.keys.get(docnum, ""),
        }


class _Terms(base.TermsReader):  # type: ignore[misc]
    def __init__(self, stored: SegmentFile) -> None:
        self._stored = stored
        self._lexicons = {"name": stored.names, "tag": stored.tags, "text": stored.texts}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) is not None

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in self._lexicons:
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        lexicon = self._lexicon(fieldname)
        for number in range(lexicon.first_from(prefix), len(lexicon)):
            yield fieldname, lexicon.encoded(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def indexed_field_names(self) -> Sequence[str]:
        return list(self._lexicons)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        documents, often = self._postings(fieldname, text)
        lengths = self._stored.lengths[documents] if fieldname == "text" else often
        ends = {"minid": int(documents[0]), "maxid": int(documents[-1])}
        longest = {"minlength": int(lengths.min()), "maxlength": int(lengths.max())}
        weights = {"weight": int(often.sum()), "maxweight": int(often.max())}
        return TermInfo(df=len(documents), **weights, **longest, **ends)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        if (fieldname, text) not in self:
            raise TermNotFound(f"{fieldname}:{text!r}")
        documents, often = self._postings(fieldname, text)
        values = None
        if fieldname == "text":
            values = _Positions(self._stored, self._lexicon(fieldname).find(text.decode()), format_)
        known = {"term": (fieldname, text), "terminfo": self.term_info(fieldname, text)}
        weights = often.astype(float).tolist()
        return ListMatcher(documents.tolist(), weights, values, format_, scorer=scorer, **known)

    def _postings(self, fieldname: str, text: bytes) -> tuple[Numbers, Numbers]:
        number = self._number(fieldname, text)
        if number is None:
            raise KeyError(text)  # which Whoosh takes for a word that is nowhere
        if fieldname == "text":
            return self._stored.documents([number])
        find = self._stored.named if fieldname == "name" else self._stored.tagged
        documents = find([number])
        return documents, np.ones(len(documents), np.int32)

    def _lexicon(self, field: str) -> StoredLexicon:
        if field not in self._lexicons:
            raise TermNotFound(f"No field {field!r}")
        return self._lexicons[field]

    def _number(self, field: str, text: bytes) -> int | None:
        return self._lexicons[field].find(text.decode()) if field in self._lexicons else None


class _Positions:
    """Where a word stands in each of its documents, as Whoosh encodes it: made when asked for."""

    def __init__(self, stored: SegmentFile, word: int | None, format_: Any) -> None:
        self._format = format_
        places = stored.places([] if word is None else [word])
        documents = np.searchsorted(stored.first_places, places, side="right") - 1
        within = places - stored.first_places[documents]
        self._by_document = np.split(within, np.flatnonzero(np.diff(documents)) + 1)

    def __len__(self) -> int:
        return len(self._by_document)

    def __getitem__(self, place: int) -> bytes:
        encoded: bytes = self._format.encode(self._by_document[place].tolist())
        return encoded

"""The query language: what is typed, and what is read from it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.parsing import DEEPEST, MOST_CHARACTERS, MOST_TERMS, parse
from reader.search.query import (
    HELP,
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
    Term,
    replaced,
    wanted_terms,
)
from reader.search.records import HitKind


def word(text: str) -> Term:
    return Term(text)


def exact(*texts: str) -> Node:
    terms = tuple(Term(text, Form.EXACT) for text in texts)
    return Phrase(terms) if len(terms) > 1 else terms[0]


def beginning(text: str) -> Term:
    return Term(text, Form.PREFIX)


a, b, c = word("a"), word("b"), word("c")

READ_AS = [
    ("models", word("models")),
    ("Open Modèles", And((word("open"), word("modeles")))),
    ('"open models"', exact("open", "models")),
    ("“open models” now", And((exact("open", "models"), word("now")))),
    ("«models»", exact("models")),
    ("open-source", Phrase((word("open"), word("source")))),
    ("don’t", word("don't")),
    ("a AND b", And((a, b))),
    ("a OR b c", Or((a, And((b, c))))),
    ("(a OR b) c", And((Or((a, b)), c))),
    ("a|b", Or((a, b))),
    ("a -b", And((a, Not(b)))),
    ("a NOT b", And((a, Not(b)))),
    ('a -"b c"', And((a, Not(exact("b", "c"))))),
    ("-(a b)", Not(And((a, b)))),
    ("NOT NOT a", a),
    ("a and b or not c", And((a, word("and"), b, word("or"), word("not"), c))),
    ("transcri*", beginning("transcri")),
    ('"open mod*"', Phrase((Term("open", Form.EXACT), beginning("mod")))),
    ("a near b", Near(a, b, 10)),
    ("a NEAR/3 b", Near(a, b, 3)),
    ("a near/0 b", Near(a, b, 1)),
    ("a near b near/2 c", And((Near(a, b, 10), Near(b, c, 2)))),
    ("a near (b OR c)", Or((Near(a, b), Near(a, c)))),
    ('"a b" near c', Near(Phrase((Term("a", Form.EXACT), Term("b", Form.EXACT))), c)),
    ("a near b c", And((Near(a, b), c))),
    ("a near is:turn", And((a, OfKind(frozenset({HitKind.TURN}))))),
    ("speaker:Lucas a", And((Named(Name.SPEAKER, ("lucas",)), a))),
    ('SPEAKER:"Lucas Pérez"', Named(Name.SPEAKER, ("lucas", "perez"))),
    ("speaker:“Lucas P", Named(Name.SPEAKER, ("lucas", "p"))),
    ("-show:night", Not(Named(Name.SHOW, ("night",)))),
    ("episode:why* chapter:x", And((Named(Name.EPISODE, ("why",)), Named(Name.CHAPTER, ("x",))))),
    ("tag:Read-Later", Named(Name.TAG, ("read-later",))),
    ('tag:"ai"', Named(Name.TAG, ("ai",), whole=True)),
    ("before:2026-02", Dated(None, dt.date(2026, 2, 1))),
    ("after:2026-02", Dated(dt.date(2026, 2, 1))),
    ("after:2026/2/15", Dated(dt.date(2026, 2, 15))),
    ("before:2026", Dated(None, dt.date(2026, 1, 1))),
    ("on:2026", Dated(dt.date(2026, 1, 1), dt.date(2027, 1, 1))),
    ("on:2025-12", Dated(dt.date(2025, 12, 1), dt.date(2026, 1, 1))),
    ("on:2024-02-29", Dated(dt.date(2024, 2, 29), dt.date(2024, 3, 1))),
    ("is:bookmarks", OfKind(frozenset({HitKind.BOOKMARK}))),
    ("is:t", OfKind(frozenset({HitKind.TURN, HitKind.TITLE}))),
    ("foo:bar", And((word("foo"), word("bar")))),
    ("日本 x", And((Phrase((word("日"), word("本"))), word("x")))),
]


@pytest.mark.parametrize(("text", "tree"), READ_AS, ids=[text for text, _ in READ_AS])
def test_is_read_as_documented(text: str, tree: Node) -> None:
    assert parse(text).root == tree


HALF_TYPED = [
    ("", None),
    ("   ", None),
    ("*", None),
    ("— … ?!", None),
    ('"', None),
    ("()", None),
    ("-", None),
    ("AND", None),
    ("NOT OR (", None),
    ("speaker:", None),
    ('speaker:""', None),
    ("is:", None),
    ("before:", None),
    ('a "b', And((a, exact("b")))),
    ("speaker: a", a),
    ("a AND", a),
    ("OR a", a),
    ("a OR OR b", Or((a, b))),
    ("a AND OR b", Or((a, b))),
    ("a NOT", a),
    ("a -", a),
    ("((a", a),
    ("a) b", And((a, b))),
    ("near", word("near")),
    ("near a", And((word("near"), a))),
    ("a near", And((a, word("near")))),
    ("a near -b", And((a, word("near"), Not(b)))),
    ("a NOT near", And((a, Not(word("near"))))),
    ("- a", a),
]


@pytest.mark.parametrize(("text", "tree"), HALF_TYPED, ids=[repr(text) for text, _ in HALF_TYPED])
def test_half_typed_reads_what_is_there(text: str, tree: Node | None) -> None:
    assert parse(text).root == tree


@pytest.mark.parametrize("text", ["before:yesterday", "on:2026-13", "after:20", "is:song"])
def test_a_value_that_means_nothing_is_left_out_and_said(text: str) -> None:
    query = parse(f"{text} a")
    assert query.root == a
    assert f"“{text}”" in query.remark


def test_terms_know_where_they_were_typed() -> None:
    text = "😀 Ope\u0301n (“the DOOR”)"
    typed = [text[term.start : term.end] for term in wanted_terms(parse(text).root)]
    assert typed == ["Ope\u0301n", "the", "DOOR"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("open mod", word("mod")),
        ("open mod  ", word("mod")),
        ('"open mod', Term("mod", Form.EXACT)),
        ("open-mod", word("mod")),
        ("near", word("near")),
        ('"open mod"', None),
        ("open mod*", None),
        ("mod speaker:ann", None),
        ("open -mod", None),
        ("", None),
    ],
)
def test_the_last_word_may_still_be_being_typed(text: str, last: Term | None) -> None:
    assert parse(text).last == last


def test_a_term_is_replaced_wherever_it_is_wanted() -> None:
    root = parse('a (b OR "a c") -a').root
    assert root is not None
    swapped = replaced(root, {a: c, Term("a", Form.EXACT): Term("d", Form.EXACT)})
    assert swapped == parse('c (b OR "d c") -a').root


def test_a_thousand_alternatives_are_cut_and_said() -> None:
    query = parse(" OR ".join(f"w{n}" for n in range(1000)))
    assert isinstance(query.root, Or)
    assert len(query.root.parts) == MOST_TERMS
    assert str(MOST_TERMS) in query.remark


def test_an_endless_query_is_cut_and_said() -> None:
    query = parse("-" * MOST_CHARACTERS + "a b")
    assert query.root is None
    assert f"{MOST_CHARACTERS:,}" in query.remark


def test_deep_parentheses_are_seen_through() -> None:
    query = parse("(-" * 5_000 + "a" + ")" * 5_000 + " b")
    assert isinstance(query.root, And)
    assert query.root.parts[-1] == b
    assert parse("(" * (DEEPEST + 3) + "a OR b" + ")" * (DEEPEST + 3) + " c").root == And(
        (Or((a, b)), c)
    )


def test_pairs_of_many_alternatives_are_wanted_anywhere() -> None:
    many = " OR ".join(f"w{n}" for n in range(20))
    assert isinstance(parse(f"({many}) near ({many})").root, And)


PIECES = st.sampled_from(
    [
        *'"“()-|:*’😀本é\x00 ',
        *("a", "b*", "AND", "OR", "NOT", "near", "near/2"),
        *("is:", "x:y", "speaker:", "before:2026", "on:9", "tag:q", "  "),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_whatever_is_typed_is_read(text: str) -> None:
    query = parse(text)
    assert query.text == text
    for term in wanted_terms(query.root):
        assert 0 <= term.start < term.end <= len(text)


@pytest.mark.parametrize("line", HELP, ids=[line.syntax for line in HELP])
def test_every_example_of_the_help_is_understood(line: object) -> None:
    example = getattr(line, "example", "")
    query = parse(example)
    assert query.root is not None
    assert not query.remark


def test_the_help_names_every_field() -> None:
    explained = {line.syntax for line in HELP}
    assert {f"{name}:" for name in (*Name, "before", "after", "on", "is")} <= explained

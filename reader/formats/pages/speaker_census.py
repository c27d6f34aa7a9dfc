"""Which names on a page are speakers: decided over all heads together, never by one line."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reader.formats.pages.speaker_names import is_label, is_likely_label, is_plain_name
from reader.formats.pages.turn_heads import Head, HeadShape, named_by_label

_TIMED_NAMES = frozenset({HeadShape.NAMED_TIMED, HeadShape.NAMED_TIMED_LINE})
_UNTIMED_NAMES = frozenset({HeadShape.NAMED, HeadShape.NAME_LINE})


def are_labelled(heads: Sequence[Head | None]) -> bool:
    """Say whether most timed lines are `time label:`, so that each time begins a turn."""
    stamped = [head for head in heads if head is not None and head.start_ms is not None]
    labelled = sum(bool(head.label) or _is_colon_line(head) for head in stamped)
    return labelled >= 2 and labelled * 2 > len(stamped)


def with_labels(heads: Sequence[Head | None]) -> list[Head | None]:
    """Make speakers of the labels that no rule about names knows; for labelled lines only."""
    return [head and named_by_label(head) for head in heads]


def _is_colon_line(head: Head) -> bool:
    return bool(head.speaker and head.untitled) and not is_bare_line(head)


def speakers_among(heads: Sequence[Head | None], blocks: int, *, announced: bool) -> frozenset[str]:
    """Return the names that are speakers'.

    `blocks` is how many blocks there are that could be speech; `announced` says that a heading
    promised a transcript, so that less evidence will do.
    """
    given = [head for head in heads if head is not None]
    timed = _labels(given) if are_labelled(heads) else _timed_speakers(given)
    timed_heads = sum(head.shape in _TIMED_NAMES and head.speaker in timed for head in given)
    untimed = Counter(head.speaker for head in given if head.shape in _UNTIMED_NAMES)
    if timed and timed_heads >= sum(untimed.values()):
        marked = _marked_alike(given, timed)
        return timed | {
            name
            for name, count in untimed.items()
            if count > 1 and (_is_full(name) or name in marked)
        }
    if _is_dense(heads, untimed, blocks, announced=announced):
        return timed | {name for name in untimed if is_plain_name(name)}
    return timed | _recurring(untimed, announced=announced)


def _marked_alike(heads: Iterable[Head], timed: frozenset[str]) -> set[str]:
    """Return the plain names that a page shows as it shows those of the timed speakers."""
    marked = {head.speaker for head in heads if head.marked}
    return {name for name in marked if is_plain_name(name)} if marked & timed else set()


def _labels(heads: Sequence[Head]) -> frozenset[str]:
    """Return the labels of lines nearly all of which have one: rare and odd ones count, too."""
    counts = Counter(head.speaker for head in heads if _is_colon_line(head))
    likely = {name for name, count in counts.items() if is_likely_label(name, count)}
    return frozenset(likely) | _timed_speakers(heads)


def _timed_speakers(heads: Iterable[Head]) -> frozenset[str]:
    stamped = [head for head in heads if head.start_ms is not None]
    # A chapter's title may stand twice, in the list and in the text: the same time counts once.
    counts = Counter(name for name, _ in {(h.speaker, h.start_ms) for h in stamped if h.speaker})
    likely = {
        name
        for name, count in counts.items()
        if is_plain_name(name) or (count > 1 and "," not in name)
    }
    likely -= _mere_lines(stamped, counts)
    supported = sum(head.speaker in likely for head in stamped)
    if supported * 2 >= len(stamped):
        return frozenset(likely)
    return frozenset(name for name in likely if counts[name] > 2 and is_plain_name(name))


def _mere_lines(heads: Sequence[Head], counts: Counter[str]) -> set[str]:
    """Return names seen once and only as `00:01:16 Words`, which may as well be speech."""
    lines = [head for head in heads if is_bare_line(head)]
    firm = {head.speaker for head in heads if not is_bare_line(head)}
    recurring = sum(counts[head.speaker] > 1 and is_plain_name(head.speaker) for head in lines)
    usual = recurring * 2 >= len(heads)
    return {
        name
        for name, count in counts.items()
        if count == 1 and name not in firm and not is_label(name) and not (usual and _is_full(name))
    }


def is_bare_line(head: Head) -> bool:
    """Say whether a head is a time and words with no colon: a name, or just words."""
    return head.shape is HeadShape.NAMED_TIMED_LINE and head.untitled == head.speaker


def _is_dense(
    heads: Sequence[Head | None], counts: Counter[str], blocks: int, *, announced: bool
) -> bool:
    """Say whether lines that begin with names follow one another like turns."""
    at = [
        i
        for i, h in enumerate(heads)
        if h and h.shape in _UNTIMED_NAMES and is_plain_name(h.speaker)
    ]
    if len(at) < 2:
        return False
    if len(at) * 3 >= blocks * 2 or (announced and len(at) * 2 >= blocks):
        return True
    span = at[-1] - at[0] + 1
    repeated = any(count > 1 and is_plain_name(name) for name, count in counts.items())
    return repeated and len(at) >= 4 and len(at) * 3 >= span * 2


def _recurring(counts: Counter[str], *, announced: bool) -> frozenset[str]:
    """Return names that come again and again, and those beside them that are surely names."""
    plain = {name for name in counts if is_plain_name(name)}
    repeated = {name for name in plain if counts[name] > 1}
    turns = sum(counts[name] for name in repeated)
    if not repeated or (not announced and (turns < 4 or len(repeated) < 2)):
        return frozenset()
    return frozenset(repeated | {name for name in plain if is_label(name) or _is_full(name)})


def _is_full(name: str) -> bool:
    """Say whether a name has the look of first and last name."""
    words = name.split()
    return (
        2 <= len(words) <= 4
        and is_plain_name(name)
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )

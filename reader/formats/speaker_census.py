"""Which names on a page are speakers: decided over all heads together, never by one line."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reader.formats.speaker_names import is_label, is_plain_name
from reader.formats.turn_heads import Head, HeadShape

_TIMED_NAMES = frozenset({HeadShape.NAMED_TIMED, HeadShape.NAMED_TIMED_LINE})
_UNTIMED_NAMES = frozenset({HeadShape.NAMED, HeadShape.NAME_LINE})


def speakers_among(heads: Sequence[Head | None], blocks: int, *, announced: bool) -> frozenset[str]:
    """Return the names that are speakers'.

    `blocks` is how many blocks there are in all; `announced` says that a heading promised a
    transcript, so that less evidence will do.
    """
    given = [head for head in heads if head is not None]
    timed = _timed_speakers(given)
    timed_heads = sum(head.shape in _TIMED_NAMES and head.speaker in timed for head in given)
    untimed = Counter(head.speaker for head in given if head.shape in _UNTIMED_NAMES)
    if timed and timed_heads >= sum(untimed.values()):
        return timed
    return timed | _untimed_speakers(given, untimed, blocks, announced=announced)


def _timed_speakers(heads: Iterable[Head]) -> frozenset[str]:
    stamped = [head for head in heads if head.start_ms is not None]
    counts = Counter(head.speaker for head in stamped if head.speaker)
    likely = {
        name for name, count in counts.items() if is_plain_name(name) or (count > 1 and "," not in name)
    }
    likely -= _mere_lines(stamped, counts)
    supported = sum(head.speaker in likely for head in stamped)
    if supported * 2 >= len(stamped):
        return frozenset(likely)
    return frozenset(name for name in likely if counts[name] > 2 and is_plain_name(name))


def _mere_lines(heads: Iterable[Head], counts: Counter[str]) -> set[str]:
    """Return names seen once and only as a line `00:01:16 Words`, which may as well be speech."""
    firm = {head.speaker for head in heads if not (head.shape is HeadShape.NAMED_TIMED_LINE and head.untitled == head.speaker)}
    return {name for name, count in counts.items() if count == 1 and name not in firm and not is_label(name)}


def _untimed_speakers(
    heads: Iterable[Head], counts: Counter[str], blocks: int, *, announced: bool
) -> frozenset[str]:
    plain = {name for name in counts if is_plain_name(name)}
    repeated = {name for name in plain if counts[name] > 1}
    spoken = sum(counts[name] for name in plain)
    dense = spoken >= 2 and spoken * 3 >= blocks * 2
    if dense or (announced and spoken * 2 >= blocks):
        return frozenset(plain)
    turns = sum(counts[name] for name in repeated)
    if not repeated or (not announced and (turns < 4 or len(repeated) < 2)):
        return frozenset()
    return frozenset(repeated | {name for name in plain if is_label(name) or _is_full(name)})


def _is_full(name: str) -> bool:
    """Say whether a name seen once has the look of first and last name."""
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words[:1] + words[-1:])

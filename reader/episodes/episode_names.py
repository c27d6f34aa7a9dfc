"""What a person may call an episode: its id, the start of that, its title or a part of it."""

from collections.abc import Sequence

from reader.episodes.identity import title_key
from reader.errors import EpisodeNotFoundError

_LISTED_CANDIDATES = 5

Titles = Sequence[tuple[str, str, str]]  # id, title, title key


def episode_called(wanted: str, titles: Titles, nowhere: str) -> str:
    """Return the id that `wanted` means; case, accents and signs do not matter in titles.

    Raise EpisodeNotFoundError with the candidates where there is not exactly one; `nowhere` is
    the sentence for none.
    """
    key = title_key(wanted)
    readings = (
        [(id_, title) for id_, title, _ in titles if id_ == wanted],
        [(id_, title) for id_, title, known in titles if key and known == key],
        [(id_, title) for id_, title, _ in titles if id_.startswith(wanted.lower() or "-")],
        [(id_, title) for id_, title, known in titles if key and key in known],
    )
    found = next((reading for reading in readings if reading), [])
    if len(found) == 1:
        return found[0][0]
    raise EpisodeNotFoundError(_several(wanted, found) if found else nowhere, wanted)


def _several(wanted: str, found: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(f"{id_} “{title}”" for id_, title in found[:_LISTED_CANDIDATES])
    more = len(found) - _LISTED_CANDIDATES
    rest = f" and {more} more" if more > 0 else ""
    return f"{len(found)} episodes answer to “{wanted}”: {shown}{rest}; name one by its id."

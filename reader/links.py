"""Links to a moment of an episode, or to a bookmark: `earmark://episode/ID?t=750.123&b=BOOKMARK`.

`t` is in seconds and may be missing; `b` names the bookmark that the link came from. A bookmark
whose episode is gone is `earmark://bookmark/BOOKMARK?t=750.123`.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from reader.errors import LinkError
from reader.model import Bookmark

SCHEME = "earmark"
LONGEST_LINK = 2000
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_ID = re.compile(r"[0-9A-Za-z_-]{1,100}", re.ASCII)
_COPY_IT_AGAIN = "copy it again from where it came"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link goes. One of `episode` and `bookmark` is never empty."""

    episode: str = ""
    start_ms: int | None = None  # None: where the episode was left
    bookmark: str = ""


def written(link: Link) -> str:
    """Return a link as text, in ASCII and without blanks."""
    kind, name = ("episode", link.episode) if link.episode else ("bookmark", link.bookmark)
    told = {}
    if link.start_ms is not None:
        told["t"] = f"{link.start_ms // 1000}.{link.start_ms % 1000:03}"
    if link.episode and link.bookmark:
        told["b"] = link.bookmark
    query = f"?{urlencode(told)}" if told else ""
    return f"{SCHEME}://{kind}/{quote(name, safe='')}{query}"


def link_to(bookmark: Bookmark) -> str:
    """Return the link that opens the program where a bookmark begins."""
    return written(Link(bookmark.episode or "", bookmark.quote.start_ms, bookmark.id))


def is_link(text: str) -> bool:
    """Return whether a text claims to be one of these links, whole or damaged."""
    return text.strip()[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def parsed(text: str) -> Link:
    """Return where a link goes. Raise LinkError for a foreign or damaged one.

    What a later version may add to a link is overlooked.
    """
    shown = _shortened(text)
    if not is_link(text):
        raise LinkError(f"{shown} is no link of Earmark's; those begin with earmark://.", text)
    if len(text) > LONGEST_LINK:
        raise LinkError(f"The link {shown} is far too long; {_COPY_IT_AGAIN}.", text)
    kind, name, query = _parts(text.strip(), shown)
    start_ms = _milliseconds(query.get("t", ""), text, shown)
    bookmark = query.get("b", "")
    if kind == "bookmark":
        return Link("", start_ms, name)
    return Link(name, start_ms, bookmark if _ID.fullmatch(bookmark) else "")


def _parts(text: str, shown: str) -> tuple[str, str, dict[str, str]]:
    try:
        split = urlsplit(text)
        query = {key: values[0] for key, values in parse_qs(split.query).items()}
    except ValueError as error:
        raise LinkError(f"The link {shown} is damaged; {_COPY_IT_AGAIN}.", text) from error
    kind, name = split.netloc.lower(), unquote(split.path.strip("/"))
    if kind not in ("episode", "bookmark") or not _ID.fullmatch(name):
        raise LinkError(
            f"The link {shown} names no episode and no bookmark; {_COPY_IT_AGAIN}.", text
        )
    return kind, name, query


def _milliseconds(seconds: str, text: str, shown: str) -> int | None:
    if not seconds:
        return None
    if not _SECONDS.fullmatch(seconds):
        raise LinkError(
            f"The link {shown} has a time that is no number of seconds; {_COPY_IT_AGAIN}.", text
        )
    whole, _, part = seconds.partition(".")
    return int(whole) * 1000 + int(part[:3].ljust(3, "0"))


def _shortened(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= 80 else f"{clean[:79]}…"

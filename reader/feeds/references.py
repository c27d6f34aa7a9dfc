"""The transcripts and chapter lists that an item names, and which of them is the best."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from reader.feeds.nearby import Surroundings, inline_data, name_in
from reader.feeds.records import Reference, Richness

_BY_TYPE: Mapping[str, Richness] = {
    "application/json": Richness.JSON,
    "text/json": Richness.JSON,
    "application/ttml+xml": Richness.TTML,
    "text/vtt": Richness.VTT,
    "application/vtt": Richness.VTT,
    "application/srt": Richness.SRT,
    "application/x-subrip": Richness.SRT,
    "text/srt": Richness.SRT,
    "text/html": Richness.HTML,
    "text/plain": Richness.TEXT,
    "text/markdown": Richness.TEXT,
}
_BY_SUFFIX: Mapping[str, Richness] = {
    ".json": Richness.JSON,
    ".ttml": Richness.TTML,
    ".vtt": Richness.VTT,
    ".srt": Richness.SRT,
    ".html": Richness.HTML,
    ".htm": Richness.HTML,
    ".txt": Richness.TEXT,
    ".md": Richness.TEXT,
}


def reference(attributes: Mapping[str, str], text: str, around: Surroundings) -> Reference | None:
    """Make a reference of a `podcast:transcript` or `podcast:chapters`; None for an empty one."""
    url = (attributes.get("url") or attributes.get("href") or "").strip()
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    language = attributes.get("language", "").strip()
    rel = attributes.get("rel", "").strip().lower()
    inline = inline_data(url)
    if inline is not None:
        kind = inline.type or kind
        rich = _richness(kind, "")
        return Reference("", None, inline.data, inline.encoding, kind, language, rel, rich)
    if url:
        rich = _richness(kind, name_in(url))
        return Reference(url, around.find(url), None, None, kind, language, rel, rich)
    if text.strip():
        rich = _richness(kind, "")
        return Reference("", None, text.encode(), "utf-8", kind, language, rel, rich)
    return None


def ranked(references: Iterable[Reference], language: str) -> list[Reference]:
    """Order those that are here by what they can carry, those in `language` first.

    JSON, TTML, VTT, SRT, HTML, text: by their types, or by their names where the type says
    nothing. Equal ones stay in the feed's order.
    """
    here = [found for found in references if found.is_here]
    return sorted(here, key=lambda found: (_is_foreign(found, language), -found.richness))


def _is_foreign(found: Reference, language: str) -> bool:
    return bool(found.language and language) and _primary(found.language) != _primary(language)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()


def _richness(kind: str, name: str) -> Richness:
    by_name = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), Richness.UNKNOWN)
    by_type = _BY_TYPE.get(kind, Richness.UNKNOWN)
    # Many programs call everything text/plain.
    return by_name if by_type <= Richness.TEXT and by_name else by_type

"""Pages as HTML: saved by a browser, or copied with their markup."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.formats.pages.blocks import Block, PageFacts, squeeze
from reader.formats.pages.dates import find_date
from reader.formats.pages.html_blocks import is_too_deep, node_blocks
from reader.formats.pages.not_pages import checked, within_reason
from reader.formats.pages.structure import read_blocks
from reader.formats.pages.timecodes import length_ms
from reader.formats.pages.words import fold
from reader.formats.source import Source
from reader.model import EpisodeDraft

NAME = "page as HTML"

_SAMPLE = 20_000
_DOCUMENT = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|article|section|main|strong|span|body)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_LINKED_TYPES = frozenset(
    {"PodcastEpisode", "RadioEpisode", "Episode", "Article", "NewsArticle", "BlogPosting"}
)
_SITE = re.compile(r"\s+[|·•–—-]\s+")


def confidence(source: Source) -> float:
    """Be sure of a whole document, less sure of a piece of one."""
    text = source.text
    if _DOCUMENT.match(text):
        return 0.8
    tags = len(_TAGS.findall(text, 0, _SAMPLE))
    if tags >= 2 and text.lstrip()[:1] == "<" and not text.lstrip().startswith("<?xml"):
        return 0.6
    return 0.45 if tags >= 6 and tags * 400 > len(text[:_SAMPLE]) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the page's episodes. Raise TranscriptError if there is nothing to read."""
    if is_too_deep(source.text):
        raise source.error(
            "is nested too deeply to be a page. Choose a saved page or a transcript."
        )
    tree = LexborHTMLParser(source.text)
    body = tree.body
    if body is None:
        return checked(source, ())
    linked = list(_linked_data(tree))
    metas = _metas(tree)
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    blocks = node_blocks(_main_part(body))
    facts = _facts(tree, linked, metas, blocks)
    return checked(source, read_blocks(within_reason(source, blocks), facts, source.title))


def _main_part(body: LexborNode) -> LexborNode:
    """Return the element that holds most of the page's text, if the page marks one."""
    main = _largest(body, "main, [role=main]", tenths=5) or body
    article = _largest(main, "article", tenths=8)
    return article if article is not None and _is_alone(article, main) else main


def _largest(root: LexborNode, selector: str, tenths: int) -> LexborNode | None:
    whole = len(root.text())
    found = (node for node in root.css(selector)[:50] if node.mem_id != root.mem_id)
    return next((node for node in found if len(node.text()) * 10 > whole * tenths), None)


def _is_alone(article: LexborNode, main: LexborNode) -> bool:
    """Say whether no article beside it has a heading; comments, often articles too, have none."""
    inside = {node.mem_id for node in article.css("article")} | {article.mem_id}
    return not any(
        node.mem_id not in inside and node.css_first("h1, h2, h3")
        for node in main.css("article")[:50]
    )


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if key and attributes.get("content"):
            found.setdefault(key.lower(), squeeze(attributes["content"] or ""))
    return found


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that describe an episode or an article."""
    waiting: list[Any] = []
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            waiting.append(json.loads(node.text()))
        except (ValueError, RecursionError):  # broken in many pages; the page itself remains
            continue
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            kinds = value.get("@type")
            if not _LINKED_TYPES.isdisjoint(kinds if isinstance(kinds, list) else [str(kinds)]):
                yield value
            waiting.extend(value.get("@graph") or ())


def _facts(
    tree: LexborHTMLParser,
    linked: Sequence[dict[str, Any]],
    metas: dict[str, str],
    blocks: Sequence[Block],
) -> PageFacts:
    described = linked[0] if len(linked) == 1 else {}
    site = metas.get("og:site_name", "")
    series = described.get("partOfSeries") or described.get("isPartOf")
    show = _string(series.get("name")) if isinstance(series, dict) else ""
    published = _string(described.get("datePublished"))
    day = find_date(published or metas.get("article:published_time", ""))
    length = described.get("duration") or described.get("timeRequired")
    media = described.get("associatedMedia") or described.get("audio")
    if not length and isinstance(media, dict):
        length = media.get("duration")
    heading = tree.css_first("title")
    names = [
        _string(described.get("name")) or _string(described.get("headline")),
        metas.get("og:title", ""),
        squeeze(heading.text()) if heading else "",
    ]
    return PageFacts(
        title=_title(names, site, blocks),
        show=show or site,
        date=day[0] if day else None,
        duration_ms=length_ms(_string(length)),
    )


def _title(names: Sequence[str], site: str, blocks: Sequence[Block]) -> str:
    """Choose the name that the page shows too; failing that, its heading; failing that, a name."""
    shown = {fold(block.text): block.text for block in reversed(blocks[:80])}
    pieces = [piece for name in names if name for piece in (name, *_SITE.split(name))]
    for piece in pieces:
        if fold(piece) in shown and fold(piece) != fold(site):
            return shown[fold(piece)]
    if any(block.is_heading and block.level <= 2 for block in blocks[:80]):
        return ""
    named = next((name for name in names if name), "")
    parts = [part for part in _SITE.split(named) if fold(part) != fold(site)]
    return named if len(parts) == len(_SITE.split(named)) else " - ".join(parts)


def _string(value: object) -> str:
    return squeeze(value) if isinstance(value, str) else ""

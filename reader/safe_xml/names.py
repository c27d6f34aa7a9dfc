"""Names told by what their prefixes stand for: `podcast:transcript`, whatever a file calls it."""

from reader.safe_xml.limits import MOST_NAMES, MOST_PREFIXES

# Parts of the addresses, in lower case, by which namespaces are told; feeds vary the rest.
_NAMESPACES = (
    ("podcastindex", "podcast"),
    ("podlove.org/simple-chapters", "psc"),
    ("itunes.com/dtds/podcast", "itunes"),
    ("google.com/schemas/play-podcasts", "googleplay"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/dc/elements", "dc"),
    ("search.yahoo.com/mrss", "media"),
    ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("purl.org/rss/1.0/", ""),
    ("my.netscape.com/rdf", ""),
    ("userland.com/rss2", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
    ("cyber.law.harvard.edu/rss", ""),
)


class TooManyNames(Exception):  # noqa: N818 - a finding; `str()` says of what
    """More of something than any program writes."""


class Scope:
    """The prefixes that hold within an element, and the names that were looked up in it."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self._names: dict[str, str] = {}

    def within(self, attributes: dict[str, str]) -> "Scope":
        """Return the scope of an element with these attributes."""
        declared = {
            name[6:]: _customary(address, name[6:])
            for name, address in attributes.items()
            if name.startswith("xmlns")
        }
        if not declared:
            return self
        if len(self.prefixes) + len(declared) > MOST_PREFIXES:
            raise TooManyNames("far more namespaces")
        return Scope(self.prefixes | declared)

    def name(self, written: str) -> str:
        """Return the name with the customary prefix, none where its namespace has none."""
        known = self._names.get(written)
        if known is None:
            if len(self._names) > MOST_NAMES:
                raise TooManyNames(
                    "is XML with far more kinds of elements than any program writes."
                )
            prefix, _, local = written.rpartition(":")
            customary = self.prefixes.get(prefix, prefix.lower())
            known = f"{customary}:{local}" if customary else local
            self._names[written] = known
        return known

    def attributes(self, element: str, written: dict[str, str]) -> dict[str, str]:
        """Return attributes by name: without a prefix where that is their element's own."""
        if not any(":" in name for name in written):
            return {name: value for name, value in written.items() if name != "xmlns"}
        own = self.name(element).rpartition(":")[0]
        return {
            self.name(name).removeprefix(f"{own}:") if ":" in name else name: value
            for name, value in written.items()
            if not name.startswith("xmlns")
        }


def _customary(address: str, prefix: str) -> str:
    folded = address.lower()
    return next((name for part, name in _NAMESPACES if part in folded), prefix)

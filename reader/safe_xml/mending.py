"""XML as it was meant: what people and programs put into it though it is none is mended."""

import html
import re
from collections.abc import Iterator

_CHUNK = 256 * 1024
_MOST_CHUNKS = 64
_LONGEST_REFERENCE = 40
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_SPACE = re.compile(r"\s*")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Control characters, the names that HTML gives to characters, and plain ampersands. That every
# match begins with one of a set of characters makes the search several times faster.
_LOOSE = re.compile(
    r"""[&<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]
    (?: (?<=<) !\[CDATA\[ (?: [^\]]++ | \](?!\]>) )*+
      | (?<=&) (?!(?:amp|lt|gt|quot|apos);)
        (?P<reference> (?: \#\d{1,9} | \#[xX][\da-fA-F]{1,8} | [A-Za-z]\w{0,30} ); )?
      | (?<![&<]) )""",
    re.VERBOSE,
)


def lines_before(text: str) -> int:
    """Return how many lines stand before the place where XML must start."""
    return text.count("\n", 0, _beginning(text))


def mended(text: str) -> Iterator[str]:
    """Yield the text mended, in chunks, from where XML must start.

    There are few in a large text, because each costs.
    """
    at, size = _beginning(text), max(_CHUNK, len(text) // _MOST_CHUNKS)
    while at < len(text):
        end = _place_to_cut(text, at, at + size)
        yield _LOOSE.sub(_mended_piece, text[at:end])
        at = end


def _place_to_cut(text: str, at: int, wanted: int) -> int:
    """Return where a chunk ends: not within a character's name, and not in a CDATA section."""
    if wanted >= len(text):
        return len(text)
    # What stands in a section that ends before is none of a name's.
    earliest = max(wanted - _LONGEST_REFERENCE, at + 1)
    opened = text.rfind(_CDATA, at, wanted + len(_CDATA) - 1)
    if opened >= 0:
        closed = text.find(_CDATA_END, opened)
        if closed < 0:
            return len(text)
        if (section_end := closed + len(_CDATA_END)) > wanted:
            return section_end
        earliest = max(earliest, section_end)
    name = text.rfind("&", earliest, wanted)
    return name if name >= 0 else wanted


def _beginning(text: str) -> int:
    found = _SPACE.match(text)
    return found.end() if found else 0


def _mended_piece(found: re.Match[str]) -> str:
    if found[0][0] != "&":
        return _FORBIDDEN.sub("", found[0])
    reference = found["reference"] or ""
    if not reference.startswith("#"):
        character = html.unescape(f"&{reference}") if reference else "&"
        return html.escape(character) if not character.startswith("&") else f"&amp;{reference}"
    is_hex = reference[1] in "xX"
    code = int(reference[2:-1], 16) if is_hex else int(reference[1:-1])
    is_character = code <= 0x10FFFF and not _FORBIDDEN.match(chr(code))
    return (f"&#x{code:x};" if is_hex else found[0]) if is_character else ""

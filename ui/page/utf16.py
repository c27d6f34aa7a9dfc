"""The one place where code points become Qt's UTF-16 positions, and back.

Qt counts a character outside the Basic Multilingual Plane (an emoji, say) twice; `reader`
counts it once. Forgetting it shifts every highlight after an emoji.
"""

from bisect import bisect_right


class Utf16Text:
    """A text whose positions can be translated. Cheap where no character counts twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._doubled = (
            [] if text.isascii() else [i for i, char in enumerate(text) if ord(char) > 0xFFFF]
        )
        self._doubled_utf16 = [at + before for before, at in enumerate(self._doubled)]

    def to_qt(self, offset: int) -> int:
        """Translate a code point offset into Qt's position."""
        return offset + bisect_right(self._doubled, offset - 1)

    def from_qt(self, position: int) -> int:
        """Translate Qt's position into a code point offset; inside a pair, the pair's start."""
        return position - bisect_right(self._doubled_utf16, position - 1)

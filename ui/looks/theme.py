"""How the program looks: three themes as colours, the reading style, the widgets' style sheet."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

READING_FONTS = ("Charter", "Georgia", "Source Serif 4", "Noto Serif", "Liberation Serif")


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. Text on its ground keeps a contrast of at least 4.5 to 1."""

    name: str
    page: str  # ground of the text
    panel: str  # ground of everything around it
    text: str
    quiet: str  # times, details
    line: str  # hairlines
    accent: str  # the bar at the spoken turn, the playhead
    heard_turn: str  # ground of the turn being heard
    heard_sentence: str  # ground of the sentence being heard
    selection: str
    match: str  # ground of words that were found
    current_match: str  # ground of the one that was gone to; outlined as well
    tick: str  # the same beside the scroll bar
    speakers: tuple[str, ...]  # a second cue only: names are always written out
    is_dark: bool = False


LIGHT = Theme(
    name="light",
    page="#ffffff",
    panel="#f5f4f1",
    text="#21242a",
    quiet="#686d76",
    line="#dedcd6",
    accent="#b45309",
    heard_turn="#fbf7ee",
    heard_sentence="#fdebb8",
    selection="#bcd8f7",
    match="#d3efd9",
    current_match="#9fe0b2",
    tick="#1b8a47",
    speakers=("#1d5fa8", "#9a3412", "#166534", "#7e22ce", "#9d174d", "#0f6674"),
)
SEPIA = Theme(
    name="sepia",
    page="#f8f0df",
    panel="#efe5d0",
    text="#3a2f23",
    quiet="#75654f",
    line="#ddceb1",
    accent="#8f4a0b",
    heard_turn="#f3e7cb",
    heard_sentence="#ecd295",
    selection="#cfd8c4",
    match="#d9e2b4",
    current_match="#bcd585",
    tick="#5a7a12",
    speakers=("#2a5788", "#8a3212", "#38592b", "#6b3487", "#86264b", "#1f5c63"),
)
DARK = Theme(
    name="dark",
    page="#1b1c1f",
    panel="#242629",
    text="#dcdad5",
    quiet="#989ca4",
    line="#393c41",
    accent="#f0b040",
    heard_turn="#242320",
    heard_sentence="#4d401f",
    selection="#2f4d6e",
    match="#24503f",
    current_match="#2d6b50",
    tick="#4fbf8b",
    speakers=("#82b5ec", "#f0a27a", "#8fca9a", "#c9a2ee", "#ee9cbb", "#7fcbd3"),
    is_dark=True,
)
THEMES = {theme.name: theme for theme in (LIGHT, SEPIA, DARK)}


def theme_named(name: str) -> Theme:
    """Return the theme a setting names; `system` follows the desktop."""
    if name in THEMES:
        return THEMES[name]
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme.name == "Dark" else LIGHT


@dataclass(frozen=True)
class ReadingStyle:
    """Everything that decides how the page is laid out and painted.

    What follows from the font is measured once: a long page asks for it ten thousand times.
    """

    theme: Theme
    font: QFont
    column_px: int
    line_height: float  # in sizes of the font

    def narrowed(self, column_px: int) -> "ReadingStyle":
        """Return the same style with another column width."""
        return replace(self, column_px=column_px)

    def breaks_lines_like(self, other: "ReadingStyle") -> bool:
        """Return whether a page has the same lines in both, at the same places."""
        return replace(self, theme=other.theme) == other

    @cached_property
    def line_px(self) -> float:
        """The distance between two lines of text."""
        return self.font.pixelSize() * self.line_height

    @cached_property
    def character_px(self) -> float:
        """About how wide a character of running text is."""
        return self.font.pixelSize() * 0.47

    @cached_property
    def name_font(self) -> QFont:
        """The font of speakers' names."""
        font = QFont(self.font)
        font.setPixelSize(max(round(self.font.pixelSize() * 0.8), 9))
        font.setWeight(QFont.Weight.Bold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 103)
        return font

    @cached_property
    def name_px(self) -> int:
        """The height of the line with the speaker's name."""
        return ceil(QFontMetricsF(self.name_font).height() + 4)


def reading_style(
    theme: Theme, text_px: int, family: str = "", line_width: int = 68, line_height: float = 1.7
) -> ReadingStyle:
    """Make a style whose column holds about `line_width` characters a line.

    `family` is tried before the usual typefaces for reading.
    """
    font = QFont()
    available = set(QFontDatabase.families())
    found = next((name for name in (family, *READING_FONTS) if name in available), None)
    if found:
        font.setFamily(found)
    font.setPixelSize(text_px)
    # What English prose averages, measured on prose: averageCharWidth() misses the spaces.
    sample = "the quick brown fox jumps over a lazy dog and then it rests for a while"
    width = QFontMetricsF(font).horizontalAdvance(sample) / len(sample)
    return ReadingStyle(theme, font, round(width * line_width), line_height)

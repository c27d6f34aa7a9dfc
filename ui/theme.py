"""How the program looks: three themes as colours, the reading style, the widgets' style sheet."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import resource

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


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress every widget in the theme."""
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style_sheet(theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.page,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    return palette


def _tick(theme: Theme) -> str:
    """Return the path of a tick that is seen on the accent, as style sheets want it."""
    name = "tick-dark.svg" if theme.is_dark else "tick-light.svg"
    return str(resource("icons", "marks", name)).replace("\\", "/")


def _style_sheet(theme: Theme) -> str:
    return f"""
    QMainWindow, QSplitter {{ background: {theme.panel}; }}
    QSplitter::handle {{ background: {theme.line}; }}
    QToolTip {{ background: {theme.panel}; color: {theme.text};
        border: 1px solid {theme.line}; padding: 4px 6px; }}
    QMenuBar {{ background: {theme.panel}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 4px;
        min-height: 36px; margin: 2px; }}
    QScrollBar::handle:vertical:hover {{ background: {theme.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: transparent; border: none; height: 0; }}
    QSlider#volume::groove:horizontal {{ height: 4px; border-radius: 2px;
        background: {theme.line}; }}
    QSlider#volume::sub-page:horizontal {{ border-radius: 2px; background: {theme.quiet}; }}
    QSlider#volume::handle:horizontal {{ width: 12px; height: 12px; margin: -4px 0;
        border-radius: 6px; background: {theme.quiet}; }}
    QSlider#volume::handle:horizontal:focus {{ background: {theme.accent}; }}
    QPushButton {{ border: 1px solid {theme.line}; border-radius: 6px; padding: 7px 18px;
        background: {theme.page}; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {theme.accent}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QTableView {{ background: {theme.page}; border: 1px solid {theme.line}; }}
    QTableView::indicator {{ width: 14px; height: 14px; border-radius: 3px;
        border: 1px solid {theme.quiet}; background: {theme.page}; }}
    QTableView::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
        image: url("{_tick(theme)}"); }}
    QHeaderView::section {{ background: {theme.panel}; color: {theme.quiet}; border: none;
        border-bottom: 1px solid {theme.line}; padding: 5px 6px; }}
    QPlainTextEdit {{ background: {theme.page}; border: 1px solid {theme.line}; }}
    QProgressBar {{ background: {theme.page}; border: 1px solid {theme.line};
        border-radius: 5px; height: 10px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
    {_search_rules(theme)}
    QLabel#welcomeTitle {{ font-size: 20px; font-weight: 600; }}
    QListView {{ background: {theme.panel}; border: none; outline: 0; }}
    QLabel#sectionTitle {{ color: {theme.quiet}; font-weight: 600; padding: 12px 12px 6px 12px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px; }}
    QToolButton:hover {{ background: {theme.line}; }}
    QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolButton:checked {{ background: {theme.heard_sentence}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton#returnChip {{ background: {theme.text}; color: {theme.page}; border: none;
        border-radius: 16px; padding: 0 18px; font-weight: 600; }}
    QPushButton#returnChip:hover {{ background: {theme.accent}; }}
    QLineEdit#libraryFilter {{ background: {theme.page}; border: 1px solid {theme.line};
        border-radius: 6px; padding: 5px 6px; }}
    QLineEdit#libraryFilter:focus {{ border-color: {theme.accent}; }}
    QLineEdit#libraryFilter QToolButton {{ padding: 0; }}
    QPushButton#chip {{ background: {theme.heard_sentence}; border-radius: 11px;
        padding: 3px 12px; text-align: left; }}
    {_bar_rules(theme)}
    {_bookmark_rules(theme)}
    QWidget#transport {{ background: {theme.panel}; border-top: 1px solid {theme.line}; }}
    QLabel#time {{ color: {theme.text}; }}
    QLabel#quiet {{ color: {theme.quiet}; }}
    """


def _search_rules(theme: Theme) -> str:
    return f"""
    QLineEdit#searchField {{ background: {theme.page}; border: 1px solid {theme.line};
        border-radius: 6px; padding: 5px 4px; }}
    QLineEdit#searchField:focus {{ border-color: {theme.accent}; }}
    QTextBrowser#searchGuide {{ background: {theme.panel}; border: none; padding: 4px 8px; }}
    QTabBar#panelTabs::tab {{ background: transparent; color: {theme.quiet}; border: none;
        padding: 9px 14px 7px 14px; }}
    QTabBar#panelTabs::tab:selected {{ color: {theme.text}; font-weight: 600;
        border-bottom: 2px solid {theme.accent}; }}
    """


def _bar_rules(theme: Theme) -> str:
    return f"""
    QFrame#messageBar {{ background: {theme.heard_sentence};
        border: none; border-bottom: 1px solid {theme.line}; }}
    QFrame#reelBar {{ background: {theme.heard_sentence}; border-top: 1px solid {theme.line}; }}
    QFrame#reelBar QPushButton {{ padding: 4px 12px; }}
    QFrame#findBar {{ background: {theme.panel};
        border: none; border-bottom: 1px solid {theme.line}; }}
    QFrame#findBar QLineEdit {{ background: {theme.page}; border: 1px solid {theme.quiet};
        border-radius: 6px; padding: 5px 8px; }}
    QFrame#findBar QLineEdit:focus {{ border-color: {theme.accent}; }}
    QFrame#findBar QToolButton:checked {{ border-color: {theme.accent}; }}
    """


def _bookmark_rules(theme: Theme) -> str:
    return f"""
    QFrame#catchCard {{ background: {theme.panel}; border: 1px solid {theme.quiet};
        border-left: 4px solid {theme.accent}; border-radius: 8px; }}
    QFrame#catchCard QPushButton {{ padding: 3px 10px; }}
    QFrame#catchCard QLineEdit {{ background: {theme.page}; border: 1px solid {theme.line};
        border-radius: 6px; padding: 4px 8px; }}
    QFrame#catchCard QLineEdit:focus {{ border-color: {theme.accent}; }}
    QLabel#catchTitle {{ font-weight: 600; }}
    QPushButton#step {{ padding: 3px 10px; }}
    """

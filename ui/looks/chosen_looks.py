"""How the window looks, as the settings say: theme, typeface, size and width of the text."""

from PySide6.QtWidgets import QApplication

from reader.settings import OPTIONS, Settings
from ui.looks.dressing import apply_theme
from ui.looks.theme import THEMES, ReadingStyle, reading_style, theme_named
from ui.main_window import MainWindow
from ui.preferences import Preferences

PX_PER_POINT = 96 / 72


def style_from(settings: Settings) -> ReadingStyle:
    """Make the reading style that the settings describe."""
    return reading_style(
        theme_named(settings.text("theme")),
        round(settings.number("text_size") * PX_PER_POINT),
        settings.text("font"),
        settings.number("line_width"),
        float(settings["line_height"]),
    )


class Looks:
    """Changes how one window looks. Lives on the GUI thread."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        self._window = window
        self._preferences = preferences

    def next_theme(self) -> None:
        """Go on from light to sepia to dark, and around."""
        names = list(THEMES)
        shown = theme_named(self._preferences.settings.text("theme")).name
        self._preferences.keep("theme", names[(names.index(shown) + 1) % len(names)])
        style = style_from(self._preferences.settings)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, style.theme)
        self._window.set_style(style)

    def resize_text(self, step: int | None) -> None:
        """Make the text larger or smaller by a step; None: as it was at first."""
        option, settings = OPTIONS["text_size"], self._preferences.settings
        size = option.default if step is None else settings.number("text_size") + step
        if option.objection(size):
            return  # as small or as large as it gets
        self._preferences.keep("text_size", size)
        # The widgets' own style stays: Qt takes long to dress them all anew.
        self._window.transcript.set_style(style_from(settings))

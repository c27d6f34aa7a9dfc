"""Dressing every widget in a theme: the palette, and the style sheet for what it cannot say."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from resources import resource
from ui.looks.theme import Theme


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
    of_words = (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)
    for role in (*of_words, QPalette.ColorRole.Text):  # the last one is a menu's
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    return palette


def _style_sheet(theme: Theme) -> str:
    # The window itself; buttons; dialogs and tables; what stands beside the page; what is above
    # and below it; the search panel; what is kept.
    parts = (_frame, _controls, _tables, _panels, _bars, _search, _bookmarks)
    return "".join(part(theme) for part in parts)


def _frame(theme: Theme) -> str:
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
    """


def _controls(theme: Theme) -> str:
    return f"""
    QPushButton {{ border: 1px solid {theme.line}; border-radius: 6px; padding: 7px 18px;
        background: {theme.page}; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {theme.accent}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px; }}
    QToolButton:hover {{ background: {theme.line}; }}
    QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolButton:checked {{ background: {theme.heard_sentence}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QLineEdit {{ background: {theme.page}; border: 1px solid {theme.line};
        border-radius: 6px; padding: 5px 6px; }}
    QLineEdit:focus {{ border-color: {theme.accent}; }}
    QLineEdit QToolButton {{ padding: 0; }}
    QComboBox QLineEdit {{ border: none; padding: 0; }}
    QMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; padding: 4px 1px; }}
    """


def _tables(theme: Theme) -> str:
    return f"""
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
    """


def _panels(theme: Theme) -> str:
    return f"""
    QLabel#welcomeTitle {{ font-size: 20px; font-weight: 600; }}
    QListView {{ background: {theme.panel}; border: none; outline: 0; }}
    QListView#anchors {{ background: {theme.page}; border: 1px solid {theme.line}; padding: 4px; }}
    QListView#anchors::item {{ padding: 4px 6px; }}
    QLabel#sectionTitle {{ color: {theme.quiet}; font-weight: 600; padding: 12px 12px 6px 12px; }}
    QPushButton#returnChip, QPushButton#jumpChip {{ background: {theme.panel};
        color: {theme.text}; border: 1px solid {theme.quiet}; padding: 0 14px; }}
    QPushButton#returnChip {{ border-radius: 15px; }}
    QPushButton#jumpChip {{ border-radius: 14px; }}
    QPushButton#returnChip:hover, QPushButton#jumpChip:hover {{ color: {theme.accent};
        border-color: {theme.accent}; }}
    QPushButton#chip {{ background: {theme.heard_sentence}; border-radius: 11px;
        padding: 3px 12px; text-align: left; }}
    QLabel#quiet {{ color: {theme.quiet}; }}
    QWidget#keysFoot {{ border-top: 1px solid {theme.line}; }}
    """


def _bars(theme: Theme) -> str:
    return f"""
    QSlider#volume::groove:horizontal {{ height: 4px; border-radius: 2px;
        background: {theme.line}; }}
    QSlider#volume::sub-page:horizontal {{ border-radius: 2px; background: {theme.quiet}; }}
    QSlider#volume::handle:horizontal {{ width: 12px; height: 12px; margin: -4px 0;
        border-radius: 6px; background: {theme.quiet}; }}
    QSlider#volume::handle:horizontal:focus {{ background: {theme.accent}; }}
    QFrame#messageBar {{ background: {theme.heard_sentence};
        border: none; border-bottom: 1px solid {theme.line}; }}
    QFrame#reelBar, QFrame#pacingBar {{ background: {theme.heard_sentence};
        border-top: 1px solid {theme.line}; }}
    QFrame#reelBar QPushButton, QFrame#pacingBar QPushButton {{ padding: 4px 12px; }}
    QFrame#findBar {{ background: {theme.panel};
        border: none; border-bottom: 1px solid {theme.line}; }}
    QFrame#findBar QToolButton:checked {{ border-color: {theme.accent}; }}
    QWidget#transport {{ background: {theme.panel}; border-top: 1px solid {theme.line}; }}
    QLabel#time {{ color: {theme.text}; }}
    QLabel#fading {{ color: {theme.accent}; font-weight: 600; padding: 6px 14px;
        background: {theme.heard_sentence}; border-top: 1px solid {theme.line}; }}
    """


def _search(theme: Theme) -> str:
    return f"""
    QTextBrowser#searchGuide {{ background: {theme.panel}; border: none; padding: 4px 8px; }}
    QTabBar#panelTabs::tab {{ background: transparent; color: {theme.quiet}; border: none;
        padding: 9px 14px 7px 14px; }}
    QTabBar#panelTabs::tab:selected {{ color: {theme.text}; font-weight: 600;
        border-bottom: 2px solid {theme.accent}; }}
    """


def _bookmarks(theme: Theme) -> str:
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


def _tick(theme: Theme) -> str:
    """Return the path of a tick that is seen on the accent, as style sheets want it."""
    name = "tick-dark.svg" if theme.is_dark else "tick-light.svg"
    return str(resource("icons", "marks", name)).replace("\\", "/")

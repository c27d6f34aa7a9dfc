"""The window: library and chapters at the left, the page in the middle, transport at the bottom."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.model import Episode
from reader.reading_page import ReadingPage
from reader.shelves.shelf import Stock
from ui.arriving.drop_hint import DropHint
from ui.arriving.import_bar import ImportBar
from ui.bookmarks.bookmark_panel import BookmarkPanel
from ui.bookmarks.catch_card import CatchCard
from ui.chapter_items import ChapterModel
from ui.item_list import ItemList
from ui.keys.commands import COMMANDS, SEPARATOR
from ui.looks.icons import program_icon
from ui.looks.naming import styled
from ui.looks.theme import ReadingStyle, Theme
from ui.message_bar import MessageBar
from ui.page.find_bar import FindBar
from ui.page.honest_tips import HonestTips
from ui.page.steady_page import SteadyPage
from ui.page.transcript_view import TranscriptView
from ui.playing.pacing_bar import PacingBar
from ui.playing.reel_bar import ReelBar
from ui.playing.speaker_lanes import SpeakerLanes
from ui.playing.transport_bar import TransportBar
from ui.searching.search_panel import SearchPanel
from ui.shelf.library_panel import LibraryPanel
from ui.side_panels import SidePanels
from ui.welcome import Welcome

FIRST_SIZE = (1180, 780)
SIDE_WIDTH_PX = 290


class MainWindow(QMainWindow):
    """Holds the parts and arranges them; what they do together is the session's.

    Signals: `paths_dropped(list of Path)`, `text_dropped(str)`, `closing()`.
    """

    paths_dropped = Signal(list)
    text_dropped = Signal(str)
    closing = Signal()

    def __init__(self, style: ReadingStyle) -> None:
        super().__init__()
        self.actions_by_name: dict[str, QAction] = {}
        self.menus: tuple[QMenu, ...] = ()
        self.output_menu = QMenu("Output device", self)
        self.transcript = TranscriptView(style)
        self.transport = TransportBar(style.theme)
        self.lanes = SpeakerLanes(style.theme, self.transport.seek_bar)
        self.reel_bar = ReelBar(style.theme)
        self.pacing_bar = PacingBar()
        self.messages = MessageBar(style.theme)
        self.import_bar = ImportBar()
        self.find_bar = FindBar(style.theme)
        self.welcome = Welcome()
        self.search = SearchPanel(style.theme)
        self.bookmarks = BookmarkPanel(style.theme)
        HonestTips(self.transcript)
        self.catch_card = CatchCard(style.theme, self.transcript)
        self.library_panel = LibraryPanel(style.theme)
        self.chapters = ChapterModel()
        self.chapter_list = ItemList(self.chapters, style.theme, name="Chapters")
        self._chapters_title = _section_title("Chapters")
        self._middle = QStackedWidget()
        self._middle.addWidget(self.welcome)
        self._middle.addWidget(self.transcript)
        SteadyPage(self._middle, self.transcript)
        self._arrange()
        self.setAcceptDrops(True)
        self.setWindowTitle("Earmark")
        self.setWindowIcon(program_icon())
        self.resize(*FIRST_SIZE)

    def _arrange(self) -> None:
        self._chapter_column = _column(self._chapters_title, self.chapter_list)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.addWidget(self.library_panel)
        self.side.addWidget(self._chapter_column)
        self.side.setSizes([400, 300])
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.side)
        self._across.addWidget(_column(self.import_bar, self.messages, self.find_bar, self._middle))
        self._across.setSizes([SIDE_WIDTH_PX, FIRST_SIZE[0] - SIDE_WIDTH_PX])
        self._across.setStretchFactor(0, 0)
        self._across.setStretchFactor(1, 1)
        self.panels = SidePanels(self._across)
        self.panels.add("Search", self.search)
        self.panels.add("Bookmarks", self.bookmarks)
        for splitter in (self.side, self._across):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self.side.setMinimumWidth(180)
        self._middle.setMinimumWidth(360)
        above = (self.reel_bar, self.pacing_bar, self.transport.fading)
        self.foot = styled(_column(*above, self.transport, self.lanes), "foot")
        self.setCentralWidget(_column(self._across, self.foot))
        self._drop_hint = DropHint(self)
        self._chapter_column.hide()
        self.transport.hide()
        self._is_empty = False

    def add_commands(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """Fill the menus; every command has a handler of its name. Keys: ui.keys.keys_flow."""
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            menu = menus.get(command.menu) or self.menuBar().addMenu(f"&{command.menu}")
            menus[command.menu] = menu
            if command.name == SEPARATOR:
                menu.addSeparator()
                continue
            action = menu.addAction(command.text)
            handler = handlers[command.name]
            action.triggered.connect(lambda _checked=False, call=handler: call())
            self.actions_by_name[command.name] = action
        menus["Play"].addMenu(self.output_menu)
        self.menus = tuple(menus.values())
        self.actions_by_name["follow_by"].setCheckable(True)
        self.actions_by_name["undo"].setEnabled(False)
        self.messages.undo_offered.connect(self.actions_by_name["undo"].setEnabled)

    # What is shown

    def set_style(self, style: ReadingStyle) -> None:
        """Change fonts and colours everywhere."""
        self.transcript.set_style(style)
        self.set_theme(style.theme)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours of everything around the page."""
        bars = (self.transport, self.lanes, self.reel_bar, self.messages, self.find_bar)
        panels = (self.library_panel, self.chapter_list, self.search, self.bookmarks)
        for part in (*bars, *panels, self.catch_card):
            part.set_theme(theme)

    def show_episode(self, episode: Episode, page: ReadingPage) -> None:
        """Show an episode in every part."""
        self.chapters.take(episode.chapters)
        self._chapter_column.setVisible(bool(episode.chapters))
        # Shown first, so that the page is laid out once, in the width it has.
        self._middle.setCurrentWidget(self.transcript)
        self.transcript.show_page(page)
        has_audio = episode.audio is not None
        self.transport.setVisible(has_audio or bool(episode.turns))
        self.transport.show_episode(episode.duration_ms, episode.chapters, has_audio=has_audio)
        self.setWindowTitle(" – ".join(part for part in (episode.title, "Earmark") if part))
        self.library_panel.mark_open(episode.id)
        self.transcript.setFocus()

    def show_times(self, episode: Episode, page: ReadingPage) -> None:
        """Show the same episode with other times; what is read stays where it is."""
        if episode.chapters != self.chapters.records:
            self.chapters.take(episode.chapters)
            self._chapter_column.setVisible(bool(episode.chapters))
        self.transcript.take_times(page)
        self.transport.seek_bar.set_chapters(episode.chapters)

    def show_no_episode(self) -> None:
        """Show what to do next in place of an episode."""
        self._middle.setCurrentWidget(self.welcome)
        self._chapter_column.hide()
        self.transport.hide()
        self.setWindowTitle("Earmark")
        self.library_panel.mark_open(None)

    def show_episodes(self, stock: Stock, current: str | None) -> None:
        """Show the library; an empty one takes no room."""
        self.library_panel.take(stock)
        self.search.set_library(is_empty=not stock.episodes)
        if bool(stock.episodes) is self._is_empty:
            self._is_empty = not stock.episodes
            self.side.setVisible(not self._is_empty)
        self.library_panel.mark_open(current)

    def mark_chapter(self, chapter: int | None) -> None:
        """Mark the chapter being heard in the chapters' list."""
        self.chapters.set_current(chapter)
        if chapter is not None:
            self.chapter_list.show_row(chapter)

    def remember(self, settings: QSettings) -> None:
        """Write down where the window stands."""
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("across", self._across.saveState())
        settings.setValue("side", self.side.saveState())
        self.panels.remember(settings)

    def recall(self, settings: QSettings) -> None:
        """Stand where the window stood the last time."""
        if settings.contains("geometry"):
            self.restoreGeometry(settings.value("geometry"))
            self._across.restoreState(settings.value("across"))
            self.side.restoreState(settings.value("side"))
            self.panels.recall(settings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close what lies over the page, the newest first, where nothing else takes it."""
        if event.key() != Qt.Key.Key_Escape or not self.is_covered:
            super().keyPressEvent(event)
        elif self.catch_card.isVisible():
            self.catch_card.dismiss()
        else:
            self.messages.clear()

    @property
    def is_covered(self) -> bool:
        """Whether something is shown that came by itself, and that Esc takes away."""
        return self.catch_card.isVisible() or self.messages.isVisible()

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()
            self._drop_hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the hint away."""
        super().dragLeaveEvent(event)
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self._drop_hint.hide()
        event.acceptProposedAction()
        self.take_in(event.mimeData())

    def paste(self) -> None:
        """Take the clipboard as if it had been dropped."""
        self.take_in(QApplication.clipboard().mimeData())

    def take_in(self, data: QMimeData) -> None:
        """Say what was given: files by their paths, anything else as text."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.paths_dropped.emit(paths)
        elif data.hasHtml():
            self.text_dropped.emit(data.html())
        elif data.hasText():
            self.text_dropped.emit(data.text())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the session keep what is to be kept."""
        self.closing.emit()
        super().closeEvent(event)


def _section_title(text: str) -> QLabel:
    return styled(QLabel(text), "sectionTitle")


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.setStretch(len(widgets) - 1 if widgets[-1].objectName() != "foot" else 0, 1)
    return column

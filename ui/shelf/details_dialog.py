"""What one can say by hand of an episode: its speakers' names, its language, whose chapters."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.counting import counted
from reader.dates import short_day
from reader.errors import TranscriptError
from reader.importing import import_paths
from reader.library import ChapterSource, Library
from reader.media import is_there
from reader.model import Episode
from reader.timecode import spoken_length
from ui.looks.naming import styled
from ui.looks.save_buttons import save_or_cancel

BY_THE_RULES = "as they fit best"
AS_FOUND = "found in the file"
ENCODINGS = (
    *("utf-8", "cp1252", "iso-8859-15", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1254"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf-16"),
)
WIDTH_PX = 520
MOST_HEIGHT_PX = 560
FACT_WIDTH_PX = 330
SCROLL_BAR_PX = 12


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of an episode that can be set by hand."""

    episode: Episode
    language: str
    chapter_sources: tuple[ChapterSource, ...]
    can_be_reread: bool  # the file that it came from is there

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who is named, in the order of speaking."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.episode.turns if turn.speaker))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is known and cannot be set here, as (what, words)."""
        episode = self.episode
        turns = counted(len(episode.turns), "turn") if episode.turns else ""
        facts = (
            ("Show", episode.show),
            ("Date", short_day(episode.date) if episode.date else ""),
            ("Length", spoken_length(episode.duration_ms) if episode.duration_ms else ""),
            ("Transcript", ", ".join(part for part in (turns, episode.format) if part)),
            ("Tags", ", ".join(episode.tags)),
            ("File", episode.source),
            ("Audio", str(episode.audio.path) if episode.audio else "none"),
        )
        return tuple((what, words) for what, words in facts if words)


@dataclass(frozen=True, slots=True)
class Changes:
    """What was changed: new names by the old ones; None where nothing was."""

    names: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    chapters: str | None = None  # a source's name; "" for the rules
    encoding: str | None = None  # to read the file anew with


def details_of(library: Library, episode_id: str) -> Details:
    """Gather an episode's details; runs on the library's thread."""
    episode = library.episode(episode_id)
    return Details(
        episode,
        library.language(episode_id),
        library.chapter_sources(episode_id),
        can_be_reread=is_there(Path(episode.source)),
    )


def apply(library: Library, episode_id: str, changes: Changes) -> None:
    """Carry changes out; runs on the library's thread. Raise LibraryError, TranscriptError."""
    if changes.encoding:
        source = Path(library.episode(episode_id).source)
        report = import_paths(library, [source], encoding=changes.encoding)
        for failure in report.failed:
            raise TranscriptError(failure.message, failure.path)
    for speaker, name in changes.names:
        library.rename_speaker(episode_id, speaker, name)
    if changes.language is not None:
        library.set_language(episode_id, changes.language)
    if changes.chapters is not None:
        library.choose_chapters(episode_id, changes.chapters or None)


class DetailsDialog(QDialog):
    """Shows the details; `changes()` is what the person made of them."""

    def __init__(self, details: Details, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Details of this episode")
        self._details = details
        self._names = {name: QLineEdit(name) for name in details.speakers}
        self._language = QLineEdit(details.language)
        self._language.setPlaceholderText("as the file says; for example en, or pt-BR")
        self._chapters = self._make_chapters(details.chapter_sources)
        self._encoding = QComboBox()
        self._encoding.setEditable(True)
        self._encoding.addItems([AS_FOUND, *ENCODINGS])
        self._encoding.setEnabled(details.can_be_reread)
        buttons = save_or_cancel(self)
        self._arrange(buttons)

    def changes(self) -> Changes:
        """Return what is different from how it was."""
        names = tuple(
            (old, field.text().strip())
            for old, field in self._names.items()
            if field.text().strip() != old
        )
        language = self._language.text().strip()
        encoding = self._encoding.currentText().strip()
        chosen = self._chapters.currentData()
        before = next((one.name for one in self._details.chapter_sources if one.chosen), "")
        return Changes(
            names,
            language if language != self._details.language else None,
            chosen if chosen != before else None,
            encoding if encoding not in ("", AS_FOUND) else None,
        )

    def _make_chapters(self, sources: tuple[ChapterSource, ...]) -> QComboBox:
        box = QComboBox()
        box.addItem(BY_THE_RULES, "")
        for source in sources:
            count = len(source.chapters)
            box.addItem(f"{source.name} ({count} chapter{'' if count == 1 else 's'})", source.name)
            if source.chosen:
                box.setCurrentIndex(box.count() - 1)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    def _arrange(self, buttons: QDialogButtonBox) -> None:
        form = QFormLayout()
        form.setSpacing(9)
        form.setContentsMargins(0, 0, SCROLL_BAR_PX, 0)  # in line with the title
        for what, words in self._details.facts:
            form.addRow(what, _fact(words))
        form.addRow("Chapters", self._chapters)
        form.addRow("Language", self._language)
        form.addRow("Read the file as", self._encoding)
        if self._names:
            form.addRow(styled(QLabel("An empty name brings back the file's."), "quiet"))
        for old, field in self._names.items():
            form.addRow(_named(old, field), field)
        inside = QWidget()
        inside.setLayout(form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        title = QLabel(self._details.episode.title)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        column.addWidget(styled(title, "welcomeTitle"))
        column.addWidget(area, 1)
        column.addWidget(buttons)
        height = min(inside.sizeHint().height() + 160, MOST_HEIGHT_PX)
        self.resize(WIDTH_PX, height)


def _named(speaker: str, field: QLineEdit) -> QLabel:
    """Return a field's label, a long name cut; "&" in a name is no key's mark."""
    cut = speaker if len(speaker) <= 30 else f"{speaker[:29]}…"
    label = QLabel(cut.replace("&", "&&"))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(field)
    if cut != speaker:
        label.setToolTip(speaker)
        field.setAccessibleName(speaker)
    return label


def _fact(words: str) -> QLabel:
    """Return a line that can be copied; a long path is cut in its middle."""
    label = styled(QLabel(), "quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    metrics = label.fontMetrics()
    label.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, FACT_WIDTH_PX))
    label.setAccessibleName(words)
    if label.text() != words:
        label.setToolTip(words)
    return label

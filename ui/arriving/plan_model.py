"""An import's plan as a table that can be changed: what comes in, from which files."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from reader.counting import counted
from reader.importing import Action, FoundText, ImportPlan, PlannedEpisode

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
TITLE, ACTION, TEXT, AUDIO, CHAPTERS = range(5)
HEADINGS = ("Episode", "What happens", "Transcript", "Audio", "Chapters")
ACTIONS = {
    Action.NEW: "comes in",
    Action.UPDATE: "is brought up to date",
    Action.MERGE: "joins the one in the library",
    Action.UNCHANGED: "is in the library already",
    Action.AUDIO_ONLY: "comes in, without a transcript",
}
NO_AUDIO = "none"


class PlanModel(QAbstractTableModel):
    """One row an episode. The first column is ticked; transcript and audio can be chosen."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__()
        self.plan = plan

    def episode(self, row: int) -> PlannedEpisode:
        """Return the episode of a row."""
        return self.plan.episodes[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of episodes."""
        return 0 if parent is not None and parent.isValid() else len(self.plan.episodes)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading."""
        across = orientation == Qt.Orientation.Horizontal
        return HEADINGS[section] if across and role == Role.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the tick be set, and what can be chosen be chosen."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == TITLE:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if len(self.choices(index)) > 1 else flags

    def choices(self, index: Index) -> tuple[tuple[str, Any], ...]:
        """Return what a cell can be set to: (words, value) pairs; none where it is fixed."""
        episode = self.episode(index.row())
        if index.column() == AUDIO:
            sounds = sorted(self.plan.sounds)
            return ((NO_AUDIO, None), *((path.name, path) for path in sounds))
        if index.column() == TEXT and episode.text is not None:
            texts = (episode.text, *episode.others)
            return tuple((describe(text), text) for text in texts)
        return ()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows; problems are in words, not in a colour alone."""
        if not index.isValid():
            return None
        episode = self.episode(index.row())
        if role == Role.DisplayRole:
            return self._words(episode, index.column())
        if role == Role.CheckStateRole and index.column() == TITLE:
            return Qt.CheckState.Checked if episode.included else Qt.CheckState.Unchecked
        if role == Role.ToolTipRole:
            return "\n".join((*episode.problems, *(str(path) for path in episode.paths)))
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Change the plan."""
        number = self.episode(index.row()).number
        if role == Role.CheckStateRole and index.column() == TITLE:
            included = Qt.CheckState(value) is Qt.CheckState.Checked
            self._change(self.plan.leave_out(number, included=included))
        elif role == Role.EditRole and index.column() == AUDIO:
            self._change(self.plan.with_audio(number, value if isinstance(value, Path) else None))
        elif role == Role.EditRole and isinstance(value, FoundText):
            self._change(self.plan.with_text(number, value))
        else:
            return False
        return True

    def take_all(self, *, included: bool) -> None:
        """Tick every episode, or none."""
        plan = self.plan
        for episode in plan.episodes:
            plan = plan.leave_out(episode.number, included=included)
        self._change(plan)

    def _change(self, plan: ImportPlan) -> None:
        """Show another plan: one episode's audio may be taken from another's row."""
        self.plan = plan
        last = self.index(len(plan.episodes) - 1, len(HEADINGS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _words(self, episode: PlannedEpisode, column: int) -> str:
        if column == TITLE:
            return episode.title
        if column == ACTION:
            doubt = "  ⚠ " + episode.problems[0] if episode.problems else ""
            return ACTIONS[episode.action] + doubt
        if column == TEXT:
            return describe(episode.text) if episode.text else NO_AUDIO
        if column == AUDIO:
            return episode.audio.name if episode.audio else NO_AUDIO
        return ", ".join(path.name for path in episode.chapters)


def describe(text: FoundText) -> str:
    """Return a transcript's file and what it offers."""
    if text.is_article:
        return f"{text.path.name} (article)"
    facts = [counted(text.turns, "turn")]
    if text.speakers:
        facts.append(counted(text.speakers, "speaker"))
    if text.has_word_times:
        facts.append("word times")
    elif not text.is_timed:
        facts.append("no times")
    return f"{text.path.name} ({', '.join(facts)})"

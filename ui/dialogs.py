"""Small dialogs: which files, which keys, what this is."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ui.commands import keys_as_text


def ask_for_files(parent: QWidget) -> list[Path]:
    """Ask which pages, transcripts and audio files to open; none if the person thinks better."""
    paths, _ = QFileDialog.getOpenFileNames(parent, "Open pages, transcripts and audio")
    return [Path(path) for path in paths]


def ask_for_audio(parent: QWidget) -> Path | None:
    """Ask for an episode's audio file."""
    path, _ = QFileDialog.getOpenFileName(parent, "The audio of this episode")
    return Path(path) if path else None


def show_keys(parent: QWidget) -> None:
    """Show every key."""
    box = QMessageBox(parent)
    box.setWindowTitle("Keys")
    box.setText(keys_as_text())
    box.open()


def show_about(parent: QWidget) -> None:
    """Say what this program is."""
    QMessageBox.about(
        parent,
        "About Earmark",
        "<b>Earmark</b><br>Reads podcast and interview transcripts in step with the audio."
        "<br><br>Free software under the GNU General Public License, version 3 or later.",
    )

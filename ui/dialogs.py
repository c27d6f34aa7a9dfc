"""Small dialogs: which files, what an import has brought, what this is."""

from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
    QWidget,
)

from reader.importing import ImportReport
from reader.library import Status
from reader.media import AUDIO_SUFFIXES

_SOUNDS = " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES)
_TEXTS = (
    "*.html *.htm *.md *.txt *.vtt *.srt *.json *.ttml *.xml *.tsv *.csv *.sbv *.lrc *.ass *.docx"
)
FILTERS = (
    f"Pages, transcripts and audio ({_TEXTS} {_SOUNDS} *.zip)",
    f"Audio ({_SOUNDS})",
    "All files (*)",
)


def ask_for_files(parent: QWidget) -> list[Path]:
    """Ask which pages, transcripts and audio files to open; none if the person thinks better."""
    words = "Open pages, transcripts and audio"
    paths, _ = QFileDialog.getOpenFileNames(parent, words, filter=";;".join(FILTERS))
    return [Path(path) for path in paths]


def ask_for_audio(parent: QWidget) -> Path | None:
    """Ask for an episode's audio file."""
    filters = ";;".join((FILTERS[1], FILTERS[-1]))
    path, _ = QFileDialog.getOpenFileName(parent, "The audio of this episode", filter=filters)
    return Path(path) if path else None


def ask_for_folder(parent: QWidget) -> Path | None:
    """Ask for a folder to import."""
    path = QFileDialog.getExistingDirectory(parent, "Import a folder of episodes")
    return Path(path) if path else None


def show_report(parent: QWidget, report: ImportReport) -> None:
    """Say what an import has brought, and list what failed and why."""
    box = QMessageBox(parent)
    box.setWindowTitle("Imported")
    box.setText(("Stopped. " if report.cancelled else "") + _brought(report))
    failures = [failure.message for failure in report.failed]
    if failures:
        box.setInformativeText(f"{len(failures):,} could not be imported; the details say why.")
        box.setDetailedText("\n".join([*failures, *report.warnings]))
    box.open()


def _brought(report: ImportReport) -> str:
    """Say how many episodes are new, and how many were there in some form."""
    new = sum(added.status is Status.NEW for added in report.imported)
    known = len(report.imported) - new
    came = f"{new:,} new episode{'' if new == 1 else 's'} came in"
    return f"{came}; {known:,} in the library already." if known else f"{came}."


def show_about(parent: QWidget) -> None:
    """Say what this program is."""
    QMessageBox.about(
        parent,
        "About Earmark",
        "<b>Earmark</b><br>Reads podcast and interview transcripts in step with the audio."
        "<br><br>Free software under the GNU General Public License, version 3 or later.",
    )

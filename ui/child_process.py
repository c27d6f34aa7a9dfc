"""A command of this program in a process of its own, so that the window never waits for it."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import reader

GRACE_MS = 2000  # to end by itself when the window closes

Program = tuple[str, list[str]]  # what is started, and its arguments


def own_program(module: str, *words: str) -> Program:
    """Return what runs a command of Earmark's, given as its `words`, through one of its modules."""
    # A packaged program has no Python of its own to call; it is the command itself.
    return sys.executable, [*words] if getattr(sys, "frozen", False) else ["-m", module, *words]


class ChildProcess(QObject):
    """Runs one process at a time. Signals: `progressed(done, total)`; `ended(succeeded)`."""

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, program: Program, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._arguments = program
        self._process: QProcess | None = None

    @property
    def is_running(self) -> bool:
        """Whether a process is at work."""
        return self._process is not None

    def start(self) -> None:
        """Start a process, unless one is at work."""
        if self._process is not None:
            return
        self._process = process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(self._program, self._arguments)

    def close(self) -> None:
        """End the process, if there is one; what it wrote stays."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        if not process.waitForFinished(GRACE_MS):
            process.kill()
            process.waitForFinished(GRACE_MS)
        process.deleteLater()

    def _on_output(self) -> None:
        """Pass on the last whole line that tells of progress."""
        process = self._process
        if process is None:
            return
        told = None
        while process.canReadLine():
            told = progress_in(bytes(process.readLine().data())) or told
        if told is not None:
            self.progressed.emit(*told)

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._end(succeeded=code == 0 and status is QProcess.ExitStatus.NormalExit)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(succeeded=False)

    def _end(self, *, succeeded: bool) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit(succeeded)


def progress_in(line: bytes) -> tuple[int, int] | None:
    """Return (done, total) from a line of JSON; None for any other line."""
    try:
        told = json.loads(line)
        return int(told["done"]), int(told["total"])
    except (ValueError, TypeError, KeyError):
        return None


def _environment() -> QProcessEnvironment:
    """Return this process's, so that the child finds the same program wherever it runs."""
    environment = QProcessEnvironment.systemEnvironment()
    if not getattr(sys, "frozen", False):
        root = str(Path(reader.__file__).resolve().parent.parent)
        known = environment.value("PYTHONPATH")
        separator = ";" if sys.platform == "win32" else ":"
        environment.insert("PYTHONPATH", f"{root}{separator}{known}" if known else root)
    return environment

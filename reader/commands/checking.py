"""`earmark doctor`: what works on this machine, and what to do about the rest."""

from reader.commands.context import Context
from reader.commands.declaring import Commands
from reader.doctor import Finding, Level, examine
from reader.settings import Settings
from reader.window import Window

_MARKS = {Level.OK: "ok  ", Level.NOTE: "note", Level.BROKEN: "BAD "}


def declare_doctor(commands: Commands) -> None:
    """Declare `earmark doctor`."""
    commands.add("doctor", doctor_command, "say what works on this machine, and what to do")


def doctor_command(context: Context) -> int:
    """Print every finding; exit status 1 when one cannot read."""
    players = context.players(Settings.load(context.folder))
    findings = examine(context.folder, players, lambda: _of_window(context.window))
    widest = max(len(finding.subject) for finding in findings)
    for finding in findings:
        mark, subject = _MARKS[finding.level], finding.subject.ljust(widest)
        context.console.line(f"{mark}  {subject}  {finding.text}")
    return 1 if any(finding.level is Level.BROKEN for finding in findings) else 0


def _of_window(window: Window | None) -> list[Finding]:
    if window is None:
        return [Finding("Window", "this installation has none", Level.NOTE)]
    problem = window.problem()
    shown = Finding("Window", problem, Level.NOTE) if problem else Finding("Window", "can be shown")
    return [*window.findings(), shown]

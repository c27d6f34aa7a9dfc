"""`earmark import`: pages and audio into the library, and what became of each."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from reader.commands.context import Context
from reader.console import Console
from reader.errors import LibraryError
from reader.importing import Failure, ImportReport, import_paths
from reader.library import Added


def import_command(context: Context) -> int:
    """Import the paths; exit status 1 when anything failed."""
    report = _import(context, context.args.paths, context.args.audio)
    if context.args.json:
        context.console.json(report_json(report))
    else:
        for added in report.imported:
            context.console.line(_sentence(added))
    complain_about(report, context.console)
    return 1 if report.failed else 0


def complain_about(report: ImportReport, console: Console) -> None:
    """Print failures and warnings, a line each, on standard error."""
    for failure in report.failed:
        console.complain(failure.message)
    for warning in report.warnings:
        console.complain(warning)


def report_json(report: ImportReport) -> dict[str, object]:
    """Return a report as other programs rely on it."""
    return {
        "imported": [_added_json(added) for added in report.imported],
        "failed": [{"path": str(f.path), "error": f.message} for f in report.failed],
        "warnings": list(report.warnings),
    }


def _added_json(added: Added) -> dict[str, object]:
    """Return one episode's line; `change` is there only where a text took another's place."""
    return {name: value for name, value in asdict(added).items() if value is not None}


def _import(context: Context, paths: Sequence[Path], audio: Path | None) -> ImportReport:
    """Import, or say for every path why the library takes nothing."""
    try:
        with context.library() as library:
            if library.read_only_reason is None:
                return import_paths(library, paths, audio=audio)
            reason = library.read_only_reason
    except LibraryError as error:
        reason = str(error)
    failed = tuple(Failure(path, f"{path} was not imported. {reason}") for path in paths)
    return ImportReport(failed=failed)


def _sentence(added: Added) -> str:
    parts = [f"{added.chapters} chapters" if added.chapters else ""]
    parts.append(f"{added.turns} turns" if added.turns else "no transcript")
    contents = ", ".join(part for part in parts if part)
    return f"{added.status:9}  {added.id}  {added.title}  ({contents})"

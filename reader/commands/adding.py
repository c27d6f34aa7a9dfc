"""`earmark import`: files, folders and zips into the library, and what became of each."""

import codecs
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from pathlib import Path

from reader.commands.context import Context
from reader.commands.declaring import Commands, add_json
from reader.commands.progress import ProgressLine, interruption
from reader.console import Console
from reader.counting import counted
from reader.errors import LibraryError
from reader.importing import (
    ByHand,
    Failure,
    ImportPlan,
    ImportReport,
    PlannedEpisode,
    carry_out,
    plan_import,
)
from reader.library import Added, Library
from reader.library.joining import remark_on_bookmarks

INTERRUPTED = 130


def declare_import(commands: Commands) -> None:
    """Declare `earmark import`."""
    parser = commands.add("import", import_command, "add pages, audio or folders to the library")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add_audio(parser)
    parser.add_argument(
        "--encoding", type=_encoding, metavar="NAME", help="the texts' encoding, such as cp1251"
    )
    parser.add_argument(
        "--language", default="", metavar="TAG", help="the texts' language, such as pt-BR"
    )
    parser.add_argument(
        "--speaker",
        type=_speaker,
        action="append",
        default=[],
        metavar="ID=NAME",
        help="the name of a speaker whom the files call ID; may be given several times",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be done with each file"
    )
    add_json(parser)


def add_audio(parser: ArgumentParser) -> None:
    """Declare `--audio`."""
    parser.add_argument("--audio", type=Path, metavar="FILE", help="the page's recording")


def _encoding(text: str) -> str:
    try:
        codecs.lookup(text)
    except LookupError:
        raise ArgumentTypeError(f"there is no encoding {text!r}") from None
    return text


def _speaker(text: str) -> tuple[str, str]:
    speaker, sign, name = text.partition("=")
    if not sign or not speaker.strip() or not name.strip():
        raise ArgumentTypeError(f"{text!r} names nobody; write it as SPEAKER_00=Ida Holm")
    return speaker.strip(), name.strip()


def import_command(context: Context) -> int:
    """Import the paths, or say what importing would do; exit status 1 when anything failed."""
    try:
        with context.library() as library:
            reason = library.read_only_reason
            if reason is None and not context.args.dry_run:
                context.keep_backup(library)
            if reason is None or context.args.dry_run:
                return _import(context, library)
    except LibraryError as error:
        reason = str(error)
    failed = tuple(
        Failure(path, f"{path} was not imported. {reason}") for path in context.args.paths
    )
    return _tell(ImportReport(failed=failed), context)


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
        "failed": _failed_json(report.failed),
        "warnings": list(report.warnings),
    }


def _import(context: Context, library: Library) -> int:
    args, line = context.args, ProgressLine()
    by_hand = ByHand(args.encoding, args.language, tuple(args.speaker))
    with interruption() as interrupted:
        plan = plan_import(
            library,
            args.paths,
            audio=args.audio,
            by_hand=by_hand,
            on_progress=line.tell,
            cancelled=interrupted,
            foresee=args.dry_run,
        )
        if args.dry_run:
            line.clear()
            return _tell_plan(plan, context)
        report = carry_out(library, plan, on_progress=line.tell, cancelled=interrupted)
        line.clear()
    return _tell(report, context, planned=len(plan.episodes))


def _tell(report: ImportReport, context: Context, planned: int = 0) -> int:
    console = context.console
    if context.args.json:
        console.json(report_json(report))
    else:
        for added in report.imported:
            console.line(_sentence(added))
            if added.unsure is not None:
                command = f"earmark bookmark list --episode {added.id}"
                console.complain(f"{remark_on_bookmarks(added)} To see them: {command}")
    complain_about(report, console)
    if report.cancelled:
        console.complain(_stopped(len(report.imported), planned))
        return INTERRUPTED
    return 1 if report.failed else 0


def _stopped(done: int, planned: int) -> str:
    if not done:
        return "Stopped before anything was imported."
    return (
        f"Stopped: {done} of {planned} episodes were imported and stay in the library. "
        "Type the same again to go on with the rest."
    )


def _sentence(added: Added) -> str:
    parts = [counted(added.chapters, "chapter") if added.chapters else ""]
    parts.append(counted(added.turns, "turn") if added.turns else "no transcript")
    contents = ", ".join(part for part in parts if part)
    changed = f"  {added.change}" if added.change else ""
    return f"{added.status:9}  {added.id}  {added.title}  ({contents}){changed}"


def _added_json(added: Added) -> dict[str, object]:
    """Return one episode's line; `change` is there only where a text took another's place."""
    return {name: value for name, value in asdict(added).items() if value is not None}


def _failed_json(failed: tuple[Failure, ...]) -> list[dict[str, str]]:
    return [{"path": str(f.path), "error": f.message} for f in failed]


# Plans


def _tell_plan(plan: ImportPlan, context: Context) -> int:
    console = context.console
    if context.args.json:
        console.json(_plan_json(plan))
    else:
        for episode in plan.episodes:
            _print_planned(episode, console)
    for failure in plan.failed:
        console.complain(failure.message)
    for remark in plan.remarks:
        console.complain(remark)
    return 1 if plan.failed else 0


def _print_planned(episode: PlannedEpisode, console: Console) -> None:
    console.line(f"{episode.action:10}  {episode.title}")
    text = episode.text
    if text is not None:
        words = f", {counted(text.words, 'word')}" if text.words else ""
        timed = ", times of words" if text.has_word_times else ""
        console.line(f"            text      {text.path}  ({text.format}{words}{timed})")
    files = [("page", episode.page.path)] if episode.page is not None else []
    files += [("audio", episode.audio)] if episode.audio is not None else []
    files += [("chapters", path) for path in episode.chapters]
    for what, path in files:
        console.line(f"            {what:8}  {path}")
    for problem in episode.problems:
        console.line(f"            ! {problem}")


def _plan_json(plan: ImportPlan) -> dict[str, object]:
    return {
        "planned": [_planned_json(episode) for episode in plan.episodes],
        "failed": _failed_json(plan.failed),
        "warnings": list(plan.remarks),
    }


def _planned_json(episode: PlannedEpisode) -> dict[str, object]:
    text, page = episode.text, episode.page
    return {
        "title": episode.title,
        "action": episode.action.value,
        "id": episode.into,
        "transcript": _shown(text.path if text is not None else None),
        "format": text.format if text is not None else None,
        "page": _shown(page.path if page is not None else None),
        "audio": _shown(episode.audio),
        "chapters": [str(path) for path in episode.chapters],
        "others": [str(other.path) for other in episode.others],
        "problems": list(episode.problems),
    }


def _shown(path: Path | None) -> str | None:
    return str(path) if path is not None else None

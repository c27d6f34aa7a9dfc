"""`earmark export`: quotes and transcripts to standard output, a file or a folder."""

from pathlib import Path

from reader.commands.context import Context
from reader.errors import ExportError
from reader.export import Material, Target, Wanted, gather, target_called, targets
from reader.export.carrying_out import as_text, refuse_nothing, write
from reader.library import Library

DEFAULT = "markdown"


def export_command(context: Context) -> int:
    """Export what is wanted; say on standard error what could not be written."""
    args = context.args
    target = _target(args.format, args.output)
    with context.library_to_read() as library:
        wanted = _wanted(context, library)
        needs_audio = target.quotes is None and target.fill is not None
        material = gather(library, wanted, with_audio=needs_audio and not wanted.transcripts)
    refuse_nothing(material)
    if args.output is None:
        context.console.text(as_text(target, material))
        return 0
    return _write(context, target, material, args.output)


def _write(context: Context, target: Target, material: Material, goal: Path) -> int:
    exported = write(target, material, goal)
    for warning in exported.warnings:
        context.console.complain(warning)
    context.console.line(exported.sentence)
    return 1 if exported.warnings else 0


def _wanted(context: Context, library: Library) -> Wanted:
    args = context.args
    episode = None if args.episode is None else library.find(args.episode)
    return Wanted(episode, tuple(args.tag), transcripts=args.transcript)


def _target(name: str | None, output: Path | None) -> Target:
    """Return the target that was named, or the one that the file's ending means."""
    if name is not None:
        return target_called(name)
    suffix = "" if output is None else output.suffix.lower()
    if not suffix or (output is not None and output.is_dir()):
        return target_called(DEFAULT)
    named = [one for one in targets() if one.suffix == suffix and one.quotes is not None]
    by_ending = {one.suffix: one for one in reversed(named)}
    if suffix not in by_ending:
        endings = ", ".join(sorted({one.suffix for one in targets() if one.suffix}))
        raise ExportError(
            f"What {output} should be cannot be told from its ending; name the format with "
            f"--format, or end it with one of {endings}."
        )
    return by_ending[suffix]

"""`earmark export`: quotes and transcripts to standard output, a file or a folder."""

import os
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
    named: str | None = args.output
    target = _target(args.format, named)
    with context.library_to_read() as library:
        wanted = _wanted(context, library)
        needs_audio = target.quotes is None and target.fill is not None
        material = gather(library, wanted, with_audio=needs_audio and not wanted.transcripts)
    refuse_nothing(material)
    if named is None:
        context.console.text(as_text(target, material))
        return 0
    return _write(context, target, material, named)


def _write(context: Context, target: Target, material: Material, named: str) -> int:
    exported = write(target, material, Path(named), into_folder=_means_folder(named))
    for warning in exported.warnings:
        context.console.complain(warning)
    context.console.line(exported.sentence)
    return 1 if exported.warnings else 0


def _wanted(context: Context, library: Library) -> Wanted:
    args = context.args
    episode = None if args.episode is None else library.find(args.episode)
    return Wanted(episode, tuple(args.tag), transcripts=args.transcript)


def _means_folder(named: str) -> bool:
    """Return whether a name ends as a folder's does: a path would have lost the last slash."""
    return named.endswith(tuple(filter(None, (os.sep, os.altsep))))


def _target(name: str | None, named: str | None) -> Target:
    """Return the target that was named, or the one that the file's ending means."""
    if name is not None:
        return target_called(name)
    output = Path(named or "")
    suffix = output.suffix.lower()
    if named is None or not suffix or _means_folder(named) or output.is_dir():
        return target_called(DEFAULT)
    fitting = [one for one in targets() if one.suffix == suffix and one.quotes is not None]
    by_ending = {one.suffix: one for one in reversed(fitting)}
    if suffix not in by_ending:
        endings = ", ".join(sorted({one.suffix for one in targets() if one.suffix}))
        raise ExportError(
            f"What {output} should be cannot be told from its ending; name the format with "
            f"--format, or end it with one of {endings}."
        )
    return by_ending[suffix]

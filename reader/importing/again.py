"""Reads an episode's own file anew, as it is now."""

from dataclasses import replace
from pathlib import Path

from reader.errors import TranscriptError
from reader.importing.carrying import carry_out
from reader.importing.planning import plan_import
from reader.importing.records import ImportPlan, ImportReport
from reader.library import Library


def import_again(library: Library, episode_id: str) -> ImportReport:
    """Bring an episode up to date with the file it came from; nothing else of the file comes in.

    Raise TranscriptError where the file is gone, cannot be read or holds the episode no more;
    LibraryError, EpisodeNotFoundError.
    """
    episode = library.episode(episode_id)
    source = file_of(episode.source)
    if source is None:
        raise TranscriptError(_no_file(episode.source, episode.title))
    plan = plan_import(library, [source])
    for failure in plan.failed:
        raise TranscriptError(failure.message, failure.path)
    report = carry_out(library, _only(plan, episode_id, source))
    for failure in report.failed:
        raise TranscriptError(failure.message, failure.path)
    return report


def file_of(source: str) -> Path | None:
    """Return the file that a source names, or the zip that it is in; None: there is none."""
    path = Path(source)
    if not path.is_absolute():
        return None
    return next((place for place in (path, *path.parents) if place.is_file()), None)


def _only(plan: ImportPlan, episode_id: str, source: Path) -> ImportPlan:
    own = [planned for planned in plan.episodes if planned.into == episode_id]
    if not own:
        raise TranscriptError(
            f"{source} does not hold this episode any more; open the file to import what it holds.",
            source,
        )
    return replace(plan, episodes=tuple(replace(planned, included=True) for planned in own))


def _no_file(source: str, title: str) -> str:
    if Path(source).is_absolute():
        return f"{source} is not there any more; put it back, or open the page from where it is."
    return f"“{title}” did not come from a file; paste or open it again."

"""Carries a plan out: one transaction a file, so that whatever is finished stays whole."""

from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from reader.episodes.pairing import mismatch
from reader.errors import LibraryError, MediaError, ReaderError, TranscriptError
from reader.importing.archives import Archive
from reader.importing.arriving import arrival_of
from reader.importing.looking import look_into_sound, stumbling
from reader.importing.records import (
    Cancelled,
    Failure,
    ImportPlan,
    ImportReport,
    OnProgress,
    PlannedEpisode,
    Progress,
    Step,
)
from reader.library import Added, Arrival, Library

MEDIA_FOLDER = "media"  # in the library's folder: audio that came in a zip


@dataclass
class _Results:
    imported: list[Added] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def carry_out(
    library: Library,
    plan: ImportPlan,
    *,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """Import what a plan includes; the report says what became of everything.

    Each file is one transaction. `cancelled` is asked before each: what was imported until then
    stays, whole. A file that fails stops no other. Raises nothing that is a ReaderError. Both
    calls come on the calling thread, which must be the library's.
    """
    results = _Results(failed=list(plan.failed), warnings=list(plan.remarks))
    wanted = [episode for episode in plan.episodes if episode.included]
    done, stopped = 0, plan.cancelled
    for path, group in groupby(wanted, key=_file_of):
        episodes = list(group)
        if cancelled is not None and cancelled():
            stopped = True
            break
        if on_progress is not None:
            on_progress(Progress(done, len(wanted), path, Step.ADDING))
        _import_file(library, plan, path, episodes, results)
        done += len(episodes)
    return ImportReport(
        tuple(results.imported), tuple(results.failed), tuple(results.warnings), stopped
    )


def _file_of(episode: PlannedEpisode) -> Path:
    """Return the file that an episode stands for: those of one file go in together."""
    if episode.text is not None:
        return episode.text.path
    return episode.audio or Path(episode.title)


def _import_file(
    library: Library,
    plan: ImportPlan,
    path: Path,
    episodes: list[PlannedEpisode],
    results: _Results,
) -> None:
    arrivals = []
    for episode in episodes:
        results.warnings += episode.problems
        arrival = _arrival(library, plan, episode, results)
        if arrival is not None:
            arrivals.append(arrival)
    if not arrivals:
        return
    try:
        with stumbling(path, TranscriptError):
            results.imported += library.add(arrivals, str(path))
    except LibraryError as error:
        results.failed.append(Failure(path, f"{path} was not imported. {error}"))
    except ReaderError as error:
        results.failed.append(Failure(path, str(error)))


def _arrival(
    library: Library, plan: ImportPlan, episode: PlannedEpisode, results: _Results
) -> Arrival | None:
    """Return what to add, or None where the text, or an episode's only audio, cannot be read."""
    if episode.audio is not None:
        plan, problem = _with_sound(library, plan, episode.audio)
        if problem is not None:
            results.failed.append(problem)
            if episode.text is None:
                return None
            episode = replace(episode, audio=None)
    try:
        arrival, _ = arrival_of(plan, episode)
    except ReaderError as error:
        results.failed.append(Failure(_file_of(episode), str(error)))
        return None
    if arrival.audio is not None and not episode.problems:
        warning = mismatch(arrival.draft, arrival.audio.duration_ms, arrival.audio.path.name)
        results.warnings += [warning] if warning else []
    return arrival


def _with_sound(
    library: Library, plan: ImportPlan, audio: Path
) -> tuple[ImportPlan, Failure | None]:
    """Look into audio that the plan could not look into: it is in a zip, or was chosen by hand."""
    known = plan.sounds.get(audio)
    if known is not None and known.file.fingerprint:
        return plan, None
    try:
        path = _unpacked(library, audio)
        found = look_into_sound(path)
    except (MediaError, TranscriptError) as error:
        return plan, Failure(audio, str(error))
    return replace(plan, sounds={**plan.sounds, audio: found}), None


def _unpacked(library: Library, audio: Path) -> Path:
    """Return where audio is, unpacked into the library's own folder where it is in a zip."""
    archive = next((parent for parent in audio.parents if parent.is_file()), None)
    if archive is None:
        return audio
    with Archive(archive) as opened:
        return opened.unpack(audio, library.folder / MEDIA_FOLDER / archive.stem)

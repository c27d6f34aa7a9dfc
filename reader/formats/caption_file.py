"""From the cues of a caption file to its episode: the way that all such formats share."""

from collections.abc import Sequence

from reader.formats.caption_speakers import captions_of
from reader.formats.captions import grouped
from reader.formats.cue_markup import spoken_lines
from reader.formats.repeated_lines import Spoken, without_repeats
from reader.formats.source import Source
from reader.formats.timed_cues import CueReader, TimedCue
from reader.model import EpisodeDraft

_SHOWN = 60  # characters of a faulty line that a message shows


def spoken_cues(source: Source, reader: CueReader, kind: str) -> list[Spoken]:
    """Return the reader's cues. Raise TranscriptError if no line of times makes sense."""
    spoken = [spoken_cue(cue) for cue in reader.cues()]
    if reader.first_broken is not None and not reader.timed:
        at = reader.first_broken
        number = source.text.count("\n", 0, at) + 1
        line = source.text[at : at + _SHOWN].partition("\n")[0]
        raise source.error(
            f"is a {kind} file whose times cannot be read: line {number} says “{line}”. "
            "Correct its times, or choose another transcript."
        )
    return spoken


def spoken_cue(cue: TimedCue) -> Spoken:
    """Return a cue without its markup."""
    return Spoken(cue.start_ms, cue.end_ms, tuple(spoken_lines(cue)), cue.speaker)


def episode_of(
    source: Source,
    cues: Sequence[Spoken],
    kind: str,
    *,
    title: str = "",
    language: str = "",
    notes: str = "",
    resolution_ms: int = 1,
) -> tuple[EpisodeDraft, ...]:
    """Make the episode. Raise TranscriptError if no cue holds text; `kind` names the format."""
    turns = grouped(captions_of(without_repeats(cues)))
    if not turns:
        raise source.error(f"is a {kind} file without any captions. Choose another transcript.")
    draft = EpisodeDraft(
        title=title or source.title,
        notes=notes,
        turns=turns,
        resolution_ms=resolution_ms,
        language=language,
    )
    return (draft,)

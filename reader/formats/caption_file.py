"""From the cues of a caption file to its episode: the way that all such formats share."""

from dataclasses import replace
from itertools import islice

from reader.formats.caption_speakers import captions_of
from reader.formats.captions import grouped
from reader.formats.cue_markup import spoken_lines
from reader.formats.repeated_lines import Spoken, without_repeats
from reader.formats.source import Source
from reader.formats.timed_cues import CueReader, TimedCue
from reader.model import EpisodeDraft

MAX_CUES = 400_000  # more than a hundred hours
_SHOWN = 60  # characters of a faulty line that a message shows


def spoken_cues(source: Source, reader: CueReader, kind: str) -> list[Spoken]:
    """Return the reader's cues.

    Raise TranscriptError if no line of times makes sense, or there are more than MAX_CUES.
    """
    spoken = [spoken_cue(cue) for cue in islice(reader.cues(), MAX_CUES + 1)]
    if len(spoken) > MAX_CUES:
        raise source.error(
            f"holds more than {MAX_CUES:,} captions, too many for one episode. "
            "Split it, or choose another transcript."
        )
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
    source: Source, cues: list[Spoken], kind: str, known: EpisodeDraft | None = None
) -> tuple[EpisodeDraft, ...]:
    """Make the episode; `known` is what the file says besides, its title may be empty.

    `kind` names the format. The list of cues is emptied on the way. Raise TranscriptError if no
    cue holds text.
    """
    turns = grouped(captions_of(without_repeats(cues)))
    if not turns:
        raise source.error(f"is a {kind} file without any captions. Choose another transcript.")
    draft = known or EpisodeDraft("", resolution_ms=1)
    return (replace(draft, title=draft.title or source.title, turns=turns),)

"""From the cues of a caption file to its episode: the way that all such formats share."""

from dataclasses import replace

from reader.formats.source import Source
from reader.formats.speech.caption_speakers import captions_of
from reader.formats.speech.captions import grouped
from reader.formats.speech.cue_markup import spoken_lines
from reader.formats.speech.repeated_lines import Spoken, without_repeats
from reader.formats.speech.timed_cues import CueReader, TimedCue
from reader.model import EpisodeDraft

# Every line and every tag becomes a record many times its own length: no harm in up to so many
# (a word-by-word SubRip file of thirteen hours), nor where most of a long file is text.
_FREE_PIECES = 400_000
_SHORTEST_PIECE = 16
_SHOWN = 60  # characters of a faulty line that a message shows


def spoken_cues(source: Source, reader: CueReader, kind: str) -> list[Spoken]:
    """Return the reader's cues.

    Raise TranscriptError if no line of times makes sense, or the file is cut up too finely.
    """
    check_pieces(source)
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


def check_pieces(source: Source) -> None:
    """Raise TranscriptError for a large file of almost nothing but line breaks and markup."""
    text = source.text
    pieces = text.count("\n") - text.count("\n\n") + text.count("<") - text.count("</")
    pieces += text.count("[") + text.count("{")
    if pieces > _FREE_PIECES and pieces * _SHORTEST_PIECE > len(text):
        raise source.error(
            f"is cut into {pieces:,} pieces, far too many for what it says. "
            "Choose another transcript."
        )


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

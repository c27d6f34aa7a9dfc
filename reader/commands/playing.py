"""`earmark play`: reads along in the terminal, each turn printed as it is heard."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reader.commands.argument_types import position, seconds
from reader.commands.context import Context
from reader.commands.declaring import Commands, add_episode, add_json, add_player
from reader.console import Console
from reader.errors import PlaybackError, ReaderError
from reader.library import Library
from reader.listening.read_along import Ended, Event, Heard, Held, Started, Stretch, read_along
from reader.media import another_recording, holds_another
from reader.model import Episode
from reader.playback.faults import drive_problem
from reader.playback.player import PlayerSource
from reader.timecode import timecode
from reader.timing.timeline import Timeline

SILENT = "silent"


def declare_play(commands: Commands) -> None:
    """Declare `earmark play`."""
    parser = commands.add("play", play_command, "play an episode and read along in the terminal")
    add_episode(parser)
    parser.add_argument(
        "--from",
        dest="start_ms",
        type=position,
        default=0,
        metavar="TIME",
        help="where to begin, as 1:02:03, 12:30 or seconds",
    )
    add_json(parser)
    add_player(parser)
    parser.add_argument("--seconds", type=seconds, metavar="N", help="stop after so long")


@dataclass(frozen=True, slots=True)
class Players:
    """The players to try in turn, and the name of the one that was asked for, if any."""

    sources: Sequence[PlayerSource]
    asked_for: str | None = None


def play_command(context: Context) -> int:
    """Play an episode and read along; where it was left in the window is not touched."""
    args = context.args
    reporter = JsonReporter(context.console) if args.json else None
    try:
        with context.library_to_read() as library:
            episode = library.episode(library.find(args.episode))
            path = _audio_of(library, episode)
            stretch = _stretch(episode, path, args.start_ms, args.seconds)
            if episode.audio is not None and holds_another(path, episode.audio.fingerprint):
                hint = "Import the page again with --audio FILE for the right one."
                context.console.complain(f"{another_recording(path)} {hint}")
            settings = context.settings(library.folder)
            players = Players(context.players(settings), context.asked_for(settings))
        play(episode, stretch, players, reporter or TextReporter(context.console, episode))
    except ReaderError as error:
        if reporter is not None:
            reporter.error(str(error))
        raise
    return 0


def play(
    episode: Episode,
    stretch: Stretch,
    players: Players,
    reporter: "JsonReporter | TextReporter",
) -> None:
    """Play a stretch of an episode on the first player that starts. Raise PlaybackError."""
    timeline = Timeline(episode.turns, episode.chapters)
    with closing(_events(timeline, stretch, players, reporter.console)) as events:
        for event in events:
            reporter.report(event, timeline)


class JsonReporter:
    """Prints a line of JSON for every event."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def report(self, event: Event, timeline: Timeline) -> None:
        """Print one event."""
        match event:
            case Started(player, position_ms, monotonic):
                line = {
                    "event": "started",
                    "position_ms": position_ms,
                    "monotonic": monotonic,
                    "player": player,
                }
            case Heard(turn, position_ms, monotonic):
                line = {
                    "event": "turn",
                    "turn": turn,
                    "start_ms": timeline.turns[turn].start_ms,
                    "position_ms": position_ms,
                    "monotonic": monotonic,
                }
            case Held(sentence, position_ms, monotonic):
                line = {
                    "event": "goes on" if sentence is None else "held",
                    "message": sentence,
                    "position_ms": position_ms,
                    "monotonic": monotonic,
                }
            case Ended(position_ms, monotonic, _):
                line = {"event": "ended", "position_ms": position_ms, "monotonic": monotonic}
        self.console.json(line)

    def error(self, message: str) -> None:
        """Print that playing failed."""
        self.console.json({"event": "error", "message": message})


class TextReporter:
    """Prints turns, and the chapters they begin, for reading."""

    def __init__(self, console: Console, episode: Episode) -> None:
        self.console = console
        self._length_ms = episode.duration_ms
        self._chapter: int | None = None
        console.line(f"{episode.title} ({timecode(episode.duration_ms)})")
        console.line()

    def report(self, event: Event, timeline: Timeline) -> None:
        """Print what there is to read; that sound has begun, or goes on, can be heard."""
        if isinstance(event, Held) and event.sentence is not None:
            self.console.complain(event.sentence)
        if not isinstance(event, Heard):
            return
        turn = timeline.turns[event.turn]
        chapter = timeline.chapter_at(turn.start_ms)
        if chapter is not None and chapter != self._chapter:
            self.console.chapter(timeline.chapters[chapter], self._length_ms)
        self._chapter = chapter
        self.console.turn(turn, self._length_ms)


def _audio_of(library: Library, episode: Episode) -> Path:
    """Return where the episode's audio is. Raise PlaybackError where there is none."""
    if episode.audio is None:
        raise PlaybackError(
            f"“{episode.title}” has no audio; import its page again with --audio FILE."
        )
    if problem := drive_problem(episode.audio.path):
        raise PlaybackError(problem, episode.audio.path)
    audio = library.present_audio(episode)
    if audio is None:
        raise PlaybackError(
            f"{episode.audio.path}, the audio of “{episode.title}”, is not there any more; "
            "put it back, or import the page again with --audio FILE.",
            episode.audio.path,
        )
    return audio.path


def _stretch(episode: Episode, path: Path, start_ms: int, seconds: float | None) -> Stretch:
    """Return what to play. Raise PlaybackError for a start after the end."""
    if start_ms >= episode.duration_ms > 0:
        raise PlaybackError(
            f"“{episode.title}” is {timecode(episode.duration_ms)} long; "
            "give --from a time before its end."
        )
    stop_ms = None if seconds is None else start_ms + int(seconds * 1000)
    return Stretch(path, start_ms, stop_ms)


def _events(
    timeline: Timeline, stretch: Stretch, players: Players, console: Console
) -> Generator[Event, None, None]:
    """Yield the events of the first player that starts.

    The silent one takes the place of players that cannot work on this machine, never that of
    one that could not play this file: silence would hide it.
    """
    reasons: dict[str, str] = {}
    file_failed = False
    for source in players.sources:
        if source.name == SILENT and file_failed:
            continue
        problem = source.problem()
        if problem is not None:
            reasons[source.name] = problem
            continue
        _explain_choice(source, reasons, players.asked_for, console)
        events = _events_of(source, timeline, stretch, console)
        try:
            started = next(events)
        except PlaybackError as error:
            reasons[source.name] = str(error)
            file_failed = True
            continue
        yield started
        yield from events
        return
    raise PlaybackError(next(reversed(reasons.values()), "There is no player to play with."))


def _explain_choice(
    source: PlayerSource, reasons: Mapping[str, str], asked_for: str | None, console: Console
) -> None:
    """Say why there is silence, or why it is not the player that was asked for."""
    if source.name == SILENT:
        for reason in reasons.values():
            console.complain(reason)
    elif asked_for is not None and asked_for in reasons:
        console.complain(f"{reasons[asked_for]} The player {source.name} is used instead.")


def _events_of(
    source: PlayerSource, timeline: Timeline, stretch: Stretch, console: Console
) -> Generator[Event, None, None]:
    with closing(source.create()) as player:
        for event in read_along(player, timeline, stretch, source.wait):
            if isinstance(event, Started) and player.notice:
                console.complain(player.notice)
            if isinstance(event, Ended) and event.problem:
                console.complain(event.problem)
            yield event

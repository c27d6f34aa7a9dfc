"""`earmark sync`: how an episode's transcript goes with its audio, and what to do about it."""

from argparse import ArgumentTypeError, Namespace

from reader.commands.argument_types import position
from reader.commands.context import Context
from reader.commands.declaring import Commands, add_episode, add_json
from reader.errors import LibraryError, SyncError
from reader.library import Library
from reader.model import Episode
from reader.timecode import precise_timecode, timecode
from reader.timing.anchors_shown import nudged
from reader.timing.sync_map import SyncMap

_MOST_NUDGED_S = 36_000


def declare_sync(commands: Commands) -> None:
    """Declare `earmark sync`."""
    what = "show or repair how transcript and audio go together"
    parser = commands.add("sync", sync_command, what)
    add_episode(parser)
    anchor = "TEXT=AUDIO, as 12:30=13:05: when a moment of the transcript is heard; several times"
    parser.add_argument(
        "--anchor", type=_anchor, action="append", default=[], metavar="TIMES", help=anchor
    )
    removal = "take back the anchor at this time of the transcript; several times"
    parser.add_argument(
        "--remove", type=position, action="append", default=[], metavar="TIME", help=removal
    )
    nudge = "hear all of it so many seconds later; with a minus, as --nudge=-0.2, earlier"
    parser.add_argument("--nudge", type=_nudge, metavar="SECONDS", help=nudge)
    parser.add_argument("--clear", action="store_true", help="take the times as they are given")
    parser.add_argument("--undo", action="store_true", help="take the last change back")
    add_json(parser)


def _anchor(text: str) -> tuple[int, int]:
    transcript, sign, audio = text.partition("=")
    if not sign:
        raise ArgumentTypeError(f"{text!r} is no pair of times; write it as 12:30=13:05")
    return position(transcript), position(audio)


def _nudge(text: str) -> int:
    try:
        seconds = float(text)
    except ValueError:
        seconds = _MOST_NUDGED_S + 1
    if not abs(seconds) <= _MOST_NUDGED_S:
        raise ArgumentTypeError(f"{text!r} is no number of seconds, such as 0.2 or -0.2")
    return round(seconds * 1000)


def sync_command(context: Context) -> int:
    """Change the map as asked for, in one step, and print what holds then."""
    args = context.args
    changes = bool(args.clear or args.anchor or args.remove or args.nudge is not None)
    if changes and args.undo:
        raise SyncError("--undo takes the last change back; say it without any other change.")
    with context.library_to_read() as library:
        episode = library.find(args.episode)
        if changes or args.undo:
            _refuse_read_only(library)
            context.keep_backup(library)
        if args.undo:
            library.undo_sync(episode)
        if changes:
            _refuse_beyond(library.episode(episode), args)
            library.change_sync(episode, lambda sync: _changed(sync, args))
        sync, doubt = library.sync_of(episode), _doubt(library, episode)
    if doubt is not None:
        context.console.complain(doubt)
    if args.json:
        context.console.json({"episode": episode, **_json(sync)})
        return 0
    for line in _lines(sync):
        context.console.line(line)
    return 0


def _refuse_read_only(library: Library) -> None:
    if library.read_only_reason is not None:
        raise LibraryError(f"Nothing was changed. {library.read_only_reason}", library.folder)


def _refuse_beyond(episode: Episode, args: Namespace) -> None:
    """Raise SyncError for an anchor that is never heard; a length is known to the second."""
    length_ms = episode.audio.duration_ms if episode.audio is not None else 0
    latest_ms = max((audio_ms for _, audio_ms in args.anchor), default=0)
    if length_ms and latest_ms > length_ms + 1000:
        raise SyncError(
            f"{precise_timecode(latest_ms)} is after the end of the audio of “{episode.title}”, "
            f"which is {timecode(length_ms)} long; choose a time within it."
        )


def _doubt(library: Library, episode: str) -> str | None:
    """Return a sentence where text and audio seem not to fit."""
    shown = library.episode(episode)
    return library.out_of_step(shown, shown.audio) if shown.audio is not None else None


def _changed(sync: SyncMap, args: Namespace) -> SyncMap:
    """Apply what was asked for: cleared first, nudged last."""
    if args.clear:
        sync = SyncMap()
    for transcript_ms in args.remove:
        sync = sync.without_anchor(transcript_ms)
    for transcript_ms, audio_ms in args.anchor:
        sync = sync.with_anchor(transcript_ms, audio_ms)
    return sync if args.nudge is None else sync.nudged(args.nudge)


def _lines(sync: SyncMap) -> list[str]:
    if sync == SyncMap():
        return ["The transcript's times are taken for the audio's."]
    anchors = [
        f"{precise_timecode(one.transcript_ms):>10}  is heard at  "
        f"{precise_timecode(sync.to_audio(one.transcript_ms))}"
        for one in sync.anchors
    ]
    gaps = [
        f"{precise_timecode(start_ms):>10}  to  {precise_timecode(end_ms)}  has no text"
        for start_ms, end_ms in sync.gaps()
    ]
    nudge = [f"Everything is heard {nudged(sync.nudge_ms)}."] if sync.nudge_ms else []
    return [*anchors, *gaps, *nudge]


def _json(sync: SyncMap) -> dict[str, object]:
    return {
        "nudge_ms": sync.nudge_ms,
        "anchors": [
            {"transcript_ms": one.transcript_ms, "audio_ms": sync.to_audio(one.transcript_ms)}
            for one in sync.anchors
        ],
        "gaps": [list(gap) for gap in sync.gaps()],
    }

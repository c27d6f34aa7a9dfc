"""`earmark chapters`: the lists of chapters that an episode was given, and which one holds."""

from pathlib import Path

from reader.commands.context import Context
from reader.commands.declaring import Commands, add_episode, add_json
from reader.counting import counted
from reader.importing import add_chapter_file
from reader.library import ChapterSource
from reader.model import Chapter
from reader.timecode import timecode

BY_RULES = "rules"


def declare_chapters(commands: Commands) -> None:
    """Declare `earmark chapters`."""
    parser = commands.add("chapters", chapters_command, "show, add or choose an episode's chapters")
    add_episode(parser)
    parser.add_argument("--add", type=Path, metavar="FILE", help="a file with chapters to add")
    parser.add_argument(
        "--use", metavar="SOURCE", help=f"the list that holds; {BY_RULES}: what the rules say"
    )
    add_json(parser)


def chapters_command(context: Context) -> int:
    """Add a list, choose one, and show the chapters that hold then, with where others stand."""
    args = context.args
    with context.library() as library:
        episode = library.find(args.episode)
        if args.add is not None:
            add_chapter_file(library, episode, args.add)
        if args.use is not None:
            library.choose_chapters(episode, None if args.use == BY_RULES else args.use)
        held = library.episode(episode).chapters
        sources = library.chapter_sources(episode)
    if args.json:
        context.console.json(_json(held, sources))
        return 0
    for chapter in held:
        context.console.line(f"{timecode(chapter.start_ms):>8}  {chapter.title}")
    context.console.line()
    for source in sources:
        chosen = "  (chosen)" if source.chosen else ""
        context.console.line(f"{source.name}  {counted(len(source.chapters), 'chapter')}{chosen}")
    return 0


def _json(held: tuple[Chapter, ...], sources: tuple[ChapterSource, ...]) -> dict[str, object]:
    return {
        "chapters": [_chapter_json(chapter) for chapter in held],
        "sources": [
            {
                "name": source.name,
                "kind": source.kind.value,
                "chosen": source.chosen,
                "chapters": [_chapter_json(chapter) for chapter in source.chapters],
            }
            for source in sources
        ],
    }


def _chapter_json(chapter: Chapter) -> dict[str, object]:
    return {"start_ms": chapter.start_ms, "end_ms": chapter.end_ms, "title": chapter.title}

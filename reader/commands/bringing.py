"""`earmark bookmark import`: bookmarks from a file of Earmark's, Snipd's or PodNotes'."""

from reader.bringing.planning import BringingPlan, carry_out, plan_bringing
from reader.commands.context import Context
from reader.counting import counted
from reader.errors import LibraryError


def bring_bookmarks_command(context: Context) -> int:
    """Bring the bookmarks in, or say with --dry-run what would come; 1 where some are left out."""
    args = context.args
    with context.library() as library:
        if library.read_only_reason is not None and not args.dry_run:
            raise LibraryError(f"Nothing was brought in. {library.read_only_reason}")
        if not args.dry_run:
            context.keep_backup(library)
        plan = plan_bringing(library, args.file)
        came = 0 if args.dry_run else carry_out(library, plan)
    if args.json:
        context.console.json(_json(plan, came))
    else:
        _tell(context, plan, came)
    if plan.lack:
        context.console.complain(plan.lack)
    return 1 if plan.unmatched and not plan.kept_alone else 0


def _tell(context: Context, plan: BringingPlan, came: int) -> None:
    context.console.line(plan.sentence)
    for title, count in plan.episodes:
        context.console.line(f"{count:>5,}  {' '.join(title.split())}")
    if not context.args.dry_run:
        context.console.line(f"{counted(came, 'bookmark')} came in.")


def _json(plan: BringingPlan, came: int) -> dict[str, object]:
    return {
        "kind": plan.kind,
        "new": len(plan.bookmarks),
        "known": plan.known,
        "came": came,
        "episodes": [{"title": title, "bookmarks": count} for title, count in plan.episodes],
        "unmatched": [{"title": title, "bookmarks": count} for title, count in plan.unmatched],
    }

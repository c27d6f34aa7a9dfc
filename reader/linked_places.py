"""Where in the library a link leads, also when the bookmark has moved on since."""

from reader.errors import BookmarkNotFoundError, EpisodeNotFoundError
from reader.library import Library
from reader.links import Link
from reader.model import Bookmark


def place_of(library: Library, link: Link) -> tuple[str, int | None]:
    """Return the episode that a link means and the moment in ms; None: where it was left.

    A bookmark says where it begins now; one that is deleted leaves the link's own moment. Raise
    EpisodeNotFoundError or BookmarkNotFoundError where the library has neither.
    """
    bookmark = _bookmark(library, link)
    if bookmark is not None and bookmark.episode is not None:
        return bookmark.episode, bookmark.quote.start_ms
    if any(one.id == link.episode for one in library.summaries()):
        return link.episode, link.start_ms
    if bookmark is not None:
        raise EpisodeNotFoundError(
            f"The link means “{bookmark.episode_title}”, which is not in the library any more; "
            "import it again.",
            bookmark.episode_title,
        )
    raise EpisodeNotFoundError(
        f"The library has no episode {link.episode}, which the link means; it may be in another "
        "library (--library), or removed (earmark bring-back).",
        link.episode,
    )


def _bookmark(library: Library, link: Link) -> Bookmark | None:
    if not link.bookmark:
        return None
    try:
        return library.bookmark(link.bookmark)
    except BookmarkNotFoundError:
        if not link.episode:
            raise
        return None

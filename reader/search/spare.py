"""Where an index is kept that cannot be in its library's folder."""

from tempfile import TemporaryDirectory

from reader.errors import SearchError


def spare_folder() -> TemporaryDirectory[str]:
    """Make a temporary folder for an index. Errors: SearchError where none can be made."""
    try:
        return TemporaryDirectory(prefix="earmark-", ignore_cleanup_errors=True)
    except OSError as error:
        raise SearchError(
            "The library's folder cannot be written, and no temporary folder for a search index "
            f"can be made ({error.strerror or error}). Make room on the disk, or name a folder "
            "that can be written in TMPDIR."
        ) from error

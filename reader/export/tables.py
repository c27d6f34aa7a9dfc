"""Tables of comma-separated values as RFC 4180 has them, with no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from reader.export.escaping import csv_cell


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with its head; lines end with CR LF, cells are quoted where they must be."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue()

"""What a benchmark says: figures with what they are compared to, as a table in Markdown."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table. `baseline` was measured in the same run; limits are the highest."""

    what: str
    value: float
    unit: str = "ms"
    against: str = ""  # what the baseline is
    baseline: float | None = None
    limit: float | None = None  # of the value
    limit_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the baseline it is."""
        return self.value / self.baseline if self.baseline else None

    @property
    def ratio_is_kept(self) -> bool:
        """Whether the limit that holds on any machine was kept."""
        return self.limit_ratio is None or (self.ratio or 0) <= self.limit_ratio

    @property
    def is_kept(self) -> bool:
        """Whether every limit there is was kept."""
        return self.ratio_is_kept and (self.limit is None or self.value <= self.limit)

    def row(self) -> str:
        """Return it as a row of the table."""
        against = (
            f"{self.against}: {amount(self.baseline, self.unit)}" if self.baseline else self.against
        )
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        limits = [amount(self.limit, self.unit)] if self.limit is not None else []
        limits += [f"ratio {self.limit_ratio:g}"] if self.limit_ratio is not None else []
        verdict = ("kept" if self.is_kept else "**passed**") if limits else ""
        cells = (
            self.what,
            amount(self.value, self.unit),
            against,
            ratio,
            ", ".join(limits),
            verdict,
        )
        return f"| {' | '.join(cells)} |"


HEAD = "| What | Figure | Against, in the same run | Ratio | Limit | |\n|-|-|-|-|-|-|"


def amount(value: float, unit: str) -> str:
    """Write a value with its unit, no finer than it can be measured."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    return f"{value:.{digits}f} {unit}"


def report(title: str, remark: str, figures: Sequence[Figure]) -> int:
    """Print a section of the document and return the exit status: 1 where a limit was passed."""
    rows = "\n".join(figure.row() for figure in figures)
    print(f"## {title}\n\n{remark}\n\n{HEAD}\n{rows}")
    return 0 if all(figure.is_kept for figure in figures) else 1


def note(text: str) -> None:
    """Say on stderr how the measuring gets on."""
    print(f"  {text}", file=sys.stderr, flush=True)


def timed_ms(work: Callable[[], object], times: int = 5) -> float:
    """Return the median time that `work` takes, after a first call that is not counted."""
    work()
    return median(once_ms(work) for _ in range(times))


def once_ms(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


class Stopwatch:
    """Adds up the time spent within functions that are wrapped by it, by name."""

    def __init__(self) -> None:
        self.spent_ms: dict[str, float] = {}

    def reset(self) -> None:
        """Begin again."""
        self.spent_ms.clear()

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        """Add the time of the block to a name."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - start) * 1000
            self.spent_ms[name] = self.spent_ms.get(name, 0.0) + spent

    def watch(self, owner: type, method: str, name: str) -> None:
        """Measure every call of a class's method from now on."""
        original = getattr(owner, method)

        def measured(*args: object, **kwargs: object) -> object:
            with self.running(name):
                return original(*args, **kwargs)

        setattr(owner, method, measured)

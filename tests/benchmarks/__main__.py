"""Run every benchmark in turn and write docs/performance.md: `python tests/benchmarks [NAME…]`.

A benchmark is a script in this folder that prints Markdown (a heading, a table) on stdout, says
how it gets on on stderr, and ends with 1 when a limit it states is passed. It is found by being
there; files whose names start with `_`, `test_` or `conftest` are none. Named ones are run
alone, and print without touching the document.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER_VARIABLE = "EARMARK_BENCH_FOLDER"  # where scripts keep for each other what takes long
FOLDER = Path(__file__).parent
DOCUMENT = FOLDER.parent.parent / "docs" / "performance.md"
INTRODUCTION = """\
# Performance

Written by `make bench`. Absolute times are those of one machine, {cores} cores, with Python
{python} and PySide6 {pyside} on {system}; the ratios are what holds elsewhere.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark printed, and whether it kept its limits."""

    name: str
    text: str
    passed: bool


def benchmarks(folder: Path) -> Iterator[Path]:
    """Yield the benchmark scripts in `folder`, by name."""
    for path in sorted(folder.glob("*.py")):
        if not path.name.startswith(("_", "test_", "conftest")):
            yield path


def run(script: Path, environment: Mapping[str, str]) -> Result:
    """Run one script to its end; a crash is a failed result with what was printed until then."""
    print(f"… {script.stem}", file=sys.stderr, flush=True)
    ended = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    text = ended.stdout.strip() or f"## {script.stem}\n\nNothing was measured."
    return Result(script.stem, text, passed=ended.returncode == 0)


def document(results: Iterable[Result]) -> str:
    """Return the whole of docs/performance.md."""
    introduction = INTRODUCTION.format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        pyside=version("PySide6"),
        system=platform.system(),
    )
    return "\n".join([introduction, *(section(result) for result in results)])


def section(result: Result) -> str:
    """Return one benchmark's part of the document."""
    warning = "" if result.passed else "\n\n**A limit was passed, or the benchmark failed.**"
    return f"{result.text}{warning}\n"


def main(wanted: list[str]) -> int:
    """Run the benchmarks named in `wanted`, or all; return the exit status."""
    scripts = [path for path in benchmarks(FOLDER) if not wanted or path.stem in wanted]
    unknown = set(wanted) - {path.stem for path in scripts}
    if unknown:
        print(f"There is no benchmark called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        results = [run(script, {FOLDER_VARIABLE: name}) for script in scripts]
    text = document(results)
    print(text)
    if not wanted:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(text, encoding="utf-8")
    for result in results:
        if not result.passed:
            print(f"{result.name}: a limit was passed, or it failed.", file=sys.stderr)
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Check what the linters cannot: sizes, names, words, the locks and the desktop's metadata.

`make check` runs it; each finding is a line `file:line: sentence`, and any finding makes the
exit status 1. The limits are those of CONTRIBUTING.md.
"""

import ast
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("reader", "ui")
FOLDERS = (*PACKAGES, "resources", "packaging", "tests", "docs")
LONGEST_FUNCTION = 60
LONGEST_CLASS = 350
LONGEST_MEDIAN_FUNCTION = 10
DRAWERS = frozenset({"utils", "util", "misc", "helpers", "helper", "common", "manager"})
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SOMEONES_HOME = re.compile(r"(?<![\w.])/(home|root|Users)/\w+")
TEXTS = frozenset({".py", ".md", ".sh", ".toml", ".spec", ".lock", ".xml", ".desktop", ".svg"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    """Yield the Python files below `folders` of `root`."""
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def lines_of(node: Function | ast.ClassDef) -> int:
    """Count the lines of a definition, from its `def` or `class` to its last."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def check_sizes(root: Path) -> Iterator[str]:
    """Yield functions and classes that are too long, and a median that is."""
    sizes = []
    for path in python_files(root, *PACKAGES):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                limit = LONGEST_FUNCTION
                sizes.append(lines_of(node))
            elif isinstance(node, ast.ClassDef):
                limit = LONGEST_CLASS
            else:
                continue
            if lines_of(node) > limit:
                where = f"{path.relative_to(root)}:{node.lineno}"
                yield f"{where}: {node.name} has {lines_of(node)} lines, more than {limit}."
    if sizes and statistics.median(sizes) > LONGEST_MEDIAN_FUNCTION:
        yield f"{root.name}: half the functions have more than {LONGEST_MEDIAN_FUNCTION} lines."


def check_names(root: Path) -> Iterator[str]:
    """Yield modules and classes named like a drawer that takes anything."""
    for path in python_files(root, *PACKAGES):
        if DRAWERS & set(path.stem.split("_")):
            yield f"{path.relative_to(root)}:1: the name does not say what is inside."
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name.lower().endswith(tuple(DRAWERS)):
                yield f"{path.relative_to(root)}:{node.lineno}: {node.name} says too little."


def texts(root: Path) -> Iterator[Path]:
    """Yield the project's own text files: those at the top and those below its folders."""
    yield from (path for path in sorted(root.iterdir()) if path.suffix in TEXTS)
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in TEXTS and path.is_file():
                yield path


def check_words(root: Path) -> Iterator[str]:
    """Yield marks of unfinished work, and paths that exist on one machine only."""
    for path in texts(root):
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.relative_to(root)}:{number}"
            if UNFINISHED.search(line):
                yield f"{where}: finish this, or write it down as an issue."
            if SOMEONES_HOME.search(line):
                yield f"{where}: names a folder of one machine."


def check_locks(root: Path) -> Iterator[str]:
    """Yield lines of the lock files that name an index or a file instead of a version."""
    for path in sorted(root.glob("requirements*.lock")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "://" in line or line.startswith("-"):
                yield f"{path.name}:{number}: names a place; run `make lock`."


def check_desktop(root: Path) -> Iterator[str]:
    """Yield what the desktop's own validators find, where they are installed."""
    folder = root / "packaging"
    for command in (
        ["desktop-file-validate", *map(str, folder.glob("*.desktop"))],
        ["appstreamcli", "validate", "--no-net", *map(str, folder.glob("*.metainfo.xml"))],
    ):
        if not shutil.which(command[0]):
            print(f"{command[0]} is not installed; its check is left out.", file=sys.stderr)
            continue
        ended = subprocess.run(  # noqa: S603  # the two validators named above
            command, check=False, capture_output=True, encoding="utf-8"
        )
        if ended.returncode:
            yield f"packaging: {command[0]} says: {(ended.stdout + ended.stderr).strip()}"


CHECKS = (check_sizes, check_names, check_words, check_locks, check_desktop)


def main() -> int:
    """Run every check on this tree; return the exit status."""
    findings = [finding for check in CHECKS for finding in check(ROOT)]
    for finding in findings:
        print(finding)
    print(f"{len(CHECKS)} checks of sizes, names, words and metadata: {len(findings)} findings.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""`make check`'s own checks find what they are there for, and nothing in this tree."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checks", ROOT / "packaging" / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(root: Path, name: str, lines: Iterable[str]) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return root


def test_a_function_of_61_lines_is_found(checks: ModuleType, tmp_path: Path) -> None:
    short = ["def short():", "    pass"] * 2
    long = ["def long():", *["    pass"] * 60]
    (finding,) = checks.check_sizes(written(tmp_path, "reader/page.py", short + long))
    assert finding == "reader/page.py:5: long has 61 lines, more than 60."


def test_a_function_of_60_lines_is_not(checks: ModuleType, tmp_path: Path) -> None:
    lines = ["def short():", "    pass"] * 2 + ["def long():", *["    pass"] * 59]
    assert not list(checks.check_sizes(written(tmp_path, "ui/page.py", lines)))


def test_a_class_of_351_lines_is_found(checks: ModuleType, tmp_path: Path) -> None:
    lines = ["class Page:", *["    x = 1"] * 350]
    (finding,) = checks.check_sizes(written(tmp_path, "ui/page.py", lines))
    assert "Page has 351 lines" in finding


def test_a_median_above_ten_lines_is_found(checks: ModuleType, tmp_path: Path) -> None:
    lines = ["def middling():", *["    pass"] * 10]
    (finding,) = checks.check_sizes(written(tmp_path, "ui/page.py", lines))
    assert "half the functions" in finding


@pytest.mark.parametrize("name", ["utils", "text_helpers", "misc"])
def test_a_module_named_like_a_drawer_is_found(
    checks: ModuleType, tmp_path: Path, name: str
) -> None:
    (finding,) = checks.check_names(written(tmp_path, f"reader/{name}.py", [""]))
    assert name in finding


def test_a_class_named_manager_is_found(checks: ModuleType, tmp_path: Path) -> None:
    root = written(tmp_path, "reader/page.py", ["class PageManager:", "    pass"])
    (finding,) = checks.check_names(root)
    assert finding.startswith("reader/page.py:1: PageManager")


def test_unfinished_work_and_someones_folder_are_found(checks: ModuleType, tmp_path: Path) -> None:
    mark, folder = "TO" + "DO", "/ho" + "me/ann"
    root = written(tmp_path, "docs/notes.md", ["fine", f"{mark}: later", f"see {folder}/notes"])
    assert [finding.split(": ")[0] for finding in checks.check_words(root)] == [
        "docs/notes.md:2",
        "docs/notes.md:3",
    ]


def test_a_lock_that_names_an_index_is_found(checks: ModuleType, tmp_path: Path) -> None:
    root = written(tmp_path, "requirements.lock", ["--index-url https://example.org/simple"])
    (finding,) = checks.check_locks(root)
    assert finding.startswith("requirements.lock:1:")


def test_this_tree_passes(checks: ModuleType) -> None:
    assert [finding for check in checks.CHECKS for finding in check(ROOT)] == []

"""`python tests/benchmarks` finds the scripts beside it and writes down what they say."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

RUNNER = Path(__file__).parents[1] / "benchmarks" / "__main__.py"


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_runner", RUNNER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script(folder: Path, name: str, code: str) -> Path:
    path = folder / f"{name}.py"
    path.write_text(code, encoding="utf-8")
    return path


@pytest.fixture
def measured(runner: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of benchmarks that the runner takes for its own; the document's path."""
    monkeypatch.setattr(runner, "FOLDER", tmp_path)
    monkeypatch.setattr(runner, "DOCUMENT", tmp_path / "docs" / "performance.md")
    return tmp_path / "docs" / "performance.md"


def test_every_script_has_its_part_in_the_document(runner: ModuleType, measured: Path) -> None:
    folder = measured.parents[1]
    script(folder, "bench_pages", "print('## Pages\\n\\n| ms |\\n|-|\\n| 7 |')")
    script(folder, "sync", "print('## Sync')")
    script(folder, "_sizes", "raise SystemExit(1)")
    assert runner.main([]) == 0
    text = measured.read_text(encoding="utf-8")
    assert text.index("## Pages") < text.index("| 7 |") < text.index("## Sync")


def test_a_passed_limit_is_marked_and_fails_the_run(runner: ModuleType, measured: Path) -> None:
    script(measured.parents[1], "bench_slow", "print('## Slow'); raise SystemExit(1)")
    assert runner.main([]) == 1
    assert "A limit was passed" in measured.read_text(encoding="utf-8")


def test_one_benchmark_alone_leaves_the_document(runner: ModuleType, measured: Path) -> None:
    script(measured.parents[1], "bench_pages", "print('## Pages')")
    script(measured.parents[1], "bench_slow", "raise SystemExit(1)")
    assert runner.main(["bench_pages"]) == 0
    assert not measured.exists()


def test_an_unknown_name_is_wrong_usage(
    runner: ModuleType, measured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runner.main(["bench_nothing"]) == 2
    assert "bench_nothing" in capsys.readouterr().err

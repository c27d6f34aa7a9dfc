"""A wheel built from the tree carries everything, and runs where only it is installed."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build("wheel", folder)
    (path,) = folder.glob("*.whl")
    return path


def build(target: str, folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the folder of scripts of an environment that has the wheel and, from here, its needs.

    The needs are lent by a path entry: they are some 600 MB, and another test's matter.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
    )
    lend_packages(scripts / "python")
    return scripts


def lend_packages(python: Path) -> None:
    """Let `python` import what this interpreter has installed, but not this tree."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    target = subprocess.run(
        [python, "-c", code], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()
    lender = Path(pytest.__file__).parents[1]
    # Added by the plain line of a .pth file, whose own .pth files are not followed: the tree
    # that is installed there in place stays out.
    Path(target, "lent.pth").write_text(f"{lender}\n", encoding="utf-8")


def test_every_resource_travels_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    here = {
        path.relative_to(ROOT).as_posix()
        for folder in ("reader", "ui", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "resources/icons/earmark.svg" in here
    assert here <= carried


def test_the_wheel_puts_the_desktop_files_where_desktops_look(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shared = {name.partition(".data/data/")[2] for name in archive.namelist()} - {""}
    assert shared == {
        "share/applications/earmark.desktop",
        "share/metainfo/io.github.earmark.Earmark.metainfo.xml",
        "share/icons/hicolor/scalable/apps/earmark.svg",
    }


def test_the_wheel_carries_no_tests_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = archive.namelist()
    assert not [name for name in carried if name.startswith(("tests/", "packaging/"))]
    assert [name for name in carried if name.endswith("licenses/LICENSE")]


@pytest.mark.slow
def test_the_installed_program_reads_its_demo_along(installed: Path, tmp_path: Path) -> None:
    """Without a display, so in the terminal; the silent player needs nothing of the machine."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH"}
    }
    command = "--library library demo --seconds 3 --player silent"
    ended = subprocess.run(
        [installed / "earmark", *command.split()],
        cwd=tmp_path,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.returncode == 0, ended.stderr
    assert "A Pencil and a Lamp" in ended.stdout
    assert "Nora Winslow" in ended.stdout


@pytest.mark.slow
def test_the_installed_program_finds_its_resources_in_its_own_place(
    installed: Path, tmp_path: Path
) -> None:
    code = (
        "import resources; print(resources.__file__);"
        "print(len(resources.resource('icons', 'earmark.svg').read_bytes()))"
    )
    ended = subprocess.run(
        [installed / "python", "-c", code],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    place, size = ended.stdout.splitlines()
    assert Path(place).is_relative_to(installed.parent)
    assert int(size) == (ROOT / "resources" / "icons" / "earmark.svg").stat().st_size


@pytest.mark.slow
def test_a_wheel_can_be_built_from_the_source_archive(tmp_path: Path, wheel: Path) -> None:
    build("sdist", tmp_path)
    (archive,) = tmp_path.glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(tmp_path)], check=True)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=tmp_path / archive.name.removesuffix(".tar.gz"),
        check=True,
        capture_output=True,
    )
    (rebuilt,) = tmp_path.glob("*/dist/*.whl")
    with zipfile.ZipFile(rebuilt) as new, zipfile.ZipFile(wheel) as old:
        assert sorted(new.namelist()) == sorted(old.namelist())

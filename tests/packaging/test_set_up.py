"""What the set-up says and does on machines unlike this one: stand-ins for their commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make's set-up is for Unix")


class Machine:
    """A machine made of a folder of commands; `told` is what its apt-get was asked to do."""

    def __init__(self, folder: Path) -> None:
        self.commands = folder / "bin"
        self.commands.mkdir()
        self.log = folder / "log"
        for name in ("sh", "grep", "dirname", "rm", "tr"):
            found = shutil.which(name)
            assert found
            (self.commands / name).symlink_to(found)

    def add(self, name: str, script: str) -> None:
        path = self.commands / name
        path.write_text(f"#!{shutil.which('sh')}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["sh", str(PACKAGING / script), *arguments],
            env={"PATH": str(self.commands), **environment},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )

    @property
    def told(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def debian(tmp_path: Path) -> Machine:
    """A Debian with a whole Python, but for what a test makes of it, and no other package."""
    machine = Machine(tmp_path)
    machine.add("dpkg-query", "exit 1")
    machine.add("apt-get", f'echo "$*" >>{machine.log}')
    machine.add("python3", "case $2 in *print*) echo python3.11 ;; esac")
    machine.add("id", "echo 1000")
    return machine


def test_a_person_without_root_is_told_the_one_command_to_type(debian: Machine) -> None:
    debian.add("sudo", "exit 1")
    ended = debian.run("system-packages.sh", "run")
    assert ended.returncode == 0
    (command,) = [line for line in ended.stdout.splitlines() if "apt-get" in line]
    assert command.strip().startswith("sudo apt-get install ")
    assert {"libvlc5", "libxcb-cursor0", "libegl1"} <= set(command.split())
    assert debian.told == []


def test_where_there_is_no_sudo_the_command_uses_su(debian: Machine) -> None:
    ended = debian.run("system-packages.sh", "run")
    assert "su -c 'apt-get install" in ended.stdout


def test_root_gets_what_is_missing_installed(debian: Machine) -> None:
    debian.add("id", "echo 0")
    ended = debian.run("system-packages.sh", "test")
    assert ended.returncode == 0
    (told,) = debian.told
    assert told.startswith("install -y")
    assert {"libvlc5", "xvfb", "ffmpeg"} <= set(told.split())


def test_stale_or_missing_package_lists_are_fetched_once(debian: Machine) -> None:
    debian.add("id", "echo 0")
    debian.add(
        "apt-get",
        f'echo "$1" >>{debian.log}; [ "$1" = update ] || grep -q update {debian.log}',
    )
    ended = debian.run("system-packages.sh", "run")
    assert ended.returncode == 0
    assert debian.told == ["install", "update", "install"]


def test_the_set_up_goes_on_where_nothing_can_be_installed(debian: Machine) -> None:
    debian.add("id", "echo 0")
    debian.add("apt-get", "exit 100")
    ended = debian.run("system-packages.sh", "run")
    assert ended.returncode == 0
    assert "going on with what is there" in ended.stderr


def test_nothing_is_said_where_everything_is_there(debian: Machine) -> None:
    debian.add("dpkg-query", "echo installed")
    ended = debian.run("system-packages.sh", "test")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_a_library_under_its_64_bit_time_name_counts(debian: Machine) -> None:
    debian.add("dpkg-query", "for last; do :; done; case $last in *t64) echo installed ;; esac")
    ended = debian.run("system-packages.sh", "run")
    assert ended.stdout == ""


def test_debians_python_without_its_venv_asks_for_the_package(debian: Machine) -> None:
    debian.add("dpkg-query", "echo installed")
    debian.add("python3", "case $2 in *print*) echo python3.12 ;; *) exit 1 ;; esac")
    ended = debian.run("system-packages.sh", "run")
    assert ended.stdout.split("install ")[-1].split()[-1].strip("'") == "python3.12-venv"


def test_other_systems_are_left_alone(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.add("python3", "exit 0")
    ended = machine.run("system-packages.sh", "run")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_a_python_that_is_too_old_is_named_with_what_to_do(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.add("python3", "case $1 in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac")
    ended = machine.run("setup.sh", "run")
    assert ended.returncode != 0
    assert "found Python 3.9.2" in ended.stderr
    assert "make PYTHON=" in ended.stderr


def test_no_python_at_all_is_said_so(tmp_path: Path) -> None:
    ended = Machine(tmp_path).run("setup.sh", "run")
    assert ended.returncode != 0
    assert "no Python at all" in ended.stderr


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A tree whose set-up for running is done."""
    tree = tmp_path / "tree"
    shutil.copytree(PACKAGING, tree / "packaging")
    for path in [ROOT / "Makefile", ROOT / "pyproject.toml", *ROOT.glob("*.lock")]:
        shutil.copy2(path, tree)
    (tree / ".venv").mkdir()
    (tree / ".venv" / "made-at").write_text(f"{tree}\n", encoding="utf-8")
    (tree / ".venv" / "ready-to-run").touch()
    return tree


def test_the_second_make_run_starts_at_once(ready: Path) -> None:
    assert planned(ready) == [".venv/bin/earmark demo"]


def test_a_changed_lock_is_installed_first(ready: Path) -> None:
    os.utime(ready / "requirements.lock", (2**32, 2**32))
    assert planned(ready)[0] == "sh packaging/setup.sh run"


def test_a_tree_that_was_moved_is_set_up_anew(ready: Path) -> None:
    moved = ready.rename(ready.with_name("moved"))
    assert planned(moved)[0] == "sh packaging/setup.sh run"


def planned(tree: Path) -> list[str]:
    """Return the commands that `make run` would give, without giving them."""
    outer = {"ARGS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}  # of the make that runs these tests
    ended = subprocess.run(
        ["make", "--no-print-directory", "-n", "run"],
        cwd=tree,
        env={name: value for name, value in os.environ.items() if name not in outer},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return [line.strip() for line in ended.stdout.splitlines()]

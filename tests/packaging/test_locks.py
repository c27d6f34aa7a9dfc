"""The locks hold what pyproject.toml asks for, for every system, and nothing of one machine."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = {
    "requirements.lock": (),
    "requirements-dev.lock": ("dev",),
    "requirements-package.lock": ("package",),
}
PIN = re.compile(
    r"^([A-Za-z0-9_.-]+)==(\S+)((?: ; [^\\]+)?)((?: *\\\n +--hash=sha256:[0-9a-f]{64})+)$"
)


def pins(lock: str) -> dict[str, str]:
    """Return the versions in a lock, by name; fail at a line that is no pin with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries[0].startswith("#")
    found = [PIN.match(entry) for entry in entries[1:]]
    assert all(found), entries[found.index(None)]
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def asked_for(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = list(project["project"]["dependencies"])
    texts += project["dependency-groups"]["build"]
    for extra in extras:
        texts += project["project"]["optional-dependencies"][extra]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_an_allowed_version_of_everything_asked_for(lock: str) -> None:
    versions = pins(lock)
    for requirement in asked_for(*LOCKS[lock]):
        version = versions[canonicalize_name(requirement.name)]
        assert version in requirement.specifier, requirement


def test_the_locks_agree_with_each_other() -> None:
    run = pins("requirements.lock")
    for lock in LOCKS:
        other = pins(lock)
        assert {name: other[name] for name in run} == run


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|@ |--(index|extra|find)", text)

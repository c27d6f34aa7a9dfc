"""Whatever happens to the index's files: a sentence, never a crash, and all is found again."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from search_shelf import UnitShelf, brute_force, episode, held, read_everything
from whoosh.fields import TEXT, Schema
from whoosh.index import TOC, create_in

from reader.errors import IndexDamagedError, IndexMissingError, SearchError
from reader.search import array_file, generations
from reader.search.codec import ArraySegment, schema
from reader.search.index import Index
from reader.search.records import HitKind
from reader.search.units import Passage, Unit


def shelf_of_some() -> UnitShelf:
    """Return a library whose index has two segments, one with a unit removed."""
    bookmark = Passage(HitKind.BOOKMARK, "A line to keep", 0, key="k1", tags=("To keep",))
    return UnitShelf(
        episode("tides", "The tide came in.", "It came and it went, the tide. " * 90),
        episode("moss", "Moss does not hurry.", "Mosses hurry never " * 30),
        Unit("bookmarks/moss", 1, "moss", "About moss", "", None, "en", (bookmark,)),
    )


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, UnitShelf]:
    shelf = shelf_of_some()
    Index(tmp_path).catch_up(shelf)
    shelf.put(episode("tides", "The ebb, this time. " * 9))
    Index(tmp_path).catch_up(shelf)
    return tmp_path, shelf


Damage = Callable[[Path], None]


def truncated(part: float) -> Damage:
    def damage(path: Path) -> None:
        data = path.read_bytes()
        with path.open("r+b") as stream:  # the same file, which may be open
            stream.truncate(int(len(data) * part))

    return damage


def flipped(part: float) -> Damage:
    def damage(path: Path) -> None:
        place = int((path.stat().st_size - 1) * part)
        with path.open("r+b") as stream:
            stream.seek(place)
            byte = stream.read(1)[0]
            stream.seek(place)
            stream.write(bytes([byte ^ 1 << place % 8]))

    return damage


def deleted(path: Path) -> None:
    path.unlink()


def files_of(folder: Path) -> list[Path]:
    """Return the index's files, the lock left out: it holds nothing."""
    return sorted(path for path in (folder / "search").iterdir() if "LOCK" not in path.name)


def damages(parts: int) -> Iterator[Damage]:
    yield deleted
    for part in range(parts):
        yield truncated(part / parts)
        yield flipped(part / (parts - 1))


def check_every_damage(built: tuple[Path, UnitShelf], parts: int) -> None:
    folder, shelf = built
    for name in [path.name for path in files_of(folder)]:
        for number, damage in enumerate(damages(parts)):
            copy = folder / f"{name}-{number}"
            shutil.copytree(folder / "search", copy / "search")
            check_damage(copy, copy / "search" / name, damage, shelf)


def check_damage(folder: Path, path: Path, damage: Damage, shelf: UnitShelf) -> None:
    opened = Index(folder)
    snapshot = opened.snapshot()
    damage(path)
    for read in (lambda: read_everything(snapshot), lambda: read_everything(opened.snapshot())):
        try:
            read()
        except SearchError as error:
            assert str(error).endswith(".")  # noqa: PT017  (that it is raised is not certain)
    with pytest.raises((IndexDamagedError, IndexMissingError)):
        Index(folder).verify()
    index = Index(folder)
    index.catch_up(shelf)
    try:
        index.verify()
    except IndexDamagedError:
        index.rebuild()
        index.catch_up(shelf)
    index.verify()
    assert held(index.snapshot()) == brute_force(shelf)


def test_every_file_damaged(built: tuple[Path, UnitShelf]) -> None:
    check_every_damage(built, 6)


@pytest.mark.slow
def test_every_file_damaged_at_many_places(built: tuple[Path, UnitShelf]) -> None:
    check_every_damage(built, 97)


def test_all_files_deleted_while_open(built: tuple[Path, UnitShelf]) -> None:
    folder, shelf = built
    index = Index(folder)
    index.snapshot()
    before = index.generation()
    shutil.rmtree(folder / "search")
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)
    assert index.generation() > before  # else what was remembered of the old one would be believed


@pytest.mark.parametrize("version", [0, 99])
def test_another_version_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    shelf = shelf_of_some()
    with monkeypatch.context() as patch:
        patch.setattr(array_file, "VERSION", version)
        patch.setattr(generations, "VERSION", version)
        Index(tmp_path).catch_up(shelf)
    index = Index(tmp_path)
    with pytest.raises(IndexMissingError, match="another version"):
        index.snapshot()
    assert index.behind(shelf) == 3
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)


def test_a_segment_of_another_version_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_of_some()
    with monkeypatch.context() as patch:
        patch.setattr(array_file, "VERSION", 99)
        Index(tmp_path).write(_inverted(shelf), ())
    index = Index(tmp_path)
    with pytest.raises(IndexMissingError, match="another version"):
        index.snapshot()
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)


def test_an_index_that_is_not_ours_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    create_in(str(tmp_path / "search"), Schema(text=TEXT()))
    shelf = shelf_of_some()
    index = Index(tmp_path)
    with pytest.raises(IndexDamagedError):
        index.snapshot()
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)


@pytest.mark.parametrize("number", [2**31 - 1, 10**12, 10**190])
def test_a_list_that_no_newer_one_could_follow_is_not_ours(
    built: tuple[Path, UnitShelf], number: int
) -> None:
    folder, shelf = built
    (folder / "search" / f"_MAIN_{number}.toc").write_bytes(b"of another program")
    shelf.put(episode("moss", "Moss, once more. " * 9))
    index = Index(folder)
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)


class _Payload:
    """Unpickled, it would leave a file: whoever makes such a list can have anything called."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.trace,)


def list_of(folder: Path) -> Path:
    return next(path for path in files_of(folder) if path.suffix == ".toc")


def with_segments(folder: Path, segments: list[object]) -> None:
    """Write the list anew, with a seal that holds."""
    number = int(list_of(folder).stem.rsplit("_", 1)[1])
    storage = generations.SealedStorage(str(folder / "search"))
    list_of(folder).unlink()
    TOC(schema(), segments, number).write(storage, generations.NAME)


def check_is_built_anew(folder: Path, shelf: UnitShelf) -> None:
    index = Index(folder)
    with pytest.raises((IndexDamagedError, IndexMissingError)):
        index.snapshot()
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)


def test_nothing_in_a_list_of_others_is_run(built: tuple[Path, UnitShelf]) -> None:
    folder, shelf = built
    trace = folder / "trace"
    with_segments(folder, [_Payload(trace)])
    check_is_built_anew(folder, shelf)
    assert not trace.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"segid": "x/../../elsewhere"},
        {"name": "../elsewhere"},
        {"segid": 3},
        {"removed": ((0, 0, 99_999_999),)},
        {"removed": (7,)},
        {"documents": "many"},
    ],
)
def test_a_list_of_what_cannot_be_is_built_anew(
    built: tuple[Path, UnitShelf], changed: dict[str, object]
) -> None:
    folder, shelf = built
    segment = ArraySegment(generations.NAME, 1)
    vars(segment).update(changed)
    with_segments(folder, [segment])
    check_is_built_anew(folder, shelf)


def test_an_index_elsewhere_is_not_followed_to(built: tuple[Path, UnitShelf]) -> None:
    folder, shelf = built
    elsewhere = folder / "elsewhere"
    (folder / "search").rename(elsewhere)
    (folder / "search").symlink_to(elsewhere)
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    check_is_built_anew(folder, shelf)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before
    assert not (folder / "search").is_symlink()


@pytest.mark.parametrize("suffix", [".toc", ".arrays"])
def test_a_file_elsewhere_is_not_followed_to(built: tuple[Path, UnitShelf], suffix: str) -> None:
    folder, shelf = built
    path = next(path for path in files_of(folder) if path.suffix == suffix)
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")
    check_is_built_anew(folder, shelf)


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


def as_socket(path: Path) -> None:
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as made:
        name = str(Path(folder, "s"))  # a socket is made only where its name is short
        made.bind(name)
        shutil.move(name, path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
@pytest.mark.parametrize("kind", [as_pipe, Path.mkdir, as_socket])
@pytest.mark.parametrize("part", [".toc", ".arrays", "LOCK"])
@pytest.mark.timeout(20)  # a pipe that is opened as files are is waited for until somebody writes
def test_what_is_no_file_is_damage(
    built: tuple[Path, UnitShelf], kind: Callable[[Path], None], part: str
) -> None:
    folder, shelf = built
    for path in (folder / "search").iterdir():
        if part in path.name:
            path.unlink()
            kind(path)
    index = Index(folder)
    if part != "LOCK":
        with pytest.raises(IndexDamagedError):
            read_everything(index.snapshot())
        with pytest.raises(IndexDamagedError):
            index.verify()
    index.rebuild()
    index.catch_up(shelf)
    index.verify()
    assert held(Index(folder).snapshot()) == brute_force(shelf)


def test_a_table_that_lies_is_an_error(built: tuple[Path, UnitShelf]) -> None:
    folder, _ = built
    path = next(path for path in files_of(folder) if path.suffix == ".arrays")
    data = path.read_bytes()
    head = array_file._HEAD
    magic, version, length, _ = head.unpack(data[: head.size])
    table = data[head.size : head.size + length]
    for old, new in ((b'"resident": ', b'"resident":9'), (b'", 0, ', b'", 9, '), (b'"u', b'"q')):
        lying = table.replace(old, new, 1).ljust(length)[:length]
        described = head.pack(magic, version, length, array_file.zlib.crc32(lying)) + lying
        path.write_bytes(described + data[head.size + length :])
        with pytest.raises(IndexDamagedError):
            read_everything(Index(folder).snapshot())


def _inverted(shelf: UnitShelf):
    from reader.search.inverting import Inverter

    inverter = Inverter()
    for unit in shelf.units.values():
        inverter.add(unit)
    return inverter

"""`earmark align`, as it is typed: what is heard is kept; what cannot be heard is said once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_pages import page_text, write_page, write_sound

from reader.cli import run
from reader.commands import recordings
from reader.commands.aligning import TELLS_NOTHING
from reader.errors import MediaError
from reader.library import Library
from reader.sound.reading import Block
from reader.timing.timeline import Timeline
from tests.reader.sound.made_sound import RATE, blocks, silence, talk_of, voice

TITLE, LENGTH_MS = "The ferry in winter", 80_000


class Speech:
    """Sounds as somebody who reads the page out; counts its listeners."""

    def __init__(self, pause_ms: int = 220) -> None:
        self.heard: list[Path] = []
        self._pause_ms = pause_ms

    def blocks(self, path: Path) -> Iterator[Block]:
        self.heard.append(path)
        yield from blocks(talk_of(page_text(TITLE), LENGTH_MS, self._pause_ms), RATE)


class Music(Speech):
    """Sounds as a slow tune: a rest after every other beat, whatever the page says."""

    def blocks(self, path: Path) -> Iterator[Block]:
        self.heard.append(path)
        for beat in range(100):
            yield from blocks(voice(500 + 130 * (beat % 3)), RATE)
            yield from blocks(silence(170), RATE)


class Hiss(Speech):
    """Sounds as a tape without anything on it."""

    def blocks(self, path: Path) -> Iterator[Block]:
        self.heard.append(path)
        yield from blocks(voice(LENGTH_MS), RATE)


class Rests(Speech):
    """Sounds as talk with a long rest every eight seconds."""

    def blocks(self, path: Path) -> Iterator[Block]:
        self.heard.append(path)
        for _ in range(5):
            yield from blocks(voice(7000), RATE)
            yield from blocks(silence(1500), RATE)


class Noise(Speech):
    """Cannot be decoded."""

    def blocks(self, path: Path) -> Iterator[Block]:
        self.heard.append(path)
        raise MediaError(f"The sound of {path} cannot be decoded.", path)
        yield


class Swapped(Speech):
    """Becomes another recording while it is heard, which then may not be decoded."""

    def __init__(self, *, fails: bool) -> None:
        super().__init__()
        self._fails = fails

    def blocks(self, path: Path) -> Iterator[Block]:
        yield from super().blocks(path)
        write_sound(path, seconds=3)
        if self._fails:
            raise MediaError(f"The sound of {path} cannot be decoded.", path)


@pytest.fixture
def align(tmp_path, capsys, monkeypatch):
    """Return a function that runs `earmark align` on sound of a kind."""
    monkeypatch.setenv("EARMARK_LIBRARY", str(tmp_path / "library"))
    page, sound = write_page(tmp_path / "ferry.txt"), write_sound(tmp_path / "ferry.wav")
    assert run(["import", str(page), "--audio", str(sound)], players=lambda _: ()) == 0
    capsys.readouterr()

    def type_in(*words, speech):
        source = None if speech is None else lambda: speech
        status = run(["align", "ferry", *words], players=lambda _: (), sound=source)
        return (status, *capsys.readouterr())

    return type_in


def test_sentences_are_fitted_to_the_sound_and_heard_only_once(align):
    speech = Speech()
    status, told, wrong = align("--json", speech=speech)
    assert (status, wrong) == (0, "")
    assert json.loads(told)["sentences"] > 4
    assert align("--json", speech=speech) == (0, told, "")
    assert [path.name for path in speech.heard] == ["ferry.wav"]


def test_anew_listens_again(align):
    speech = Speech()
    align(speech=speech)
    assert "fitted to the sound" in align("--anew", speech=speech)[1]
    assert len(speech.heard) == 2


def test_anew_keeps_what_was_known_until_it_has_listened(align, tmp_path):
    align(speech=Speech())
    known = _starts(tmp_path / "library")
    assert align("--anew", speech=Noise())[0] == 1
    (tmp_path / "ferry.wav").rename(tmp_path / "ferry.away")
    assert align("--anew", speech=Speech())[0] == 1
    assert _starts(tmp_path / "library") == known


def test_anew_leaves_a_sentence_where_it_was_anchored(align, tmp_path):
    align(speech=Speech())
    with Library(tmp_path / "library") as library:
        episode = library.episode(library.find("ferry"))
        timeline = Timeline(episode.turns)
        second = timeline.sentences(0)[1]
        library.anchor_sentence(episode.id, 0, second.start, second.start_ms + 500)
    anchored = _starts(tmp_path / "library")[0][1]
    align("--anew", speech=Speech(pause_ms=400))
    assert _starts(tmp_path / "library")[0][1] == anchored


@pytest.mark.parametrize("speech", [Music(), Hiss()], ids=["music", "hiss"])
def test_sound_that_does_not_go_with_the_text_fits_nothing_and_says_so(align, tmp_path, speech):
    assert align(speech=speech) == (0, f"{TELLS_NOTHING}\n", "")
    assert not any(_starts(tmp_path / "library"))
    assert align(speech=speech)[1] == f"{TELLS_NOTHING}\n"
    assert len(speech.heard) == 1


def test_what_was_fitted_before_goes_when_the_sound_does_not_tell_it(align, tmp_path):
    align(speech=Speech())
    align("--anew", speech=Music())
    assert not any(_starts(tmp_path / "library"))


def test_what_an_anchor_relies_on_stays_when_the_sound_does_not_tell_it(align, tmp_path):
    align(speech=Speech())
    with Library(tmp_path / "library") as library:
        episode = library.episode(library.find("ferry"))
        second = Timeline(episode.turns).sentences(0)[1]
        library.anchor_sentence(episode.id, 0, second.start, second.start_ms + 500)
    anchored = _starts(tmp_path / "library")[0][1]
    align("--anew", speech=Music())
    assert _starts(tmp_path / "library")[0][1] == anchored


def _starts(folder: Path) -> list[tuple[int, ...]]:
    with Library(folder) as library:
        return [turn.estimates for turn in library.episode(library.find("ferry")).turns]


def test_sound_that_cannot_be_decoded_is_told_and_not_tried_again(align):
    noise = Noise()
    status, told, wrong = align(speech=noise)
    assert (status, told) == (1, "")
    assert "cannot be decoded" in wrong
    status, told, wrong = align(speech=noise)
    assert (status, wrong, len(noise.heard)) == (0, "", 1)


def test_audio_that_is_gone_is_told(align, tmp_path):
    (tmp_path / "ferry.wav").unlink()
    status, _, wrong = align(speech=Speech())
    assert status == 1
    assert "is not there any more" in wrong


def test_a_drive_that_does_not_answer_is_told_and_not_waited_for(align, monkeypatch):
    monkeypatch.setattr(recordings, "drive_problem", "The drive of {} is away.".format)
    speech = Speech()
    status, _, wrong = align(speech=speech)
    assert (status, speech.heard) == (1, [])
    assert "ferry.wav is away." in wrong


def test_another_recording_in_its_place_is_not_listened_to(align, tmp_path):
    write_sound(tmp_path / "ferry.wav", seconds=3)
    speech = Speech()
    status, told, wrong = align("--silences", speech=speech)
    assert (status, told, speech.heard) == (1, "", [])
    assert "ferry.wav holds another recording now" in wrong


@pytest.mark.parametrize("fails", [False, True], ids=["heard", "not decoded"])
def test_a_recording_that_is_swapped_while_it_is_heard_tells_nothing(align, tmp_path, fails):
    right = (tmp_path / "ferry.wav").read_bytes()
    status, _, wrong = align("--silences", speech=Swapped(fails=fails))
    assert status == 1
    assert "ferry.wav holds another recording now" in wrong
    (tmp_path / "ferry.wav").write_bytes(right)
    again = Speech()
    assert align(speech=again)[0] == 0
    assert len(again.heard) == 1  # nothing of the other one was kept


def test_a_program_that_cannot_decode_says_so(align):
    status, _, wrong = align(speech=None)
    assert status == 1
    assert "cannot decode" in wrong
    assert align(speech=Speech())[0] == 0  # nothing was noted


def test_silences_are_kept_of_what_is_heard_for_the_sentences(align):
    rests = Rests()
    assert json.loads(align("--json", speech=rests)[1])["silences"] == 5
    status, told, _ = align("--silences", speech=rests)
    assert (status, len(rests.heard)) == (0, 1)
    assert "5 silences, 0:07 in all." in told


def test_silences_are_looked_for_where_only_the_sentences_are_known(align, tmp_path):
    rests = Rests()
    told = align("--json", speech=rests)[1]
    with Library(tmp_path / "library") as library:
        library.storage.change("DELETE FROM silences", [])
    assert json.loads(align("--json", speech=rests)[1])["silences"] == 0
    assert align("--silences", "--json", speech=rests) == (0, told, "")
    assert len(rests.heard) == 2


def test_sound_that_cannot_be_decoded_is_not_looked_through_again(align):
    noise = Noise()
    assert align("--silences", speech=noise)[0] == 1
    assert align("--silences", speech=noise)[0] == 0
    assert len(noise.heard) == 1

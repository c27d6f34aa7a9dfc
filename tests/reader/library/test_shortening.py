"""Silences are kept with the recording they were heard in, and hold for that alone."""

from dataclasses import replace
from pathlib import Path

from reader.library import Arrival, Library
from reader.listening.silences import Silence
from reader.model import AudioFile, EpisodeDraft, TurnDraft

SOUND = AudioFile(Path("/sound/ferry.opus"), "sound-1", 60_000)
HEARD = (Silence(4000, 5200), Silence(20_000, 23_000))


def add(library: Library, audio: AudioFile | None = SOUND) -> str:
    draft = EpisodeDraft("The ferry", turns=(TurnDraft("Ida Holm", ("It is cold.",), 0),))
    return library.add([Arrival(draft, audio=audio)], "/pages/ferry.txt")[0].id


def test_what_was_heard_is_there_the_next_time(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        episode = library.episode(add(library))
        assert library.silences(episode) is None
        assert library.lacks_silences(episode)
        library.save_silences(episode, HEARD)
    with Library(tmp_path / "library") as library:
        assert library.silences(library.episode(episode.id)) == HEARD
        assert not library.lacks_silences(episode)


def test_sound_without_silences_is_not_heard_again(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_silences(episode, ())
    assert library.silences(episode) == ()
    assert not library.lacks_silences(episode)


def test_another_recording_is_to_be_heard_anew(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_silences(episode, HEARD)
    library.relink_audio(episode.id, replace(SOUND, fingerprint="sound-2"))
    other = library.episode(episode.id)
    assert library.silences(other) is None
    library.save_silences(other, ())
    assert library.silences(library.episode(episode.id)) == ()


def test_the_same_recording_elsewhere_is_known(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_silences(episode, HEARD)
    library.relink_audio(episode.id, replace(SOUND, path=Path("/elsewhere/ferry.opus")))
    assert library.silences(library.episode(episode.id)) == HEARD


def test_an_episode_without_audio_has_none_to_look_for(library: Library) -> None:
    episode = library.episode(add(library, audio=None))
    assert not library.lacks_silences(episode)
    library.save_silences(episode, HEARD)
    assert library.silences(episode) is None


def test_nothing_that_is_found_has_changed(library: Library) -> None:
    episode = library.episode(add(library))
    before = library.revisions()
    library.save_silences(episode, HEARD)
    assert library.revisions() == before

"""Estimates from the sound are kept with what they were made from, and hold for that alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import Arrival, Library
from reader.library.heard_turns import basis_of
from reader.model import AudioFile, Bookmark, Cue, EpisodeDraft, Timing, TurnDraft, TurnRange
from reader.quotes.capturing import quote_of
from reader.search.records import HitKind
from reader.storage.estimate_storage import Estimates
from reader.timing.sentence_times import sentences_of
from reader.timing.sentences import split_sentences
from reader.timing.timeline import Timeline

SOUND = AudioFile(Path("/sound/ferry.opus"), "sound-1", 60_000)
SAID = (
    TurnDraft("Ida Holm", ("It is cold. The ice is thin.", "Listen to it sing."), 0),
    TurnDraft("Per Lind", ("Mind the step. Mind the rope.",), 20_000),
)
HEARD = ((300, 4_000, 9_000), (20_600, 23_000))


def add(library: Library, *turns: TurnDraft, audio: AudioFile | None = SOUND) -> str:
    draft = EpisodeDraft("The ferry", turns=turns or SAID)
    return library.add([Arrival(draft, audio=audio)], "/pages/ferry.txt")[0].id


def starts(library: Library, episode: str) -> list[int]:
    return [turn.start_ms for turn in library.episode(episode).turns]


def test_what_was_heard_is_kept_and_given_to_the_turns(library: Library) -> None:
    episode = library.episode(add(library))
    assert library.lacks_estimates(episode)
    library.save_estimates(episode, HEARD)
    better = library.episode(episode.id)
    assert tuple(turn.estimates for turn in better.turns) == HEARD
    assert [turn.start_ms for turn in better.turns] == [300, 20_600]
    assert [turn.timing for turn in better.turns] == [Timing.GIVEN, Timing.GIVEN]
    assert not library.lacks_estimates(better)


def test_it_is_there_after_the_library_was_closed(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        episode = library.episode(add(library))
        library.save_estimates(episode, HEARD)
    with Library(tmp_path / "library") as library:
        assert starts(library, episode.id) == [300, 20_600]


def test_another_recording_is_to_be_heard_anew(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_estimates(episode, HEARD)
    library.relink_audio(episode.id, replace(SOUND, fingerprint="sound-2"))
    assert starts(library, episode.id) == [0, 20_000]
    assert library.lacks_estimates(library.episode(episode.id))


def test_the_same_recording_elsewhere_is_known(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_estimates(episode, HEARD)
    library.relink_audio(episode.id, replace(SOUND, path=Path("/elsewhere/ferry.opus")))
    assert starts(library, episode.id) == [300, 20_600]


def test_another_time_or_word_makes_another_basis(library: Library) -> None:
    turns = library.episode(add(library)).turns
    other_time = (replace(turns[0], start_ms=1), turns[1])
    other_word = (replace(turns[0], paragraphs=("It was cold.",)), turns[1])
    assert len({basis_of(t, SOUND) for t in (turns, other_time, other_word)}) == 3


def test_an_episode_without_audio_has_nothing_to_be_heard(library: Library) -> None:
    assert not library.lacks_estimates(library.episode(add(library, audio=None)))


def test_where_every_turn_has_cues_nothing_is_lacking(library: Library) -> None:
    cued = TurnDraft("Ida Holm", ("It is cold.",), 0, cues=(Cue(0, 5, 0, 400),))
    assert not library.lacks_estimates(library.episode(add(library, cued)))


def test_sound_that_tells_nothing_is_not_asked_again(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_estimates(episode, ())
    assert starts(library, episode.id) == [0, 20_000]
    assert not library.lacks_estimates(library.episode(episode.id))


def test_estimates_that_would_turn_time_back_are_not_used(library: Library) -> None:
    episode = library.episode(add(library))
    library.save_estimates(episode, ((30_000, 31_000, 32_000), ()))
    assert starts(library, episode.id) == [0, 20_000]


def test_what_is_found_of_an_episode_has_changed_with_its_times(library: Library) -> None:
    episode = library.episode(add(library))
    before = library.revisions()[episode.id]
    library.save_estimates(episode, HEARD)
    assert library.revisions()[episode.id] > before


class TestInStep:
    """What is heard at an anchor stays heard there, whatever the sound tells before or after."""

    def heard(self, library: Library, episode: str, turn: int, sentence: int) -> int:
        return sentences_of(library.episode(episode).turns[turn])[sentence].start_ms

    def listen(self, library: Library, episode: str, heard: Estimates) -> None:
        library.save_estimates(library.episode(episode, fitted=False), heard)

    @pytest.mark.parametrize("sentence", [0, 1, 2])
    def test_an_anchored_sentence_is_heard_there_at_once_and_after_listening_anew(
        self, library: Library, sentence: int
    ) -> None:
        episode = add(library)
        self.listen(library, episode, HEARD)
        offset = split_sentences(library.episode(episode).turns[0].text)[sentence][0]
        library.anchor_sentence(episode, 0, offset, 15_000)
        assert self.heard(library, episode, 0, sentence) == 15_000
        assert library.lacks_estimates(library.episode(episode))
        self.listen(library, episode, ((12_000, 17_000, 18_000), (31_000, 33_000)))
        assert self.heard(library, episode, 0, sentence) == 15_000
        assert not library.lacks_estimates(library.episode(episode))

    def test_an_anchor_from_before_anything_was_heard_holds_too(self, library: Library) -> None:
        episode = add(library)
        library.anchor_sentence(episode, 1, len("Mind the step. "), 30_000)
        self.listen(library, episode, ((300, 4_000, 9_000), (20_600, 26_000)))
        assert self.heard(library, episode, 1, 1) == 30_000

    def test_the_other_sentences_stay_where_the_sound_put_them(self, library: Library) -> None:
        episode = add(library)
        self.listen(library, episode, HEARD)
        library.anchor_sentence(episode, 0, len("It is cold. "), 4_200)
        assert [self.heard(library, episode, 0, i) for i in range(3)] == [500, 4_200, 9_200]

    def test_a_nudge_moves_what_was_heard_by_as_much_and_nothing_is_heard_anew(
        self, library: Library
    ) -> None:
        episode = add(library)
        self.listen(library, episode, HEARD)
        library.nudge(episode, 100)
        assert [self.heard(library, episode, 0, i) for i in range(3)] == [400, 4_100, 9_100]
        assert not library.lacks_estimates(library.episode(episode))

    def test_undo_brings_back_what_was_heard(self, library: Library) -> None:
        episode = add(library)
        self.listen(library, episode, HEARD)
        library.anchor_sentence(episode, 0, 0, 15_000)
        library.undo_sync(episode)
        assert starts(library, episode) == [300, 20_600]
        assert not library.lacks_estimates(library.episode(episode))

    def test_sound_that_cannot_be_heard_any_more_takes_nothing_away(self, library: Library) -> None:
        episode = add(library)
        self.listen(library, episode, HEARD)
        library.anchor_sentence(episode, 0, len("It is cold. "), 15_000)
        self.listen(library, episode, ())
        assert self.heard(library, episode, 0, 1) == 15_000
        assert not library.lacks_estimates(library.episode(episode))

    def test_an_anchor_set_while_the_sound_was_being_heard_holds(self, library: Library) -> None:
        episode = add(library)
        before = library.episode(episode, fitted=False)
        library.anchor_sentence(episode, 0, len("It is cold. "), 15_000)
        library.save_estimates(before, HEARD)
        assert self.heard(library, episode, 0, 1) == 15_000
        assert library.lacks_estimates(library.episode(episode))


class TestHits:
    """A hit reads its own turn alone, and says the time that the page says."""

    def texts(self, library: Library, episode: str) -> list[tuple[int | None, tuple[int, ...]]]:
        places = [(episode, HitKind.TURN, turn, "") for turn in range(2)]
        found = [text for text in library.texts(places) if text is not None]
        return [(text.start_ms, text.estimates) for text in found]

    def shown(self, library: Library, episode: str) -> list[tuple[int, tuple[int, ...]]]:
        return [(turn.start_ms, turn.estimates) for turn in library.episode(episode).turns]

    @pytest.fixture
    def episode(self, library: Library) -> str:
        made = add(library)
        library.save_estimates(library.episode(made), HEARD)
        return made

    def is_doubted(self, library: Library, episode: str) -> bool:
        (turn,) = library.storage.turns_at([(episode, 0)]).values()
        return turn.is_doubted

    def test_are_heard_when_the_sound_says(self, library: Library, episode: str) -> None:
        assert self.texts(library, episode) == [(300, HEARD[0]), (20_600, HEARD[1])]
        assert not self.is_doubted(library, episode)

    @pytest.mark.parametrize(
        ("fingerprint", "duration_ms", "holds"),
        [("sound-1", 60_000, True), ("sound-1", 70_000, False), ("sound-2", 60_000, False)],
        ids=["moved", "longer", "another"],
    )
    def test_agree_with_the_page_on_a_recording_of_now(
        self, library: Library, episode: str, fingerprint: str, duration_ms: int, holds: bool
    ) -> None:
        now = AudioFile(Path("/elsewhere/ferry.opus"), fingerprint, duration_ms)
        library.relink_audio(episode, now)
        assert self.texts(library, episode) == self.shown(library, episode)
        assert (self.texts(library, episode)[0] == (300, HEARD[0])) is holds
        assert not self.is_doubted(library, episode)
        library.relink_audio(episode, SOUND)
        assert self.texts(library, episode) == [(300, HEARD[0]), (20_600, HEARD[1])]

    def test_agree_with_the_page_on_a_transcript_of_now(
        self, library: Library, episode: str
    ) -> None:
        other = (SAID[0], replace(SAID[1], paragraphs=("Mind the step. Mind that rope.",)))
        library.add([Arrival(EpisodeDraft("The ferry", turns=other))], "/pages/ferry.txt")
        assert self.texts(library, episode) == self.shown(library, episode)
        assert self.texts(library, episode)[0] == (0, ())
        assert not self.is_doubted(library, episode)

    def test_agree_with_the_page_before_it_is_known_whether_it_holds(
        self, library: Library, episode: str
    ) -> None:
        library.storage.doubt_sentence_starts(episode)
        assert self.is_doubted(library, episode)
        assert self.texts(library, episode) == self.shown(library, episode)
        assert self.texts(library, episode)[0] == (300, HEARD[0])
        library.confirm_estimates()
        assert not self.is_doubted(library, episode)
        assert self.texts(library, episode)[0] == (300, HEARD[0])


class TestBookmarks:
    def keep(self, library: Library, episode: str) -> Bookmark:
        """Keep the first turn's second sentence as it is heard now."""
        timeline = Timeline(library.episode(episode).turns)
        second = timeline.sentences(0)[1]
        quote = quote_of(timeline, TurnRange(0, second.start, 0, second.end))
        assert quote is not None
        return library.add_bookmark(episode, quote)

    def test_go_along_with_their_words_and_back(self, library: Library) -> None:
        episode = add(library)
        kept = self.keep(library, episode)
        library.save_estimates(library.episode(episode, fitted=False), HEARD)
        assert library.bookmark(kept.id).quote.start_ms == HEARD[0][1]
        library.relink_audio(episode, replace(SOUND, fingerprint="sound-2"))
        assert library.bookmark(kept.id).quote == kept.quote

    def test_that_were_set_to_the_sound_by_hand_stay(self, library: Library) -> None:
        episode = add(library)
        kept = self.keep(library, episode)
        heard = replace(kept.quote, start_ms=HEARD[0][1], end_ms=HEARD[0][2])
        library.change_bookmark(kept.id, quote=heard)
        library.save_estimates(library.episode(episode, fitted=False), HEARD)
        assert library.bookmark(kept.id).quote == heard

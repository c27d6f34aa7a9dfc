"""A better transcript for an episode that is there, and what is said of one by hand."""

from dataclasses import replace
from pathlib import Path

import pytest
from sample_episodes import conversation, episode
from yardstick import taking_at_most

from reader.episodes.chapter_choice import ChapterKind, ChapterList
from reader.errors import LibraryError
from reader.library import Arrival, Library, Status
from reader.model import AudioFile, ChapterDraft, Cue, EpisodeDraft, TurnDraft

PAGE, BETTER = "/pages/ferry.txt", "/transcripts/ferry.json"
SOUND = AudioFile(Path("/sound/ferry.opus"), "f1", 118_000)


def add(library: Library, draft: EpisodeDraft, source: str = PAGE, **known):
    (added,) = library.add([Arrival(draft, **known)], source)
    return added


def with_word_times(turns: tuple[TurnDraft, ...]) -> tuple[TurnDraft, ...]:
    return tuple(replace(turn, cues=_words(turn)) for turn in turns)


def _words(turn: TurnDraft) -> tuple[Cue, ...]:
    cues, at = [], 0
    for i, word in enumerate(turn.paragraphs[0].split()):
        start_ms = (turn.start_ms or 0) + i * 300
        cues.append(Cue(at, at + len(word), start_ms, start_ms + 250))
        at += len(word) + 1
    return tuple(cues)


class TestBetter:
    def test_times_of_words_replace_the_text_and_keep_the_place(self, library):
        first = add(library, episode(), audio=SOUND)
        library.save_place(first.id, 61_000, 1.25)
        timed = with_word_times(conversation(1))
        better = EpisodeDraft("ferry", turns=timed, resolution_ms=1, language="en")
        added = add(library, better, BETTER, format="WhisperX JSON")
        assert (added.id, added.status) == (first.id, Status.MERGED)
        now = library.episode(first.id)
        assert (now.title, now.language, now.format, now.source) == (
            "The last ferry of the winter",
            "en",
            "WhisperX JSON",
            BETTER,
        )
        assert now.turns[3].cues == timed[3].cues
        assert (now.place.position_ms, now.place.speed, now.audio) == (61_000, 1.25, SOUND)

    def test_what_changed_is_said(self, library):
        add(library, episode())
        turns = list(conversation(1)[:28])
        turns[0] = TurnDraft("A guest", ("We leave when the ice has gone and not before.",), 0)
        added = add(library, episode(turns=with_word_times(tuple(turns))), BETTER)
        change = added.change
        assert (change.turns, change.speakers) == ((30, 28), (2, 3))
        assert change.words == (360, 27 * 12 + 10)
        assert 0.05 < change.differing < 0.15
        assert str(change).startswith("30 → 28 turns, 360 → 334 words, 2 → 3 speakers, ")

    def test_a_corrected_text_of_the_same_kind_replaces_the_first(self, library):
        first = add(library, episode())
        corrected = tuple(
            replace(t, paragraphs=(t.paragraphs[0].replace("harbour", "Harbour Street"),))
            for t in conversation(1)
        )
        added = add(library, episode(turns=corrected), BETTER)
        assert added.id == first.id
        assert "Harbour Street" in " ".join(t.text for t in library.episode(first.id).turns)

    def test_a_poorer_one_changes_nothing(self, library):
        timed = with_word_times(conversation(1))
        first = add(library, episode(turns=timed))
        added = add(library, episode(turns=conversation(1)), BETTER)
        assert (added.id, added.change) == (first.id, None)
        assert library.episode(first.id).turns[0].cues

    def test_another_machines_words_join_by_the_recording(self, library):
        first = add(library, episode(), audio=SOUND)
        heard = tuple(
            replace(t, paragraphs=(" ".join((*t.paragraphs[0].split()[:9], "so", "they", "say")),))
            for t in conversation(1)
        )
        added = add(
            library, EpisodeDraft("ferry", turns=with_word_times(heard)), BETTER, audio=SOUND
        )
        assert added.id == first.id

    def test_where_it_is_to_go_can_be_said(self, library):
        first = add(library, episode())
        other = EpisodeDraft("Unlike", turns=with_word_times(conversation(9)))
        assert add(library, other, BETTER, into=first.id).id == first.id
        assert library.episode(first.id).turns[0].text == other.turns[0].paragraphs[0]

    def test_an_episode_that_is_gone_is_made_anew(self, library):
        first = add(library, episode())
        library.remove(first.id)
        assert add(library, episode(), into=first.id).status is Status.NEW


class TestByHand:
    def test_a_speaker_keeps_the_name_through_a_new_import(self, library):
        first = add(library, episode())
        library.rename_speaker(first.id, "Per Lind", "Pär Lindh")
        add(library, episode(turns=with_word_times(conversation(1))), BETTER)
        speakers = {turn.speaker for turn in library.episode(first.id).turns}
        assert speakers == {"Ida Holm", "Pär Lindh"}

    def test_the_name_shown_can_be_changed_again_and_taken_back(self, library):
        first = add(library, episode())
        library.rename_speaker(first.id, "Per Lind", "Pär")
        library.rename_speaker(first.id, "Pär", "Pelle")
        assert library.episode(first.id).turns[1].speaker == "Pelle"
        library.rename_speaker(first.id, "Pelle", "")
        assert library.episode(first.id).turns[1].speaker == "Per Lind"

    def test_nobody_of_that_name_lists_those_there_are(self, library):
        first = add(library, episode())
        with pytest.raises(LibraryError, match="its speakers are: Ida Holm, Per Lind"):
            library.rename_speaker(first.id, "Nobody", "Somebody")

    def test_a_language_by_hand_beats_the_files(self, library):
        first = add(library, episode(language="en"))
        library.set_language(first.id, "nb")
        assert library.episode(first.id).language == "nb"
        library.set_language(first.id, "")
        assert library.episode(first.id).language == "en"


class TestChapters:
    FILE = ChapterList(
        ChapterKind.FILE,
        "/files/ferry.chapters.json",
        tuple(ChapterDraft(f"Part {i}", i * 10_000) for i in range(5)),
    )
    TAGS = ChapterList(
        ChapterKind.TAGS,
        str(SOUND.path),
        (ChapterDraft("a", 350), ChapterDraft("b", 40_350), ChapterDraft("c", 80_350)),
    )

    def titles(self, library, identifier):
        return [chapter.title for chapter in library.episode(identifier).chapters]

    def test_every_list_is_kept_and_the_longest_holds(self, library):
        added = add(library, episode(), chapter_lists=(self.FILE,))
        assert added.chapters == 5
        kept = [(s.name, len(s.chapters), s.chosen) for s in library.chapter_sources(added.id)]
        assert kept == [("page:ferry.txt", 3, False), ("file:ferry.chapters.json", 5, False)]

    def test_lists_that_agree_are_merged(self, library):
        added = add(library, episode(), chapter_lists=(self.TAGS,), audio=SOUND)
        chapters = library.episode(added.id).chapters
        assert [(c.title, c.start_ms) for c in chapters] == [
            ("Departure", 350),
            ("Open water", 40_350),
            ("Landing", 80_350),
        ]
        assert chapters[-1].end_ms == SOUND.duration_ms

    @pytest.mark.parametrize("name", ["page", "page:ferry.txt", "ferry.txt", PAGE])
    def test_the_choice_can_be_changed_and_stays_through_a_new_import(self, library, name):
        added = add(library, episode(), chapter_lists=(self.FILE,))
        library.choose_chapters(added.id, name)
        assert self.titles(library, added.id) == ["Departure", "Open water", "Landing"]
        add(library, episode(notes="Longer notes, and more of them."), chapter_lists=(self.FILE,))
        assert self.titles(library, added.id) == ["Departure", "Open water", "Landing"]
        library.choose_chapters(added.id, None)
        assert len(self.titles(library, added.id)) == 5

    def test_a_list_that_is_not_there_names_those_that_are(self, library):
        added = add(library, episode(), chapter_lists=(self.FILE,))
        with pytest.raises(LibraryError, match=r"page:ferry\.txt, file:ferry\.chapters\.json"):
            library.choose_chapters(added.id, "tags")

    def test_what_begins_after_the_audio_does_not_count(self, library):
        late = ChapterList(
            ChapterKind.FILE,
            "/files/other.json",
            (
                *self.FILE.chapters[:2],
                *(ChapterDraft("late", 200_000 + i) for i in range(2)),
                *self.FILE.chapters[2:3],
            ),
        )
        added = add(library, episode(), audio=SOUND, chapter_lists=(late,))
        assert "late" not in self.titles(library, added.id)

    def test_a_list_can_be_added_later(self, library):
        added = add(library, episode())
        library.add_chapters(added.id, self.FILE.chapters, self.FILE.source, ChapterKind.FILE)
        assert len(self.titles(library, added.id)) == 5
        assert library.summaries()[0].chapters == 5


@pytest.mark.slow
def test_forty_hours_with_word_times_load_at_once(library):
    turns = with_word_times(conversation(1, turns=10_000, words=60))
    added = add(library, episode(turns=turns, duration_ms=None))
    with taking_at_most(yards=20):
        loaded = library.episode(added.id)
    assert loaded.turns[9_999].cues == turns[9_999].cues

"""When two pages show one episode, and when they only look alike."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_episodes import conversation, episode

from reader.episodes.identity import content_key, likeness, overlap, sketch_of, title_key, traits_of
from reader.model import EpisodeDraft, TurnDraft

ARTICLE = episode(turns=(), chapters=())


def same(one: EpisodeDraft, other: EpisodeDraft, **known: bool) -> bool:
    return likeness(traits_of(one), traits_of(other), **known) > 0


def edited(draft: EpisodeDraft, every: int) -> EpisodeDraft:
    """Replace every so-manieth word, as another proof-reader would."""
    turns = []
    for turn in draft.turns:
        words = turn.paragraphs[0].split()
        words = [word if i % every else "mended" for i, word in enumerate(words, 1)]
        turns.append(replace(turn, paragraphs=(" ".join(words),)))
    return replace(draft, turns=tuple(turns))


class TestOneEpisode:
    @pytest.mark.parametrize(
        "other",
        [
            episode(show=""),
            episode(date=None),
            episode(date=date(2026, 1, 28)),
            episode(duration_ms=None),
            episode(duration_ms=180_000),
            episode(notes="Ida and Per cross the sound at night."),
            episode(notes=""),
            episode(turns=(), chapters=()),
            episode(title="“The Last Ferry”, of the winter!"),
            episode(show="Night Ferry, with Ida Holm"),
        ],
        ids=lambda draft: "",
    )
    def test_pages_with_small_differences_show_one_episode(self, other):
        assert same(episode(), other)

    def test_under_another_title_the_same_words_need_a_witness(self):
        assert same(episode(), episode("Folge 12"))
        assert not same(episode(), episode("Folge 12", date=None, duration_ms=None))
        assert not same(episode(), episode("Folge 12", date=date(2026, 5, 1)))

    def test_a_bare_transcript_finds_its_page_under_any_name(self):
        bare = EpisodeDraft("better-v2-final", turns=edited(episode(), 30).turns)
        assert same(episode(), bare)
        assert not same(bare, replace(bare, title="another-file"))

    def test_a_title_may_be_part_of_the_other(self):
        longer = f"Episode 12: {episode().title}"
        assert same(episode(), episode(longer, date=None, duration_ms=None))

    def test_a_files_name_within_the_title_is_a_witness(self):
        named = EpisodeDraft("ferry", turns=conversation(1))
        assert same(episode(), named)
        assert not same(episode(), replace(named, date=date(2026, 5, 1)))
        assert not same(episode(), edited(named, 12))
        assert not same(episode("Ferry"), replace(named, title="Ferry 2"))

    def test_a_lightly_edited_transcript_is_the_same_under_its_title_only(self):
        assert same(episode(), edited(episode(), 12))
        assert not same(episode(), replace(edited(episode(), 12), title="Another title"))

    def test_where_turns_begin_makes_no_difference(self):
        text = " ".join(turn.paragraphs[0] for turn in conversation(1))
        assert same(episode(), episode("Another title", turns=(TurnDraft("", (text,)),)))

    def test_a_transcript_heard_by_another_machine_needs_the_title_too(self):
        heard_anew = edited(episode(), 5)
        assert same(episode(), heard_anew)
        assert not same(episode(), replace(heard_anew, title="Another title altogether"))

    def test_a_recording_belongs_to_the_episode_that_has_it(self):
        recording = EpisodeDraft("ferry-042-final", duration_ms=118_000)
        assert not same(episode(), recording)
        assert same(episode(), recording, same_audio=True)

    def test_a_page_whose_transcript_was_rewritten_is_still_that_page(self):
        rewritten = episode(seed=2)
        assert not same(episode(), rewritten)
        assert same(episode(), rewritten, same_source=True)


class TestTwoEpisodes:
    @pytest.mark.parametrize(
        "other",
        [
            replace(ARTICLE, show="Day Ferry"),
            replace(ARTICLE, date=date(2026, 1, 31)),
            replace(ARTICLE, duration_ms=600_000),
            replace(ARTICLE, title="The first ferry of the winter"),
            episode(seed=2),
        ],
        ids=["another show", "days apart", "another length", "another title", "other words"],
    )
    def test_what_is_known_of_both_can_object(self, other):
        original = episode() if other.turns else ARTICLE
        assert not same(original, other)

    def test_every_show_has_a_bonus(self):
        first = episode("Bonus", turns=(), date=date(2026, 1, 1))
        assert not same(first, episode("Bonus", turns=(), date=date(2026, 3, 1)))
        assert not same(first, episode("Bonus", turns=(), show="Another show"))
        assert not same(episode("Bonus", seed=1), episode("Bonus", seed=2))

    def test_a_short_title_needs_something_else_that_agrees(self):
        bonus = EpisodeDraft("Bonus", notes="A walk along the harbour wall before breakfast")
        other = EpisodeDraft("Bonus", notes="Questions from listeners, answered at great length")
        assert not same(bonus, other)
        assert same(bonus, replace(bonus, show="Night Ferry"))

    def test_short_transcripts_differ_too(self):
        one = EpisodeDraft("Bonus", turns=(TurnDraft("Ida", ("Good morning, harbour master.",)),))
        two = EpisodeDraft("Bonus", turns=(TurnDraft("Per", ("Where did the kettle go?",)),))
        assert not same(one, two)

    def test_a_trailer_is_not_its_episode(self):
        assert not same(episode(), episode("Coming up", turns=conversation(1)[:6]))

    def test_a_scrap_in_common_proves_nothing(self):
        greeting = (TurnDraft("Ida", ("Welcome aboard the night ferry",)),)
        assert not same(episode("One", turns=greeting), episode("Two", turns=greeting))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("The Iron Coast, part 1", "The Iron Coast, part 2"),
            ("The Iron Coast, part one", "The Iron Coast, part three"),
            ("The Iron Coast II", "The Iron Coast III"),
            ("How glue was invented 2", "How glue was invented 3"),
            ("Episode 12: The last ferry", "Episode 13: The last ferry"),
            ("Teil zwei", "Teil fünf"),
        ],
    )
    def test_titles_that_differ_in_a_number_alone_are_parts(self, one, other):
        assert not same(episode(one), episode(other))
        assert not same(episode(one), episode(other), same_audio=True, same_source=True)

    @pytest.mark.parametrize("number", ["2", "part 2", "(II)", "Part two", "ep02"])
    def test_a_number_after_the_title_is_that_of_a_part(self, number):
        whole = edited(episode(), 12)
        part = episode(f"{whole.title}, {number}")
        assert 0.6 < overlap(traits_of(whole).transcript, traits_of(part).transcript) < 0.9
        assert not same(whole, part)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("The Iron Coast, part 2", "The Iron Coast, part II"),
            ("The Iron Coast, part 02", "The Iron Coast, part two"),
            ("Episode 12: The Iron Coast", "The Iron Coast"),
            ("12. The Iron Coast", "The Iron Coast"),
            ("The Iron Coast, with Ida Holm", "The Iron Coast"),
        ],
    )
    def test_one_part_may_be_numbered_in_two_ways(self, one, other):
        assert same(episode(one), edited(episode(other), 12))

    def test_what_a_show_says_every_day_is_no_episode(self):
        one, two = brief("Bakers on strike", seed=1), brief("The Aurora returns", seed=2)
        assert not same(one, replace(two, date=date(2026, 3, 9), duration_ms=600_000))
        assert not same(one, two)

    def test_a_title_of_every_day_does_not_join_the_days(self):
        one, two = brief("Daily brief", seed=1), brief("Daily brief", seed=2)
        assert not same(one, replace(two, date=date(2026, 3, 9)))
        assert not same(one, replace(two, duration_ms=600_000))
        assert not same(one, replace(one, turns=one.turns[:1], date=date(2026, 3, 9)))

    def test_under_objections_the_same_title_takes_the_very_same_words(self):
        again = date(2026, 6, 1)
        assert same(episode(), episode(date=again))
        assert not same(episode(), replace(edited(episode(), 12), date=again))
        longer = f"Episode 12: {episode().title}"
        assert not same(episode(), replace(edited(episode(longer), 12), date=again))


def brief(title: str, seed: int) -> EpisodeDraft:
    """A short episode that begins and ends like all of its show."""
    greeting = TurnDraft("Ida", (" ".join(f"welcome{n}" for n in range(30)),))
    farewell = TurnDraft("Ida", (" ".join(f"goodbye{n}" for n in range(30)),))
    news = TurnDraft("Ida", (" ".join(f"news{seed}of{n}" for n in range(15)),))
    turns = (greeting, news, farewell)
    return EpisodeDraft(title, date=date(2026, 3, 2), duration_ms=420_000, turns=turns)


texts = st.text(alphabet="abc é,.!", max_size=60)
drafts = st.builds(
    EpisodeDraft,
    title=st.sampled_from(["Bonus", "The last ferry of winter", "?!"]),
    show=st.sampled_from(["", "Night Ferry", "Day Ferry"]),
    date=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 6)),
    duration_ms=st.none() | st.sampled_from([60_000, 120_000, 600_000]),
    notes=texts,
    turns=st.lists(st.builds(TurnDraft, st.just(""), st.tuples(texts)), max_size=3).map(tuple),
)


@given(drafts)
def test_everything_is_itself(draft):
    assert same(draft, draft)


@given(drafts, drafts, st.booleans(), st.booleans())
def test_the_order_makes_no_difference(one, other, source, audio):
    first, second = traits_of(one), traits_of(other)
    known = {"same_source": source, "same_audio": audio}
    assert likeness(first, second, **known) == likeness(second, first, **known)


@given(drafts, drafts)
def test_evidence_never_speaks_against(one, other):
    if same(one, other):
        assert same(one, other, same_source=True)
        assert same(one, other, same_audio=True)


titles = st.sampled_from(["The Iron Coast", "How glue was invented", "Ferry"])
numbers = st.integers(1, 39)


@given(titles, numbers, numbers, st.sampled_from(["{0} {1}", "{0}, part {1}", "{1}: {0}"]))
def test_no_evidence_joins_two_parts(title, one, other, pattern):
    first, second = (episode(pattern.format(title, number)) for number in (one, other))
    assert same(first, second, same_source=True) == (one == other)


@given(drafts, st.sampled_from(["", "Night Ferry"]), st.dates(date(2026, 1, 1)))
def test_other_titles_without_a_witness_are_never_joined(draft, show, day):
    bare = replace(episode("Folge der Woche"), date=None, duration_ms=None)
    assert not same(bare, replace(bare, title="Another title", show=show, date=day))


class TestSketches:
    def test_long_texts_are_sampled_and_still_compared(self):
        rng = random.Random(7)  # noqa: S311
        long = [str(rng.randrange(5000)) for _ in range(30_000)]
        whole, half = sketch_of([" ".join(long)]), sketch_of([" ".join(long[:15_000])])
        assert len(whole.marks) <= 512
        assert whole.size == pytest.approx(30_000, rel=0.15)
        assert overlap(whole, half) == pytest.approx(1, abs=0.05)
        other = sketch_of([" ".join(str(rng.randrange(5000)) for _ in range(15_000))])
        assert overlap(whole, other) == pytest.approx(0, abs=0.05)

    def test_nothing_is_like_nothing(self):
        assert overlap(sketch_of([]), sketch_of(["words enough to make a mark"])) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café—Noir", "cafe noir"), ("STRASSE", "Straße"), ("  A  b ", "a b"), ("Ⅳ: two", "iv two")],
)
def test_titles_compare_without_case_accents_and_signs(one, other):
    assert title_key(one) == title_key(other)


def test_titles_of_signs_stay_apart():
    assert title_key("???") != title_key("!!!")


@given(st.lists(st.sampled_from(["Boat", "TIDE", "it's", "no_1", "4", "--", "\t", "\x1c"])))
def test_an_accent_somewhere_changes_no_words_of_the_rest(parts):
    text = " ".join([*parts, "cafe"])
    assert sketch_of([text]) == sketch_of([text + "\u0301"])


def test_any_change_changes_the_content_key():
    keys = {content_key(draft) for draft in (episode(), episode(notes=""), episode(seed=2))}
    assert len(keys) == 3
    assert content_key(episode()) == content_key(episode())

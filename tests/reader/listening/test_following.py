"""The page follows the voice, and never moves under a reader who went elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from reader.listening.following import Following, Sight, scroll_for, scroll_for_match


def sight(**places: int) -> Sight:
    usual = {
        "turn_top": 1000,
        "turn_bottom": 1100,
        "spoken_top": 1000,
        "spoken_bottom": 1040,
        "view_top": 900,
        "view_height": 800,
    }
    return Sight(**(usual | places))


class TestThePause:
    def test_at_first_there_is_none_and_nothing_to_return_to(self):
        following = Following()
        assert following.active
        assert not following.offers_return(spoken_visible=False)

    def test_scrolling_by_hand_pauses_and_nothing_but_the_reader_resumes(self):
        following = Following()
        following.scrolled_by_hand(spoken_visible=True)
        assert not following.active
        assert not following.offers_return(spoken_visible=True)
        assert following.offers_return(spoken_visible=False)
        assert not following.active

    def test_scrolling_back_to_the_spoken_text_resumes(self):
        following = Following()
        following.scrolled_by_hand(spoken_visible=False)
        assert not following.active
        following.scrolled_by_hand(spoken_visible=True)
        assert following.active

    def test_after_the_voice_has_left_the_view_scrolling_to_it_resumes(self):
        following = Following()
        following.scrolled_by_hand(spoken_visible=True)
        following.offers_return(spoken_visible=False)
        following.scrolled_by_hand(spoken_visible=True)
        assert following.active

    def test_selecting_pauses(self):
        following = Following()
        following.selected()
        assert not following.active

    def test_asking_for_the_spoken_text_resumes(self):
        following = Following()
        following.selected()
        following.resume()
        assert following.active

    def test_switched_off_it_stays_off_but_offers_the_way_back(self):
        following = Following()
        following.switch(on=False)
        following.scrolled_by_hand(spoken_visible=False)
        following.scrolled_by_hand(spoken_visible=True)
        assert not following.active
        assert following.offers_return(spoken_visible=False)

    def test_switching_it_on_ends_a_pause(self):
        following = Following()
        following.scrolled_by_hand(spoken_visible=False)
        following.switch(on=True)
        assert following.active


class TestWhereThePageGoes:
    def test_a_new_turn_goes_to_a_quarter_from_the_top(self):
        assert scroll_for(sight(), turn_changed=True) == 800

    def test_a_turn_that_just_fits_the_view_is_shown_whole(self):
        assert scroll_for(sight(turn_bottom=1700), turn_changed=True) == 900
        assert scroll_for(sight(turn_bottom=1800), turn_changed=True) == 1000

    def test_and_the_page_does_not_move_within_it(self):
        last = sight(turn_bottom=1790, spoken_top=1740, spoken_bottom=1790, view_top=990)
        assert scroll_for(last, turn_changed=False) is None

    def test_but_where_a_hand_left_the_page_so_that_it_runs_out_below_it_is_shown_whole(self):
        below = sight(turn_bottom=1700, spoken_top=1250, spoken_bottom=1310, view_top=500)
        assert scroll_for(below, turn_changed=False) == 900

    def test_deep_inside_a_long_turn_the_sentence_goes_there_instead(self):
        far = sight(turn_bottom=9000, spoken_top=4000, spoken_bottom=4050)
        assert scroll_for(far, turn_changed=True) == 3800

    def test_a_sentence_that_needs_most_of_the_view_goes_higher_than_a_quarter(self):
        tall = sight(turn_bottom=9000, spoken_top=4000, spoken_bottom=4700, view_top=3000)
        assert scroll_for(tall, turn_changed=False) == 3900

    def test_within_a_turn_that_fits_the_page_stays(self):
        assert scroll_for(sight(view_top=5000), turn_changed=False) is None

    def test_within_a_long_turn_the_page_stays_while_the_sentence_is_seen(self):
        seen = sight(turn_bottom=9000, spoken_top=1600, spoken_bottom=1690)
        assert scroll_for(seen, turn_changed=False) is None

    def test_within_a_long_turn_a_sentence_that_leaves_the_view_is_brought_back(self):
        leaving = sight(turn_bottom=9000, spoken_top=1650, spoken_bottom=1710)
        assert scroll_for(leaving, turn_changed=False) == 1450


class TestWhileAVoiceReadsATurn:
    """The rules as a reader meets them: a turn is read to its end, a sentence at a time."""

    @given(
        st.integers(200, 1200),
        st.lists(st.integers(20, 200), min_size=1, max_size=60),
        st.integers(0, 5000),
    )
    def test_it_moves_only_in_turns_longer_than_the_view_and_never_loses_the_voice(
        self, view_height, sentences, turn_top
    ):
        bottom = turn_top + sum(sentences)
        top = moves = 0
        at = turn_top
        for number, height in enumerate(sentences):
            seen = Sight(turn_top, bottom, at, at + height, top, view_height)
            goal = scroll_for(seen, turn_changed=number == 0)
            moves += number > 0 and goal is not None
            top = top if goal is None else goal
            now = Sight(turn_top, bottom, at, at + height, top, view_height)
            assert now.spoken_inside
            at += height
        assert moves == 0 or bottom - turn_top > view_height


class TestGoingToAMatch:
    def test_one_that_is_well_in_sight_moves_nothing(self):
        assert scroll_for_match(1300, 1330, 1000, 900) is None

    def test_one_that_is_not_goes_to_a_third_from_the_top(self):
        assert scroll_for_match(5000, 5030, 1000, 900) == 4700
        assert scroll_for_match(200, 230, 1000, 900) == -100

    def test_the_edges_of_the_view_are_not_well_in_sight(self):
        assert scroll_for_match(1020, 1050, 1000, 900) == 720
        assert scroll_for_match(1850, 1880, 1000, 900) == 1550

    def test_at_the_beginning_of_the_page_there_is_nothing_to_scroll_to(self):
        assert scroll_for_match(20, 50, 0, 900) is None

    def test_going_there_pauses_following_until_the_reader_resumes(self):
        following = Following()
        following.looked_elsewhere()
        assert not following.active
        assert following.offers_return(spoken_visible=False)
        following.resume()
        assert following.active

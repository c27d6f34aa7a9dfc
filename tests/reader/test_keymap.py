"""Keys: each does one thing, what a person chose goes before what was there."""

import pytest

from reader.errors import KeyTakenError
from reader.keymap import KeyMap, chosen_from_json

FIRST = {"play": ("Space", "K"), "slower": ("[",), "faster": ("]",), "about": ()}
FIXED = {"Esc": "it closes what is open"}


def keymap(**chosen: tuple[str, ...]) -> KeyMap:
    return KeyMap(FIRST, chosen, FIXED)


class TestChoosing:
    def test_a_command_has_its_first_keys(self) -> None:
        assert keymap().keys("play") == ("Space", "K")
        assert not keymap().any_changed

    def test_what_was_chosen_stands_in_their_place(self) -> None:
        changed = keymap().with_keys("play", ["P"])

        assert changed.keys("play") == ("P",)
        assert changed.is_changed("play")
        assert changed.holder("K") is None

    def test_a_command_can_have_no_key(self) -> None:
        assert keymap().with_keys("play", []).keys("play") == ()

    def test_a_key_of_another_command_is_refused_and_its_holder_named(self) -> None:
        with pytest.raises(KeyTakenError) as refusal:
            keymap().with_keys("play", ["Space", "]"])
        assert (refusal.value.key, refusal.value.holder) == ("]", "faster")

    def test_a_key_that_was_freed_can_be_had(self) -> None:
        freed = keymap().with_keys("faster", ["F"])

        assert freed.with_keys("play", ["]"]).holder("]") == "play"

    def test_a_key_of_the_window_itself_is_refused_with_its_use(self) -> None:
        with pytest.raises(KeyTakenError, match="closes what is open") as refusal:
            keymap().with_keys("play", ["Esc"])
        assert refusal.value.holder is None


class TestReset:
    def test_one_command(self) -> None:
        changed = keymap(play=("P",), faster=("F",)).reset("play")

        assert changed.keys("play") == ("Space", "K")
        assert changed.keys("faster") == ("F",)

    def test_it_is_refused_while_another_has_the_key(self) -> None:
        with pytest.raises(KeyTakenError) as refusal:
            keymap(faster=("F",), play=("]",)).reset("faster")
        assert refusal.value.holder == "play"

    def test_all_of_them_but_what_only_a_newer_version_knows(self) -> None:
        changed = keymap(play=("P",), faster=("F",), newer=("N",)).reset_all()

        assert not changed.any_changed
        assert "newer" in changed.chosen_as_json()

    def test_choosing_the_first_keys_counts_as_unchanged(self) -> None:
        assert keymap(play=("P",)).with_keys("play", ["Space", "K"]).chosen_as_json() == ""


class TestKept:
    def test_what_was_written_is_read(self) -> None:
        changed = keymap(play=("P", "Ctrl+P"), about=())

        assert chosen_from_json(changed.chosen_as_json()) == (
            {"play": ("P", "Ctrl+P"), "about": ()},
            None,
        )

    @pytest.mark.parametrize("written", ["{", "[1]", '{"play": "P"}', '{"play": [1]}', "7"])
    def test_what_is_damaged_counts_as_unchanged_with_a_warning(self, written: str) -> None:
        chosen, warning = chosen_from_json(written)

        assert chosen == {}
        assert warning is not None
        assert "Change keys" in warning

    def test_a_new_default_yields_to_a_key_that_was_chosen_for_another(self) -> None:
        chosen = keymap(about=("]",))

        assert chosen.keys("about") == ("]",)
        assert chosen.keys("faster") == ()

    def test_of_two_choices_by_hand_the_first_command_has_the_key(self) -> None:
        chosen = keymap(slower=("X",), faster=("X",))

        assert (chosen.keys("slower"), chosen.keys("faster")) == (("X",), ())

"""A sound device that goes while it sounds is noticed, however the system takes it."""

from reader.playback.outputs import (
    LISTS_TO_COME,
    OutputWatch,
    gone_sentence,
    missing_sentence,
    named,
)
from reader.playback.player import OutputDevice

HEADSET, KITCHEN = OutputDevice("usb-1", "Headset"), OutputDevice("bt-7", "Kitchen")
BOTH = (HEADSET, KITCHEN)


class TestADeviceThatGoes:
    def test_is_noticed_when_the_sound_was_moved_to_another(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "bt-7")

        assert watch.look((HEADSET,), "usb-1") == KITCHEN

    def test_is_noticed_when_the_sound_stays_with_it(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "bt-7")

        assert watch.look((HEADSET,), "bt-7") == KITCHEN

    def test_is_noticed_when_the_sound_was_moved_before_the_list_knew(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "bt-7")

        assert watch.look(BOTH, "usb-1") is None
        assert watch.look((HEADSET,), "usb-1") == KITCHEN

    def test_is_no_loss_when_the_sound_had_left_it_long_before(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "bt-7")
        for _ in range(LISTS_TO_COME + 1):
            watch.look((HEADSET, KITCHEN), "usb-1")

        assert watch.look((HEADSET,), "usb-1") is None

    def test_is_noticed_when_it_was_the_only_one(self) -> None:
        watch = OutputWatch()
        watch.look((KITCHEN,), "bt-7")

        assert watch.look((), "") == KITCHEN

    def test_is_told_once(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "bt-7")
        watch.look((HEADSET,), "bt-7")

        assert watch.look((HEADSET,), "bt-7") is None

    def test_is_nobodys_loss_where_nothing_sounded_on_it(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "usb-1")

        assert watch.look((HEADSET,), "usb-1") is None

    def test_is_no_loss_once_it_was_forgotten(self) -> None:
        watch = OutputWatch()
        watch.look(BOTH, "bt-7")
        watch.forget()

        assert watch.look((HEADSET,), "usb-1") is None


def test_moving_the_sound_by_hand_is_no_loss() -> None:
    watch = OutputWatch()
    watch.look(BOTH, "bt-7")

    assert watch.look(BOTH, "usb-1") is None


def test_a_device_is_found_by_its_name_whatever_its_id() -> None:
    assert named(BOTH, "Kitchen") == KITCHEN
    assert named(BOTH, "Attic") is None


def test_the_sentences_name_the_device_and_the_way_on() -> None:
    assert gone_sentence("Headset") == (
        "The sound device “Headset” is gone; playing is paused. Press Play to go on with another."
    )
    assert "“Headset” is not there" in missing_sentence("Headset")

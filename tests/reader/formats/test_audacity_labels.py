"""Audacity's label tracks."""

from caption_reading import heard, surest


def test_labels_and_frequencies() -> None:
    text = "0.500000\t1.750000\tThe bees\n\\\t90.000000\t800.000000\n2,0\t2,5\tare late.\n"
    assert surest(text) == "Audacity labels"
    assert heard(text) == [("The bees", 500, 1750), ("are late.", 2000, 2500)]


def test_points_and_empty_labels() -> None:
    text = "0.5\t0.5\tLate\n1.0\t1.5\t\n2.0\t2.0\tbees\n"
    assert heard(text) == [("Late", 500, 500), ("bees", 2000, 2000)]


def test_numbers_alone_are_no_labels() -> None:
    assert surest("0.5\t0.7\n1.0\t1.5\n2.0\t2.5\n") != "Audacity labels"

"""Databases of every past version become today's, step by step, or stay as they were."""

import sqlite3
from contextlib import closing

import pytest

from reader import schema


@pytest.fixture
def database():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def test_an_empty_database_becomes_todays_and_is_marked_as_ours(database):
    assert not schema.is_foreign(database)
    schema.migrate(database)
    assert schema.version_of(database) == schema.VERSION == len(schema.STEPS)
    assert not schema.is_foreign(database)


def test_migrating_again_changes_nothing(database):
    schema.migrate(database)
    before = list(database.iterdump())
    schema.migrate(database)
    assert list(database.iterdump()) == before


def test_only_the_missing_steps_are_taken(database):
    first = "CREATE TABLE one (a); INSERT INTO one VALUES (1);"
    second = "ALTER TABLE one ADD COLUMN b\n  DEFAULT 'x;y';\nINSERT INTO one VALUES (2, ';');"
    schema.migrate(database, (first.replace("; ", ";\n"),))
    schema.migrate(database, (first, second))
    assert database.execute("SELECT * FROM one").fetchall() == [(1, "x;y"), (2, ";")]
    assert schema.version_of(database) == 2


def test_a_step_that_fails_is_undone_whole(database):
    steps = ("CREATE TABLE one (a);\n", "CREATE TABLE two (a);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(database, steps)
    assert schema.version_of(database) == 1
    assert [row[0] for row in database.execute("SELECT name FROM sqlite_master")] == ["one"]


def test_another_programs_database_is_told_apart(database):
    database.execute("CREATE TABLE cats (name)")
    assert schema.is_foreign(database)

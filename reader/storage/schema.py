"""The library's tables, as commented SQL, and the steps that bring an older database up to date.

Append-only: a released step is never edited, a change is a new step at the end. What is stored
is what the files gave; whatever can be worked out from that (settled times, estimates) is not
stored, but for the counts and keys that lists and comparisons need at once.
"""

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x4541524D  # "EARM": tells our database from any other SQLite file

_VERSION_1 = """
-- One row an episode. Texts are '' where a file gave none; NULL means unknown.
CREATE TABLE episodes (
    id TEXT PRIMARY KEY CHECK (length(id) = 12),  -- random hexadecimal digits
    title TEXT NOT NULL,
    show TEXT NOT NULL,
    subtitle TEXT NOT NULL,
    date TEXT,                        -- ISO, a day
    printed_ms INTEGER,               -- the length the page states, often rounded to the minute
    notes TEXT NOT NULL,
    source NOT NULL,                  -- where the text came from; BLOB when its name is no Unicode
    resolution_ms INTEGER NOT NULL,   -- how finely the turns' times are given
    title_key TEXT NOT NULL,          -- the title as reader.episodes.identity compares it
    transcript_modulus INTEGER NOT NULL,  -- how thinly transcript_marks was sampled
    chapter_count INTEGER NOT NULL,   -- counted when written, so that a list reads no contents
    turn_count INTEGER NOT NULL,
    added_at TEXT NOT NULL            -- ISO, UTC
);
CREATE INDEX episodes_by_title ON episodes (title_key);

CREATE TABLE turns (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- 0, 1, 2, ... in the file's order
    speaker TEXT NOT NULL,
    start_ms INTEGER,
    end_ms INTEGER,
    text TEXT NOT NULL,               -- paragraphs joined by blank lines
    PRIMARY KEY (episode, idx)
);

CREATE TABLE chapters (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    title TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER,
    PRIMARY KEY (episode, idx)
);

-- A sample of hashes of the transcript's word sequences: finds the same text on another page.
CREATE TABLE transcript_marks (
    mark INTEGER NOT NULL,
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    PRIMARY KEY (mark, episode)
) WITHOUT ROWID;
CREATE INDEX transcript_marks_by_episode ON transcript_marks (episode);

-- Every page that gave something to an episode, and what it looked like then.
CREATE TABLE sources (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    source NOT NULL,
    content_key TEXT NOT NULL,
    PRIMARY KEY (episode, source, content_key)  -- one page may list an episode twice
);
CREATE INDEX sources_by_content ON sources (content_key);

CREATE TABLE audio (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    path NOT NULL,                    -- absolute; BLOB when the name is no Unicode
    fingerprint TEXT NOT NULL,        -- of the sound, not of the name or the tags
    duration_ms INTEGER NOT NULL
);
CREATE INDEX audio_by_fingerprint ON audio (fingerprint);

-- Where somebody left an episode.
CREATE TABLE places (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    position_ms INTEGER NOT NULL,
    speed REAL NOT NULL,
    left_at TEXT                      -- ISO, UTC
);
"""

_VERSION_2 = """
-- Languages, formats, and the length that a transcript reaches.
ALTER TABLE episodes ADD COLUMN language TEXT NOT NULL DEFAULT '';  -- as the file says it
ALTER TABLE episodes ADD COLUMN language_by_hand TEXT NOT NULL DEFAULT '';  -- beats the file's
ALTER TABLE episodes ADD COLUMN format TEXT NOT NULL DEFAULT '';  -- what the text was read as
ALTER TABLE episodes ADD COLUMN last_ms INTEGER NOT NULL DEFAULT 0;  -- the latest time in the turns
UPDATE episodes SET last_ms = COALESCE(
    (SELECT MAX(COALESCE(end_ms, start_ms)) FROM turns WHERE episode = episodes.id), 0);

-- What each word or caption of a turn is timed by; apart, so that texts are read without them.
CREATE TABLE cues (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- the turn's
    packed BLOB NOT NULL,             -- as reader.timing.cues packs them
    PRIMARY KEY (episode, idx)
);

-- Every list of chapters that an episode was given. `chapters` keeps those that hold.
CREATE TABLE chapter_lists (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,               -- page, file or tags
    source NOT NULL,                  -- like episodes.source
    chapters TEXT NOT NULL,           -- JSON: [[title, start_ms, end_ms or null], ...]
    chosen INTEGER NOT NULL DEFAULT 0,  -- 1: by hand, instead of the rules
    PRIMARY KEY (episode, kind, source)
);
INSERT INTO chapter_lists (episode, kind, source, chapters)
    SELECT e.id, 'page', e.source, (
        SELECT json_group_array(json_array(title, start_ms, end_ms)) FROM (
            SELECT title, start_ms, end_ms FROM chapters WHERE episode = e.id ORDER BY idx))
    FROM episodes AS e WHERE e.chapter_count > 0;

-- What a person calls a speaker whom the file calls something else.
CREATE TABLE speaker_names (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    speaker TEXT NOT NULL,            -- as the file says it
    name TEXT NOT NULL,
    PRIMARY KEY (episode, speaker)
);

ALTER TABLE sources ADD COLUMN encoding TEXT;  -- given by hand; NULL: found out
ALTER TABLE places ADD COLUMN opened_at TEXT;  -- ISO, UTC: looked at, though perhaps not played
CREATE INDEX sources_by_name ON sources (source);
"""

_VERSION_3 = """
-- What an index of the library must know: whether an episode is still as it was indexed. The
-- number rises with every change of what is found of it. Removed: kept a while, for undo.
ALTER TABLE episodes ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE episodes ADD COLUMN removed_at TEXT;  -- ISO, UTC; NULL: it is there
CREATE INDEX episodes_by_revision ON episodes (revision);
-- Notes lie between an episode's id and its revision; this reads past them.
CREATE INDEX episodes_there ON episodes (removed_at, id, revision);

-- 1: every turn has a start of its own, later than the one before: none depends on the others.
ALTER TABLE episodes ADD COLUMN starts_told INTEGER NOT NULL DEFAULT 0;
UPDATE episodes SET starts_told = NOT EXISTS (
    SELECT 1 FROM (SELECT start_ms, LAG(start_ms, 1, -1) OVER (ORDER BY idx) AS earlier_ms
                   FROM turns WHERE episode = episodes.id)
    WHERE start_ms IS NULL OR start_ms <= earlier_ms);

CREATE TABLE episode_tags (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- 0, 1, 2, ... as they were given
    tag TEXT NOT NULL,
    PRIMARY KEY (episode, idx)
);

-- What a person keeps of an episode. It outlives the episode: what is shown of that is copied.
CREATE TABLE bookmarks (
    id TEXT PRIMARY KEY CHECK (length(id) = 12),  -- random hexadecimal digits
    episode TEXT REFERENCES episodes (id) ON DELETE SET NULL,
    episode_title TEXT NOT NULL,      -- as it was when the episode was last there
    episode_show TEXT NOT NULL,
    episode_date TEXT,                -- ISO, a day
    start_ms INTEGER NOT NULL,        -- in the audio
    end_ms INTEGER NOT NULL,
    text TEXT NOT NULL,               -- the words that were kept
    speaker TEXT NOT NULL,            -- as it was shown then
    chapter TEXT NOT NULL,            -- its title then
    note TEXT NOT NULL,               -- the person's own words
    colour TEXT NOT NULL,             -- a name; '' for none
    created_at TEXT NOT NULL,         -- ISO, UTC
    changed_at TEXT NOT NULL,         -- by the person
    first_turn INTEGER,               -- where the words are in the transcript; NULL: lost, or
    first_offset INTEGER,             -- never in one. Offsets are in the turn's text, in code
    last_turn INTEGER,                -- points, the last one exclusive
    last_offset INTEGER,
    context_before TEXT NOT NULL,     -- what was said right before and after
    context_after TEXT NOT NULL,
    transcript TEXT NOT NULL,         -- fingerprint of the transcript that the place is in
    placed TEXT NOT NULL,             -- exact, unsure or lost
    removed_at TEXT                   -- ISO, UTC; NULL: it is there
);
CREATE INDEX bookmarks_by_episode ON bookmarks (episode, start_ms);

CREATE TABLE bookmark_tags (
    bookmark TEXT NOT NULL REFERENCES bookmarks (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (bookmark, idx)
);

-- Like episodes.revision, for the bookmarks of one episode; '' stands for those of episodes that
-- are gone.
CREATE TABLE bookmark_revisions (
    episode TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
);
"""

_VERSION_4 = """
-- How a transcript's time and its audio's go together, where they differ. The highest step holds;
-- those below are what it was before, for undo.
CREATE TABLE syncs (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    nudge_ms INTEGER NOT NULL,        -- added to every time in the audio, the anchors' too
    anchors TEXT NOT NULL,            -- JSON: [[transcript_ms, audio_ms], ...], rising
    PRIMARY KEY (episode, step)
);
"""

_VERSION_5 = """
-- When sentences begin, as it was worked out from the sound: that takes seconds, so it is kept.
CREATE TABLE sentence_starts (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    basis TEXT NOT NULL,              -- fingerprint of the sound, the text and the turns' times
    starts TEXT NOT NULL              -- JSON: a list of milliseconds a turn; []: nothing was found
);
"""

_VERSION_6 = """
-- Whether sentence_starts still holds for the turns and the recording that are there: 1 or 0;
-- NULL: they were changed since, it has to be looked at.
ALTER TABLE sentence_starts ADD COLUMN holds INTEGER;

-- The same by turn, so that one of a search's hits need not read those of a whole episode. What is
-- here counts where sentence_starts.holds is 1.
CREATE TABLE fitted_starts (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- the turn's
    starts TEXT NOT NULL,             -- JSON: milliseconds, at least one
    PRIMARY KEY (episode, idx)
);
"""

_VERSION_7 = """
-- Where a recording is silent: that takes hearing all of it, so it is kept.
CREATE TABLE silences (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,        -- of the sound that was heard
    spans TEXT NOT NULL               -- JSON: [[start_ms, end_ms], ...], rising; []: none is long
);
"""

STEPS = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4, _VERSION_5, _VERSION_6, _VERSION_7)
VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of steps a database has gone through; 0: none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Tell whether a database was made by another program, and so must not be touched."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id == APPLICATION_ID:
        return False
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def migrate(connection: sqlite3.Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Bring a database to the newest version, each step in one transaction.

    The connection is in autocommit mode. Two processes may call this at once: the version is
    read again under the write lock. Raises sqlite3.Error, with the failed step undone.
    """
    while version_of(connection) < len(steps):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _take_next_step(connection, steps)
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:  # on a full disk SQLite has undone it by itself
                connection.execute("ROLLBACK")
            raise


def _take_next_step(connection: sqlite3.Connection, steps: tuple[str, ...]) -> None:
    version = version_of(connection)
    if version >= len(steps):
        return  # another process took it meanwhile
    for statement in _statements(steps[version]):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version + 1}")


def _statements(script: str) -> Iterator[str]:
    """Part a script into statements: executescript() would commit before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

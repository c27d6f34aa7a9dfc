-- A library as version 5 of the tables kept it: `.dump` of one made by Earmark 0.1.0.
PRAGMA application_id = 1161908813;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE audio (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    path NOT NULL,                    -- absolute; BLOB when the name is no Unicode
    fingerprint TEXT NOT NULL,        -- of the sound, not of the name or the tags
    duration_ms INTEGER NOT NULL
);
INSERT INTO "audio" VALUES('0a1b2c3d4e5f','/sound/ferry.opus','1-2a-00ff',118000);
CREATE TABLE bookmark_revisions (
    episode TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
);
CREATE TABLE bookmark_tags (
    bookmark TEXT NOT NULL REFERENCES bookmarks (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (bookmark, idx)
);
INSERT INTO "bookmark_tags" VALUES('b0b1b2b3b4b5',0,'doors');
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
INSERT INTO "bookmarks" VALUES('b0b1b2b3b4b5','0a1b2c3d4e5f','The last ferry of the winter','Night Ferry','2026-01-27',4000,6000,'Mind the step.','Per Lind','Departure','said at the door','green','2026-02-01T08:00:00.000000+00:00','2026-02-01T08:00:00.000000+00:00',1,0,1,14,'','','f00d','exact',NULL);
CREATE TABLE chapter_lists (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,               -- page, file or tags
    source NOT NULL,                  -- like episodes.source
    chapters TEXT NOT NULL,           -- JSON: [[title, start_ms, end_ms or null], ...]
    chosen INTEGER NOT NULL DEFAULT 0,  -- 1: by hand, instead of the rules
    PRIMARY KEY (episode, kind, source)
);
INSERT INTO "chapter_lists" VALUES('0a1b2c3d4e5f','page','/pages/ferry.vtt','[["Departure", 0, null], ["Open water", 4000, 9000]]',1);
INSERT INTO "chapter_lists" VALUES('0a1b2c3d4e5f','file','/pages/ferry.cue','[["Out", 0, null], ["Home", 60000, null]]',0);
CREATE TABLE chapters (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    title TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER,
    PRIMARY KEY (episode, idx)
);
INSERT INTO "chapters" VALUES('0a1b2c3d4e5f',0,'Departure',0,NULL);
INSERT INTO "chapters" VALUES('0a1b2c3d4e5f',1,'Open water',4000,9000);
CREATE TABLE cues (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- the turn's
    packed BLOB NOT NULL,             -- as reader.cues packs them
    PRIMARY KEY (episode, idx)
);
INSERT INTO "cues" VALUES('0a1b2c3d4e5f',0,X'00000000040000006400000090010000050000000A000000A401000084030000');
CREATE TABLE episode_tags (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- 0, 1, 2, ... as they were given
    tag TEXT NOT NULL,
    PRIMARY KEY (episode, idx)
);
INSERT INTO "episode_tags" VALUES('0a1b2c3d4e5f',0,'winter');
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
    title_key TEXT NOT NULL,          -- the title as reader.identity compares it
    transcript_modulus INTEGER NOT NULL,  -- how thinly transcript_marks was sampled
    chapter_count INTEGER NOT NULL,   -- counted when written, so that a list reads no contents
    turn_count INTEGER NOT NULL,
    added_at TEXT NOT NULL            -- ISO, UTC
, language TEXT NOT NULL DEFAULT '', language_by_hand TEXT NOT NULL DEFAULT '', format TEXT NOT NULL DEFAULT '', last_ms INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 1, removed_at TEXT, starts_told INTEGER NOT NULL DEFAULT 0);
INSERT INTO "episodes" VALUES('0a1b2c3d4e5f','The last ferry of the winter','Night Ferry','Through the ice','2026-01-27',120000,'Ida and Per cross the sound.

• A link','/pages/ferry.vtt',1000,'the last ferry of the winter',1,2,3,'2026-01-28T20:15:00+00:00','en','en-GB','WebVTT',6000,3,NULL,0);
INSERT INTO "episodes" VALUES('5f4e3d2c1b0a','Why the ferry is late','','',NULL,NULL,'An article.','clipboard',1000,'why the ferry is late',1,0,0,'2026-01-28T20:15:00+00:00','','','',0,1,NULL,1);
CREATE TABLE places (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    position_ms INTEGER NOT NULL,
    speed REAL NOT NULL,
    left_at TEXT                      -- ISO, UTC
, opened_at TEXT);
INSERT INTO "places" VALUES('0a1b2c3d4e5f',61000,1.25,'2026-01-28T20:15:00+00:00','2026-01-28T20:15:00+00:00');
CREATE TABLE sentence_starts (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    basis TEXT NOT NULL,              -- fingerprint of the sound, the text and the turns' times
    starts TEXT NOT NULL              -- JSON: a list of milliseconds a turn; []: nothing was found
);
INSERT INTO "sentence_starts" VALUES('0a1b2c3d4e5f','a4ed512f818d2b7f2c649bb0bd634acf-e4a6a0577479b2b4','[[],[4120],[7684]]');
CREATE TABLE sources (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    source NOT NULL,
    content_key TEXT NOT NULL, encoding TEXT,
    PRIMARY KEY (episode, source, content_key)  -- one page may list an episode twice
);
INSERT INTO "sources" VALUES('0a1b2c3d4e5f','/pages/ferry.vtt','39f416ccd8c65798fd8e92f6cf6faf4b',NULL);
INSERT INTO "sources" VALUES('5f4e3d2c1b0a','clipboard','03674de3f09efcad6864546ff9f14082',NULL);
CREATE TABLE speaker_names (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    speaker TEXT NOT NULL,            -- as the file says it
    name TEXT NOT NULL,
    PRIMARY KEY (episode, speaker)
);
INSERT INTO "speaker_names" VALUES('0a1b2c3d4e5f','SPEAKER_00','Ida Holm');
CREATE TABLE syncs (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    nudge_ms INTEGER NOT NULL,        -- added to every time in the audio, the anchors' too
    anchors TEXT NOT NULL,            -- JSON: [[transcript_ms, audio_ms], ...], rising
    PRIMARY KEY (episode, step)
);
INSERT INTO "syncs" VALUES('0a1b2c3d4e5f',1,500,'[]');
CREATE TABLE transcript_marks (
    mark INTEGER NOT NULL,
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    PRIMARY KEY (mark, episode)
) WITHOUT ROWID;
INSERT INTO "transcript_marks" VALUES(18837834,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(252218256,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(314601526,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(953459096,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(954467797,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(1124710341,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(1592757760,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(1744956354,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(1948179576,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(2030061711,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(2117984740,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(2240503405,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(2284521993,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(2594201366,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(3246367571,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(3276529154,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(3309139220,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(3498234051,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(3774240229,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(4135008567,'0a1b2c3d4e5f');
INSERT INTO "transcript_marks" VALUES(4288955982,'0a1b2c3d4e5f');
CREATE TABLE turns (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,             -- 0, 1, 2, ... in the file's order
    speaker TEXT NOT NULL,
    start_ms INTEGER,
    end_ms INTEGER,
    text TEXT NOT NULL,               -- paragraphs joined by blank lines
    PRIMARY KEY (episode, idx)
);
INSERT INTO "turns" VALUES('0a1b2c3d4e5f',0,'SPEAKER_00',0,3900,'It''s cold; isn''t it?

The ice is thin.');
INSERT INTO "turns" VALUES('0a1b2c3d4e5f',1,'Per Lind',4000,6000,'Mind the step, and hold the rail.');
INSERT INTO "turns" VALUES('0a1b2c3d4e5f',2,'',NULL,NULL,'No one knows when this was said.');
CREATE INDEX episodes_by_title ON episodes (title_key);
CREATE INDEX transcript_marks_by_episode ON transcript_marks (episode);
CREATE INDEX sources_by_content ON sources (content_key);
CREATE INDEX audio_by_fingerprint ON audio (fingerprint);
CREATE INDEX sources_by_name ON sources (source);
CREATE INDEX episodes_by_revision ON episodes (revision);
CREATE INDEX episodes_there ON episodes (removed_at, id, revision);
CREATE INDEX bookmarks_by_episode ON bookmarks (episode, start_ms);
COMMIT;

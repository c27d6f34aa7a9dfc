-- A library as version 1 of the tables kept it: `.dump` of one made by Earmark 0.1.0.
PRAGMA application_id = 1161908813;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE audio (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    path NOT NULL,                    -- absolute; BLOB when the name is no Unicode
    fingerprint TEXT NOT NULL,        -- of the sound, not of the name or the tags
    duration_ms INTEGER NOT NULL
);
INSERT INTO "audio" VALUES('0a1b2c3d4e5f','/sound/ferry.opus','1-2a-00ff',118000);
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
);
INSERT INTO "episodes" VALUES('0a1b2c3d4e5f','The last ferry of the winter','Night Ferry','Through the ice','2026-01-27',120000,'Ida and Per cross the sound.

• A link','/pages/ferry.txt',1000,'the last ferry of the winter',1,2,3,'2026-01-28T20:15:00+00:00');
INSERT INTO "episodes" VALUES('5f4e3d2c1b0a','Why the ferry is late','','',NULL,NULL,'An article.','clipboard',1000,'why the ferry is late',1,0,0,'2026-01-28T20:15:00+00:00');
CREATE TABLE places (
    episode TEXT PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    position_ms INTEGER NOT NULL,
    speed REAL NOT NULL,
    left_at TEXT                      -- ISO, UTC
);
INSERT INTO "places" VALUES('0a1b2c3d4e5f',61000,1.25,'2026-01-28T20:15:00+00:00');
CREATE TABLE sources (
    episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    source NOT NULL,
    content_key TEXT NOT NULL,
    PRIMARY KEY (episode, source, content_key)  -- one page may list an episode twice
);
INSERT INTO "sources" VALUES('0a1b2c3d4e5f','/pages/ferry.txt','468b5b3ea7ade6e3131ac399a431d625');
INSERT INTO "sources" VALUES('5f4e3d2c1b0a','clipboard','37d2584e41349b6c50e62ce4f7e82e14');
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
INSERT INTO "turns" VALUES('0a1b2c3d4e5f',0,'Ida Holm',0,NULL,'It''s cold; isn''t it?

The ice is thin.');
INSERT INTO "turns" VALUES('0a1b2c3d4e5f',1,'Per Lind',4000,6000,'Mind the step, and hold the rail.');
INSERT INTO "turns" VALUES('0a1b2c3d4e5f',2,'',NULL,NULL,'No one knows when this was said.');
CREATE INDEX episodes_by_title ON episodes (title_key);
CREATE INDEX transcript_marks_by_episode ON transcript_marks (episode);
CREATE INDEX sources_by_content ON sources (content_key);
CREATE INDEX audio_by_fingerprint ON audio (fingerprint);
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT, 
	canonical_url TEXT, 
	title TEXT NOT NULL, 
	lead TEXT, 
	language VARCHAR(35) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	summary_points JSON NOT NULL, 
	text TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	published_at DATETIME, 
	fetched_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT uq_articles_key UNIQUE ("key")
);
INSERT INTO "articles" VALUES(1,'k','a','https://journal.example.com/1',NULL,'Oui',NULL,'fr','article','[]','Ada Martin : « Oui »','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',NULL,'2026-03-02 12:00:00.000000','2026-03-02 12:00:00.000000');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	from_state VARCHAR(20), 
	to_state VARCHAR(20) NOT NULL, 
	reason TEXT, 
	content_sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "audit" VALUES(1,1,'2026-03-02 12:00:00.000000','Ada','draft','approved',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "audit" VALUES(2,2,'2026-03-02 12:00:00.000000','Ada','draft','approved',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "audit" VALUES(3,3,'2026-03-02 12:00:00.000000','Ada','draft','pending',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "audit" VALUES(4,4,'2026-03-02 12:00:00.000000','Ada','draft','held',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "audit" VALUES(5,5,'2026-03-02 12:00:00.000000','Ada','draft','published',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "audit" VALUES(6,6,'2026-03-02 12:00:00.000000','Ada','draft','uncertain',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
CREATE TABLE entries (
	id INTEGER NOT NULL, 
	source VARCHAR(200) NOT NULL, 
	"key" TEXT NOT NULL, 
	url TEXT NOT NULL, 
	title TEXT NOT NULL, 
	published_at DATETIME, 
	first_seen_at DATETIME NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	attempts INTEGER NOT NULL, 
	note TEXT, 
	article_id INTEGER, 
	CONSTRAINT pk_entries PRIMARY KEY (id), 
	CONSTRAINT fk_entries_article_id FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT fk_entries_source FOREIGN KEY(source) REFERENCES feeds (source), 
	CONSTRAINT uq_entries_source_key UNIQUE (source, "key")
);
INSERT INTO "entries" VALUES(1,'front','1','https://journal.example.com/1','Oui',NULL,'2026-03-02 12:00:00.000000','drafted',1,NULL,1);
CREATE TABLE feeds (
	source VARCHAR(200) NOT NULL, 
	url TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	first_read_at DATETIME, 
	polled_at DATETIME NOT NULL, 
	next_poll_at DATETIME NOT NULL, 
	failures INTEGER NOT NULL, 
	error TEXT, 
	CONSTRAINT pk_feeds PRIMARY KEY (source)
);
INSERT INTO "feeds" VALUES('front','https://journal.example.com/feed',NULL,NULL,NULL,'2026-03-02 12:00:00.000000','2026-03-02 12:00:00.000000',0,NULL);
CREATE TABLE posts (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	account VARCHAR(200) NOT NULL, 
	platform VARCHAR(40) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	language VARCHAR(35) NOT NULL, 
	text TEXT NOT NULL, 
	link TEXT, 
	alt_text TEXT, 
	quote JSON, 
	cards JSON NOT NULL, 
	notes JSON NOT NULL, 
	content_key VARCHAR(64) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	reason TEXT, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	approved_by TEXT, 
	approved_at DATETIME, 
	approved_sha256 VARCHAR(64), 
	attempts INTEGER NOT NULL, 
	not_before DATETIME, 
	lease_token VARCHAR(64), 
	lease_until DATETIME, 
	request_sha256 VARCHAR(64), 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT fk_posts_article_id FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT uq_posts_account_article_id_content_key UNIQUE (account, article_id, content_key)
);
INSERT INTO "posts" VALUES(1,1,'main','x','quote','fr','« Oui »
— Ada Martin

https://journal.example.com/1','https://journal.example.com/1','Ada Martin',NULL,'[{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}]','["a note"]','58a0b05fad70ce2548c652426720e9a889b579835dbbebe23592e2d533268419','approved',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','cbc58d028c2e7451b09e0c949c052c2a9df98baa5136baf7bc8cc77efe7fa28b',0,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(2,1,'main','x','quote','fr','« Oui »
— Ada Martin

https://journal.example.com/1','https://journal.example.com/1','Ada Martin',NULL,'[{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}]','["a note"]','fa9b6f087412eba3f005918892b3980935d85f515c212c476484028e6460838e','approved',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',0,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(3,1,'main','x','quote','fr','« Oui »
— Ada Martin

https://journal.example.com/1','https://journal.example.com/1','Ada Martin',NULL,'[{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}]','["a note"]','cfd8cfa74a84bf6c34c178b7d8aff9e405e751339bc8e59574ee1e8893e8e5b9','pending',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(4,1,'main','x','quote','fr','« Oui »
— Ada Martin

https://journal.example.com/1','https://journal.example.com/1','Ada Martin',NULL,'[{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}]','["a note"]','8740c33a35bdae24efddf163899f0865f8d5722861f7232dd5083976f5f67abf','held',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(5,1,'main','x','quote','fr','« Oui »
— Ada Martin

https://journal.example.com/1','https://journal.example.com/1','Ada Martin',NULL,'[{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}]','["a note"]','a468ffd282aa6c70866646439a0d858689fa93e88120a6ef1689bf34717366cb','published',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','cbc58d028c2e7451b09e0c949c052c2a9df98baa5136baf7bc8cc77efe7fa28b',0,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(6,1,'main','x','quote','fr','« Oui »
— Ada Martin

https://journal.example.com/1','https://journal.example.com/1','Ada Martin',NULL,'[{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}]','["a note"]','c62a39a0f2268a5744d5733cbe62510075f413b922e55e086b581a0522cfbb46','uncertain',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','cbc58d028c2e7451b09e0c949c052c2a9df98baa5136baf7bc8cc77efe7fa28b',0,NULL,NULL,NULL,NULL);
CREATE TABLE publications (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	remote_id TEXT NOT NULL, 
	url TEXT, 
	request_sha256 VARCHAR(64) NOT NULL, 
	sent_at DATETIME NOT NULL, 
	dry_run BOOLEAN NOT NULL, 
	CONSTRAINT pk_publications PRIMARY KEY (id), 
	CONSTRAINT fk_publications_post_id FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT uq_publications_post_id UNIQUE (post_id)
);
INSERT INTO "publications" VALUES(1,5,'17',NULL,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','2026-03-02 12:00:00.000000',0);
CREATE INDEX ix_entries_source_state ON entries (source, state);
CREATE INDEX ix_posts_article_id ON posts (article_id);
CREATE INDEX ix_posts_state_due_at ON posts (state, due_at);
CREATE INDEX ix_audit_post_id ON audit (post_id);
CREATE TRIGGER audit_no_update BEFORE update ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_no_delete BEFORE delete ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
COMMIT;

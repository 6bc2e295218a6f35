BEGIN TRANSACTION;
CREATE TABLE account_facts (
	account VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT, 
	limits JSON NOT NULL, 
	notes JSON NOT NULL, 
	expires_at DATETIME, 
	tested_at DATETIME NOT NULL, 
	CONSTRAINT pk_account_facts PRIMARY KEY (account)
);
INSERT INTO "account_facts" VALUES('main','@journal',NULL,'{}','[]',NULL,'2026-03-02 12:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0012');
CREATE TABLE alerts (
	"key" VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	since DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	told_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT pk_alerts PRIMARY KEY ("key")
);
INSERT INTO "alerts" VALUES('disk','disk','2026-03-02 12:00:00.000000','full',NULL,NULL);
CREATE TABLE api_keys (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	token_sha256 VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME, 
	revoked_at DATETIME, 
	CONSTRAINT pk_api_keys PRIMARY KEY (id), 
	CONSTRAINT fk_api_keys_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT uq_api_keys_token_sha256 UNIQUE (token_sha256)
);
INSERT INTO "api_keys" VALUES(1,1,'cms','3333333333333333333333333333333333333333333333333333333333333333','2026-03-02 12:00:00.000000',NULL,NULL);
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
	created_at DATETIME NOT NULL, checked_at DATETIME, evergreen BOOLEAN DEFAULT 0 NOT NULL, photo TEXT, photo_credit TEXT, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT uq_articles_key UNIQUE ("key")
);
INSERT INTO "articles" VALUES(1,'k','a','https://journal.example.com/1',NULL,'Oui',NULL,'fr','article','[]','Ada Martin : « Oui »','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',NULL,'2026-03-02 12:00:00.000000','2026-03-02 12:00:00.000000',NULL,0,NULL,NULL);
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	from_state VARCHAR(20), 
	to_state VARCHAR(20) NOT NULL, 
	reason TEXT, 
	content_sha256 VARCHAR(64) NOT NULL, action VARCHAR(20) DEFAULT 'move' NOT NULL, "before" JSON, "after" JSON, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "audit" VALUES(1,1,'2026-03-02 12:00:00.000000','Ada','draft','approved',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','move',NULL,NULL);
INSERT INTO "audit" VALUES(2,2,'2026-03-02 12:00:00.000000','Ada','draft','approved',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','move',NULL,NULL);
INSERT INTO "audit" VALUES(3,3,'2026-03-02 12:00:00.000000','Ada','draft','pending',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','move',NULL,NULL);
INSERT INTO "audit" VALUES(4,4,'2026-03-02 12:00:00.000000','Ada','draft','held',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','move',NULL,NULL);
INSERT INTO "audit" VALUES(5,5,'2026-03-02 12:00:00.000000','Ada','draft','published',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','move',NULL,NULL);
INSERT INTO "audit" VALUES(6,6,'2026-03-02 12:00:00.000000','Ada','draft','uncertain',NULL,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','move',NULL,NULL);
CREATE TABLE chores (
	name VARCHAR(40) NOT NULL, 
	done_at DATETIME NOT NULL, 
	CONSTRAINT pk_chores PRIMARY KEY (name)
);
INSERT INTO "chores" VALUES('cards','2026-03-02 12:00:00.000000');
CREATE TABLE comments (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_comments PRIMARY KEY (id), 
	CONSTRAINT fk_comments_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "comments" VALUES(1,3,'2026-03-02 12:00:00.000000','ada','Look');
CREATE TABLE cursors (
	name VARCHAR(100) NOT NULL, 
	audit_id INTEGER NOT NULL, 
	CONSTRAINT pk_cursors PRIMARY KEY (name)
);
INSERT INTO "cursors" VALUES('chat',1);
CREATE TABLE decision_links (
	token_sha256 VARCHAR(64) NOT NULL, 
	post_id INTEGER NOT NULL, 
	action VARCHAR(20) NOT NULL, 
	channel VARCHAR(100) NOT NULL, 
	seen_sha256 VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_decision_links PRIMARY KEY (token_sha256), 
	CONSTRAINT fk_decision_links_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "decision_links" VALUES('5555555555555555555555555555555555555555555555555555555555555555',3,'approve','chat','4444444444444444444444444444444444444444444444444444444444444444','2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000',NULL);
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
	article_id INTEGER, tags JSON DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_entries PRIMARY KEY (id), 
	CONSTRAINT fk_entries_article_id FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT fk_entries_source FOREIGN KEY(source) REFERENCES feeds (source), 
	CONSTRAINT uq_entries_source_key UNIQUE (source, "key")
);
INSERT INTO "entries" VALUES(1,'front','1','https://journal.example.com/1','Oui',NULL,'2026-03-02 12:00:00.000000','drafted',1,NULL,1,'[]');
CREATE TABLE feeds (
	source VARCHAR(200) NOT NULL, 
	url TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	first_read_at DATETIME, 
	polled_at DATETIME NOT NULL, 
	next_poll_at DATETIME NOT NULL, 
	failures INTEGER NOT NULL, 
	error TEXT, changed_at DATETIME, 
	CONSTRAINT pk_feeds PRIMARY KEY (source)
);
INSERT INTO "feeds" VALUES('front','https://journal.example.com/feed',NULL,NULL,NULL,'2026-03-02 12:00:00.000000','2026-03-02 12:00:00.000000',0,NULL,NULL);
CREATE TABLE first_approvals (
	post_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	seen_sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_first_approvals PRIMARY KEY (post_id), 
	CONSTRAINT fk_first_approvals_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "first_approvals" VALUES(3,'2026-03-02 12:00:00.000000','ada','4444444444444444444444444444444444444444444444444444444444444444');
CREATE TABLE invitations (
	token_sha256 VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_invitations PRIMARY KEY (token_sha256), 
	CONSTRAINT fk_invitations_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "invitations" VALUES('2222222222222222222222222222222222222222222222222222222222222222',1,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000',NULL);
CREATE TABLE notices (
	id INTEGER NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	account VARCHAR(200), 
	post_id INTEGER, 
	text TEXT NOT NULL, 
	seen_at DATETIME, 
	seen_by TEXT, 
	CONSTRAINT pk_notices PRIMARY KEY (id), 
	CONSTRAINT fk_notices_post_id FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT uq_notices_key UNIQUE ("key")
);
INSERT INTO "notices" VALUES(1,'k','test','2026-03-02 12:00:00.000000',NULL,5,'t',NULL,NULL);
CREATE TABLE pauses (
	id INTEGER NOT NULL, 
	account VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT, 
	lifted_at DATETIME, 
	lifted_by TEXT, 
	CONSTRAINT pk_pauses PRIMARY KEY (id)
);
INSERT INTO "pauses" VALUES(1,'other','2026-03-02 12:00:00.000000','Ada',NULL,NULL,NULL);
CREATE TABLE post_words (
	post_id INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_post_words PRIMARY KEY (post_id), 
	CONSTRAINT fk_post_words_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "post_words" VALUES(1,'oui « oui » — ada martin https://journal.example.com/1');
INSERT INTO "post_words" VALUES(2,'oui « oui » — ada martin https://journal.example.com/1');
INSERT INTO "post_words" VALUES(3,'oui « oui » — ada martin https://journal.example.com/1');
INSERT INTO "post_words" VALUES(4,'oui « oui » — ada martin https://journal.example.com/1');
INSERT INTO "post_words" VALUES(5,'oui « oui » — ada martin https://journal.example.com/1');
INSERT INTO "post_words" VALUES(6,'oui « oui » — ada martin https://journal.example.com/1');
CREATE TABLE posts (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	account VARCHAR(200) NOT NULL, 
	platform VARCHAR(40) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	language VARCHAR(35) NOT NULL, 
	link TEXT, 
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
	request_sha256 VARCHAR(64), pieces JSON DEFAULT '[]' NOT NULL, quotes JSON DEFAULT '[]' NOT NULL, warnings JSON DEFAULT '[]' NOT NULL, variants JSON DEFAULT '[]' NOT NULL, cost FLOAT, approved_earliest DATETIME, approved_latest DATETIME, lane VARCHAR(20) DEFAULT 'usual' NOT NULL, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT fk_posts_article_id FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT uq_posts_account_article_id_content_key UNIQUE (account, article_id, content_key)
);
INSERT INTO "posts" VALUES(1,1,'main','x','quote','fr','https://journal.example.com/1','["a note"]','58a0b05fad70ce2548c652426720e9a889b579835dbbebe23592e2d533268419','approved',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','5d7570aa6acdbbb3bd2a82338f7954d7a12cc9c76b9e4afa47aaa69365aad1bf',0,NULL,NULL,NULL,NULL,'[{"text": "\u00ab Oui \u00bb\n\u2014 Ada Martin\n\nhttps://journal.example.com/1", "length": 45, "cards": [{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}], "link_card": null}]','[]','[]','[]',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','usual');
INSERT INTO "posts" VALUES(2,1,'main','x','quote','fr','https://journal.example.com/1','["a note"]','fa9b6f087412eba3f005918892b3980935d85f515c212c476484028e6460838e','approved',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','5a451a63de616b9547c2d0abd55d159b0c5b1e9e78e61f7bd426cfb2636640be',0,NULL,NULL,NULL,NULL,'[{"text": "\u00ab Oui \u00bb\n\u2014 Ada Martin\n\nhttps://journal.example.com/1", "length": 45, "cards": [{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}], "link_card": null}]','[]','[]','[]',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','usual');
INSERT INTO "posts" VALUES(3,1,'main','x','quote','fr','https://journal.example.com/1','["a note"]','cfd8cfa74a84bf6c34c178b7d8aff9e405e751339bc8e59574ee1e8893e8e5b9','pending',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'[{"text": "\u00ab Oui \u00bb\n\u2014 Ada Martin\n\nhttps://journal.example.com/1", "length": 45, "cards": [{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}], "link_card": null}]','[]','[]','[]',NULL,NULL,NULL,'usual');
INSERT INTO "posts" VALUES(4,1,'main','x','quote','fr','https://journal.example.com/1','["a note"]','8740c33a35bdae24efddf163899f0865f8d5722861f7232dd5083976f5f67abf','held',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'[{"text": "\u00ab Oui \u00bb\n\u2014 Ada Martin\n\nhttps://journal.example.com/1", "length": 45, "cards": [{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}], "link_card": null}]','[]','[]','[]',NULL,NULL,NULL,'usual');
INSERT INTO "posts" VALUES(5,1,'main','x','quote','fr','https://journal.example.com/1','["a note"]','a468ffd282aa6c70866646439a0d858689fa93e88120a6ef1689bf34717366cb','published',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','5d7570aa6acdbbb3bd2a82338f7954d7a12cc9c76b9e4afa47aaa69365aad1bf',0,NULL,NULL,NULL,NULL,'[{"text": "\u00ab Oui \u00bb\n\u2014 Ada Martin\n\nhttps://journal.example.com/1", "length": 45, "cards": [{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}], "link_card": null}]','[]','[]','[]',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','usual');
INSERT INTO "posts" VALUES(6,1,'main','x','quote','fr','https://journal.example.com/1','["a note"]','c62a39a0f2268a5744d5733cbe62510075f413b922e55e086b581a0522cfbb46','uncertain',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','2026-03-02 12:00:00.000000','Ada','2026-03-02 12:00:00.000000','5d7570aa6acdbbb3bd2a82338f7954d7a12cc9c76b9e4afa47aaa69365aad1bf',0,NULL,NULL,NULL,NULL,'[{"text": "\u00ab Oui \u00bb\n\u2014 Ada Martin\n\nhttps://journal.example.com/1", "length": 45, "cards": [{"template": "quote", "format": "landscape", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "alt_text": "Ada"}], "link_card": null}]','[]','[]','[]',NULL,'2026-03-02 12:00:00.000000','2026-03-03 12:00:00.000000','usual');
CREATE TABLE publications (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	remote_id TEXT NOT NULL, 
	url TEXT, 
	request_sha256 VARCHAR(64) NOT NULL, 
	sent_at DATETIME NOT NULL, 
	dry_run BOOLEAN NOT NULL, deleted_at DATETIME, deleted_by TEXT, 
	CONSTRAINT pk_publications PRIMARY KEY (id), 
	CONSTRAINT fk_publications_post_id FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT uq_publications_post_id UNIQUE (post_id)
);
INSERT INTO "publications" VALUES(1,5,'17',NULL,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','2026-03-02 12:00:00.000000',0,NULL,NULL);
CREATE TABLE rests (
	account VARCHAR(200) NOT NULL, 
	until DATETIME NOT NULL, 
	failures INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_rests PRIMARY KEY (account)
);
INSERT INTO "rests" VALUES('other','2026-03-03 12:00:00.000000',2,'503');
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	replaced_at DATETIME NOT NULL, 
	title TEXT NOT NULL, 
	lead TEXT, 
	summary_points JSON NOT NULL, 
	text TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY (id), 
	CONSTRAINT fk_revisions_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "revisions" VALUES(1,1,'2026-03-02 12:00:00.000000','Non',NULL,'[]','Ada Martin : « Non »','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee');
CREATE TABLE secrets (
	account VARCHAR(200) NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	value TEXT NOT NULL, 
	pending TEXT, 
	expires_at DATETIME, 
	refreshing_until DATETIME, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_secrets PRIMARY KEY (account, name)
);
INSERT INTO "secrets" VALUES('main','memory:m','x',NULL,NULL,NULL,'2026-03-02 12:00:00.000000');
CREATE TABLE sessions (
	token_sha256 VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	agent VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_sessions PRIMARY KEY (token_sha256), 
	CONSTRAINT fk_sessions_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "sessions" VALUES('1111111111111111111111111111111111111111111111111111111111111111',1,'2026-03-02 12:00:00.000000','2026-03-02 12:00:00.000000','a browser');
CREATE TABLE steps (
	post_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	request_sha256 VARCHAR(64) NOT NULL, 
	tries INTEGER NOT NULL, 
	began_at DATETIME, 
	done_at DATETIME, 
	receipt JSON, 
	CONSTRAINT pk_steps PRIMARY KEY (post_id, name), 
	CONSTRAINT fk_steps_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "steps" VALUES(6,'post:1','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',1,'2026-03-02 12:00:00.000000',NULL,NULL);
CREATE TABLE throttles (
	"key" VARCHAR(200) NOT NULL, 
	failures INTEGER NOT NULL, 
	failed_at DATETIME NOT NULL, 
	CONSTRAINT pk_throttles PRIMARY KEY ("key")
);
INSERT INTO "throttles" VALUES('name:ada',1,'2026-03-02 12:00:00.000000');
CREATE TABLE users (
	id INTEGER NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	password TEXT, 
	language VARCHAR(10), 
	shortcuts BOOLEAN DEFAULT true NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_name UNIQUE (name)
);
INSERT INTO "users" VALUES(1,'ada','admin',NULL,NULL,1,'2026-03-02 12:00:00.000000',NULL);
CREATE INDEX ix_entries_source_state ON entries (source, state);
CREATE INDEX ix_posts_article_id ON posts (article_id);
CREATE INDEX ix_posts_state_due_at ON posts (state, due_at);
CREATE INDEX ix_audit_post_id ON audit (post_id);
CREATE TRIGGER audit_no_update BEFORE update ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_no_delete BEFORE delete ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE UNIQUE INDEX ix_pauses_account ON pauses (account) WHERE lifted_at IS NULL;
CREATE INDEX ix_posts_state_expires_at ON posts (state, expires_at);
CREATE INDEX ix_notices_seen_at ON notices (seen_at);
CREATE INDEX ix_revisions_article_id ON revisions (article_id);
CREATE INDEX ix_publications_sent_at ON publications (sent_at);
CREATE INDEX ix_posts_account_created_at ON posts (account, created_at);
CREATE INDEX ix_sessions_user_id ON sessions (user_id);
CREATE INDEX ix_invitations_user_id ON invitations (user_id);
CREATE INDEX ix_api_keys_user_id ON api_keys (user_id);
CREATE INDEX ix_comments_post_id ON comments (post_id);
CREATE INDEX ix_decision_links_post_id ON decision_links (post_id);
CREATE INDEX ix_articles_sha256 ON articles (sha256);
CREATE INDEX ix_entries_article_id ON entries (article_id);
CREATE INDEX ix_posts_due_at_id ON posts (due_at, id);
COMMIT;

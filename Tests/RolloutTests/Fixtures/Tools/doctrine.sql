CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name VARCHAR(100) NOT NULL, email VARCHAR(255) NOT NULL, born DATE DEFAULT NULL, active BOOLEAN DEFAULT 1 NOT NULL);
CREATE TABLE book (id CHAR(36) NOT NULL --(DC2Type:guid)
, author_id INTEGER NOT NULL, title VARCHAR(255) NOT NULL, price NUMERIC(8, 2) NOT NULL, published DATETIME DEFAULT NULL --(DC2Type:datetime_immutable)
, data CLOB DEFAULT NULL --(DC2Type:json)
, stock INTEGER DEFAULT 0 NOT NULL, rating DOUBLE PRECISION DEFAULT NULL, tags CLOB DEFAULT NULL --(DC2Type:simple_array)
, PRIMARY KEY(id), CONSTRAINT FK_CBE5A331F675F31B FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE NOT DEFERRABLE INITIALLY IMMEDIATE);
INSERT INTO "author" ("id", "name", "email", "born", "active") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1);
INSERT INTO "book" ("id", "author_id", "title", "price", "published", "data", "stock", "rating", "tags") VALUES ('00000000-0000-4000-8000-000000000000', 1, 'Book 0', 12.5, '2024-01-01 10:00:00', '{}', 0, 0.0, NULL);
INSERT INTO "book" ("id", "author_id", "title", "price", "published", "data", "stock", "rating", "tags") VALUES ('00000000-0000-4000-8000-000000000001', 1, 'Book 1', 13.5, '2024-01-01 10:00:00', '{}', 1, 0.33333333333333, NULL);
INSERT INTO "book" ("id", "author_id", "title", "price", "published", "data", "stock", "rating", "tags") VALUES ('00000000-0000-4000-8000-000000000002', 1, 'Book 2', 14.5, '2024-01-01 10:00:00', '{}', 2, 0.66666666666667, NULL);
INSERT INTO "book" ("id", "author_id", "title", "price", "published", "data", "stock", "rating", "tags") VALUES ('00000000-0000-4000-8000-000000000003', 1, 'Book 3', 15.5, '2024-01-01 10:00:00', '{}', 3, 1.0, NULL);
CREATE UNIQUE INDEX UNIQ_BDAFD8C8E7927C74 ON author (email);
CREATE INDEX IDX_CBE5A3312B36786B ON book (title);
CREATE INDEX IDX_CBE5A331F675F31B ON book (author_id);

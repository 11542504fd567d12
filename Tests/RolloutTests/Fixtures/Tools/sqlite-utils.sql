CREATE TABLE "authors" (
   "id" INTEGER PRIMARY KEY,
   "name" TEXT NOT NULL,
   "email" TEXT DEFAULT 'none'
);
CREATE VIRTUAL TABLE "books_fts" USING FTS5 (
    "title",
    content="books"
);
CREATE TABLE "books" (
   "id" INTEGER PRIMARY KEY,
   "title" TEXT,
   "price" REAL,
   "count" INTEGER,
   "author_id" INTEGER REFERENCES "authors"("id"),
   "data" TEXT,
   "cover" BLOB,
   "note" TEXT
);
INSERT INTO "authors" ("id", "name", "email") VALUES (1, 'Ann', 'ann@x.org');
INSERT INTO "books" ("id", "title", "price", "count", "author_id", "data", "cover", "note") VALUES (0, 'Book 0', 12.5, 0, 1, '{"a": 0}', X'00', NULL);
INSERT INTO "books" ("id", "title", "price", "count", "author_id", "data", "cover", "note") VALUES (1, 'Book 1', 13.5, 1, 1, '{"a": 1}', X'00', NULL);
INSERT INTO "books" ("id", "title", "price", "count", "author_id", "data", "cover", "note") VALUES (2, 'Book 2', 14.5, 2, 1, '{"a": 2}', X'00', NULL);
INSERT INTO "books" ("id", "title", "price", "count", "author_id", "data", "cover", "note") VALUES (3, 'Book 3', 15.5, 3, 1, '{"a": 3}', X'00', NULL);
CREATE UNIQUE INDEX "idx_books_title"
    ON "books" ("title");
CREATE VIEW "cheap" AS select * from books where price < 20;

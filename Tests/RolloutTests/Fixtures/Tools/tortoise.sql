CREATE TABLE "author" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "email" VARCHAR(200) NOT NULL UNIQUE,
    "born" DATE,
    "active" INT NOT NULL,
    "made" TIMESTAMP NOT NULL
);
CREATE TABLE "book" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "price" VARCHAR(40) NOT NULL,
    "data" JSON,
    "rating" REAL,
    "stock" INT NOT NULL,
    "note" TEXT,
    "author_id" INT NOT NULL REFERENCES "author" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_book_author__826b35" UNIQUE ("author_id", "title")
);
INSERT INTO "author" ("id", "name", "email", "born", "active", "made") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1, '2026-11-29 06:59:29.357899+00:00');
INSERT INTO "book" ("id", "title", "price", "data", "rating", "stock", "note", "author_id") VALUES ('e9426518-c882-4e7d-a308-dd4e5206bb46', 'Book 0', '12.50', '{"pages":0}', 0.0, 0, NULL, 1);
INSERT INTO "book" ("id", "title", "price", "data", "rating", "stock", "note", "author_id") VALUES ('c7d088c2-a7fd-476d-8ca8-28463d11301a', 'Book 1', '13.50', '{"pages":1}', 3.33333333333333314829e-01, 1, NULL, 1);
INSERT INTO "book" ("id", "title", "price", "data", "rating", "stock", "note", "author_id") VALUES ('7179b7b6-4de0-442a-bdc5-9394b545c35b', 'Book 2', '14.50', '{"pages":2}', 6.66666666666666629659e-01, 2, NULL, 1);
INSERT INTO "book" ("id", "title", "price", "data", "rating", "stock", "note", "author_id") VALUES ('b5f28083-4eba-4c67-afa7-8426c461e8a7', 'Book 3', '15.50', '{"pages":3}', 1.0, 3, NULL, 1);
CREATE INDEX "idx_book_title_c229c1" ON "book" ("title");

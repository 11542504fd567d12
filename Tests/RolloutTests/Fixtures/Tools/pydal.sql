CREATE TABLE "author"(
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" CHAR(100) NOT NULL,
    "email" CHAR(512) UNIQUE,
    "born" DATE,
    "active" CHAR(1)
);
CREATE TABLE "book"(
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "author" INTEGER REFERENCES "author" ("id") ON DELETE CASCADE ON UPDATE CASCADE  ,
    "title" CHAR(512),
    "price" DOUBLE,
    "published" TIMESTAMP,
    "data" TEXT,
    "rating" DOUBLE,
    "stock" INTEGER,
    "cover" BLOB,
    "tags" TEXT
);
INSERT INTO "author" ("id", "name", "email", "born", "active") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 'T');
INSERT INTO "book" ("id", "author", "title", "price", "published", "data", "rating", "stock", "cover", "tags") VALUES (1, 1, 'Book 0', 12.5, '2024-01-01 10:00:00', '{"p": 0}', 0.0, 0, NULL, '|a|b|');
INSERT INTO "book" ("id", "author", "title", "price", "published", "data", "rating", "stock", "cover", "tags") VALUES (2, 1, 'Book 1', 13.5, '2024-01-01 10:01:00', '{"p": 1}', 3.33333333333333314829e-01, 1, NULL, '|a|b|');
INSERT INTO "book" ("id", "author", "title", "price", "published", "data", "rating", "stock", "cover", "tags") VALUES (3, 1, 'Book 2', 14.5, '2024-01-01 10:02:00', '{"p": 2}', 6.66666666666666629659e-01, 2, NULL, '|a|b|');
INSERT INTO "book" ("id", "author", "title", "price", "published", "data", "rating", "stock", "cover", "tags") VALUES (4, 1, 'Book 3', 15.5, '2024-01-01 10:03:00', '{"p": 3}', 1.0, 3, NULL, '|a|b|');
CREATE INDEX book_title ON book (title);

CREATE TABLE "Author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" VARCHAR(100) NOT NULL,
  "email" TEXT UNIQUE NOT NULL,
  "born" DATE,
  "active" BOOLEAN NOT NULL
);
CREATE TABLE "Book" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "author" INTEGER NOT NULL REFERENCES "Author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL,
  "price" DECIMAL(8, 2) NOT NULL,
  "published" DATETIME,
  "isbn" UUID UNIQUE NOT NULL,
  "data" JSON NOT NULL,
  "rating" REAL,
  "stock" INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT "unq_book__author_title" UNIQUE ("author", "title")
);
CREATE TABLE "Tag" (
  "label" TEXT NOT NULL PRIMARY KEY
);
CREATE TABLE "Book_Tag" (
  "book" INTEGER NOT NULL REFERENCES "Book" ("id") ON DELETE CASCADE,
  "tag" TEXT NOT NULL REFERENCES "Tag" ("label") ON DELETE CASCADE,
  PRIMARY KEY ("book", "tag")
);
INSERT INTO "Author" ("id", "name", "email", "born", "active") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1);
INSERT INTO "Book" ("id", "author", "title", "price", "published", "isbn", "data", "rating", "stock") VALUES (1, 1, 'Book 0', 12.5, '2024-01-01 10:00:00.000000', X'6AF613B6569C5C229C372ED93F31D3AF', '{"pages":0}', 0.0, 0);
INSERT INTO "Book" ("id", "author", "title", "price", "published", "isbn", "data", "rating", "stock") VALUES (2, 1, 'Book 1', 13.5, '2024-01-01 10:01:00.000000', X'B04965E6A9BB591F8F8A1ADCB2C8DC39', '{"pages":1}', 3.33333333333333314829e-01, 1);
INSERT INTO "Book" ("id", "author", "title", "price", "published", "isbn", "data", "rating", "stock") VALUES (3, 1, 'Book 2', 14.5, '2024-01-01 10:02:00.000000', X'4B166DBED99D5091ABDD95B83330ED3A', '{"pages":2}', 6.66666666666666629659e-01, 2);
INSERT INTO "Book" ("id", "author", "title", "price", "published", "isbn", "data", "rating", "stock") VALUES (4, 1, 'Book 3', 15.5, '2024-01-01 10:03:00.000000', X'98123FDE012F5FF38B50881449DAC91A', '{"pages":3}', 1.0, 3);
INSERT INTO "Tag" ("label") VALUES ('new');
INSERT INTO "Book_Tag" ("book", "tag") VALUES (8, 'new');
INSERT INTO "Book_Tag" ("book", "tag") VALUES (15, 'new');
INSERT INTO "Book_Tag" ("book", "tag") VALUES (11, 'new');
INSERT INTO "Book_Tag" ("book", "tag") VALUES (20, 'new');
CREATE INDEX "idx_book__title" ON "Book" ("title");
CREATE INDEX "idx_book_tag" ON "Book_Tag" ("tag");

CREATE TABLE "authors" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(100) NOT NULL, "email" varchar NOT NULL, "born" date, "active" boolean DEFAULT 1 NOT NULL, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);
CREATE TABLE "books" ("id" integer NOT NULL PRIMARY KEY, "author_id" integer NOT NULL, "title" varchar NOT NULL, "price" decimal(8,2) DEFAULT 0.0 NOT NULL, "published_at" datetime DEFAULT NULL, "data" json DEFAULT NULL, "stock" integer DEFAULT 0 NOT NULL, "rating" float DEFAULT NULL, "cover" blob DEFAULT NULL, "note" text DEFAULT 'none', "pages" integer DEFAULT NULL, CONSTRAINT "fk_rails_53d51ce16a"
FOREIGN KEY ("author_id")
  REFERENCES "authors" ("id")
 ON DELETE CASCADE, CONSTRAINT price_positive CHECK (price >= 0));
CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
INSERT INTO "authors" ("id", "name", "email", "born", "active", "created_at", "updated_at") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1, '2026-11-29 07:01:50.949167', '2026-11-29 07:01:50.949167');
INSERT INTO "books" ("id", "author_id", "title", "price", "published_at", "data", "stock", "rating", "cover", "note", "pages") VALUES (1, 1, 'Book 0', 12.5, '2024-01-01 10:00:00', '{"pages":0}', 0, 0.0, NULL, 'none', NULL);
INSERT INTO "books" ("id", "author_id", "title", "price", "published_at", "data", "stock", "rating", "cover", "note", "pages") VALUES (2, 1, 'Book 1', 13.5, '2024-01-01 10:01:00', '{"pages":1}', 1, 3.33333333333333314829e-01, NULL, 'none', NULL);
INSERT INTO "books" ("id", "author_id", "title", "price", "published_at", "data", "stock", "rating", "cover", "note", "pages") VALUES (3, 1, 'Book 2', 14.5, '2024-01-01 10:02:00', '{"pages":2}', 2, 6.66666666666666629659e-01, NULL, 'none', NULL);
INSERT INTO "books" ("id", "author_id", "title", "price", "published_at", "data", "stock", "rating", "cover", "note", "pages") VALUES (4, 1, 'Book 3', 15.5, '2024-01-01 10:03:00', '{"pages":3}', 3, 1.0, NULL, 'none', NULL);
CREATE UNIQUE INDEX "index_authors_on_email" ON "authors" ("email");
CREATE INDEX "index_books_on_author_id" ON "books" ("author_id");
CREATE UNIQUE INDEX "index_books_on_author_id_and_title" ON "books" ("author_id", "title");
CREATE INDEX "index_books_on_title" ON "books" ("title") WHERE stock > 0;

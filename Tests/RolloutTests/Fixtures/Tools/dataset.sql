CREATE TABLE books (
	id INTEGER NOT NULL, 
	title TEXT, 
	price FLOAT, 
	published DATETIME, 
	stock BIGINT, 
	active BOOLEAN, 
	born DATE, 
	PRIMARY KEY (id)
);
CREATE TABLE tags (
	id INTEGER NOT NULL, 
	label TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "books" ("id", "title", "price", "published", "stock", "active", "born") VALUES (1, 'Book 0', 12.5, '2024-01-01 10:00:00.000000', 0, 1, '1970-01-02');
INSERT INTO "books" ("id", "title", "price", "published", "stock", "active", "born") VALUES (2, 'Book 1', 13.5, '2024-01-01 10:01:00.000000', 1, 1, '1970-01-02');
INSERT INTO "books" ("id", "title", "price", "published", "stock", "active", "born") VALUES (3, 'Book 2', 14.5, '2024-01-01 10:02:00.000000', 2, 1, '1970-01-02');
INSERT INTO "books" ("id", "title", "price", "published", "stock", "active", "born") VALUES (4, 'Book 3', 15.5, '2024-01-01 10:03:00.000000', 3, 1, '1970-01-02');
INSERT INTO "tags" ("id", "label") VALUES (1, 'new');
CREATE INDEX ix_books_1bcd5eaabe5194a7 ON books (title, stock);

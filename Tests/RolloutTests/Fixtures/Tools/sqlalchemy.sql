CREATE TABLE authors (
	id INTEGER NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	email VARCHAR NOT NULL, 
	born DATE, 
	active BOOLEAN NOT NULL, 
	made DATETIME DEFAULT CURRENT_TIMESTAMP, 
	PRIMARY KEY (id), 
	UNIQUE (email)
);
CREATE TABLE books (
	id INTEGER NOT NULL, 
	author_id INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	price NUMERIC(8, 2) NOT NULL, 
	isbn CHAR(32), 
	data JSON, 
	state VARCHAR(3) NOT NULL, 
	rating FLOAT, 
	stock INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT price_positive CHECK (price >= 0), 
	CONSTRAINT one_title UNIQUE (author_id, title), 
	FOREIGN KEY(author_id) REFERENCES authors (id) ON DELETE CASCADE, 
	UNIQUE (isbn), 
	CONSTRAINT state CHECK (state IN ('new', 'old'))
);
INSERT INTO "authors" ("id", "name", "email", "born", "active", "made") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1, '2026-11-29 06:59:26');
INSERT INTO "books" ("id", "author_id", "title", "price", "isbn", "data", "state", "rating", "stock") VALUES (1, 1, 'Book 0', 12.5, '6af613b6569c5c229c372ed93f31d3af', '{"pages": 0}', 'old', 0.0, 0);
INSERT INTO "books" ("id", "author_id", "title", "price", "isbn", "data", "state", "rating", "stock") VALUES (2, 1, 'Book 1', 13.5, 'b04965e6a9bb591f8f8a1adcb2c8dc39', '{"pages": 1}', 'new', 3.33333333333333314829e-01, 1);
INSERT INTO "books" ("id", "author_id", "title", "price", "isbn", "data", "state", "rating", "stock") VALUES (3, 1, 'Book 2', 14.5, '4b166dbed99d5091abdd95b83330ed3a', '{"pages": 2}', 'old', 6.66666666666666629659e-01, 2);
INSERT INTO "books" ("id", "author_id", "title", "price", "isbn", "data", "state", "rating", "stock") VALUES (4, 1, 'Book 3', 15.5, '98123fde012f5ff38b50881449dac91a', '{"pages": 3}', 'new', 1.0, 3);
CREATE INDEX ix_books_title ON books (title);
CREATE INDEX ix_lower ON books (lower(title));

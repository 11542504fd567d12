CREATE TABLE author (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	born DATE, 
	active BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE book (
	id INTEGER NOT NULL, 
	author_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	price NUMERIC(8, 2) NOT NULL, 
	isbn CHAR(32) NOT NULL, 
	rating FLOAT, 
	stock INTEGER NOT NULL, 
	published DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(author_id) REFERENCES author (id)
);
INSERT INTO "author" ("id", "name", "email", "born", "active") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1);
INSERT INTO "book" ("id", "author_id", "title", "price", "isbn", "rating", "stock", "published") VALUES (1, 1, 'Book 0', 12.5, '6af613b6569c5c229c372ed93f31d3af', 0.0, 0, '2024-01-01');
INSERT INTO "book" ("id", "author_id", "title", "price", "isbn", "rating", "stock", "published") VALUES (2, 1, 'Book 1', 13.5, 'b04965e6a9bb591f8f8a1adcb2c8dc39', 3.33333333333333314829e-01, 1, '2024-01-01');
INSERT INTO "book" ("id", "author_id", "title", "price", "isbn", "rating", "stock", "published") VALUES (3, 1, 'Book 2', 14.5, '4b166dbed99d5091abdd95b83330ed3a', 6.66666666666666629659e-01, 2, '2024-01-01');
INSERT INTO "book" ("id", "author_id", "title", "price", "isbn", "rating", "stock", "published") VALUES (4, 1, 'Book 3', 15.5, '98123fde012f5ff38b50881449dac91a', 1.0, 3, '2024-01-01');
CREATE UNIQUE INDEX ix_author_email ON author (email);
CREATE INDEX ix_book_title ON book (title);

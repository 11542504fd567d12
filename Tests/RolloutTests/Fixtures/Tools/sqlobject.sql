CREATE TABLE author (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(100) NOT NULL,
    email TEXT NOT NULL UNIQUE,
    born DATE,
    active BOOLEAN
);
CREATE TABLE book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id INT CONSTRAINT author_id_exists REFERENCES author(id) ON DELETE CASCADE,
    title TEXT,
    price DECIMAL(8, 2),
    state VARCHAR(3) CHECK (state in ('new', 'old')),
    rating FLOAT,
    stock INT NOT NULL,
    published TIMESTAMP
);
INSERT INTO "author" ("id", "name", "email", "born", "active") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02', 1);
INSERT INTO "book" ("id", "author_id", "title", "price", "state", "rating", "stock", "published") VALUES (1, 1, 'Book 0', 12.5, 'old', 0.0, 0, '2024-01-01 10:00:00.000000');
INSERT INTO "book" ("id", "author_id", "title", "price", "state", "rating", "stock", "published") VALUES (2, 1, 'Book 1', 13.5, 'new', 3.33333333333333314829e-01, 1, '2024-01-01 10:01:00.000000');
INSERT INTO "book" ("id", "author_id", "title", "price", "state", "rating", "stock", "published") VALUES (3, 1, 'Book 2', 14.5, 'old', 6.66666666666666629659e-01, 2, '2024-01-01 10:02:00.000000');
INSERT INTO "book" ("id", "author_id", "title", "price", "state", "rating", "stock", "published") VALUES (4, 1, 'Book 3', 15.5, 'new', 1.0, 3, '2024-01-01 10:03:00.000000');
CREATE INDEX book_titleIndex ON book (title);

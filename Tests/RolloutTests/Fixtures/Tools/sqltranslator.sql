CREATE TABLE authors (
  id INTEGER PRIMARY KEY NOT NULL,
  name varchar(100) NOT NULL,
  email varchar(200) NOT NULL,
  born date
);
CREATE TABLE books (
  id INTEGER PRIMARY KEY NOT NULL,
  author integer NOT NULL,
  title varchar(200) NOT NULL DEFAULT 'untitled',
  price decimal(8,2),
  published timestamp,
  stock int DEFAULT 0,
  FOREIGN KEY (author) REFERENCES authors(id) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "authors" ("id", "name", "email", "born") VALUES (1, 'Ann', 'ann@x.org', '1970-01-02');
INSERT INTO "books" ("id", "author", "title", "price", "published", "stock") VALUES (1, 1, 'Book 1', 13.5, '2024-01-01 10:00:00', 1);
INSERT INTO "books" ("id", "author", "title", "price", "published", "stock") VALUES (2, 1, 'Book 2', 14.5, '2024-01-01 10:00:00', 2);
INSERT INTO "books" ("id", "author", "title", "price", "published", "stock") VALUES (3, 1, 'Book 3', 15.5, '2024-01-01 10:00:00', 3);
INSERT INTO "books" ("id", "author", "title", "price", "published", "stock") VALUES (4, 1, 'Book 4', 16.5, '2024-01-01 10:00:00', 4);
CREATE UNIQUE INDEX authors_email ON authors (email);
CREATE INDEX books_title ON books (title);

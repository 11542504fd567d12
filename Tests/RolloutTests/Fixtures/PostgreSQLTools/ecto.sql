CREATE TABLE schema_migrations (version bigint PRIMARY KEY, inserted_at timestamp(0) without time zone);
CREATE TABLE authors (id bigserial PRIMARY KEY, name varchar(255), email text COLLATE "C", inserted_at timestamp(0) without time zone NOT NULL, updated_at timestamp(0) without time zone NOT NULL);
CREATE UNIQUE INDEX authors_email_index ON authors (email);
CREATE TABLE books (id uuid PRIMARY KEY, title varchar(255) NOT NULL, price numeric, published_at timestamp with time zone, meta jsonb DEFAULT '{}', tags varchar(255)[] DEFAULT ARRAY[]::varchar[], author_id bigint NOT NULL, CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE SET NULL, CONSTRAINT price_positive CHECK (price > 0));
CREATE INDEX books_author_id_index ON books (author_id);
INSERT INTO authors (name, email, inserted_at, updated_at) VALUES ('Ann', 'a@x', '2026-01-01', '2026-01-01');
INSERT INTO books (id, title, price, author_id) SELECT gen_random_uuid(), 'B' || g, g * 1.5, 1 FROM generate_series(1, 4) g;

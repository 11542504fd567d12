CREATE TYPE state AS ENUM (
    'draft',
    'sold'
);
CREATE TABLE authors (
    id integer NOT NULL,
    name character varying(80) NOT NULL,
    email character varying,
    born date,
    active boolean DEFAULT true NOT NULL
);
CREATE SEQUENCE authors_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE authors_id_seq OWNED BY authors.id;
CREATE TABLE books (
    id bigint NOT NULL,
    key uuid DEFAULT gen_random_uuid() NOT NULL,
    title text NOT NULL,
    price numeric(10,2) DEFAULT 0 NOT NULL,
    state state DEFAULT 'draft'::state NOT NULL,
    published timestamp without time zone,
    created timestamp with time zone DEFAULT now() NOT NULL,
    data jsonb DEFAULT '{}'::jsonb,
    tags character varying[],
    rating real,
    score double precision,
    pages smallint,
    author_id integer NOT NULL,
    note character varying(20) COLLATE pg_catalog."C",
    shout text GENERATED ALWAYS AS (upper(title)) STORED,
    CONSTRAINT price_positive CHECK ((price >= (0)::numeric))
);
COMMENT ON COLUMN books.note IS 'a note';
ALTER TABLE books ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME books_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE sales (
    book_id bigint NOT NULL,
    day date NOT NULL,
    count integer NOT NULL
);
ALTER TABLE ONLY authors ALTER COLUMN id SET DEFAULT nextval('authors_id_seq'::regclass);
INSERT INTO authors VALUES (1, 'Ann', 'ann@x.org', NULL, true);
INSERT INTO authors VALUES (2, 'Bob', NULL, NULL, true);
INSERT INTO books OVERRIDING SYSTEM VALUE VALUES (1, 'ce1c2d97-0a7d-4115-9583-cb1005222141', 'Book 1', 1.50, 'draft', NULL, '2026-11-30 08:16:13.634713+00', '{}', '{a,b}', 0.33333334, NULL, 1, 2, NULL, DEFAULT);
INSERT INTO books OVERRIDING SYSTEM VALUE VALUES (2, 'b99e75b5-8d75-4af9-9419-45c8fdd9da2e', 'Book 2', 3.00, 'draft', NULL, '2026-11-30 08:16:13.634713+00', '{}', '{a,b}', 0.6666667, NULL, 2, 1, 'n', DEFAULT);
INSERT INTO books OVERRIDING SYSTEM VALUE VALUES (3, '6100eb6c-650b-497d-8eec-438351324662', 'Book 3', 4.50, 'draft', NULL, '2026-11-30 08:16:13.634713+00', '{}', '{a,b}', 1, NULL, 3, 2, NULL, DEFAULT);
INSERT INTO books OVERRIDING SYSTEM VALUE VALUES (4, 'bd64fef7-39a8-4f14-8397-63579a50861e', 'Book 4', 6.00, 'draft', NULL, '2026-11-30 08:16:13.634713+00', '{}', '{a,b}', 1.3333334, NULL, 4, 1, 'n', DEFAULT);
INSERT INTO books OVERRIDING SYSTEM VALUE VALUES (5, 'a5ce1088-0f51-4673-acc8-00b2b52b1d71', 'Book 5', 7.50, 'draft', NULL, '2026-11-30 08:16:13.634713+00', '{}', '{a,b}', 1.6666666, NULL, 5, 2, NULL, DEFAULT);
INSERT INTO sales VALUES (1, '2026-01-01', 3);
INSERT INTO sales VALUES (2, '2026-01-01', 3);
INSERT INTO sales VALUES (3, '2026-01-01', 3);
INSERT INTO sales VALUES (4, '2026-01-01', 3);
INSERT INTO sales VALUES (5, '2026-01-01', 3);
SELECT pg_catalog.setval('authors_id_seq', 2, true);
SELECT pg_catalog.setval('books_id_seq', 5, true);
ALTER TABLE ONLY authors
    ADD CONSTRAINT authors_email_key UNIQUE (email);
ALTER TABLE ONLY authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);
ALTER TABLE ONLY books
    ADD CONSTRAINT books_key_key UNIQUE (key);
ALTER TABLE ONLY books
    ADD CONSTRAINT books_pkey PRIMARY KEY (id);
ALTER TABLE ONLY books
    ADD CONSTRAINT one_title UNIQUE (author_id, title);
ALTER TABLE ONLY sales
    ADD CONSTRAINT sales_pkey PRIMARY KEY (book_id, day);
CREATE INDEX ix_authors_name ON authors USING btree (name);
CREATE INDEX ix_books_author_id ON books USING btree (author_id);
CREATE INDEX ix_books_lower ON books USING btree (lower(title));
CREATE INDEX ix_desc ON books USING btree (published DESC);
CREATE INDEX ix_new ON books USING btree (title) WHERE (state = 'draft'::state);
ALTER TABLE ONLY books
    ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors(id) ON DELETE CASCADE;
ALTER TABLE ONLY sales
    ADD CONSTRAINT sales_book_id_fkey FOREIGN KEY (book_id) REFERENCES books(id) ON UPDATE CASCADE;

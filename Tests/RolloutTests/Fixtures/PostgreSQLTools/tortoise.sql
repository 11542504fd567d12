CREATE TABLE author (
    id integer NOT NULL,
    name character varying(60) NOT NULL,
    email character varying(100)
);
CREATE SEQUENCE author_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE author_id_seq OWNED BY author.id;
CREATE TABLE book (
    id uuid NOT NULL,
    title text NOT NULL,
    price numeric(8,2),
    state character varying(3) NOT NULL,
    stock smallint NOT NULL,
    count bigint,
    rating double precision,
    data jsonb,
    day date,
    created timestamp with time zone NOT NULL,
    cover bytea,
    author_id integer NOT NULL
);
COMMENT ON COLUMN book.state IS 'new: new\nold: old';
CREATE TABLE book_tag (
    book_id uuid NOT NULL,
    tag_id bigint NOT NULL
);
CREATE TABLE tag (
    id bigint NOT NULL,
    label character varying(20) NOT NULL
);
CREATE SEQUENCE tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE tag_id_seq OWNED BY tag.id;
ALTER TABLE ONLY author ALTER COLUMN id SET DEFAULT nextval('author_id_seq'::regclass);
ALTER TABLE ONLY tag ALTER COLUMN id SET DEFAULT nextval('tag_id_seq'::regclass);
INSERT INTO author VALUES (1, 'Ann', NULL);
INSERT INTO book VALUES ('703a8526-778a-4038-baab-ebfc7c1aff89', 'B0', NULL, 'new', 0, NULL, 0, NULL, NULL, '2026-11-30 08:16:21.567571+00', NULL, 1);
INSERT INTO book VALUES ('4c0b52ce-f5b2-4128-9f3b-d71d5ee952d3', 'B1', NULL, 'new', 0, NULL, 0.3333333333333333, NULL, NULL, '2026-11-30 08:16:21.617507+00', NULL, 1);
INSERT INTO book VALUES ('2ada0116-78e8-47ea-a6fa-d4bfa7d6237a', 'B2', NULL, 'new', 0, NULL, 0.6666666666666666, NULL, NULL, '2026-11-30 08:16:21.646513+00', NULL, 1);
INSERT INTO book VALUES ('34245680-7d78-4c73-b51c-8fc2356f23db', 'B3', NULL, 'new', 0, NULL, 1, NULL, NULL, '2026-11-30 08:16:21.678033+00', NULL, 1);
INSERT INTO book_tag VALUES ('703a8526-778a-4038-baab-ebfc7c1aff89', 1);
INSERT INTO book_tag VALUES ('4c0b52ce-f5b2-4128-9f3b-d71d5ee952d3', 1);
INSERT INTO book_tag VALUES ('2ada0116-78e8-47ea-a6fa-d4bfa7d6237a', 1);
INSERT INTO book_tag VALUES ('34245680-7d78-4c73-b51c-8fc2356f23db', 1);
INSERT INTO tag VALUES (1, 'x');
SELECT pg_catalog.setval('author_id_seq', 1, true);
SELECT pg_catalog.setval('tag_id_seq', 1, true);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_email_key UNIQUE (email);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_pkey PRIMARY KEY (id);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);
ALTER TABLE ONLY tag
    ADD CONSTRAINT tag_label_key UNIQUE (label);
ALTER TABLE ONLY tag
    ADD CONSTRAINT tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY book
    ADD CONSTRAINT uid_book_author__826b35 UNIQUE (author_id, title);
CREATE INDEX idx_author_name_9e9e67 ON author USING btree (name);
CREATE UNIQUE INDEX uidx_book_tag_book_id_7bc185 ON book_tag USING btree (book_id, tag_id);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_author_id_fkey FOREIGN KEY (author_id) REFERENCES author(id) ON DELETE CASCADE;
ALTER TABLE ONLY book_tag
    ADD CONSTRAINT book_tag_book_id_fkey FOREIGN KEY (book_id) REFERENCES book(id) ON DELETE CASCADE;
ALTER TABLE ONLY book_tag
    ADD CONSTRAINT book_tag_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES tag(id) ON DELETE CASCADE;

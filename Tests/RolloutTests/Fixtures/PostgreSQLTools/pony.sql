CREATE TABLE author (
    id integer NOT NULL,
    name character varying(60) NOT NULL,
    email text,
    born date
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
    price numeric(9,2) NOT NULL,
    stock smallint NOT NULL,
    big bigint,
    rating double precision,
    data jsonb NOT NULL,
    tags text[] NOT NULL,
    published timestamp without time zone,
    active boolean NOT NULL,
    author integer NOT NULL
);
CREATE TABLE book_label (
    book uuid NOT NULL,
    label character varying(30) NOT NULL
);
CREATE TABLE label (
    text character varying(30) NOT NULL
);
ALTER TABLE ONLY author ALTER COLUMN id SET DEFAULT nextval('author_id_seq'::regclass);
INSERT INTO author VALUES (1, 'Ann', NULL, NULL);
INSERT INTO book VALUES ('5bf7cede-3476-4b4b-904f-808df5af5f5d', 'B0', 0.00, 1, NULL, 0, '{}', '{a}', NULL, true, 1);
INSERT INTO book VALUES ('ce98495e-3be3-4c57-b701-8ebdf3824e9f', 'B1', 1.25, 1, NULL, 0.3333333333333333, '{}', '{a}', NULL, true, 1);
INSERT INTO book VALUES ('e8a4cf4d-cb92-4bed-ad11-f4fdbba0beda', 'B2', 2.50, 1, NULL, 0.6666666666666666, '{}', '{a}', NULL, true, 1);
INSERT INTO book VALUES ('7e755efc-870d-4013-9922-d7e567eb8646', 'B3', 3.75, 1, NULL, 1, '{}', '{a}', NULL, true, 1);
INSERT INTO book_label VALUES ('ce98495e-3be3-4c57-b701-8ebdf3824e9f', 'x');
INSERT INTO book_label VALUES ('7e755efc-870d-4013-9922-d7e567eb8646', 'x');
INSERT INTO book_label VALUES ('e8a4cf4d-cb92-4bed-ad11-f4fdbba0beda', 'x');
INSERT INTO book_label VALUES ('5bf7cede-3476-4b4b-904f-808df5af5f5d', 'x');
INSERT INTO label VALUES ('x');
SELECT pg_catalog.setval('author_id_seq', 1, true);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_email_key UNIQUE (email);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_pkey PRIMARY KEY (id);
ALTER TABLE ONLY book_label
    ADD CONSTRAINT book_label_pkey PRIMARY KEY (book, label);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);
ALTER TABLE ONLY label
    ADD CONSTRAINT label_pkey PRIMARY KEY (text);
ALTER TABLE ONLY book
    ADD CONSTRAINT unq_book__author_title UNIQUE (author, title);
CREATE INDEX idx_author__name ON author USING btree (name);
CREATE INDEX idx_book_label ON book_label USING btree (label);
ALTER TABLE ONLY book
    ADD CONSTRAINT fk_book__author FOREIGN KEY (author) REFERENCES author(id) ON DELETE CASCADE;
ALTER TABLE ONLY book_label
    ADD CONSTRAINT fk_book_label__book FOREIGN KEY (book) REFERENCES book(id) ON DELETE CASCADE;
ALTER TABLE ONLY book_label
    ADD CONSTRAINT fk_book_label__label FOREIGN KEY (label) REFERENCES label(text) ON DELETE CASCADE;

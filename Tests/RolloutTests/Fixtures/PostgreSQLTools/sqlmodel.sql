CREATE TABLE author (
    id integer NOT NULL,
    name character varying NOT NULL,
    email character varying(80),
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
    title character varying NOT NULL,
    price numeric(8,3) NOT NULL,
    rating double precision,
    data json NOT NULL,
    published timestamp with time zone,
    active boolean NOT NULL,
    author_id integer NOT NULL,
    took interval,
    at time without time zone
);
ALTER TABLE ONLY author ALTER COLUMN id SET DEFAULT nextval('author_id_seq'::regclass);
INSERT INTO author VALUES (1, 'Ann', NULL, NULL);
INSERT INTO book VALUES ('c0f8b3d3-b84b-4e98-adb0-5a8d0a6d7dad', 'B0', 0.000, 0, '{}', NULL, true, 1, NULL, NULL);
INSERT INTO book VALUES ('53eb2ae0-edb0-42f7-a042-43516fd6df7e', 'B1', 1.125, 0.3333333333333333, '{}', NULL, true, 1, NULL, NULL);
INSERT INTO book VALUES ('27c4938d-723d-4aa7-98c8-b414a828689a', 'B2', 2.250, 0.6666666666666666, '{}', NULL, true, 1, NULL, NULL);
INSERT INTO book VALUES ('44125e1b-dfa2-4f55-adf8-8e0cf6b4b6b6', 'B3', 3.375, 1, '{}', NULL, true, 1, NULL, NULL);
SELECT pg_catalog.setval('author_id_seq', 1, true);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_email_key UNIQUE (email);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_pkey PRIMARY KEY (id);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);
CREATE INDEX ix_author_name ON author USING btree (name);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_author_id_fkey FOREIGN KEY (author_id) REFERENCES author(id);

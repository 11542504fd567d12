CREATE TABLE author (
    id integer NOT NULL,
    name character varying(60) NOT NULL,
    email character varying(255),
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
    id integer NOT NULL,
    key uuid NOT NULL,
    title text NOT NULL,
    price numeric(8,2) NOT NULL,
    stock integer NOT NULL,
    rank smallint,
    big bigint,
    rating double precision,
    weight real,
    cover bytea,
    published timestamp without time zone,
    at bigint NOT NULL,
    author_id integer NOT NULL,
    active boolean NOT NULL,
    CONSTRAINT book_stock_check CHECK ((stock >= 0))
);
CREATE SEQUENCE book_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE book_id_seq OWNED BY book.id;
ALTER TABLE ONLY author ALTER COLUMN id SET DEFAULT nextval('author_id_seq'::regclass);
ALTER TABLE ONLY book ALTER COLUMN id SET DEFAULT nextval('book_id_seq'::regclass);
INSERT INTO author VALUES (1, 'Ann', 'a@x', NULL);
INSERT INTO book VALUES (1, 'daa34dd9-877d-42d5-b31c-f9732aec62f2', 'B0', 0.00, 1, NULL, NULL, 0, 0, NULL, NULL, 1796026577, 1, true);
INSERT INTO book VALUES (2, 'c3e78b1a-cad2-4f77-8918-f6c1bf2f02d3', 'B1', 0.00, 1, NULL, NULL, 0.3333333333333333, 0.33333334, NULL, NULL, 1796026577, 1, true);
INSERT INTO book VALUES (3, '0ee3a861-acaa-4a11-bc83-158992b11982', 'B2', 0.00, 1, NULL, NULL, 0.6666666666666666, 0.6666667, NULL, NULL, 1796026577, 1, true);
INSERT INTO book VALUES (4, '5027b3db-48a8-4dac-87d4-a3aec1c9c862', 'B3', 0.00, 1, NULL, NULL, 1, 1, NULL, NULL, 1796026577, 1, true);
SELECT pg_catalog.setval('author_id_seq', 1, true);
SELECT pg_catalog.setval('book_id_seq', 4, true);
ALTER TABLE ONLY author
    ADD CONSTRAINT author_pkey PRIMARY KEY (id);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX author_email ON author USING btree (email);
CREATE INDEX author_name ON author USING btree (name);
CREATE INDEX book_author_id ON book USING btree (author_id);
CREATE UNIQUE INDEX book_author_id_title ON book USING btree (author_id, title);
CREATE UNIQUE INDEX book_key ON book USING btree (key);
CREATE INDEX book_stock_rank ON book USING btree (stock, rank);
ALTER TABLE ONLY book
    ADD CONSTRAINT book_author_id_fkey FOREIGN KEY (author_id) REFERENCES author(id) ON DELETE CASCADE;

CREATE TYPE "book_state_enum" AS ENUM('draft', 'sold');
CREATE TABLE "author" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "name" character varying NOT NULL, "email" character varying(120), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_1f7e1e9b" UNIQUE ("email"), CONSTRAINT "PK_5a0e79799d" PRIMARY KEY ("id"));
CREATE TABLE "book" ("id" SERIAL NOT NULL, "title" character varying NOT NULL, "price" numeric(10,2) NOT NULL DEFAULT '0', "state" "book_state_enum" NOT NULL DEFAULT 'draft', "tags" text array NOT NULL DEFAULT '{}', "simple" text, "rank" smallint, "ratio" real, "at" point, "authorId" uuid, CONSTRAINT "PK_a3afef72" PRIMARY KEY ("id"));
CREATE INDEX "IDX_c10a44a29e" ON "book" ("title") ;
CREATE UNIQUE INDEX "IDX_0b6f8e4e5e" ON "book" ("authorId", "title") ;
ALTER TABLE "book" ADD CONSTRAINT "FK_66a4f0f47943a0d99c16ecf90b2" FOREIGN KEY ("authorId") REFERENCES "author"("id") ON DELETE SET NULL ON UPDATE NO ACTION;
CREATE VIEW "cheap" AS SELECT "id", "title" FROM "book" WHERE "price" < 3;
INSERT INTO "author" ("name") VALUES ('Ann');
INSERT INTO "book" ("title", "price", "authorId", "ratio") SELECT 'B' || g, g * 1.25, (SELECT "id" FROM "author"), g / 3.0 FROM generate_series(1, 4) g;

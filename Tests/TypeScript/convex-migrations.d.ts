// Part of Bellows. MIT licence: see LICENSE.

declare module "@convex-dev/migrations" {
  import type { SchemaDefinition, TableDefinition } from "convex/server";
  import type { Id } from "convex/values";

  type TablesOf<Schema> = Schema extends SchemaDefinition<infer Tables> ? Tables : never;
  type Stored<Tables, Name extends keyof Tables & string> = Tables[Name] extends TableDefinition<infer Document, any>
    ? Document & { readonly _id: Id<Name>; readonly _creationTime: number }
    : never;
  type IndexesOf<Tables, Name extends keyof Tables> = Tables[Name] extends TableDefinition<any, infer Own> ? Own : never;

  interface Range<Document> {
    eq<Field extends keyof Document & string>(field: Field, value: Document[Field]): Range<Document>;
  }

  interface Query<Document, Own> {
    withIndex<Name extends keyof Own & string>(name: Name, range: (q: Range<Document>) => unknown): unknown;
  }

  interface Context {
    db: { delete(id: Id<string>): Promise<void> };
  }

  export interface Migration {
    readonly isMigration: true;
  }

  export class Migrations<Schema extends SchemaDefinition<any>> {
    constructor(component: unknown, options: { schema: Schema });

    define<Name extends keyof TablesOf<Schema> & string>(migration: {
      table: Name;
      customRange?: (q: Query<Stored<TablesOf<Schema>, Name>, IndexesOf<TablesOf<Schema>, Name>>) => unknown;
      migrateOne: (
        ctx: Context,
        doc: Stored<TablesOf<Schema>, Name>,
      ) =>
        | Partial<Stored<TablesOf<Schema>, Name>>
        | undefined
        | void
        | Promise<Partial<Stored<TablesOf<Schema>, Name>> | undefined | void>;
    }): Migration;

    runner(migrations?: unknown[]): Migration;
  }
}

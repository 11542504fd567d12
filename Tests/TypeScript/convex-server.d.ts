// Part of Bellows. MIT licence: see LICENSE.

declare module "convex/server" {
  import type { Fields, ObjectOf, Validator } from "convex/values";

  /** The fields of each index by its name; `_creationTime` is the last one of every index. */
  export type Indexes = { [name: string]: string[] };

  export interface TableDefinition<Document, Own extends Indexes> {
    readonly document: Document;
    readonly indexes: Own;
    index<Name extends string, Path extends [keyof Document & string, ...(keyof Document & string)[]]>(
      name: Name,
      fields: Path,
    ): TableDefinition<Document, Own & { [K in Name]: Path }>;
    searchIndex(
      name: string,
      options: { searchField: keyof Document & string; filterFields?: (keyof Document & string)[] },
    ): TableDefinition<Document, Own>;
    vectorIndex(
      name: string,
      options: { vectorField: keyof Document & string; dimensions: number; filterFields?: (keyof Document & string)[] },
    ): TableDefinition<Document, Own>;
  }

  export function defineTable<F extends Fields>(fields: F): TableDefinition<ObjectOf<F>, {}>;
  export function defineTable<Document>(document: Validator<Document>): TableDefinition<Document, {}>;

  export interface SchemaDefinition<Tables> {
    readonly tables: Tables;
  }

  export function defineSchema<Tables extends { [name: string]: TableDefinition<any, any> }>(
    tables: Tables,
  ): SchemaDefinition<Tables>;
}

// Part of Bellows. MIT licence: see LICENSE.

declare module "convex/values" {
  /** The key of a document: a string that names its table. */
  export type Id<Table extends string> = string & { readonly __table: Table };

  export interface Validator<Type, Presence extends "required" | "optional" = "required"> {
    readonly type: Type;
    readonly presence: Presence;
  }

  export type Fields = { readonly [name: string]: Validator<any, any> };
  export type Infer<V> = V extends Validator<infer Type, any> ? Type : never;

  type Flat<T> = { [K in keyof T]: T[K] };
  type OptionalNames<F> = { [K in keyof F]: F[K] extends Validator<any, "optional"> ? K : never }[keyof F];
  export type ObjectOf<F> = Flat<
    { [K in Exclude<keyof F, OptionalNames<F>>]: Infer<F[K]> } & { [K in OptionalNames<F>]?: Infer<F[K]> }
  >;

  type Required = Validator<any, "required">;

  export const v: {
    string(): Validator<string>;
    number(): Validator<number>;
    float64(): Validator<number>;
    int64(): Validator<bigint>;
    bigint(): Validator<bigint>;
    boolean(): Validator<boolean>;
    null(): Validator<null>;
    any(): Validator<any>;
    bytes(): Validator<ArrayBuffer>;
    id<Table extends string>(table: Table): Validator<Id<Table>>;
    literal<Value extends string | number | bigint | boolean>(value: Value): Validator<Value>;
    array<Element extends Required>(element: Element): Validator<Infer<Element>[]>;
    object<F extends Fields>(fields: F): Validator<ObjectOf<F>>;
    record<Key extends Required, Value extends Required>(
      key: Key,
      value: Value,
    ): Validator<Record<Infer<Key> & string, Infer<Value>>>;
    union<Members extends Required[]>(...members: Members): Validator<Infer<Members[number]>>;
    optional<Inner extends Required>(inner: Inner): Validator<Infer<Inner>, "optional">;
  };
}

// Part of Bellows. MIT licence: see LICENSE.
import Testing

/// Constructs of `schema.ts`, each with what it means.
@Suite struct ReadingTests {
  @Test("Every validator has its type")
  func validators() throws {
    try expectSchema(
      """
      export default defineSchema({
        t: defineTable({
          a: v.string(), b: v.number(), c: v.float64(), d: v.int64(), e: v.bigint(), f: v.boolean(), g: v.null(),
          h: v.any(), i: v.bytes(), j: v.id("t"), k: v.literal("x"), l: v.literal(1), m: v.literal(-0.5),
          n: v.literal(true), o: v.literal(7n), p: v.union(v.string(), v.null()), q: v.nullable(v.number()),
          r: v.object({ x: v.optional(v.string()), y: v.object({}) }), s: v.array(v.array(v.id("t"))),
          u: v.record(v.string(), v.boolean()), w: v.record(v.id("t"), v.any()), z: v.optional(v.bytes()),
        }),
      });
      """,
      is: """
        table t {
          a: string b: double c: double d: int e: int f: bool g: null h: any i: bytes j: id<t> k: "x" l: 1.0 m: -0.5
          n: true o: 7 p: string | null q: double | null r: { x: string?, y: {} } s: [[id<t>]] u: [string: bool]
          w: [id<t>: any] z: bytes?
        }
        """)
  }

  @Test("The default export is an expression, a constant, a renamed name or another file's")
  func defaultExports() throws {
    let table = "defineSchema({ t: defineTable({ a: v.string() }) })"
    let expected = "table t { a: string }"
    try expectSchema("export default \(table)", is: expected)
    try expectSchema("const schema = \(table); export default schema", is: expected)
    try expectSchema("const s = \(table)\nexport { s as default }", is: expected)
    let other = ["convex/made.ts": imports + "export default \(table);"]
    try expectSchema("export { default } from \"./made\"", with: other, is: expected)
    try expectSchema("import s from './made'\nexport default s", with: other, is: expected)
  }

  @Test("Constants, shorthand and members of constants are replaced by their values")
  func constants() throws {
    try expectSchema(
      """
      const role = v.union(v.literal("a"), v.literal("b"));
      const kinds = { deep: { kind: v.literal(2) }, ["odd name"]: v.null() } as const;
      const { deep: { kind }, ...rest } = kinds, [first, , third = v.any()] = [v.string(), 1];
      export default defineSchema({
        t: defineTable({ role, again: role, k: kinds.deep.kind, kind, n: rest["odd name"], first, third }),
      });
      """,
      is: """
        table t { role: "a" | "b" again: "a" | "b" k: 2.0 kind: 2.0 n: null first: string third: any }
        """)
  }

  @Test("What is left of a list or an object has a name of its own, and comments may contain asterisks")
  func remainders() throws {
    try expectSchema(
      """
      /** Doc ** of * kinds / and more. **/
      const [head, ...others] = [v.string(), v.null(), v.any()]; /* a * b */ // c */ d
      const [, ...[second, ...third]] = [1, v.bytes(), v.boolean()], { head: _, ...fields } = { head, x: others[0] };
      export default defineSchema({
        t: defineTable({ head /* * / */, a: others[0], b: others[1], second, c: third[0], ...fields }),
      });
      """,
      is: "table t { head: string a: null b: any second: bytes c: bool x: null }")
  }

  @Test("A whole number is a name without an exponent")
  func numbersAsNames() throws {
    try expectSchema(
      """
      const names = { 7: 1, 1e15: 1, 9007199254740992: 1 };
      export default defineSchema({ t: defineTable({ k: v.union(...Object.keys(names).map((n) => v.literal(n))) }) });
      """,
      is: #"table t { k: "7" | "1000000000000000" | "9007199254740992" }"#)
  }

  @Test("Fields and tables are spread in; of equal names the last one counts")
  func spreads() throws {
    try expectSchema(
      """
      const base = { name: v.string(), at: v.number() };
      const audit = () => ({ by: v.optional(v.id("users")) });
      const tables = { logs: defineTable({ ...base }), users: defineTable({}) };
      export default defineSchema({
        ...tables,
        users: defineTable({ ...base, name: v.optional(v.string()), ...audit(), ...{}.missing, at: v.int64() }),
      });
      """,
      is: """
        table users { name: string? at: int by: id<users>? }
        table logs { name: string at: double }
        """)
  }

  @Test("Lists are mapped, filtered and joined; objects are made of their entries")
  func collections() throws {
    try expectSchema(
      """
      const ROLES = ["a", "b", "c"] as const;
      const MODES = { on: "ON", off: "OFF" };
      const pairs = Object.entries(MODES).map(([key, text]) => [`${key}_${text.toLowerCase()}`, v.literal(text)]);
      export default defineSchema({
        t: defineTable({
          r: v.union(...ROLES.map((r) => v.literal(r))),
          s: v.union(...ROLES.map(v.literal)),
          f: v.union(...ROLES.filter((r) => r !== "b").concat(["d"]).map((x) => v.literal(x))),
          k: v.union(...Object.keys(MODES).map((k) => v.literal(k)), ...Object.values(MODES).map((k) => v.literal(k))),
          has: ROLES.includes("c") ? v.string() : v.null(),
          ...Object.fromEntries(pairs),
          ...ROLES.slice(1).reduce((all, r) => ({ ...all, [r]: v.number() }), {}),
        }),
      });
      """,
      is: """
        table t {
          r: "a" | "b" | "c" s: "a" | "b" | "c" f: "a" | "c" | "d" k: "on" | "off" | "ON" | "OFF" has: string
          on_on: "ON" off_off: "OFF" b: double c: double
        }
        """)
  }

  @Test("Functions are called: default, rest and taken apart parameters, constants and conditions inside")
  func functions() throws {
    try expectSchema(
      """
      const maybe = <T,>(x: T) => v.optional(v.union(v.null(), x as any));
      function stamps(prefix = "at", { more = true }: { more?: boolean } = {}) {
        const type = v.number();
        if (more) return { [`${prefix}Start`]: type, [`${prefix}End`]: type };
        else return { [prefix]: type };
      }
      const oneOf = (...values: string[]) => v.union(...values.map((value) => v.literal(value)));
      const helpers = { note(this: void, kind: string): any { return v.object({ kind: v.literal(kind) }) } };
      export default defineSchema({
        t: defineTable({
          a: maybe<any>(v.string()), ...stamps(), ...stamps("x", { more: false }), o: oneOf("p", "q"),
          n: helpers.note("k"),
        }),
      });
      """,
      is: """
        table t {
          a: (null | string)? atStart: double atEnd: double x: double o: "p" | "q" n: { kind: "k" }
        }
        """)
  }

  @Test("Casts, 'satisfies', type arguments and assertions change no value")
  func types() throws {
    try expectSchema(
      """
      const fields = { a: v.string() } satisfies Record<string, unknown>;
      const id: <T extends string>(x: T) => any = <T extends string>(x: T) => v.id<any>(x);
      const list: Array<Record<string, () => void>> = [] as never[];
      export default (defineSchema({
        t: defineTable({ ...fields!, b: v.array(v.any() as unknown as never)!, c: <any>v.null(), d: id<"t">("t") }),
      }) as ReturnType<typeof defineSchema>);
      """,
      is: "table t { a: string b: [any] c: null d: id<t> }")
  }

  @Test("Enums have the values that they are given, and count")
  func enums() throws {
    try expectSchema(
      """
      enum Role { Admin = "admin", User = "user" }
      export const enum Level { Low, High = 5, Top }
      export default defineSchema({
        t: defineTable({ a: v.literal(Role.Admin), b: v.literal(Level.Top), c: v.literal(Level.Low) }),
      });
      """,
      is: #"table t { a: "admin" b: 6.0 c: 0.0 }"#)
  }

  @Test("Conditions and operators of constants are decided")
  func conditions() throws {
    try expectSchema(
      """
      const STRICT = !false, LIMIT = 2 * 3 - 1, OPTIONS: { name?: string } = {};
      export default defineSchema({
        t: defineTable({
          a: STRICT && LIMIT === 5 ? v.string() : v.any(), b: OPTIONS.name?.length ? v.any() : v.null(),
          c: v.literal(OPTIONS.name ?? "none"), d: v.literal("x" + LIMIT), e: v.literal(typeof STRICT),
        }),
      });
      """,
      is: #"table t { a: string b: null c: "none" d: "x5" e: "boolean" }"#)
  }

  @Test("Validators have their members, and objects are picked from, extended and made partial")
  func members() throws {
    try expectSchema(
      """
      const o = v.object({ a: v.string(), b: v.optional(v.number()) });
      const u = v.union(v.literal("x"), v.null());
      const table = defineTable(o);
      export default defineSchema({
        t: defineTable({ ...o.fields, c: v.array(u).element, d: u.members[0], e: v.literal(u.members[0].value) }),
        p: defineTable(o.omit("b").extend({ z: v.id(v.id("t").tableName) })),
        q: defineTable(o.pick("a").partial()),
        r: table.index("by_a", ["a"]),
        s: defineTable({ ...table.validator.fields, k: v.literal(o.kind) }),
      });
      """,
      is: """
        table t { a: string b: double? c: "x" | null d: "x" e: "x" }
        table p { a: string z: id<t> }
        table q { a: string? }
        table r { a: string b: double? index by_a (a) }
        table s { a: string b: double? k: "object" }
        """)
  }

  @Test("Tables of several variants, of one, and of nested unions")
  func variants() throws {
    try expectSchema(
      """
      const a = v.object({ k: v.literal("a"), x: v.string() });
      export default defineSchema({
        t: defineTable(v.union(a, v.union(v.object({ k: v.literal("b") }), a))).index("by_k", ["k"]),
        one: defineTable(v.union(a)),
      });
      """,
      is: """
        table t = { k: "a", x: string } | { k: "b" } { index by_k (k) }
        table one { k: "a" x: string }
        """)
  }

  @Test("Indexes of every kind, with nested paths and numbers with underscores")
  func indexes() throws {
    try expectSchema(
      """
      export default defineSchema({
        t: defineTable({ a: v.string(), o: v.object({ p: v.string() }), e: v.array(v.float64()) })
          .index("i1", ["a", "o.p"])
          .index("i2", { fields: ["o.p"], staged: true })
          .searchIndex("s1", { searchField: "a", filterFields: ["o.p"], staged: false })
          .vectorIndex("v1", { vectorField: "e", dimensions: 1_536, filterFields: ["a"] })
          .vectorIndex("v2", { vectorField: "e", dimensions: 0x10 }),
      });
      """,
      is: """
        table t {
          a: string o: { p: string } e: [double]
          index i1 (a, o.p)
          index i2 (o.p)
          search s1 (a) filter (o.p)
          vector v1 (e) dimensions 1536 filter (a)
          vector v2 (e) dimensions 16
        }
        """)
  }

  @Test("Tables outside of the schema are external")
  func externals() throws {
    try expectSchema(
      "export default defineSchema({ t: defineTable({ f: v.id('_storage'), g: v.record(v.id('other'), v.null()) }) })",
      is: """
        table _storage external {}
        table other external {}
        table t { f: id<_storage> g: [id<other>: null] }
        """)
  }

  @Test("Comments, both quotation marks, escapes, trailing commas, empty objects and no semicolons")
  func spelling() throws {
    try expectSchema(
      #"""
      /* block */ // line
      export default defineSchema({ 't': defineTable({}), /* x */ "u": defineTable({ 'a': v.object({}), }),
        w: defineTable({ q: v.literal('it\'s "\u00e9\x41\u{1F600}"'), r: v.literal(`a${"b"}c${`d${1}`}`) }), })
      """#,
      is: #"table t {} table u { a: {} } table w { q: "it's \"éA😀\"" r: "abcd1" }"#)
    try expectSchema("export default defineSchema({})", is: "")
  }

  @Test("Declarations that the schema does not need are skipped, whatever they are")
  func skipped() throws {
    try expectSchema(
      #"""
      import type { Infer } from "convex/values";
      export type A = Infer<typeof a> | { [k: string]: () => void };
      interface I<T = {}> { f(x: T): asserts x is T }
      type Done = () => void
      type More = { a: string }
        | "b"
      declare const outside: unique symbol
      @sealed() abstract class K extends Error { #p = 1; static s = `a${1 + 2}b`; get q() { return this.#p / 2 } }
      let counter = 0
      for (const x of [1, 2]) { counter += x }
      if (counter) { console.log(/["`{]+\/[)}]/g.test("}")) } else { throw new K }
      const a = v.string()
      export const fn = async <T,>(x: T): Promise<T | undefined> => { try { await x } catch { return } return x }
      export function* generator(): Generator<number> { yield 1 }
      export async function later(this: K, ...rest: Array<string>) { return new Map<string, number>() }
      const map = new Map<string, Array<number>>(), other = 5
      export default defineSchema({ t: defineTable({ a, n: v.literal(other) }) })
      export const after = process.env.SECRET!.length > 3 ? 1 : 2
      """#,
      is: "table t { a: string n: 5.0 }")
  }

  @Test("Comments with @was are renames of fields and literals")
  func renames() throws {
    try expectSchema(
      """
      const status = v.union(v.literal("on"), v.literal("disabled")); // @was("off")
      export default defineSchema({
        t: defineTable({
          fullName: v.string(), // @was(name)
          // @was(born)
          birthday: v.optional(
            v.number(),
          ),
          role: v.object({
            kind: v.array(v.literal("member")), // @was("guest")
            level: v.number(), // @was(rank)
            // @was(inside)
            inner: v.object({ deep: v.string() }),
          }), /* @was(part) */
          status,
        }),
      });
      """,
      is: """
        table t {
          fullName: string @was(name)
          birthday: double? @was(born)
          role: {
            kind: [("member" @was("guest"))], level: double @was(rank), inner: { deep: string } @was(inside)
          } @was(part)
          status: ("on" | "disabled" @was("off"))
        }
        """)
  }

  @Test("'schemaValidation: false' is read with a warning")
  func options() throws {
    let reading = try read(
      """
      export default defineSchema(
        { t: defineTable({ a: v.string() }) }, { schemaValidation: false, strictTableNameTypes: false })
      """)
    #expect(reading.notes.map(\.id.rawValue) == ["no-schema-validation"])
    #expect(reading.schema.tables.map(\.name) == ["t"])
  }

  @Test("Positions of fields that are written elsewhere are those of their own text")
  func positions() throws {
    let reading = try read(
      "import { base } from './base';\nexport default defineSchema({ t: defineTable({ ...base, b: v.null() }) });",
      with: ["convex/base.ts": "import { v } from 'convex/values';\n\nexport const base = { a: v.string() };"])
    let table = try #require(reading.schema.table("t"))
    let positions = try table.fields.map { field in
      let range = try #require(table.range(of: field))
      let (line, column) = reading.files[range.file].position(at: range.start)
      return "\(field.name) \(reading.files[range.file].path):\(line):\(column)"
    }
    #expect(positions == ["a convex/base.ts:3:23", "b convex/schema.ts:4:57"])
  }
}

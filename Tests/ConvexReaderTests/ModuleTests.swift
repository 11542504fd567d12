// Part of Bellows. MIT licence: see LICENSE.
import Testing

/// Files and packages that a schema imports from.
@Suite struct ModuleTests {
  private let kind = "import { v } from 'convex/values';\nexport const kind = v.literal('k');\n"
  private let expected = #"table t { a: "k" }"#

  @Test(
    "A relative import finds the file, also by the name of its emitted file or of its folder",
    arguments: [
      ("./kinds", "convex/kinds.ts"), ("./kinds.js", "convex/kinds.ts"), ("./kinds.ts", "convex/kinds.ts"),
      ("./kinds", "convex/kinds/index.ts"), ("../shared/kinds", "shared/kinds.js"), ("./kinds", "convex/kinds.tsx"),
      ("./a.b", "convex/a.b.ts"),
    ])
  func relative(specifier: String, path: String) throws {
    try expectSchema(
      "import { kind } from \"\(specifier)\";\nexport default defineSchema({ t: defineTable({ a: kind }) });",
      with: [path: kind], is: expected)
  }

  @Test(
    "Every form of import and export brings the value",
    arguments: [
      ("import { kind as other } from './m'", "other", "export const kind = K"),
      ("import * as m from './m'", "m.kind", "export const kind = K"),
      ("import m from './m'", "m", "export default K"),
      ("import m, { x } from './m'", "x", "export default 1; export const x = K"),
      ("import { kind } from './m'", "kind", "export { kind } from './kinds'"),
      ("import { kind } from './m'", "kind", "export * from './kinds'"),
      ("import { all } from './m'", "all.kind", "export * as all from './kinds'"),
      ("import { kind } from './m'", "kind", "import { kind as k } from './kinds'\nexport { k as kind }"),
      ("import { type T, kind } from './m'", "kind", "export type T = 1; const kind = K; export { kind, type T }"),
      ("import { a } from './m'", "a", "export const { a, b } = { a: K, b: 2 }"),
      ("import { f } from './m'", "f()", "export function f() { return K }"),
    ])
  func forms(statement: String, use: String, module: String) throws {
    let module = "import { v } from 'convex/values';\nconst K = v.literal('k');\n" + module
    try expectSchema(
      "\(statement);\nexport default defineSchema({ t: defineTable({ a: \(use) }) });",
      with: ["convex/m.ts": module, "convex/kinds.ts": kind], is: expected)
  }

  @Test(
    "A return without a value, or with one on the next line, returns nothing",
    arguments: [
      "if (none) return; return v.int64()", "if (none) { return } return v.int64()",
      "if (none) { return; } return v.int64()", "if (none) return\nv.string()\nreturn v.int64()",
      "const x = 1; return", "return;", "",
    ])
  func emptyReturns(body: String) throws {
    try expectSchema(
      "function f(none: boolean) { \(body) }\nexport default defineSchema({ t: defineTable({ a: f(true) ?? v.null() }) });",
      is: "table t { a: null }")
  }

  @Test(
    "A statement that is not reached is skipped with its semicolon",
    arguments: [
      "if (!x) throw new Error('no'); else return v.string();", "if (!x) { log(1); f(2) } else return v.string()",
      "if (!x) log(1); else { return v.string() }", "if (x) return v.string(); log(1);; return v.null();",
      "type T = 1 | 2; interface I { a: string }; return v.string()",
      "if (!x) { for (;;) { log(1) } } else return v.string()",
      "if (!x) for (;;) { if (x) log(1); else log(2) }\nreturn v.string()",
      "if (!x) return v.null(); else if (x) return v.string()",
    ])
  func skipped(body: String) throws {
    try expectSchema(
      "function f(x) { \(body) }\nexport default defineSchema({ t: defineTable({ a: f(true) }) });",
      is: "table t { a: string }")
  }

  @Test("Files that import each other are read, as long as no value needs itself")
  func cycles() throws {
    let others = [
      "convex/a.ts":
        "import { v } from 'convex/values'; import { b } from './b'; export const a = v.string(); export const c = b;",
      "convex/b.ts": "import { a } from './a'; export const b = a; export * from './a';",
    ]
    try expectSchema(
      "import { c } from './a'; export default defineSchema({ t: defineTable({ c }) })", with: others,
      is: "table t { c: string }")
    expectErrors(
      "const x = y, y = x; export default defineSchema({ t: defineTable({ x }) })",
      [("convex/schema.ts:3:18: the value of 'x' needs itself", "not-evaluated")])
  }

  @Test("Paths of tsconfig.json are followed, with comments and 'extends'")
  func aliases() throws {
    let settings = """
      {
        // the app
        "extends": "./tsconfig.base.json",
        "compilerOptions": { "strict": true, },
      }
      """
    let base =
      #"{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["missing/*", "src/*"], "one": ["src/kinds"] } } }"#
    for specifier in ["@/kinds", "one", "src/kinds"] {
      try expectSchema(
        "import { kind } from '\(specifier)';\nexport default defineSchema({ t: defineTable({ a: kind }) });",
        with: ["tsconfig.json": settings, "tsconfig.base.json": base, "src/kinds.ts": kind], is: expected)
    }
  }

  @Test("Packages are read from node_modules by their 'exports', 'main' or index, and from workspaces")
  func packages() throws {
    let text = "export default defineSchema({ t: defineTable({ a: kind }) });"
    try expectSchema(
      "import { kind } from '@org/kinds/deep';" + text,
      with: [
        "node_modules/@org/kinds/package.json":
          #"{ "exports": { "./deep": { "types": "./x.d.ts", "import": { "default": "./dist/deep.js" } } } }"#,
        "node_modules/@org/kinds/dist/deep.js": kind,
      ], is: expected)
    try expectSchema(
      "import { kind } from 'kinds/parts/one';" + text,
      with: [
        "node_modules/kinds/package.json": #"{ "exports": { "./parts/*": "./src/*.ts" } }"#,
        "node_modules/kinds/src/one.ts": kind,
      ], is: expected)
    try expectSchema(
      "import { kind } from 'kinds';" + text,
      with: ["node_modules/kinds/package.json": #"{ "main": "lib" }"#, "node_modules/kinds/lib.js": kind], is: expected)
    try expectSchema(
      "import { kind } from '@app/shared';" + text,
      with: [
        "package.json": #"{ "workspaces": ["packages/*"] }"#,
        "packages/shared/package.json": #"{ "name": "@app/shared", "main": "./src/index.ts" }"#,
        "packages/shared/src/index.ts": kind, "packages/other/package.json": "{}",
      ], is: expected)
    try expectSchema(
      "import { kind } from '@app/shared';" + text,
      with: [
        "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - 'libs/*'\n  - \"more\"\nother: 1\n",
        "more/package.json": #"{ "name": "@app/shared", "exports": "./index.ts" }"#, "more/index.ts": kind,
        "libs/a/package.json": "{}",
      ], is: expected)
  }

  @Test("Names that begin with '#' are those of 'imports' in the nearest package.json")
  func subpathImports() throws {
    let settings =
      ##"{ "imports": { "#lib/*": "./src/*.ts", "#one": { "node": "./src/kinds.ts" }, "#other": "kinds" } }"##
    for specifier in ["#lib/kinds", "#one", "#other"] {
      try expectSchema(
        "import { kind } from '\(specifier)';\nexport default defineSchema({ t: defineTable({ a: kind }) });",
        with: [
          "package.json": settings, "src/kinds.ts": kind, "node_modules/kinds/package.json": #"{ "main": "lib" }"#,
          "node_modules/kinds/lib.js": kind,
        ], is: expected)
    }
    expectErrors(
      "import { kind } from '#none';\nexport default defineSchema({ t: defineTable({ a: kind }) });",
      with: ["package.json": settings],
      [("convex/schema.ts:4:51: 'kind' comes from '#none', which is not installed", "package-not-installed")])
  }

  @Test(
    "A package of the project that is not built is read from the sources that its tsconfig names, or refused by name")
  func unbuiltPackage() throws {
    let text = "import { kind } from '@app/shared';\nexport default defineSchema({ t: defineTable({ a: kind }) });"
    let files = [
      "package.json": #"{ "workspaces": ["packages/*"] }"#,
      "packages/shared/package.json":
        #"{ "name": "@app/shared", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } } }"#,
      "packages/shared/src/index.ts": kind,
    ]
    for name in ["tsconfig.json", "tsconfig.build.json"] {
      let settings = #"{ "compilerOptions": { "outDir": "dist", "rootDir": "./src" } }"#
      try expectSchema(text, with: files.merging(["packages/shared/\(name)": settings]) { $1 }, is: expected)
    }
    expectErrors(
      text, with: files,
      [
        (
          "convex/schema.ts:4:51: the files of '@app/shared', a package of this project in 'packages/shared'",
          "unreadable-file"
        )
      ])
  }

  @Test("Tables of an installed package are those of the package")
  func installedTables() throws {
    let reading = try read(
      "import { authTables } from '@convex-dev/auth/server';\nexport default defineSchema({ ...authTables });",
      with: [
        "node_modules/@convex-dev/auth/package.json": #"{ "exports": { "./server": "./server.js" } }"#,
        "node_modules/@convex-dev/auth/server.js": imports + "export const authTables = { only: defineTable({}) };",
      ])
    #expect(reading.schema.tables.map(\.name) == ["only"])
    #expect(reading.notes.isEmpty)
  }

  @Test("Tables of a known package that is not installed are read from a copy, with a note")
  func copiedTables() throws {
    let reading = try read(
      """
      import { authTables } from "@convex-dev/auth/server";
      import { rateLimitTables } from "convex-helpers/server/rateLimit";
      import { migrationsTable } from "convex-helpers/server/migrations";
      export default defineSchema({
        ...authTables, ...rateLimitTables, migrations: migrationsTable,
        users: defineTable({ name: v.string() }).index("by_name", ["name"]),
      });
      """)
    #expect(
      reading.schema.tables.map(\.name.text) == [
        "authAccounts", "authRateLimits", "authRefreshTokens", "authSessions", "authVerificationCodes", "authVerifiers",
        "migrations", "rateLimits", "users",
      ])
    #expect(reading.schema.table("users")?.fields.map(\.name) == ["name"])
    #expect(reading.notes.map(\.id.rawValue) == ["builtin-tables", "builtin-tables", "builtin-tables"])
    let name = reading.notes.first?.range.map { reading.files[$0.file].path }
    #expect(name == "convex/schema.ts")
  }

  @Test("Helpers of convex-helpers are known")
  func helpers() throws {
    try expectSchema(
      """
      import { literals, nullable, deprecated, brandedString, partial, string } from "convex-helpers/validators";
      import { Table } from "convex-helpers/server";
      import { omit, pick } from "convex-helpers";
      const T = Table("t", { a: v.string(), b: v.number() });
      export default defineSchema({
        t: T.table.index("a", ["a"]),
        u: defineTable({
          a: literals("x", 2), b: nullable(v.string()), c: deprecated, d: brandedString("e"), s: string,
          ...partial({ e: v.number() }), ...omit(T.withoutSystemFields, ["b"]) , f: v.array(T.doc),
        }),
        w: defineTable(pick(T.withoutSystemFields, ["b"])),
      });
      """,
      is: """
        table t { a: string b: double index a (a) }
        table u {
          a: string b: null | string c: any? d: string s: string e: double?
          f: [{ a: string, b: double, _id: id<t>, _creationTime: double }]
        }
        table w { b: double }
        """)
  }
}

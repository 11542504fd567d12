// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader
import SchemaModel
import TestSupport
import Testing

/// What is not read: each with its position and the way out.
@Suite struct ReaderRefusalTests {
  @Test("A value that cannot be computed is an error where it is needed")
  func unresolved() {
    func table(_ field: String) -> String { "export default defineSchema({ t: defineTable({ a: \(field) }) });" }
    expectErrors(
      table("process.env.X ? v.string() : v.any()"),
      [("convex/schema.ts:3:51: the value of 'process' is not known", "not-evaluated")])
    expectErrors(table("missing"), [("convex/schema.ts:3:51: 'missing' is not declared in this file", "unknown-name")])
    expectErrors(table("new Date()"), [("convex/schema.ts:3:51: 'new Date' is not evaluated", "not-evaluated")])
    expectErrors(table("await v.string()"), [("convex/schema.ts:3:51: 'await' is not evaluated", "not-evaluated")])
    expectErrors(table("v.array('x')"), [("convex/schema.ts:3:51: v.array needs a validator", "wrong-value")])
    expectErrors(table("v.strin()"), [("convex/schema.ts:3:51: undefined is called like a function", "wrong-value")])
    for validator in ["v.id", "v.literal", "v.array", "v.object", "v.optional", "v.nullable", "v.union"] {
      expectErrors(
        table("\(validator)(missing)"),
        [("convex/schema.ts:3:\(52 + validator.count): 'missing' is not declared in this file", "unknown-name")])
    }
    expectErrors(table("v.record(v.string(), missing)"), [("convex/schema.ts:3:72: 'missing' is not", "unknown-name")])
    expectErrors(table("v.id(7)"), [("convex/schema.ts:3:51: v.id needs the name of a table", "wrong-value")])
    expectErrors(table("v.literal(null)"), [("convex/schema.ts:3:51: v.literal needs a string", "wrong-value")])
    expectErrors(table("v.union()"), [("convex/schema.ts:3:51: a union without members", "no-counterpart")])
    expectErrors(table("v.literal(NaN)"), [("convex/schema.ts:3:51: this literal", "no-counterpart")])
    expectErrors(table("v.string("), [("convex/schema.ts:3:61: this is not read: an expression", "typescript-syntax")])
  }

  @Test(
    "An error is about the whole text of its expression",
    arguments: [
      ("v.array('x')", "v.array('x')"), ("v.object({ k: v.literal(null) })", "v.literal(null)"),
      ("v.union(v.string(), v.id(7))", "v.id(7)"), ("[v.array('x')][0]", "v.array('x')"),
      ("f({ a: 1 }).b()", "b()"), ("missing", "missing"), ("v.optional ( 3 )", "v.optional ( 3 )"),
      ("({ k: 1 })[{}]", "[{}]"),
    ])
  func ranges(expression: String, expected: String) throws {
    let text = "const f = (x) => x; export default defineSchema({ t: defineTable({ a: \(expression) }) });"
    let failure = #expect(throws: ConvexReadingFailure.self) { try read(text) }
    let range = try #require(failure?.diagnostics.first?.range)
    let bytes = Array((imports + text).utf8)
    #expect(String(decoding: bytes[range.start..<range.end], as: UTF8.self) == expected)
  }

  @Test("Text behind the value of a constant or of the default export is not ignored")
  func textBehindValues() {
    let table = "defineSchema({ t: defineTable({ a }) })"
    expectErrors(
      "const a = v.string() v.number();\nexport default \(table);",
      [("convex/schema.ts:3:22: this is not read: this is not evaluated here", "typescript-syntax")])
    expectErrors(
      "const a = v.string();\nexport default \(table) more;",
      [("convex/schema.ts:4:\(17 + table.count): this is not read: this is not evaluated here", "typescript-syntax")])
    expectErrors(
      "const f = () => { return v.string() v.number() }, a = f();\nexport default \(table);",
      [("convex/schema.ts:3:37: this is not read", "typescript-syntax")])
    for end in [";", "", "\nconst b = 1", " // more", "; more"] {
      #expect(throws: Never.self) {
        try expectSchema(
          "const a = v.string(), c = 1\nexport default \(table)\(end)", is: "table t { a: string }")
      }
    }
  }

  @Test("An 'else' behind a skipped statement without braces is refused: it may belong to either")
  func skippedElse() {
    for body in [
      "if (!x) for (;;) { log(1) } else return v.string();", "if (!x) while (x) if (x) { log(1) } else log(2)",
    ] {
      let start = body.firstRange(of: "else").map { body.distance(from: body.startIndex, to: $0.lowerBound) } ?? 0
      let place = "convex/schema.ts:3:\(17 + start)"
      expectErrors(
        "function f(x) { \(body) }\nexport default defineSchema({ t: defineTable({ a: f(true) }) });",
        [("\(place): this is not read: braces are needed around the statement", "typescript-syntax")])
    }
  }

  @Test("A loop and a variable that changes are refused where they are reached")
  func loops() {
    expectErrors(
      """
      function make(n: number) {
        const fields: any = {};
        for (let i = 0; i < n; i++) fields["f" + i] = v.string();
        return fields;
      }
      export default defineSchema({ t: defineTable(make(3)) });
      """, [("convex/schema.ts:5:3: a loop is not evaluated", "not-evaluated")])
    expectErrors(
      "let a = v.string(); a = v.null(); export default defineSchema({ t: defineTable({ a }) });",
      [("convex/schema.ts:3:82: 'a' is a variable that can change", "not-evaluated")])
  }

  @Test("The keys of an object of which a part is unknown are not read")
  func unknownKeys() {
    for function in ["keys", "values", "entries"] {
      expectErrors(
        """
        const modes = { on: "x", ...others };
        export default defineSchema({ t: defineTable({ k: v.union(...Object.\(function)(modes).map((m) => v.literal("" + m))) }) });
        """, [("convex/schema.ts:3:29: 'others'", "unknown-name")])
    }
  }

  @Test(
    "A helper of convex-helpers whose argument is unknown is refused at the argument",
    arguments: [
      ("omit", "{ ...omit(missing, ['a']) }"), ("pick", "{ ...pick({ a: v.string() }, missing) }"),
      ("partial", "{ ...partial(missing) }"), ("nullable", "{ a: nullable(missing) }"),
      ("literals", "{ a: literals('x', missing) }"), ("brandedString", "{ a: brandedString(missing) }"),
      ("withSystemFields", "{ ...withSystemFields('t', missing) }"),
    ])
  func unknownArgument(helper: String, fields: String) {
    let package = ["omit", "pick"].contains(helper) ? "convex-helpers" : "convex-helpers/validators"
    let lead = "export default defineSchema({ t: defineTable("
    let place =
      fields.firstRange(of: "missing").map { fields.distance(from: fields.startIndex, to: $0.lowerBound) } ?? 0
    expectErrors(
      "import { \(helper) } from \"\(package)\";\n\(lead)\(fields)) });",
      [("convex/schema.ts:4:\(lead.count + place + 1): 'missing' is not declared in this file", "unknown-name")])
  }

  @Test("All errors of a schema are reported in one run")
  func several() {
    expectErrors(
      "export default defineSchema({ t: defineTable({ a: one, b: two, c: v.string() }), u: three });",
      [
        ("convex/schema.ts:3:51: 'one'", "unknown-name"), ("convex/schema.ts:3:59: 'two'", "unknown-name"),
        ("convex/schema.ts:3:85: 'three'", "unknown-name"),
      ])
  }

  @Test("A Zod schema, another maker of schemas and tables of an unknown package have messages of their own")
  func packages() {
    expectErrors(
      """
      import { zodToConvex } from "convex-helpers/server/zod";
      import { z } from "zod";
      export default defineSchema({ t: defineTable(zodToConvex(z.object({ a: z.string() }))) });
      """, [("convex/schema.ts:5:46: a Zod schema decides these values", "zod")])
    expectErrors(
      "import { defineEntSchema } from 'convex-ents';\nexport default defineEntSchema({});",
      [("convex/schema.ts:4:16: 'defineEntSchema' of 'convex-ents' makes this schema", "unknown-schema-maker")])
    expectErrors(
      "import { stripeTables } from 'stripe-x';\nexport default defineSchema({ ...stripeTables });",
      [("convex/schema.ts:4:34: the tables 'stripeTables' of 'stripe-x' are not known", "package-not-installed")])
    expectErrors(
      "import { vEmailId } from '@convex-dev/resend';\nexport default defineSchema({ t: defineTable({ a: vEmailId }) });",
      [
        (
          "convex/schema.ts:4:51: 'vEmailId' comes from '@convex-dev/resend', which is not installed",
          "package-not-installed"
        )
      ])
  }

  @Test("Missing files and exports are named")
  func missing() {
    expectErrors(
      "import { a } from './none';\nexport default defineSchema({ t: defineTable({ a }) });",
      [("convex/schema.ts:4:48: './none' is not found", "unreadable-file")])
    expectErrors(
      "import { a } from './m';\nexport default defineSchema({ t: defineTable({ a }) });",
      with: ["convex/m.ts": "export const b = 1, c = 2;"],
      [("convex/schema.ts:4:48: './m' exports no 'a'; it has 'b', 'c'", "no-such-export")])
    expectErrors(
      "export const schema = defineSchema({});",
      [("convex/schema.ts:1:1: this file has no default", "no-default-export")])
    expectErrors(
      "export default { tables: {} };", [("convex/schema.ts:1:1: the default export is an object", "not-a-schema")])
  }

  @Test("Devices, files outside of the project and large files are not read")
  func files() {
    var files = MemoryFiles(
      texts: [
        "convex/schema.ts": imports
          + "import { a } from './pipe';\nexport default defineSchema({ t: defineTable({ a }) })"
      ])
    files.refused = ["convex/pipe.ts"]
    #expect(throws: ConvexReadingFailure.self) { try read(files) }
    files.refused = []
    files.texts["convex/pipe.ts"] = String(repeating: " ", count: 5_000_001)
    let failure = #expect(throws: ConvexReadingFailure.self) { try read(files) }
    #expect(failure?.diagnostics.first?.message.contains("larger than 5 MB") == true)
  }

  @Test(
    "Hostile files end in an error, within the budget and the stack",
    arguments: [
      "const f = (x) => f(x); const a = f(1);", "const f = (x) => [f(x), f(x)]; const a = f(1);",
      "const a = " + String(repeating: "(", count: 20_000), "const a = " + String(repeating: "[", count: 20_000) + "1",
      "const a = " + String(repeating: "-", count: 20_000) + "1",
      "const a = " + String(repeating: "() => ", count: 20_000),
      "const a: " + String(repeating: "() => ", count: 20_000) + "void = 1 / {};",
      "const a = 1" + String(repeating: " < 1", count: 20_000),
      "const [" + String(repeating: "[", count: 20_000) + "a = 1;",
      "const g = () => { " + String(repeating: "if (1) ", count: 20_000) + "return 1 }; const a = g();",
      "const a = `" + String(repeating: "${`", count: 20_000),
      "const l0 = [1,2,3,4,5,6,7,8,9,10]; "
        + (1..<12).map { "const l\($0) = l\($0 - 1).flatMap((x) => l0);" }.joined() + "const a = l11;",
      "let s = 'x'; const d = (t) => t + t; const a = " + String(repeating: "d(", count: 150) + "'x'"
        + String(repeating: ")", count: 150) + ";",
      (0..<60).reduce("const o0 = v.string();") { $0 + "const o\($1 + 1) = v.object({ a: o\($1), b: o\($1) });" }
        + "const a = o60;",
    ])
  func hostile(text: String) {
    #expect(throws: ConvexReadingFailure.self) {
      try read(text + "\nexport default defineSchema({ t: defineTable({ a }) });")
    }
  }

  @Test("Mutated schemas are read or refused, and never crash")
  func mutations() throws {
    let seeds = [
      "const R = ['a', `b${1}`] as const; export default defineSchema({ t: defineTable({ a: v.union(...R.map((r) => v.literal(r))) }).index('i', ['a']) });",
      "enum E { A = 'a', B } function f<T>({ x = 1, ...r }: T, ...s) { const y = x ?? 2; if (y > 1) return { [y]: v.any() }; return r }\nexport default defineSchema({ t: defineTable({ ...f({}), e: v.literal(E.A) }) }, { schemaValidation: false })",
      "import { a as b, type C } from './m.js'; export * from './n'; export type T<X> = X extends 1 ? 2 : { y: () => void }; class K { #p = /[/]\\/}/g } export { s as default }; const s = defineSchema({ 't': defineTable(v.union(v.object({ k: v.literal(-1n) }), v.object({}))) }); // @was(x)",
    ]
    let pieces = [
      "{", "}", "(", ")", "[", "]", "<", ">", "`", "${", "'", "\"", "/", "*/", "/*", "//", "=>", "...", ",", ";", ":",
      "?",
      "as", "const", "export default ", "import ", "function", "\\", "\u{0}", "é", "0x", "1e", "n", "@was(", "\n", "#",
    ]
    for seed in 0..<UInt64(Thorough.count(sample: 400, whole: 20_000)) {
      var random = SeededRandom(seed: seed)
      var bytes = Array((imports + random.pick(seeds)).utf8)
      for _ in 0..<(1 + random.number(below: 6)) {
        let position = random.number(below: bytes.count)
        switch random.number(below: 3) {
        case 0: bytes.removeSubrange(position..<min(bytes.count, position + 1 + random.number(below: 12)))
        case 1: bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: position)
        default: bytes[position] = UInt8(truncatingIfNeeded: random.number(below: 256))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let others = ["convex/schema.ts": text, "convex/m.ts": text, "convex/n.ts": "export * from './schema'"]
      _ = try? read(MemoryFiles(texts: others), budget: 50_000)
    }
  }
}

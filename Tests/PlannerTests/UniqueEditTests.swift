// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import Testing

/// Verdicts and counterexamples of unique indexes, compared with all pairs of rows of a small table.
@Suite struct UniqueEditTests {
  /// The values of each field; an empty text is no value.
  private static let values: [(field: String, type: String, values: [String])] = [
    ("a", "int", ["1", "2"]), ("b", "string", [#""x""#, #""y""#]), ("c", #""z""#, [#""z""#]), ("d", "int?", ["", "1"]),
  ]
  private static let fields = values.map(\.field)

  /// A row by its fields.
  private typealias Row = [String: String]

  /// All rows without their assigned keys.
  private static let rows = values.reduce([Row()]) { rows, field in
    rows.flatMap { row in field.values.map { row.merging([field.field: $0]) { $1 } } }
  }

  /// The indexes of one or two fields, and one of three.
  private static let indexes: [[String]] =
    fields.map { [$0] } + fields.flatMap { one in fields.filter { $0 != one }.map { [one, $0] } } + [["a", "b", "d"]]

  /// Whether two rows cannot both be stored because of a key or a unique index.
  private static func areDuplicates(_ one: Row, _ other: Row, _ index: [String]) -> Bool {
    index.allSatisfy { one[$0] == other[$0] && one[$0] != "" }
  }

  private static func text(_ key: [String], _ indexes: [String: (kind: String, fields: [String])]) -> String {
    let fields = values.map { " \($0.field): \($0.type)\(key.contains($0.field) ? " @key" : "")\n" }
    let lines = indexes.sorted { $0.key < $1.key }.map { name, index in
      " \(index.kind) \(name) (\(index.fields.joined(separator: ", ")))\n"
    }
    return "target sqlite\ntable t {\n\(fields.joined())\(lines.joined())}"
  }

  /// The table before and after: the index `u` changes, and `w` stays or is removed.
  private struct Edit {
    var key: [String]
    var before: (kind: String, fields: [String])?
    var after: [String]
    var other: [String]?
    var otherStays: Bool
  }

  private static func edits() -> [Edit] {
    var edits: [Edit] = []
    let others: [([String]?, Bool)] = [
      (nil, true), (["a"], true), (["a"], false), (["c", "b"], true), (["c", "b"], false), (["d"], true),
      (["b", "d"], false),
    ]
    for key in [[], ["a"], ["a", "b"]] {
      for (other, otherStays) in others {
        for after in indexes {
          var befores: [(kind: String, fields: [String])?] = [nil, ("index", after), ("index", ["d"])]
          befores += indexes.filter { $0 != after }.map { ("unique", $0) }
          for before in befores {
            edits.append(Edit(key: key, before: before, after: after, other: other, otherStays: otherStays))
          }
        }
      }
    }
    return edits
  }

  @Test("A unique index has two rows as its counterexample exactly if the old table could have such rows")
  func brute() throws {
    var (pairs, safe) = (0, 0)
    for edit in Self.edits() {
      var (old, new) = (["u": edit.before].compactMapValues { $0 }, ["u": (kind: "unique", fields: edit.after)])
      if let other = edit.other {
        old["w"] = ("unique", other)
        if edit.otherStays { new["w"] = ("unique", other) }
      }
      let (before, after) = (Self.text(edit.key, old), Self.text(edit.key, new))
      let plan = try planMigration(from: schema(before), to: schema(after)).plan
      let found = try #require(plan.assessments.first { $0.path == SchemaPath("t", .index("u")) })
      let enforced = old.values.filter { $0.kind == "unique" }.map(\.fields) + (edit.key.isEmpty ? [] : [edit.key])
      func mayBothBeStored(_ one: Row, _ other: Row) -> Bool {
        Self.areDuplicates(one, other, edit.after) && !enforced.contains { Self.areDuplicates(one, other, $0) }
      }
      let isPossible = Self.rows.contains { one in Self.rows.contains { mayBothBeStored(one, $0) } }
      let what = "\(before)\n\(after)\n\(found.reason) \(String(describing: found.witness))"
      #expect((found.witness != nil) == isPossible, "\(what)")
      #expect(found.verdict == .breaking || !isPossible, "\(what)")
      // What else prevents duplicates may go, or be in fields that have one value.
      let isPlain = (edit.otherStays || edit.other == nil) && !enforced.joined().contains("c")
      if isPlain { #expect((found.verdict == .safe) == !isPossible, "\(what)") }
      if found.verdict == .safe { safe += 1 }
      guard case .pair(let one, let other)? = found.witness else { continue }
      pairs += 1
      func matches(_ row: Row, _ entries: [Value.Entry]) -> Bool {
        entries.allSatisfy { entry in
          guard case .literal(.string(let name)) = entry.key, name != "_id" else { return true }
          return row[name] == "\(entry.value)"
        }
      }
      #expect(
        Self.rows.contains { first in
          matches(first, one) && Self.rows.contains { matches($0, other) && mayBothBeStored(first, $0) }
        }, "\(what)")
    }
    #expect(pairs > 500 && safe > 500)
  }

  @Test(
    "A unique index over more fields than the one that it replaces is safe, waits for no count, and is enforced at all times",
    arguments: Target.withKeys)
  func wider(target: Target) throws {
    let plan = try planTable(target, from: "a: int\nb: int\nunique u (a)", to: "a: int\nb: int\nunique u (a, b)")
    #expect(plan.assessments.map(\.verdict) == [.safe])
    #expect(shape(plan) == ["R t#u respect", "- t#u enforce"])
  }

  @Test("A unique index beside one over fewer fields is added at once", arguments: Target.withKeys)
  func besideNarrower(target: Target) throws {
    let plan = try planTable(
      target, from: "a: int\nb: int\nunique u (a)", to: "a: int\nb: int\nunique u (a)\nunique w (b, a)")
    #expect(plan.assessments.map(\.verdict) == [.safe])
    #expect(shape(plan) == ["- t#w build"])
  }

  @Test(
    "Where the fields of the narrower index change or it is removed, duplicates are counted", arguments: Target.withKeys
  )
  func counted(target: Target) throws {
    for (old, new) in [
      ("a: int\nb: int\nunique u (a)", "a: int\nb: int\nunique w (a, b)"),
      ("a: int | string\nb: int\nunique u (a)", "a: int\nb: int\nunique u (a, b)"),
    ] {
      let plan = try planTable(target, from: old, to: new)
      let found = try #require(plan.assessments.first { $0.rule == .uniqueAdded || $0.rule == .uniqueChanged })
      #expect(found.verdict == .breaking, "\(found)")
      let gates = plan.deploys.flatMap(\.gates)
      #expect(gates.contains { if case .verified(let paths) = $0 { paths.contains(found.path) } else { false } })
    }
  }
}

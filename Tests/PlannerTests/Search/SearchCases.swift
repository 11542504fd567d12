// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// A change, or several that meet in one place, in as few lines as show it.
///
/// `%` stands for a name of its own, so that cases can stand beside one another in one table.
struct SearchCase: Sendable, CustomTestStringConvertible {
  /// What is searched, in words.
  var name: String
  /// Lines of the table `t`.
  var old = ""
  var new = ""
  /// Whole tables.
  var oldTables = ""
  var newTables = ""

  var testDescription: String { name }

  static let all = alone + entangled

  /// A rule each.
  private static let alone: [SearchCase] = [
    SearchCase(name: "added optional", new: "%: int?"),
    SearchCase(name: "added required", new: "%: int"),
    SearchCase(name: "added defaulted", new: "%: int = 1"),
    SearchCase(name: "added optional defaulted", new: "%: int? = 1"),
    SearchCase(name: "removed optional", old: "%: int?"),
    SearchCase(name: "removed required", old: "%: int"),
    SearchCase(name: "removed required defaulted", old: "%: int = 1"),
    SearchCase(name: "removed optional defaulted", old: "%: int? = 1"),
    SearchCase(name: "renamed", old: "%: int", new: "%_r: int @was(%)"),
    SearchCase(name: "renamed optional", old: "%: int?", new: "%_r: int? @was(%)"),
    SearchCase(name: "renamed defaulted", old: "%: int = 1", new: "%_r: int = 1 @was(%)"),
    SearchCase(name: "renamed optional defaulted", old: "%: int? = 1", new: "%_r: int? = 1 @was(%)"),
    SearchCase(name: "derived", old: "%: int", new: "%: int\n%_d: int @from(%)"),
    SearchCase(name: "derived optional", old: "%: int", new: "%: int\n%_d: int? @from(%)"),
    SearchCase(name: "made optional", old: "%: int", new: "%: int?"),
    SearchCase(name: "made required", old: "%: int?", new: "%: int"),
    SearchCase(name: "made required defaulted", old: "%: int? = 1", new: "%: int = 1"),
    SearchCase(name: "widened", old: #"%: "a""#, new: #"%: "a" | "b""#),
    SearchCase(name: "narrowed", old: #"%: "a" | "b""#, new: #"%: "a""#),
    SearchCase(name: "literal renamed", old: #"%: "a""#, new: #"%: ("b" @was("a"))"#),
    SearchCase(name: "converted, overlapping", old: #"%: "a" | "b""#, new: #"%: "b" | "c""#),
    SearchCase(name: "converted losslessly", old: "%: int", new: "%: string"),
    SearchCase(name: "converted with loss", old: "%: string", new: "%: int"),
    SearchCase(name: "widened into another form", old: "%: int", new: "%: int | string"),
    SearchCase(name: "narrowed out of another form", old: "%: int | string", new: "%: int"),
    SearchCase(name: "moved", old: "%: int", new: #"%: int @column("%_m")"#),
    SearchCase(name: "default added", old: "%: int", new: "%: int = 1"),
    SearchCase(name: "default changed", old: "%: int = 1", new: "%: int = 2"),
    SearchCase(name: "default removed", old: "%: int = 1", new: "%: int"),
    SearchCase(name: "index added", old: "%: int", new: "%: int\nindex by_% (%)"),
    SearchCase(name: "index removed", old: "%: int\nindex by_% (%)", new: "%: int"),
    SearchCase(
      name: "index changed", old: "%: int\n%_b: int\nindex by_% (%)", new: "%: int\n%_b: int\nindex by_% (%_b)"),
    SearchCase(
      name: "vector changed", old: "%: [double]\nvector by_% (%) dimensions 2",
      new: "%: [double]\nvector by_% (%) dimensions 3"),
    SearchCase(name: "unique added", old: "%: int", new: "%: int\nunique by_% (%)"),
    SearchCase(name: "unique added with its field", new: "%: int?\nunique by_% (%)"),
    SearchCase(name: "unique removed", old: "%: int\nunique by_% (%)", new: "%: int"),
    SearchCase(
      name: "unique changed", old: "%: int\n%_b: int\nunique by_% (%)", new: "%: int\n%_b: int\nunique by_% (%, %_b)"),
    SearchCase(name: "index made unique", old: "%: int\nindex by_% (%)", new: "%: int\nunique by_% (%)"),
    SearchCase(name: "unique made index", old: "%: int\nunique by_% (%)", new: "%: int\nindex by_% (%)"),
    SearchCase(
      name: "made cascading", old: "%: id<%_t>", new: "%: id<%_t> @onDelete(cascade)",
      oldTables: "table %_t { x: int }", newTables: "table %_t { x: int }"),
    SearchCase(
      name: "made restricting", old: "%: id<%_t> @onDelete(cascade)", new: "%: id<%_t> @onDelete(restrict)",
      oldTables: "table %_t { x: int }", newTables: "table %_t { x: int }"),
    SearchCase(
      name: "made setting null", old: "%: id<%_t>? @onDelete(restrict)", new: "%: id<%_t>? @onDelete(setNull)",
      oldTables: "table %_t { x: int }", newTables: "table %_t { x: int }"),
    SearchCase(name: "table added", newTables: "table %_t { x: int }"),
    SearchCase(name: "table removed", oldTables: "table %_t { x: int }"),
    SearchCase(
      name: "table renamed", oldTables: "table %_t { id: int @key\n x: int }",
      newTables: "table %_u @was(%_t) { id: int @key\n x: int }"),
    SearchCase(
      name: "key changed", oldTables: "table %_t { id: int @key\n x: int }",
      newTables: "table %_t { id: int\n x: int @key }"),
    SearchCase(
      name: "row widened", oldTables: #"table %_t = { k: "a" }"#, newTables: #"table %_t = { k: "a" } | { k: "b" }"#),
    SearchCase(
      name: "row narrowed", oldTables: #"table %_t = { k: "a" } | { k: "b" }"#, newTables: #"table %_t = { k: "a" }"#),
    SearchCase(name: "row converted", oldTables: #"table %_t = { k: "a" }"#, newTables: #"table %_t = { k: "b" }"#),
  ]

  /// Several rules about one field, index or table: what each needs alone says little about them together.
  private static let entangled: [SearchCase] = [
    SearchCase(name: "renamed and made optional", old: "%: int", new: "%_r: int? @was(%)"),
    SearchCase(name: "renamed and made optional, without its default", old: "%: int = 1", new: "%_r: int? @was(%)"),
    SearchCase(name: "renamed and made required", old: "%: int?", new: "%_r: int @was(%)"),
    SearchCase(name: "renamed and narrowed", old: #"%: "a" | "b""#, new: #"%_r: "a" @was(%)"#),
    SearchCase(name: "renamed and widened", old: #"%: "a""#, new: #"%_r: ("a" | "b") @was(%)"#),
    SearchCase(name: "renamed and default added", old: "%: int", new: "%_r: int = 1 @was(%)"),
    SearchCase(name: "renamed and default removed", old: "%: int = 1", new: "%_r: int @was(%)"),
    SearchCase(name: "made optional and default removed", old: "%: int = 1", new: "%: int?"),
    SearchCase(name: "made required and default added", old: "%: int?", new: "%: int = 1"),
    SearchCase(name: "narrowed and default changed", old: #"%: ("a" | "b") = "b""#, new: #"%: "a" = "a""#),
    SearchCase(name: "widened and default added", old: #"%: "a""#, new: #"%: ("a" | "b") = "b""#),
    SearchCase(name: "converted and default removed", old: #"%: "a" = "a""#, new: #"%: "b""#),
    SearchCase(
      name: "renamed beneath an index", old: "%: int\nindex by_% (%)", new: "%_r: int @was(%)\nindex by_% (%_r)"),
    SearchCase(
      name: "renamed beneath a promise", old: "%: int\nunique by_% (%)", new: "%_r: int @was(%)\nunique by_% (%_r)"),
    SearchCase(name: "renamed and promised", old: "%: int", new: "%_r: int @was(%)\nunique by_% (%_r)"),
    SearchCase(name: "renamed, no longer promised", old: "%: int\nunique by_% (%)", new: "%_r: int @was(%)"),
    SearchCase(name: "removed with its index", old: "%: int\nindex by_% (%)"),
    SearchCase(name: "removed with its promise", old: "%: int\nunique by_% (%)"),
    SearchCase(name: "added with its index", new: "%: int\nindex by_% (%)"),
    SearchCase(name: "added with its promise", new: "%: int\nunique by_% (%)"),
    SearchCase(name: "narrowed and promised", old: #"%: "a" | "b""#, new: "%: \"a\"\nunique by_% (%)"),
    SearchCase(name: "widened and indexed", old: #"%: "a""#, new: "%: \"a\" | \"b\"\nindex by_% (%)"),
    SearchCase(name: "derived, the source goes", old: "%: int", new: "%_d: string @from(%)"),
    SearchCase(
      name: "made optional and setting null", old: "%: id<%_t>", new: "%: id<%_t>? @onDelete(setNull)",
      oldTables: "table %_t { x: int }", newTables: "table %_t { x: int }"),
    SearchCase(
      name: "made required, no longer setting null", old: "%: id<%_t>? @onDelete(setNull)", new: "%: id<%_t>",
      oldTables: "table %_t { x: int }", newTables: "table %_t { x: int }"),
    SearchCase(name: "reference removed with its table", old: "%: id<%_t>", oldTables: "table %_t { x: int }"),
    SearchCase(name: "reference added with its table", new: "%: id<%_t>", newTables: "table %_t { x: int }"),
  ]

  /// The planner's plan for cases beside one another.
  static func plan(_ cases: [SearchCase], _ target: Target) throws(DiagnosticList) -> Plan {
    let texts = texts(cases, target)
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "search.schema", text: text)])
    }
    return try planMigration(from: schema(texts.old), to: schema(texts.new)).plan
  }

  /// The texts of both schemas for cases beside one another.
  private static func texts(_ cases: [SearchCase], _ target: Target) -> (old: String, new: String) {
    func text(_ lines: KeyPath<SearchCase, String>, _ tables: KeyPath<SearchCase, String>) -> String {
      let own = cases.enumerated().map { place, item in
        (item[keyPath: lines].naming(place), item[keyPath: tables].naming(place))
      }
      return "target \(target.rawValue)\n" + own.map { $0.1 + "\n" }.joined() + "table t {\n"
        + own.map { $0.0 + "\n" }.joined() + "stays: int\n}\n"
    }
    return (text(\.old, \.oldTables), text(\.new, \.newTables))
  }
}

extension String {
  /// With `%` replaced by a name.
  fileprivate func naming(_ place: Int) -> String {
    String(flatMap { $0 == "%" ? Array("n\(place)") : [$0] })
  }
}

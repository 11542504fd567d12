// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// A change, or several that meet in one place, in as few lines as show it.
///
/// `%` stands for a name of its own, so that cases can stand beside one another in one table.
package struct SearchCase: Sendable {
  /// What is searched, in words.
  package var name: String
  /// Lines of the table `t`.
  package var old = ""
  package var new = ""
  /// Whole tables.
  package var oldTables = ""
  package var newTables = ""

  package static let all = alone + entangled

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
}

extension SearchCase {
  /// Returns the schema with some changes, each done or not; `nil` if the language refuses it.
  ///
  /// - Parameter names: What `%` stands for in each change; if all are equal, the changes begin with the same lines, and
  ///   at most one is done.
  package static func schema(
    of cases: [SearchCase], named names: [String], done: [Bool], on target: Target
  ) -> Schema? {
    var parts = zip(zip(cases, names), done).map { pair, isDone in
      let (lines, tables) = isDone ? (pair.0.new, pair.0.newTables) : (pair.0.old, pair.0.oldTables)
      return (lines.replacing("%", with: pair.1), tables.replacing("%", with: pair.1))
    }
    if Set(names).count == 1 { parts = [parts[done.lastIndex(of: true) ?? 0]] }
    let lines = parts.map(\.0).filter { !$0.isEmpty }
    let text =
      "target \(target.rawValue)\n" + parts.map(\.1).joined(separator: "\n")
      + "\ntable t {\n  stays: int\n\(lines.joined(separator: "\n"))\n}\n"
    return try? readSchema([SourceFile(path: "t.schema", text: text)])
  }
}

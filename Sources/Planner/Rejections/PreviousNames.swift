// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns the diagnostics of `planMigration` about names in `@was` and `@from`, for comparisons without a plan.
package func unknownPreviousNames(from old: Schema, to goal: Schema, spansPlans: Bool = false) -> [Diagnostic] {
  let comparison = DiffContext(from: old, to: goal.inheritingStoredNames(from: old))
  return unknownPreviousNames(comparison, severity: spansPlans ? .warning : .error)
}

/// Returns diagnostics about names in `@was` and `@from` that the old schema does not have, and that would otherwise be
/// ignored.
///
/// A declaration whose own name is in the old schema keeps its attributes as history; so does one in a new table.
func unknownPreviousNames(_ comparison: DiffContext, severity: Diagnostic.Severity) -> [Diagnostic] {
  var names = PreviousNames(severity)
  let old = comparison.old
  guard old.target == comparison.new.target else { return [] }
  for table in comparison.added + comparison.changed.map(\.new) where !table.previousNames.isEmpty {
    guard old.table(table.name) == nil, table.previousNames.allSatisfy({ old.table($0) == nil }) else { continue }
    names.reportTable(table, among: comparison.removed + comparison.changed.map(\.old))
  }
  for pair in comparison.changed {
    let free = pair.old.fields.filter { pair.new.field($0.name) == nil }
    for field in pair.new.fields where pair.old.field(field.name) == nil {
      names.check(field, pair.new, pair.old, free: free)
    }
    for fields in matchFields(pair.old, pair.new).pairs where !fields.new.literalRenames.isEmpty {
      names.checkLiterals(fields.new, pair.new, was: fields.old, pair.old)
    }
    for fields in matchFields(pair.old, pair.new).pairs where !fields.new.memberRenames.isEmpty {
      names.checkMembers(fields.new, pair.new, was: fields.old, pair.old)
    }
  }
  return names.all
}

/// Collects the diagnostics.
private struct PreviousNames {
  private let severity: Diagnostic.Severity
  private var found: [Diagnostic] = []
  /// By the position of the old literal: a named type may be valid for one field and invalid for another.
  private var literals: [SourceRange: Diagnostic] = [:]
  private var rightLiterals: Set<SourceRange> = []

  init(_ severity: Diagnostic.Severity) { self.severity = severity }

  var all: [Diagnostic] {
    found
      + literals.filter { !rightLiterals.contains($0.key) }
      .sorted { ($0.key.file, $0.key.start) < ($1.key.file, $1.key.start) }.map(\.value)
  }

  mutating func reportTable(_ table: Table, among candidates: [Table]) {
    let name = table.previousNames[0]
    let guess = nearest(to: name.text, among: candidates.map(\.name.text))
    report(
      "the old schema has no table \(quoted(name))", guess: guess,
      otherwise: "remove '@was' if \(quoted(table.name)) is new",
      at: table.previousNameRanges.first ?? table.range, isExact: !table.previousNameRanges.isEmpty)
  }

  /// Checks a field whose name is new in its table.
  mutating func check(_ field: Field, _ table: Table, _ old: Table, free: [Field]) {
    let missing: [(index: Int, name: FieldName)]
    if field.previousNames.isEmpty {
      // A derived field reads all of its sources.
      missing = field.sources.enumerated().filter { old.field($0.element) == nil }.map { ($0.offset, $0.element) }
    } else {
      // Each plan that renames the field adds a name; one of them is the last.
      let isKnown = field.previousNames.contains { old.field($0) != nil }
      missing = isKnown ? [] : [(0, field.previousNames[0])]
    }
    let ranges = table.nameRanges(of: field)
    let isMove = !field.previousNames.isEmpty
    let candidates = (isMove ? free : old.fields).map(\.name.text)
    for (index, name) in missing {
      report(
        "\(quoted(old.name)) has no field \(quoted(name)) in the old schema",
        guess: nearest(to: name.text, among: candidates),
        otherwise: isMove
          ? "remove '@was' if \(quoted(field.name)) is new" : "name fields of the old schema",
        at: ranges.indices.contains(index) ? ranges[index] : table.range(of: field),
        isExact: ranges.indices.contains(index), old.range.map { ("\(quoted(old.name)) was declared here", $0) })
    }
  }

  /// Checks the literals of a field that the old schema has, under this name or another.
  mutating func checkLiterals(_ field: Field, _ table: Table, was old: Field, _ oldTable: Table) {
    let groups = Dictionary(grouping: field.literalRenames) { RenamedLiteral(path: $0.path, new: $0.new) }
    for (literal, renames) in groups {
      let values = old.type.value.types(at: literal.path[...])
      let isKnown = values.contains { type in
        let literals = [literal.new] + renames.map(\.old)
        return literals.contains { ValueType.literal($0).isSubset(of: type) }
      }
      guard let range = renames.lazy.compactMap(\.range).first else { continue }
      // A literal at a path that the old type does not have is new.
      if values.isEmpty || isKnown || renames.contains(where: old.literalRenames.contains) {
        rightLiterals.formUnion(renames.compactMap(\.range))
        continue
      }
      guard literals[range] == nil else { continue }
      let now = Set(field.type.value.types(at: literal.path[...]).flatMap(\.literals).map(\.description))
      let candidates = values.flatMap(\.literals).filter { !now.contains($0.description) }
      let wrong = renames[0].old
      let guess = nearest(to: wrong.text, among: candidates.map(\.text)).flatMap { text in
        candidates.first { $0.text.hasSameBytes(as: text) }
      }
      literals[range] = diagnostic(
        "\(quoted(oldTable.name)).\(quoted(old.name)) does not allow '\(wrong.description)' in the old schema",
        guess: guess?.description, replacement: guess?.description,
        otherwise: "remove '@was' if '\(literal.new)' is new",
        at: range, isExact: true, oldTable.range(of: old).map { ("\(quoted(old.name)) was declared here", $0) })
    }
  }

  /// Checks the renamed members of a field that the old schema has, under this name or another.
  mutating func checkMembers(_ field: Field, _ table: Table, was old: Field, _ oldTable: Table) {
    for (path, renames) in Dictionary(grouping: field.memberRenames, by: { $0.path + [$0.new] })
      .sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
    {
      let objects = old.type.value.objects(at: path.dropLast())
      let names = Set(objects.joined().map(\.name))
      let isKnown = names.contains(renames[0].new) || renames.contains { names.contains($0.old) }
      // An object at a path that the old type does not have is new.
      if objects.isEmpty || isKnown || renames.contains(where: old.memberRenames.contains) { continue }
      let now = Set(field.type.value.objects(at: path.dropLast()).joined().map(\.name))
      let range = renames.lazy.compactMap(\.range).first
      report(
        "\(quoted(oldTable.name)).\(quoted(old.name)) has no member \(quoted(renames[0].old)) in the old schema",
        guess: nearest(to: renames[0].old.text, among: names.subtracting(now).sorted().map(\.text)),
        otherwise: "remove '@was' if \(quoted(renames[0].new)) is new", at: range ?? table.range(of: field),
        isExact: range != nil, oldTable.range(of: old).map { ("\(quoted(old.name)) was declared here", $0) })
    }
  }

  private mutating func report(
    _ problem: String, guess: String?, otherwise advice: String, at range: SourceRange?, isExact: Bool,
    _ note: (String, SourceRange)? = nil
  ) {
    found.append(
      diagnostic(
        problem, guess: guess, replacement: guess?.spelledAsName, otherwise: advice, at: range, isExact: isExact, note))
  }

  private func diagnostic(
    _ problem: String, guess: String?, replacement: String?, otherwise advice: String, at range: SourceRange?,
    isExact: Bool, _ note: (String, SourceRange)?
  ) -> Diagnostic {
    var fixIts: [Diagnostic.FixIt] = []
    // The fix-it replaces the wrong name: a second attribute would be an error.
    if isExact, let guess, let replacement {
      fixIts = [.init("write '\(guess)'", range: range, replacement: replacement)]
    }
    return Diagnostic(
      severity, Rule.previousNameUnknown, problem + "; " + (guess.map { "did you mean '\($0)'?" } ?? advice),
      range: range, notes: note.map { [.init($0.0, side: .old, range: $0.1)] } ?? [], fixIts: fixIts)
  }

  /// A literal with its path in the type of its field.
  private struct RenamedLiteral: Hashable {
    var path: [FieldName]
    var new: Literal
  }
}

extension ValueType {
  /// Returns the types at the end of a path of members, where `[]` stands for elements and values.
  fileprivate func types(at path: ArraySlice<FieldName>) -> [ValueType] {
    guard let step = path.first else { return [self] }
    return alternatives.flatMap { alternative -> [ValueType] in
      switch alternative {
      case .any, .scalar, .bounded, .literal, .reference, .union: []
      case .array(let element): step == "[]" ? element.types(at: path.dropFirst()) : []
      case .record(_, let value): step == "[]" ? value.types(at: path.dropFirst()) : []
      case .object(let members):
        members.filter { $0.name == step }.flatMap { $0.type.types(at: path.dropFirst()) }
      }
    }
  }

  /// The literals among its alternatives.
  fileprivate var literals: [Literal] {
    alternatives.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
  }
}

extension Literal {
  /// The text without quotes.
  fileprivate var text: String { if case .string(let text) = self { text } else { description } }
}

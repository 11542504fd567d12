// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A backfill as `migrations.define` of `@convex-dev/migrations`.
package struct ConvexMigration {
  /// The name of the exported constant.
  var name: String
  var table: String
  /// Whether a value in it is to be decided: it is marked by `TODO`.
  var isManual: Bool
  var source: [String]

  /// - Parameters:
  ///   - schema: The schema that is deployed when it runs.
  ///   - taken: The names of other migrations of the plan.
  init(_ backfill: Backfill, of plan: Plan, in schema: Schema, taken: inout Set<String>) {
    table = backfill.storedTable.text
    var name = Self.name(of: backfill)
    var number = 2
    while !taken.insert(name).inserted {
      name = Self.name(of: backfill) + String(number)
      number += 1
    }
    self.name = name
    let statements = MigrationStatements(backfill, of: plan, in: schema)
    isManual = statements.isManual
    source = ["export const \(name) = migrations.define({", "  table: \(ConvexSchemaText.quoted(table)),"]
    if let range = statements.range { source.append("  customRange: \(range),") }
    source.append("  migrateOne: \(statements.isAsync ? "async (ctx, doc)" : "(_ctx, doc)") => {")
    source += statements.lines.map { "    " + $0 }
    source += ["  },", "});"]
  }

  /// `usersLocale`, `usersLegacyUnset`, `logsDelete`.
  private static func name(of backfill: Backfill) -> String {
    var words = [backfill.storedTable.text]
    if backfill.deletesRows {
      words.append("delete")
    } else {
      words += backfill.fields.map { $0.text == "*" ? "documents" : $0.text }
      if backfill.transform == .unset { words.append("unset") }
    }
    var result = ""
    for (index, word) in words.enumerated() {
      let letters = word.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      result += index == 0 ? letters : letters.prefix(1).uppercased() + letters.dropFirst()
    }
    return result
  }
}

/// The statements of `migrateOne`.
private struct MigrationStatements {
  private(set) var lines: [String] = []
  private(set) var isManual = false
  private(set) var isAsync = false
  /// The argument of `customRange`: the documents of an index that need the change.
  private(set) var range: String?
  private let backfill: Backfill
  private let plan: Plan
  private let schema: Schema

  init(_ backfill: Backfill, of plan: Plan, in schema: Schema) {
    self.backfill = backfill
    self.plan = plan
    self.schema = schema
    write()
  }

  private mutating func write() {
    if backfill.deletesRows {
      isAsync = true
      lines = ["await ctx.db.delete(doc._id);"]
      return
    }
    guard let target = backfill.targets.first, target.column != ColumnID.wholeRow else { return writeRow() }
    switch backfill.transform {
    case .unset:
      lines = [
        "if (\(doc(target)) === undefined) return undefined;", "return { \(key(target)): undefined };",
      ]
    case .copy: move(target) { $0 }
    case .convert(let conversion): convert(target, conversion)
    case .fill(let value): fill(target, value)
    case .remap(let renames): remap(target, renames)
    case .renameMembers(let renames): renameMembers(target, renames)
    case .custom, .sql: custom(target)
    }
  }

  // MARK: Parts

  private func doc(_ column: ColumnID) -> String { "doc" + ConvexSchemaText.member(column.column.text) }

  private func key(_ column: ColumnID) -> String { ConvexSchemaText.key(column.column.text) }

  private func type(of column: ColumnID, in schema: Schema) -> FieldType? {
    let table = schema.tables.first { $0.storedName == column.table }
    return table?.fields.first { $0.storedName == column.column }?.type
  }

  /// The type of the target after the plan.
  private var goalType: FieldType {
    if case .notIn(let type) = backfill.pending { return type }
    guard let target = backfill.targets.first else { return FieldType(.any) }
    return plan.deploys.last.flatMap { type(of: target, in: $0.schema) } ?? type(of: target, in: schema)
      ?? FieldType(.any)
  }

  /// The column that the values come from, if it is another one than the target.
  private var otherSource: ColumnID? { backfill.sources.first { !backfill.targets.contains($0) } }

  private mutating func writeRow() {
    isManual = true
    let type = goalType.value.description
    lines = [
      "// TODO: return the fields that make the document fit, or undefined if it fits already:"
    ]
    lines += wrapped(type).map { "// " + $0 }
    lines.append("return undefined;")
  }

  private func wrapped(_ text: String) -> [String] {
    text.split(separator: "|").map { $0.drop { $0 == " " } }.map(String.init)
  }

  /// Writes the value of another field, in documents in which it is not written yet.
  private mutating func move(_ target: ColumnID, _ value: (String) -> String) {
    guard let source = otherSource else { return custom(target) }
    let old = doc(source)
    if backfill.replaces == source {
      let isNullable = type(of: target, in: schema)?.value.alternatives.contains(.scalar(.null)) ?? true
      let new = isNullable ? "\(doc(target)) === undefined ? \(old) : \(doc(target))" : "\(doc(target)) ?? \(old)"
      lines = [
        "if (\(old) === undefined) return undefined;", "return { \(key(target)): \(new), \(key(source)): undefined };",
      ]
      return
    }
    // Objects are compared by identity, so only a missing value shows what is to be done.
    let isPlain = type(of: source, in: schema)?.value.isPlainValue ?? false
    let condition =
      isPlain && value(old) == old
      ? "\(doc(target)) === \(old)" : "\(doc(target)) !== undefined || \(old) === undefined"
    lines = ["if (\(condition)) return undefined;", "return { \(key(target)): \(value(old)) };"]
  }

  private mutating func convert(_ target: ColumnID, _ conversion: Transform.Conversion) {
    func value(_ old: String) -> String {
      switch conversion {
      case .text: "String(\(old))"
      case .intToDecimal: "String(\(old))"
      case .wrapInArray: "[\(old)]"
      case .wrapInObject(let member): "{ \(ConvexSchemaText.key(member.text)): \(old) }"
      }
    }
    if otherSource != nil { return move(target, value) }
    change(target, to: value(doc(target)))
  }

  private mutating func fill(_ target: ColumnID, _ value: Default) {
    let text: String?
    switch value {
    case .literal(let literal): text = returned(literal, to: target)
    case .emptyArray: text = "[]"
    case .emptyObject: text = "{}"
    case .text, .now, .uuid, .auto: text = nil
    }
    guard let text else { return custom(target) }
    lines = ["if (\(doc(target)) !== undefined) return undefined;", "return { \(key(target)): \(text) };"]
  }

  /// A literal as a value that is returned: TypeScript takes it for any value of its kind otherwise.
  private func returned(_ literal: Literal, to target: ColumnID) -> String {
    let types = [type(of: target, in: schema), goalType].compactMap { $0?.value }.flatMap(\.alternatives)
    let isListed = types.contains { if case .literal = $0 { true } else { false } }
    return ConvexSchemaText.value(literal) + (isListed ? " as const" : "")
  }

  private mutating func remap(_ target: ColumnID, _ renames: [LiteralRename]) {
    let old = otherSource.map(doc) ?? doc(target)
    guard renames.allSatisfy({ $0.path.isEmpty }) else { return custom(target) }
    for rename in renames {
      lines.append(
        "if (\(old) === \(ConvexSchemaText.value(rename.old))) return { \(key(target)): "
          + "\(returned(rename.new, to: target)) };")
    }
    let isMoved = otherSource != nil
    lines.append(
      isMoved ? "return \(doc(target)) === \(old) ? undefined : { \(key(target)): \(old) };" : "return undefined;")
    if renames.count == 1, !isMoved { range = indexRange(target, renames[0].old) }
  }

  /// Renames members inside the value: a patch replaces the whole field.
  private mutating func renameMembers(_ target: ColumnID, _ renames: [MemberRename]) {
    let source = otherSource ?? target
    let renamed = renames.map { $0.path + [$0.new] }
    // A member of a renamed member has two paths.
    let isNested = renames.contains { rename in renamed.contains { rename.path.starts(with: $0) } }
    guard let type = type(of: source, in: schema), !isNested else { return custom(target) }
    let members = RenamedMembers(renames, in: type.value)
    if otherSource != nil {
      lines = [
        "if (\(doc(target)) !== undefined || \(doc(source)) === undefined) return undefined;",
        "return { \(key(target)): (\(members.expression(doc(source)))) as typeof \(doc(target)) };",
      ]
      return
    }
    let exists = type.isOptional ? "\(doc(target)) === undefined || " : ""
    lines = ["if (\(exists)!(\(members.condition(doc(target))))) return undefined;"]
    lines +=
      members.statements(doc(target), key: key(target))
      ?? ["return { \(key(target)): (\(members.expression(doc(target)))) as typeof \(doc(target)) };"]
  }

  /// A value that is decided manually, in the documents whose value is not allowed any more.
  private mutating func custom(_ target: ColumnID) {
    isManual = true
    let new = goalType
    if let source = otherSource {
      let old = type(of: source, in: schema)
      lines.append("if (\(doc(target)) !== undefined) return undefined;")
      let others = backfill.sources.filter { !backfill.targets.contains($0) }.map(doc).joined(separator: ", ")
      if backfill.targets.count == 1, let old, convertScalar(old.value, new.value, doc(source), target) { return }
      let values = backfill.targets.map { target in
        "\(key(target)): \(Placeholder.text(of: type(of: target, in: schema)?.value ?? .any))"
      }
      lines.append("return { \(values.joined(separator: ", ")) }; // TODO: compute it from \(others)")
      return
    }
    let old = type(of: target, in: plan.base)
    change(target, to: nil, from: old)
  }

  /// Writes a new value where the old one is outside of the new type.
  private mutating func change(_ target: ColumnID, to value: String?, from known: FieldType? = nil) {
    let (new, expression) = (goalType, doc(target))
    guard let old = known ?? type(of: target, in: plan.base) else {
      lines.append("if (\(expression) !== undefined) return undefined;")
      lines.append(
        "return { \(key(target)): \(value ?? Placeholder.text(of: new.value)) };"
          + (value == nil ? " // TODO: the value of documents that have none" : ""))
      return
    }
    let outside = OutsideCondition(from: old, to: new, of: expression)
    lines.append("if (\(outside.negated)) return undefined;")
    if !outside.isExact {
      isManual = true
      lines.append("// TODO: skip documents whose value is already \(new.description)")
    }
    if let literal = outside.onlyLiteral { range = indexRange(target, literal) }
    if let value {
      lines.append("return { \(key(target)): \(value) };")
      return
    }
    if outside.alternatives.count == 1, convertScalar(outside.alternatives[0], new.value, expression, target) { return }
    let fresh = new.value.alternatives.first { !old.value.alternatives.contains($0) }
    let shown = outside.alternatives.isEmpty ? "of documents that have none" : "that replaces the old one"
    lines.append(
      "return { \(key(target)): \(Placeholder.text(of: fresh ?? new.value)) }; // TODO: the value \(shown)")
  }

  /// Writes a usual conversion between scalars; returns whether there is one.
  private mutating func convertScalar(
    _ old: ValueType, _ new: ValueType, _ expression: String, _ target: ColumnID
  ) -> Bool {
    guard case .scalar(let from) = old else { return false }
    let targets = new.alternatives.compactMap { type -> Scalar? in
      if case .scalar(let scalar) = type, scalar != .null { scalar } else { nil }
    }
    guard targets.count == 1, new.alternatives.count(where: { $0 != .scalar(.null) }) == 1 else { return false }
    let name = "\(backfill.storedTable).\(target.column)"
    switch (from, targets[0]) {
    case (.string, .double):
      lines += [
        "const value = Number(\(expression)); // TODO: check this conversion",
        "if (Number.isNaN(value)) {",
        "  // An error would stop the whole migration here; the next push names the documents that are left.",
        "  console.warn(`\(name): ${doc._id}`);", "  return undefined;", "}", "return { \(key(target)): value };",
      ]
    case (.string, .int):
      lines += [
        "if (!/^-?\\d+$/.test(\(expression))) {",
        "  // An error would stop the whole migration here; the next push names the documents that are left.",
        "  console.warn(`\(name): ${doc._id}`);", "  return undefined;", "}",
        "return { \(key(target)): BigInt(\(expression)) }; // TODO: check this conversion",
      ]
    case (.double, .int):
      lines.append("return { \(key(target)): BigInt(Math.round(\(expression))) }; // TODO: check this conversion")
    case (.int, .double):
      lines.append("return { \(key(target)): Number(\(expression)) }; // TODO: check this conversion")
    case (.double, .string), (.int, .string), (.bool, .string):
      lines.append("return { \(key(target)): String(\(expression)) }; // TODO: check this conversion")
    case (.string, .bool):
      lines.append("return { \(key(target)): \(expression) === \"true\" }; // TODO: check this conversion")
    default: return false
    }
    return true
  }

  /// The range of an index that begins with the field: only these documents are read.
  private func indexRange(_ target: ColumnID, _ literal: Literal) -> String? {
    let table = schema.tables.first { $0.storedName == target.table }
    let name = FieldName(target.column.text)
    guard let index = table?.indexes.first(where: { $0.kind == .index && $0.paths.first == [name] }) else { return nil }
    return "(q) => q.withIndex(\(ConvexSchemaText.quoted(index.name.text)), (q) => "
      + "q.eq(\(ConvexSchemaText.quoted(name.text)), \(ConvexSchemaText.value(literal))))"
  }
}

extension ValueType {
  /// Whether JavaScript compares the values with `===`.
  fileprivate var isPlainValue: Bool {
    switch self {
    case .scalar(let scalar): scalar != .bytes
    case .bounded, .literal, .reference: true
    case .union(let members): members.allSatisfy(\.isPlainValue)
    case .any, .array, .record, .object: false
    }
  }
}

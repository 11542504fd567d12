// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a migration of the plan does with one document, written from the meaning of transforms.
struct ConvexBackfill {
  private let backfill: Backfill
  private let plan: Plan
  private var samples: ConvexSamples

  var random: SeededRandom { samples.random }

  init(_ backfill: Backfill, of plan: Plan, _ random: SeededRandom) {
    self.backfill = backfill
    self.plan = plan
    samples = ConvexSamples(seed: 0)
    samples.random = random
  }

  /// The fields that change; `nil` if the document is deleted.
  mutating func changes(of document: ConvexDocument) -> [String: ConvexValue?]? {
    if backfill.deletesRows { return nil }
    var changes: [String: ConvexValue?] = [:]
    for target in backfill.targets {
      if target.column == ColumnID.wholeRow { return wholeRow(document) }
      let name = target.column.text
      let old = document[name]
      let source = backfill.sources.first { $0 != target }.flatMap { document[$0.column.text] }
      if let replaced = backfill.replaces?.column.text {
        if document[replaced] == nil { continue }
        if old == nil { changes.updateValue(source, forKey: name) }
        changes.updateValue(nil, forKey: replaced)
        continue
      }
      let new = changed(old, source, target)
      if new != old { changes.updateValue(new, forKey: name) }
    }
    return changes
  }

  private mutating func changed(_ old: ConvexValue?, _ source: ConvexValue?, _ target: ColumnID) -> ConvexValue? {
    let isMoved = backfill.sources.contains { $0 != target }
    switch backfill.transform {
    case .unset: return nil
    case .copy: return source
    case .convert(let conversion):
      let value = isMoved ? source : old
      guard let value else { return nil }
      if !isMoved, goal(of: target).accepts(value) { return value }
      return value.converted(conversion)
    case .remap(let renames):
      return (isMoved ? source : old).map { $0.remapped(renames) }
    case .renameMembers(let renames):
      return (isMoved ? source : old).map { value in renames.reduce(value) { $0.renamed($1, at: $1.path[...]) } }
    case .fill(let value):
      if isMoved, let source { return source }
      if !isMoved, let old { return old }
      return ConvexValue(value) ?? samples.value(of: goal(of: target).value)
    case .custom, .sql:
      // A value that fits stays, and so does that of another field, unless code has written the new one.
      let goal = goal(of: target)
      let value = old ?? source
      if let value, goal.accepts(value) { return value }
      if value == nil, goal.isOptional { return nil }
      return samples.value(of: goal.value)
    }
  }

  private mutating func wholeRow(_ document: ConvexDocument) -> [String: ConvexValue?] {
    let goal: ValueType
    if case .notIn(let type) = backfill.pending { goal = type.value } else { goal = .any }
    if ConvexValue.object(document).fits(goal) { return [:] }
    guard case .object(let entries) = samples.value(of: goal) else { return [:] }
    var changes: [String: ConvexValue?] = [:]
    for name in document.keys { changes.updateValue(nil, forKey: name) }
    for (name, value) in entries { changes.updateValue(value, forKey: name) }
    return changes
  }

  private func goal(of target: ColumnID) -> FieldType {
    if case .notIn(let type) = backfill.pending { return type }
    let fields = plan.deploys.last?.schema.tables.first { $0.storedName == target.table }?.fields
    return fields?.first { $0.storedName == target.column }?.type ?? FieldType(.any)
  }
}

extension ConvexValue {
  init?(_ value: Default) {
    switch value {
    case .literal(let literal): self.init(literal)
    case .emptyArray: self = .array([])
    case .emptyObject: self = .object([:])
    case .text, .now, .uuid, .auto: return nil
    }
  }

  init(_ literal: Literal) {
    switch literal {
    case .string(let text): self = .string(text)
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .bool(let flag): self = .bool(flag)
    }
  }

  func converted(_ conversion: Transform.Conversion) -> ConvexValue {
    switch (conversion, self) {
    case (.text, .int(let number)): .string(String(number))
    case (.text, .bool(let flag)): .string(flag ? "true" : "false")
    case (.wrapInArray, _): .array([self])
    case (.wrapInObject(let member), _): .object([member.text: self])
    case (.text, _), (.intToDecimal, _): self
    }
  }

  /// The value with the member of a rename under its new name.
  func renamed(_ rename: MemberRename, at path: ArraySlice<FieldName>) -> ConvexValue {
    switch self {
    case .array(let elements):
      guard path.first == "[]" else { return self }
      return .array(elements.map { $0.renamed(rename, at: path.dropFirst()) })
    case .object(var entries):
      guard let step = path.first else {
        if let value = entries.removeValue(forKey: rename.old.text) { entries[rename.new.text] = value }
        return .object(entries)
      }
      let rest = path.dropFirst()
      return .object(
        Dictionary(
          uniqueKeysWithValues: entries.map { name, value in
            (name, step == "[]" || step.text == name ? value.renamed(rename, at: rest) : value)
          }))
    case .null, .bool, .int, .double, .string, .bytes, .id: return self
    }
  }

  /// The value with new literals at the paths of the renames.
  func remapped(_ renames: [LiteralRename]) -> ConvexValue {
    if let rename = renames.first(where: { $0.path.isEmpty && ConvexValue($0.old) == self }) {
      return ConvexValue(rename.new)
    }
    func inside(_ name: String) -> [LiteralRename] {
      renames.filter { $0.path.first?.text == name }
        .map { LiteralRename(path: Array($0.path.dropFirst()), old: $0.old, new: $0.new) }
    }
    switch self {
    case .array(let elements): return .array(elements.map { $0.remapped(inside("[]")) })
    case .object(let entries):
      return .object(
        Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value.remapped(inside($0.key) + inside("[]"))) }))
    case .null, .bool, .int, .double, .string, .bytes, .id: return self
    }
  }
}

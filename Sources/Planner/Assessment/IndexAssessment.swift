// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A new index.
func assessAdded(_ change: Change, _ table: TableName, _ index: Index, _ context: AssessmentContext) -> Assessment {
  let path = SchemaPath(table, .index(index.name))
  guard index.kind == .unique else {
    return Assessment(
      rule: .indexAdded, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.indexBuild],
      reason: "it promises nothing about the rows")
  }
  if context.isOverNewOptionalField(index, table) {
    return Assessment(
      rule: .uniqueAdded, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.indexBuild],
      reason: "no old row has a value there, and old code writes none")
  }
  if context.isKeptApart(index, table) {
    return Assessment(
      rule: .uniqueAdded, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.indexBuild],
      reason: "the key of the table, or another unique index, keeps rows apart there already")
  }
  return Assessment(
    rule: .uniqueAdded, change: change, path: path, verdict: .breaking, phases: [.backfill, .tighten],
    hazards: [.indexBuild, .scansTable], reason: "old rows may agree there, and running code may write more that do",
    witness: context.twoRows(index, table))
}

/// An index that is gone.
func assessRemoved(_ change: Change, _ table: TableName, _ index: Index) -> Assessment {
  let path = SchemaPath(table, .index(index.name))
  guard index.kind == .unique else {
    return Assessment(
      rule: .indexRemoved, change: change, path: path, verdict: .safe, phases: [.tighten],
      hazards: [.oldReaders, .slowerQueries], reason: "it promises nothing about the rows; queries may count on it")
  }
  return Assessment(
    rule: .uniqueRemoved, change: change, path: path, verdict: .safe, phases: [.widen], hazards: [.oldWriters],
    reason: "every row is still allowed; old code may count on there being no two")
}

/// Another index under the same name.
func assessChanged(
  _ change: Change, _ table: TableName, _ old: Index, _ new: Index, _ context: AssessmentContext
) -> Assessment {
  let path = SchemaPath(table, .index(new.name))
  func assessment(
    _ rule: Rule, _ verdict: Verdict, _ phases: [Phase], _ hazards: [Hazard], _ reason: String,
    _ witness: Witness? = nil
  ) -> Assessment {
    Assessment(
      rule: rule, change: change, path: path, verdict: verdict, phases: phases, hazards: hazards, reason: reason,
      witness: witness)
  }
  if new.kind == .unique {
    return assessment(
      .uniqueChanged, .breaking, [.backfill, .tighten], [.indexBuild, .scansTable],
      "old rows may agree in what must differ now, and running code may write more that do",
      context.twoRows(new, table))
  }
  if case .vector(let before) = old.kind, case .vector(let after) = new.kind, before != after {
    return assessment(
      .vectorChanged, .breaking, [.backfill, .tighten], [.deletesData, .indexBuild],
      "every stored vector has \(before) numbers, and must have \(after)",
      .refused(.array([.literal(.double(0))])))
  }
  return assessment(
    .indexChanged, .safe, [.widen, .tighten], [.indexBuild, .oldReaders, .slowerQueries],
    "it promises nothing about the rows; queries may count on the old one")
}

extension AssessmentContext {
  /// Whether one of the index's fields is new and has no value anywhere: then no two rows agree in all of them yet.
  ///
  /// Where a default is filled in, all rows agree.
  func isOverNewOptionalField(_ index: Index, _ table: TableName) -> Bool {
    guard let after = newTable(table) else { return false }
    guard let before = oldPartner(of: table) else { return true }
    guard case .fields = before.content else { return false }
    return index.paths.contains { path in
      guard let name = path.first, let field = after.field(name), field.type.isOptional, field.defaultValue == nil
      else { return false }
      return before.field(name) == nil && !field.previousNames.contains { before.field($0) != nil }
    }
  }

  /// Whether no two old rows agree in all fields of the index: the key is among them, or another unique index is over
  /// the same ones, and they stay as they are.
  func isKeptApart(_ index: Index, _ table: TableName) -> Bool {
    guard let after = newTable(table), let before = oldPartner(of: table), !rekeyed.contains(table) else {
      return false
    }
    let standing = matchFields(before, after).pairs.filter {
      $0.old.storedName == $0.new.storedName && $0.old.type == $0.new.type
    }
    let names = Dictionary(standing.map { ($0.old.name, $0.new.name) }, uniquingKeysWith: { first, _ in first })
    func renamed(_ path: [FieldName]) -> [FieldName]? {
      path.first.flatMap { names[$0] }.map { [$0] + path.dropFirst() }
    }
    let paths = Set(index.paths.map(Optional.some))
    let key = before.keyFields.map { renamed([$0.name]) }
    return !key.isEmpty && paths.isSuperset(of: key)
      || before.indexes.contains { $0.kind == .unique && Set($0.paths.map(renamed)) == paths }
  }

  /// Two rows that differ in their key and agree in the fields of the index.
  func twoRows(_ index: Index, _ table: TableName) -> Witness? {
    guard let after = newTable(table) else { return nil }
    let key = after.keyFields.first
    let keyName = Value.literal(.string(key?.name.text ?? "_id"))
    let keys: [Value] =
      if let key { [key.type.value.example, key.type.value.otherExample] } else {
        [.literal(.int(1)), .literal(.int(2))]
      }
    let shared = index.paths.map { path in
      let dotted = path.map(\.text).joined(separator: ".")
      let field = path.count == 1 ? path.first.flatMap(after.field) : nil
      return Value.Entry(.literal(.string(dotted)), field?.type.value.example ?? .literal(.string("x")))
    }
    return .pair([Value.Entry(keyName, keys[0])] + shared, [Value.Entry(keyName, keys[1])] + shared)
  }
}

extension ValueType {
  /// Another value than `example`, where it is easy to find one.
  fileprivate var otherExample: Value {
    if case .scalar(.int) = self { return .literal(.int(2)) }
    return .literal(.string("another"))
  }
}

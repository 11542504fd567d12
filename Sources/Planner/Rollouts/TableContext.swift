// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The parts that all rollouts of one table share.
struct TableContext {
  let old: Table
  let new: Table
  let target: Target
  /// Whether old and new code run side by side.
  let overlaps: Bool
  let assessment: AssessmentContext
  /// The stored columns of renamed fields, in the old schema and at the end of the plan.
  private let oldColumns: [FieldName: FieldName]
  private var finalColumns: [FieldName: FieldName]
  /// The names of columns of either schema and of second columns, in the form that the target compares, in lower case.
  private lazy var taken = Set(
    (old.fields + new.fields).flatMap { [$0.storedName.text, $0.name.text] }.map { folded($0, target).lowercased() })

  init(old: Table, new: Table, overlaps: Bool, assessment: AssessmentContext) {
    self.old = old
    self.new = new
    self.overlaps = overlaps
    self.assessment = assessment
    target = assessment.target
    oldColumns = old.renamedColumns
    finalColumns = new.renamedColumns
  }

  func column(_ field: Field) -> ColumnID { ColumnID(old.storedName, field.storedName) }

  /// Returns the logical field of a field of the old schema.
  func logicalField(_ field: Field) -> Set<LogicalField> { [LogicalField(old.name, field.name)] }

  /// Returns an index of the old schema over its stored columns, whose names never change within a plan.
  func overOld(_ index: Index) -> Index { index.renamingFields(oldColumns) }

  /// Returns an index of the new schema over the stored columns that it has at the end of the plan.
  func overFinal(_ index: Index) -> Index { index.renamingFields(finalColumns) }

  /// Sets the stored column of a field of the new schema at the end of the plan.
  mutating func move(_ field: FieldName, to column: StoredName) { finalColumns[field] = FieldName(column.text) }

  /// Returns the constraint of a unique index over stored columns.
  func uniqueID(_ index: Index) -> UniqueID { UniqueID(old.storedName, index.paths) }

  /// Returns the name of a second column: `age_2`, or the first number that is free.
  mutating func freshName(like name: String) -> String {
    // A table cannot have so many columns that no number is free.
    numberedName(like: name, prefixedBy: nil, target) { taken.insert(folded($0, target).lowercased()).inserted } ?? name
  }

  /// Returns the name of a second index: `by_name_2`, or the first number that is free; `nil` if there is none.
  func freshIndexName(like index: Index, _ names: inout RelationNames) -> IndexName? {
    numberedName(like: index.name.text, prefixedBy: old.storedName, target) { name in
      var second = index
      second.name = IndexName(name)
      return names.reserve(old.storedNames(of: second, in: target))
    }.map { IndexName($0) }
  }

  /// Returns the use of a field that code reads from some columns and writes to others.
  func use(
    _ field: Field, _ logicalFields: Set<LogicalField>, reads: [ColumnUse] = [], writes: [ColumnUse] = []
  ) -> FieldUse {
    FieldUse(table: new.name, field: field.name, logicalFields: logicalFields, reads: reads, writes: writes)
  }

  /// Returns a backfill of a field of this table; the schedule sets its deploy.
  func backfill(
    _ field: Field, from sources: [ColumnID] = [], to targets: [ColumnID], _ transform: Transform,
    _ pending: Backfill.Pending
  ) -> Backfill {
    Backfill(
      name: "\(new.name).\(field.name)", table: new.name, storedTable: old.storedName, fields: [field.name],
      sources: sources, targets: targets, transform: transform, pending: pending, after: 0, assessment: 0)
  }

  /// Returns the backfill that unsets a column that the plan drops; `nil` where the column is dropped with its values.
  func unsetting(_ field: Field) -> Backfill? {
    guard !target.capabilities.dropsValues else { return nil }
    var unset = backfill(field, to: [column(field)], .unset, .present)
    // A new field may have the same name and its own backfill.
    unset.name += ".unset"
    return unset
  }

  /// Returns the delete actions that code must tolerate: those of the column's fields in different schemas.
  func tolerance(_ column: ColumnID, of fields: [Field]) -> [ColumnID: Set<DeleteAction>] {
    let known = Set(fields.compactMap { $0.deleteAction(in: target) })
    return known.isEmpty ? [:] : [column: known]
  }

  /// Returns the type that code may write to a copy while it also writes the original: the converted old values,
  /// without values that belong only to the new type.
  func typeOfCopy(of old: FieldType, as new: FieldType, by transform: Transform) -> FieldType {
    let source = old.renamingReferences(assessment.tableRenames)
    let converted: FieldType
    switch transform {
    case .copy: converted = source
    case .remap(let renames): converted = source.applying(renames)
    case .convert(.wrapInObject(let member)):
      converted = FieldType(.object([ValueType.Member(member, source.value)]), isOptional: source.isOptional)
    case .convert, .renameMembers: converted = FieldType(new.value, isOptional: source.isOptional)
    case .fill: return source.required
    case .unset, .custom, .sql: return new
    }
    return new.isSameSet(as: converted, on: target) ? new : converted
  }

  /// Returns the release in which code stops relying on a default that the wider column cannot have; empty if there is
  /// none.
  func stoppingUseOfDefault(from before: RolloutState, to next: RolloutState) -> [RolloutStep] {
    let hasDefault = before.fields.contains { $0.defaultValue != nil }
    guard target.capabilities.fillsDefaults, overlaps, hasDefault,
      next.fields.allSatisfy({ $0.defaultValue == nil })
    else { return [] }
    return [.release(.stopUsing, before)]
  }

  /// Returns whether a unique index of the new table is satisfied by all rows of the old one, because of an index, a
  /// key or a new field.
  func isUniqueAlready(_ index: Index) -> Bool {
    guard index.kind == .unique else { return true }
    let fields = matchFields(old, new)
    let names = Dictionary(fields.pairs.map { ($0.new.name, $0.old.name) }, uniquingKeysWith: { first, _ in first })
    let isNew = fields.added.contains { field in
      field.defaultValue == nil && index.paths.contains { $0.first == field.name }
    }
    if isNew { return true }
    let paths = Set(
      index.paths.map { path in path.first.flatMap { names[$0] }.map { [$0] + path.dropFirst() } ?? path })
    let keys = old.keyFields.map { [$0.name] }
    return !keys.isEmpty && paths.isSuperset(of: keys)
      || old.indexes.contains { $0.kind == .unique && paths.isSuperset(of: $0.paths) }
  }
}

extension Table {
  /// The stored columns of the fields whose stored name differs from their name.
  var renamedColumns: [FieldName: FieldName] {
    Dictionary(
      fields.lazy.filter(\.isStoredElsewhere).map { ($0.name, FieldName($0.storedName.text)) },
      uniquingKeysWith: { first, _ in first })
  }
}

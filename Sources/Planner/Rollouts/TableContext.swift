// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel

/// What the tracks of one table have in common.
struct TableContext {
  var old: Table
  var new: Table
  var target: Target
  /// Whether old and new code run side by side.
  var overlaps: Bool
  var assessment: AssessmentContext
  /// The stored columns of fields that are called otherwise: of the old schema, and once the plan is done.
  private var oldColumns: [FieldName: FieldName]
  private var finalColumns: [FieldName: FieldName]
  /// Names of columns that are taken, in either schema or by a second column; as the target folds them, in lower case.
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

  /// The truth that a field of the old schema holds.
  func truth(_ field: Field) -> Set<TruthID> { [TruthID(old.name, field.name)] }

  /// An index of the old schema by the stored columns that it is over: these have one name throughout a plan.
  func overOld(_ index: Index) -> Index { index.renamingFields(oldColumns) }

  /// An index of the new schema by the stored columns that it will be over.
  func overFinal(_ index: Index) -> Index { index.renamingFields(finalColumns) }

  /// The values of a field of the new schema end up in another column than it says.
  mutating func place(_ field: FieldName, in column: StoredName) { finalColumns[field] = FieldName(column.text) }

  /// A unique index that names stored columns.
  func uniqueID(_ index: Index) -> UniqueID { UniqueID(old.storedName, index.paths) }

  /// A name for a second column: `age_2`, or the first number that is free.
  mutating func freshName(like name: String) -> String {
    // A table has fewer columns than there are numbers.
    numberedName(like: name, behind: nil, target) { taken.insert(folded($0, target).lowercased()).inserted } ?? name
  }

  /// A name for a second index beside one: `by_name_2`, or the first number that is free; `nil` if there is none.
  func freshIndexName(like index: Index, _ names: inout RelationNames) -> IndexName? {
    numberedName(like: index.name.text, behind: old.storedName, target) { name in
      var second = index
      second.name = IndexName(name)
      return names.claim(old.storedNames(of: second, in: target))
    }.map { IndexName($0) }
  }

  /// How code uses a field; it does not read, or not write, where nothing is given.
  func use(
    _ field: Field, _ truths: Set<TruthID>, reads: [ColumnUse] = [], writes: [ColumnUse] = []
  ) -> FieldUse {
    FieldUse(table: new.name, field: field.name, truths: truths, reads: reads, writes: writes)
  }

  /// A backfill of a field of this table; where it stands in the plan is filled in when tracks are aligned.
  func backfill(
    _ field: Field, from sources: [ColumnID] = [], to targets: [ColumnID], _ transform: Transform,
    _ pending: Backfill.Pending
  ) -> Backfill {
    Backfill(
      name: "\(new.name).\(field.name)", table: new.name, storedTable: old.storedName, fields: [field.name],
      sources: sources, targets: targets, transform: transform, pending: pending, after: 0, assessment: 0)
  }

  /// What code can live with when the row that a column refers to is deleted: what the store does for these fields.
  func tolerance(_ column: ColumnID, of fields: [Field]) -> [ColumnID: Set<DeleteAction>] {
    let known = Set(fields.compactMap { $0.deleteAction(in: target) })
    return known.isEmpty ? [:] : [column: known]
  }
}

extension Table {
  /// The stored columns of the fields that are called otherwise.
  var renamedColumns: [FieldName: FieldName] {
    Dictionary(
      fields.lazy.filter(\.isStoredElsewhere).map { ($0.name, FieldName($0.storedName.text)) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Field {
  /// The field with "no value" allowed, and so without a default.
  var relaxed: Field { with(type: type.optional).with(defaultValue: nil) }

  func with(type: FieldType) -> Field {
    var result = self
    result.type = type
    return result
  }

  func with(defaultValue: Default?) -> Field {
    var result = self
    result.defaultValue = defaultValue
    return result
  }

  func with(onDelete: DeleteAction?) -> Field {
    var result = self
    result.onDelete = onDelete
    return result
  }

  /// The field with a wider type, without what could not be said of it: `"2026-03-01"` is no date beside strings, and
  /// only a reference has a delete action.
  func widened(to type: FieldType) -> Field {
    var result = with(type: type)
    if case .reference = type.value {} else { result.onDelete = nil }
    let alternatives = type.value.alternatives
    let isKept: Bool =
      switch defaultValue {
      case nil, .literal, .emptyArray, .emptyObject: true
      case .text: !alternatives.contains { $0 == .any || $0 == .scalar(.string) }
      case .now: alternatives.contains { $0 == .scalar(.timestamp) || $0 == .scalar(.date) }
      case .uuid: alternatives.contains(.scalar(.uuid))
      case .auto: type.value == .scalar(.int)
      }
    if !isKept { result.defaultValue = nil }
    return result
  }

  /// The field, kept in a stored column of that name.
  func stored(as stored: StoredName) -> Field {
    var result = self
    result.explicitStoredName = stored.text.hasSameBytes(as: name.text) ? nil : stored
    return result
  }

  /// The field under a name of its own, in the language and in the database.
  func renamed(_ name: String) -> Field {
    var result = self
    result.name = FieldName(name)
    result.explicitStoredName = nil
    return result
  }

  /// This field as the new schema calls and describes it, but holding what it held, where it was.
  func described(as new: Field) -> Field {
    var result = new.stored(as: storedName)
    result.type = type
    result.defaultValue = defaultValue
    result.onDelete = onDelete
    result.storedForm = storedForm
    return result
  }
}

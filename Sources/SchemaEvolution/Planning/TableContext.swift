// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// What the tracks of one table have in common.
struct TableContext {
  var old: Table
  var new: Table
  var target: Target
  /// Whether old and new code run side by side.
  var overlaps: Bool
  var assessment: AssessmentContext
  /// Names of columns that are taken, in either schema or by a second column; in lower case, as SQLite folds them.
  private var taken: Set<String>

  init(old: Table, new: Table, overlaps: Bool, assessment: AssessmentContext) {
    self.old = old
    self.new = new
    self.overlaps = overlaps
    self.assessment = assessment
    target = assessment.target
    taken = Set((old.fields + new.fields).flatMap { [$0.storedName.text.lowercased(), $0.name.text.lowercased()] })
  }

  func column(_ field: Field) -> ColumnID { ColumnID(old.storedName, field.storedName) }

  /// The truth that a field of the old schema holds.
  func truth(_ field: Field) -> Set<TruthID> { [TruthID(old.name, field.name)] }

  /// A name for a second column: `age_2`, or the first number that is free.
  mutating func freshName(like name: String) -> String {
    var number = 2
    while !taken.insert("\(name)_\(number)".lowercased()).inserted { number += 1 }
    return "\(name)_\(number)"
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

  /// What code can live with when the row that a column refers to is deleted.
  func tolerance(_ field: Field, _ actions: DeleteAction?...) -> [ColumnID: Set<DeleteAction>] {
    let known = Set(actions.compactMap { $0 })
    return known.isEmpty ? [:] : [column(field): known]
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

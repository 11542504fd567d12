// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension RolloutBuilder {
  /// Builds the rollouts of a table that both schemas have.
  mutating func buildTable(from old: Table, to new: Table, _ indices: [Int]) {
    var table = TableContext(old: old, new: new, overlaps: overlaps, assessment: context)
    if indices.contains(where: { assessments[$0].change.movesTable }) {
      buildCopy(table, indices)
      return
    }
    var moves: [MovedField] = []
    var indexChanges: [Int] = []
    var columnActions: [(index: Int, action: ChangedColumnAction)] = []
    var removals: [(index: Int, field: Field)] = []
    var sources: Set<FieldName> = []
    for index in indices {
      switch assessments[index].change {
      case .fieldAdded(_, let field):
        if old.field(field.name) != nil { rejections.append(.reusedName(field, assessments[index])) }
        let rollout = AddedFieldRollout(table: table, field: field)
        let isRequired = assessments[index].rule == .fieldAddedRequired
        appendField(isRequired ? rollout.required() : rollout.immediate(), of: field, in: new, index)
      case .fieldDerived(_, let from, let field):
        if old.field(field.name) != nil { rejections.append(.reusedName(field, assessments[index])) }
        appendField(DerivedFieldRollout(table: table, field: field, sources: from).rollout, of: field, in: new, index)
        sources.formUnion(from.map(\.name))
        rejectChangingSources(from, of: field, indices, index)
      case .fieldRemoved(_, let field): removals.append((index, field))
      case .fieldTypeChanged(_, let before, let after):
        if let move = buildColumn(&table, from: before, to: after, index, mayStay: true) { moves.append(move) }
      case .fieldRenamed(_, let before, let after), .fieldStorageChanged(_, let before, let after),
        .referenceKeyChanged(_, let before, let after):
        if let move = buildColumn(&table, from: before, to: after, index, mayStay: false) { moves.append(move) }
      case .defaultChanged(_, let before, let after): columnActions.append((index, .defaultValue(before, after)))
      case .referenceActionChanged(_, let before, let after): columnActions.append((index, .onDelete(before, after)))
      case .indexAdded, .indexRemoved, .indexChanged: indexChanges.append(index)
      case .rowChanged(let before, let after): buildRow(table, from: before, to: after, index)
      case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged: break
      }
    }
    for removal in removals {
      let isSource = sources.contains(removal.field.name)
      let rollout = RemovedFieldRollout(table: table, field: removal.field, isSource: isSource).rollout
      removedFieldRollouts[new.name, default: [:]][removal.field.name] = append(rollout, for: [removal.index])
    }
    buildSources(table, sources)
    for (index, action) in columnActions { buildColumnAction(action, table, index, sources) }
    buildIndexes(table, indexChanges, moves)
  }

  /// A field whose values move to a second column, with the index of its rollout.
  struct MovedField {
    var name: FieldName
    var rollout: Int
  }

  private mutating func appendField(_ rollout: Rollout, of field: Field, in table: Table, _ index: Int) {
    fieldRollouts[table.name, default: [:]][field.name] = append(rollout, for: [index])
  }

  private mutating func buildRow(_ table: TableContext, from old: Table, to new: Table, _ index: Int) {
    let relation = TypeRelation(
      from: FieldType(old.rowType.renamingReferences(context.tableRenames)), to: FieldType(new.rowType),
      on: context.target)
    let both = relation.old.union(relation.new).value
    if context.bothForms.indistinguishableMembers(of: both) != nil {
      rejections.append(.indistinguishableRows(of: assessments[index]))
    }
    tableRollouts[new.name] = append(RowRollout(table: table, relation: relation).rollout, for: [index])
  }

  /// Rejects a computed field whose sources change in the same plan, or are cleared by the database.
  private mutating func rejectChangingSources(
    _ sources: [Field], of field: Field, _ indices: [Int], _ index: Int
  ) {
    if let source = sources.first(where: { $0.onDelete == .setNull }) {
      rejections.append(.clearedSource(source, of: field, assessments[index]))
    }
    for other in indices {
      if case .referenceActionChanged(_, let before, let after) = assessments[other].change, after.onDelete == .setNull,
        sources.contains(where: { $0.name == before.name })
      {
        rejections.append(.changingSource(before, of: field, assessments[index], changedBy: assessments[other].rule))
      }
      guard let moving = assessments[other].change.movedColumn?.old,
        sources.contains(where: { $0.name == moving.name })
      else { continue }
      rejections.append(
        .changingSource(moving, of: field, assessments[index], changedBy: assessments[other].rule))
    }
  }
}

/// Columns whose values change or move.
extension RolloutBuilder {
  /// Builds the rollout of a column whose values change: in place if it can hold old and new values and they are
  /// distinguishable, otherwise through a second column.
  ///
  /// - Parameter mayStay: Whether the change may be made in place.
  /// - Returns: The field, if there is a second column.
  private mutating func buildColumn(
    _ table: inout TableContext, from before: Field, to after: Field, _ index: Int, mayStay: Bool
  ) -> MovedField? {
    let transform = Transform(from: before, to: after, in: table.new.name, context)
    let needsSecond =
      !mayStay || before.storedName != after.storedName || !context.storesAlike(before, after) || transform.isAmbiguous
      || isBetterInSync(table, from: before, to: after, transform)
    guard needsSecond else {
      let rollout = rolloutInPlace(table, from: before, to: after, transform, phases: assessments[index].phases)
      appendField(rollout, of: after, in: table.new, index)
      return nil
    }
    if before.storedName == after.storedName, let stored = explicitColumn(of: after, in: table) {
      rejections.append(.pinnedColumn(after, stored, in: table.new))
    }
    if before.onDelete == .setNull, after.onDelete != .setNull || transform != .copy {
      rejections.append(.clearedCopy(before, assessments[index]))
    }
    let held = before.type.renamingReferences(context.tableRenames).value.references
    if case .fill = transform, let table = held.first(where: context.rekeyed.contains) {
      // A filled column copies all other values, and these have old keys in them.
      rejections.append(.newReference(to: table, assessments[index]))
    }
    if case .fill(let value) = transform, !value.isConstant {
      rejections.append(.changingDefault(after, assessments[index]))
    }
    var move = MovedColumnRollout(&table, from: before, to: after, transform)
    // While both tables contain the referenced rows, the second column refers to the second table.
    move.second.type = move.second.type.renamingReferences(
      secondNames.filter { context.rekeyed.contains($0.key) })
    let canSync = move.canSync
    let hasAlternative = canSync && move.canWidenInSync
    if hasAlternative { self.hasAlternative = true }
    let isInSync = canSync && !(hasAlternative && writesBothFirst)
    let rollout = isShort && move.canReplace ? move.replacing() : isInSync ? move.inSync() : move.writingBoth()
    appendField(rollout, of: after, in: table.new, index)
    return MovedField(name: after.name, rollout: rollouts.count - 1)
  }

  private func rolloutInPlace(
    _ table: TableContext, from before: Field, to after: Field, _ transform: Transform, phases: [Phase]
  ) -> Rollout {
    if !phases.contains(.tighten) { return WidenRollout(table: table, old: before, new: after).rollout }
    if !phases.contains(.widen) {
      return NarrowRollout(table: table, old: before, new: after, transform: transform).rollout
    }
    return ConvertRollout(table: table, old: before, new: after, transform: transform).rollout
  }

  /// Returns the column that the schema names for a field with `@column`.
  private func explicitColumn(of field: Field, in table: TableContext) -> StoredName? {
    written.table(table.new.name)?.field(field.name)?.explicitStoredName
  }

  /// Returns whether a second column in sync saves the releases in which code would have to handle old and new values.
  private func isBetterInSync(
    _ table: TableContext, from before: Field, to after: Field, _ transform: Transform
  ) -> Bool {
    guard case .remap = transform, explicitColumn(of: after, in: table) == nil, before.onDelete == nil, !before.isKey
    else { return false }
    var table = table
    return MovedColumnRollout(&table, from: before, to: after, transform).canSync
  }

  /// Adds constraints for the sources of derived fields: code reads the derived field before it stops reading a source,
  /// and the plan lists the code that writes a source that is kept.
  private mutating func buildSources(_ table: TableContext, _ sources: Set<FieldName>) {
    for name in sources.sorted() {
      let derived = table.new.fields.filter { $0.sources.contains(name) }
        .compactMap { fieldRollouts[table.new.name]?[$0.name] }
      if let removal = removedFieldRollouts[table.new.name]?[name] {
        for rollout in derived {
          require(removal, step: 0, notBefore: rollout, step: 1)
          require(removal, step: 1, notBefore: rollout, step: 1, distance: 1)
        }
      } else if let field = table.old.field(name), fieldRollouts[table.new.name]?[name] == nil {
        append(DerivedFieldRollout.unchangedSource(field, of: table), for: [])
      }
    }
  }

  /// A default or a delete action that changes, with the field before and after.
  private enum ChangedColumnAction {
    case defaultValue(Field, Field)
    case onDelete(Field, Field)

    var new: Field {
      switch self {
      case .defaultValue(_, let new), .onDelete(_, let new): new
      }
    }
  }

  /// Builds a default or a delete action: as a part of the column's rollout, if it has one.
  private mutating func buildColumnAction(
    _ action: ChangedColumnAction, _ table: TableContext, _ index: Int, _ sources: Set<FieldName>
  ) {
    if let rollout = fieldRollouts[table.new.name]?[action.new.name] {
      rollouts[rollout].assessments.append(index)
      return
    }
    let rollout =
      switch action {
      case .defaultValue(let old, let new):
        DefaultRollout(table: table, old: old, new: new, isSource: sources.contains(old.name)).rollout
      case .onDelete(let old, let new):
        ReferenceActionRollout(
          table: table, old: old, new: new, isStricter: assessments[index].verdict == .breaking
        ).rollout
      }
    append(rollout, for: [index])
  }
}

/// Tables whose rows move to another stored table.
extension RolloutBuilder {
  /// Builds one rollout for the table and for every other change in it.
  private mutating func buildCopy(_ table: TableContext, _ indices: [Int]) {
    var second = table.new
    if table.old.storedName == table.new.storedName,
      let stored = written.table(table.new.name)?.explicitStoredName
    {
      rejections.append(.pinnedTable(table.new, stored))
    }
    if let name = secondNames[table.new.name] {
      second.name = name
      second.explicitStoredName = table.old.storedName == table.new.storedName ? nil : table.new.storedName
    }
    rejectBesideCopy(table, indices)
    let isPure = indices.allSatisfy { index in
      if case .tableRenamed = assessments[index].change { true } else { false }
    }
    // A default of one table would replace a value that code for the other table leaves out.
    let isDetermined = table.old.fields.allSatisfy { $0.defaultValue == nil || !$0.type.isOptional }
    let isSynced = isPure && isDetermined && table.target.capabilities.syncsColumns && overlaps
    let rollout = CopiedTableRollout(table: table, second: second, isSynced: isSynced).rollout
    let first = indices.sorted { assessments[$0].change.movesTable && !assessments[$1].change.movesTable }
    tableRollouts[table.new.name] = append(rollout, for: first)
  }

  /// Rejects changes of a copied table that need values to be computed or converted.
  private mutating func rejectBesideCopy(_ table: TableContext, _ indices: [Int]) {
    for index in indices where !isAllowedBesideCopy(assessments[index].change, table) {
      rejections.append(besideCopy(assessments[index], of: table.new))
    }
    let pairs = matchFields(table.old, table.new).pairs
    let copied = pairs.filter { $0.old.type.renamingReferences(context.tableRenames).isSubset(of: $0.new.type) }
    let computed = table.new.keyFields.filter { key in !copied.contains { $0.new.name == key.name } }
    for pair in pairs
    where pair.old.isKey && !pair.new.isKey && !copied.contains(where: { $0.new.name == pair.new.name }) {
      rejections.append(.changedKeyField(pair.new, in: table.new))
    }
    for key in computed where table.old.storedName == table.new.storedName || !table.old.keyFields.isEmpty {
      rejections.append(.missingKeyValues(key, in: table.new))
    }
  }

  /// Returns the error for a change of a copied table, with an order of plans that has one for each.
  private func besideCopy(_ assessment: Assessment, of table: Table) -> Diagnostic {
    if case .referenceKeyChanged(_, _, let field) = assessment.change, context.rekeyed.contains(table.name),
      field.type.value.references.contains(table.name)
    {
      return .ownReference(field, assessment, in: table)
    }
    if case .field(_, _, let field?) = assessment.change.part,
      let other = field.type.value.references.first(where: context.rekeyed.contains)
    {
      return .newReference(to: other, assessment)
    }
    return .besideCopy(assessment, of: table)
  }

  private func isAllowedBesideCopy(_ change: Change, _ table: TableContext) -> Bool {
    switch change {
    case .tableRenamed, .tableKeyChanged, .fieldRemoved, .indexRemoved: true
    case .indexAdded(_, let index), .indexChanged(_, _, let index): table.isUniqueAlready(index)
    case .fieldAdded(_, let field):
      field.type.isOptional && table.old.field(field.name) == nil && !refersToRekeyedTable(field)
    case .fieldRenamed(_, let before, let after):
      before.type.renamingReferences(context.tableRenames).isSameSet(as: after.type)
    case .targetChanged, .tableAdded, .tableRemoved, .referenceKeyChanged, .fieldDerived, .fieldTypeChanged,
      .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .rowChanged:
      false
    }
  }

  private func refersToRekeyedTable(_ field: Field) -> Bool {
    field.type.value.references.contains(where: context.rekeyed.contains)
  }
}

extension Transform {
  /// Whether a stored value could be an old one, or a new one with another meaning, so that the column cannot change in
  /// place.
  var isAmbiguous: Bool {
    guard case .remap(let renames) = self else { return false }
    return renames.contains { rename in renames.contains { $0.path == rename.path && $0.old == rename.new } }
  }
}

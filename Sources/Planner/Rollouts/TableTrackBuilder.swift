// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TrackBuilder {
  /// The tracks of a table that both schemas have.
  mutating func buildTable(_ old: Table, _ new: Table, _ indices: [Int]) {
    var table = TableContext(old: old, new: new, overlaps: overlaps, assessment: context)
    var moves: [(name: FieldName, track: Int)] = []
    var indexChanges: [Int] = []
    var duties: [Int] = []
    var removals: [(index: Int, field: Field)] = []
    var sources: Set<FieldName> = []
    if indices.contains(where: { assessments[$0].change.movesTable }) {
      buildCopy(&table, indices)
      return
    }
    for index in indices {
      switch assessments[index].change {
      case .fieldAdded(_, let field):
        if old.field(field.name) != nil { refuseReusedName(field, index) }
        let isImmediate = assessments[index].rule != .fieldAddedRequired
        addFieldTrack(isImmediate ? table.introduce(field) : table.addRequired(field), new, field, index)
      case .fieldDerived(_, let from, let field):
        if old.field(field.name) != nil { refuseReusedName(field, index) }
        addFieldTrack(table.derive(field, from: from), new, field, index)
        sources.formUnion(from.map(\.name))
        refuseIfMoving(from, of: field, in: table, indices, index)
      case .fieldRemoved(_, let field): removals.append((index, field))
      case .fieldTypeChanged(_, let before, let after):
        if let track = buildColumn(&table, before, after, index) { moves.append((after.name, track)) }
      case .fieldRenamed(_, let before, let after), .fieldStorageChanged(_, let before, let after),
        .referenceKeyChanged(_, let before, let after):
        if let track = buildColumn(&table, before, after, index, mustMove: true) { moves.append((after.name, track)) }
      case .defaultChanged, .referenceActionChanged: duties.append(index)
      case .indexAdded, .indexRemoved, .indexChanged: indexChanges.append(index)
      case .rowChanged(let before, let after):
        let relation = TypeRelation(
          FieldType(before.rowType.renamingReferences(context.tableRenames)), FieldType(after.rowType))
        refuseIfIndistinct(relation, index)
        tableTracks[new.name] = append(table.changeRow(relation), [index])
      case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged: break
      }
    }
    for removal in removals {
      let isSource = sources.contains(removal.field.name)
      let track = append(table.remove(removal.field, isSource: isSource), [removal.index])
      removedFieldTracks[new.name, default: [:]][removal.field.name] = track
    }
    buildSources(table, sources)
    buildDuties(table, duties, sources)
    buildIndexes(table, indexChanges, moves)
  }

  /// A column that the schema names on purpose cannot give way to a second one.
  private mutating func refuseIfPinned(_ table: TableContext, _ field: Field) {
    guard let stored = written.table(table.new.name)?.field(field.name)?.explicitStoredName else { return }
    refusals.append(
      Diagnostic(
        .error, "stored-name-reused",
        "the new values of \(quoted(field.name)) need a column of their own, and \(quoted(stored)) still holds the old "
          + "ones: name another one with '@column', or leave '@column' out", range: table.new.range(of: field)))
  }

  /// Rows of old and new shapes stand side by side for a while, and must be told apart as stored.
  private mutating func refuseIfIndistinct(_ relation: TypeRelation, _ index: Int) {
    let both = relation.old.union(relation.new).value
    guard context.target.isSQL, context.bothForms.indistinguishableMembers(of: both) != nil else { return }
    refusals.append(
      Diagnostic(
        .error, "unsafe-together",
        "old and new rows of \(quoted(assessments[index].path.table)) could not be told apart while both stand there: "
          + "give the new shapes another tag, or a table of their own", range: assessments[index].new))
  }

  /// A field that is computed from others takes a column of its own, and so a name of its own.
  private mutating func refuseReusedName(_ field: Field, _ index: Int) {
    refusals.append(
      Diagnostic(
        .error, "unsafe-together",
        "\(quoted(field.name)) is computed from other fields while its old values still stand under that name: give the "
          + "new field another name, and rename it in a plan of its own", range: assessments[index].new))
  }

  /// What a field is computed from must stay as it is, or go, while the field comes.
  private mutating func refuseIfMoving(
    _ sources: [Field], of field: Field, in table: TableContext, _ indices: [Int], _ index: Int
  ) {
    if let source = sources.first(where: { $0.onDelete == .setNull }) {
      refusals.append(
        Diagnostic(
          .error, "unsafe-together",
          "\(quoted(field.name)) is computed from \(quoted(source.name)), which the database empties itself when the "
            + "row that it refers to is deleted: nothing would compute it anew; take '@onDelete(setNull)' away first",
          range: assessments[index].new))
    }
    for other in indices {
      let moving: Field? =
        switch assessments[other].change {
        case .fieldTypeChanged(_, let old, _), .fieldRenamed(_, let old, _), .fieldStorageChanged(_, let old, _),
          .referenceKeyChanged(_, let old, _):
          old
        case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .fieldAdded, .fieldRemoved,
          .fieldDerived, .defaultChanged, .referenceActionChanged, .indexAdded, .indexRemoved, .indexChanged,
          .rowChanged:
          nil
        }
      guard let moving, sources.contains(where: { $0.name == moving.name }) else { continue }
      refusals.append(
        Diagnostic(
          .error, "unsafe-together",
          "\(quoted(field.name)) is computed from \(quoted(moving.name)), which changes itself "
            + "(\(assessments[other].rule.rawValue)): make two plans, this field in the first",
          range: assessments[index].new))
    }
  }

  private mutating func addFieldTrack(_ track: Track, _ table: Table, _ field: Field, _ index: Int) {
    fieldTracks[table.name, default: [:]][field.name] = append(track, [index])
  }

  /// A column whose values change: in place where both kinds can stand there and be told apart, else through a second.
  ///
  /// - Returns: The track, if there is a second column.
  private mutating func buildColumn(
    _ table: inout TableContext, _ before: Field, _ after: Field, _ index: Int, mustMove: Bool = false
  ) -> Int? {
    let transform = Transform(from: before, to: after, in: table.new.name, context)
    let needsSecond =
      mustMove || before.storedName != after.storedName || !context.storesAlike(before, after) || transform.isAmbiguous
      || isBetterInStep(table, before, after, transform)
    guard needsSecond else {
      let track: Track =
        switch assessments[index].rule {
        case .fieldWidened, .fieldMadeOptional: table.widen(before, after)
        case .fieldNarrowed, .fieldMadeRequired: table.narrow(before, after, transform)
        case .fieldConverted, .fieldStorageChanged, .fieldRenamed, .fieldDerived, .referenceKeyChanged,
          .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .fieldAddedOptional, .fieldAddedRequired,
          .fieldAddedDefaulted, .fieldRemovedOptional, .fieldRemovedRequired, .defaultAdded, .defaultChanged,
          .defaultRemoved, .indexAdded, .indexRemoved, .indexChanged, .vectorChanged, .uniqueAdded, .uniqueChanged,
          .uniqueRemoved, .referenceActionChanged, .rowWidened, .rowNarrowed, .rowConverted, .targetChanged,
          .previousNameUnknown, .existingFieldDerived, .storedNameTaken:
          table.convertInPlace(before, after, transform)
        }
      addFieldTrack(track, table.new, after, index)
      return nil
    }
    if before.storedName == after.storedName { refuseIfPinned(table, after) }
    if before.onDelete == .setNull, after.onDelete != .setNull || transform != .copy {
      refusals.append(
        Diagnostic(
          .error, "unsafe-together",
          "the database empties \(quoted(before.name)) itself when the row that it refers to is deleted, and would not "
            + "empty its copy: take '@onDelete(setNull)' away in a plan of its own first", range: assessments[index].new
        ))
    }
    var move = table.move(before, after, transform)
    // While a table stands there twice, the second column refers to the second one.
    move.second.type = move.second.type.renamingReferences(
      secondNames.filter { context.rekeyed.contains($0.key) })
    let canKeepInStep = table.canKeepInStep(move)
    let hasOtherWay = canKeepInStep && table.canWidenInStep(move)
    if hasOtherWay { self.hasOtherWay = true }
    let track =
      canKeepInStep && !(hasOtherWay && writesBothFirst) ? table.keepInStep(move) : table.writeBoth(move)
    addFieldTrack(track, table.new, after, index)
    return tracks.count - 1
  }

  /// Whether a second column, kept in step, saves the releases in which code would have to know both kinds of values.
  private func isBetterInStep(
    _ table: TableContext, _ before: Field, _ after: Field, _ transform: Transform
  ) -> Bool {
    guard case .remap = transform, written.table(table.new.name)?.field(after.name)?.explicitStoredName == nil,
      before.onDelete == nil, !before.isKey
    else { return false }
    var table = table
    return table.canKeepInStep(table.move(before, after, transform))
  }

  /// What is computed from a field must be read before the field stops being read; what stays must be seen to be written.
  private mutating func buildSources(_ table: TableContext, _ sources: Set<FieldName>) {
    for name in sources.sorted() {
      let derived = table.new.fields.filter { $0.sources.contains(name) }
        .compactMap { fieldTracks[table.new.name]?[$0.name] }
      if let removal = removedFieldTracks[table.new.name]?[name] {
        for track in derived {
          require(removal, step: 0, notBefore: track, step: 1)
          require(removal, step: 1, notBefore: track, step: 1, distance: 1)
        }
      } else if let field = table.old.field(name), fieldTracks[table.new.name]?[name] == nil {
        append(table.keep(field), [])
      }
    }
  }

  /// Defaults and delete actions: part of the column's own track, if it has one.
  private mutating func buildDuties(_ table: TableContext, _ duties: [Int], _ sources: Set<FieldName>) {
    for index in duties {
      switch assessments[index].change {
      case .defaultChanged(_, let before, let after):
        if let track = fieldTracks[table.new.name]?[after.name] {
          tracks[track].assessments.append(index)
        } else {
          append(table.changeDefault(before, after, isSource: sources.contains(before.name)), [index])
        }
      case .referenceActionChanged(_, let before, let after):
        if let track = fieldTracks[table.new.name]?[after.name] {
          tracks[track].assessments.append(index)
        } else {
          append(
            table.changeAction(before, after, isStricter: assessments[index].verdict == .breaking), [index])
        }
      case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .referenceKeyChanged,
        .fieldAdded, .fieldRemoved, .fieldRenamed, .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .indexAdded,
        .indexRemoved, .indexChanged, .rowChanged:
        break
      }
    }
  }

  /// What cannot be done to a table while its rows move to another: values that somebody must compute or mend.
  private mutating func refuseBesideMove(_ table: TableContext, _ indices: [Int]) {
    for index in indices {
      let isAllowed: Bool =
        switch assessments[index].change {
        case .tableRenamed, .tableKeyChanged, .fieldRemoved, .indexRemoved: true
        case .indexAdded(_, let index), .indexChanged(_, _, let index): table.isPromised(index)
        case .fieldAdded(_, let field):
          field.type.isOptional && table.old.field(field.name) == nil && !refersToMovedRows(field)
        case .fieldRenamed(_, let before, let after):
          before.type.renamingReferences(context.tableRenames).isSameSet(as: after.type)
        case .targetChanged, .tableAdded, .tableRemoved, .referenceKeyChanged, .fieldDerived, .fieldTypeChanged,
          .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .rowChanged:
          false
        }
      guard !isAllowed else { continue }
      refusals.append(
        Diagnostic(
          .error, "unsafe-together",
          "the rows of \(quoted(table.new.name)) move to another stored table, and \(assessments[index].rule.rawValue) "
            + "of \(assessments[index].path) needs them to stand still: make two plans, this change in the first",
          range: assessments[index].new ?? table.new.range))
    }
    let pairs = matchFields(table.old, table.new).pairs
    let copied = pairs.filter { $0.old.type.renamingReferences(context.tableRenames).isSubset(of: $0.new.type) }
    let computed = table.new.keyFields.filter { key in !copied.contains { $0.new.name == key.name } }
    for pair in pairs
    where pair.old.isKey && !pair.new.isKey && !copied.contains(where: { $0.new.name == pair.new.name }) {
      refusals.append(
        Diagnostic(
          .error, "unsafe-together",
          "\(quoted(pair.new.name)) is a key no longer, and another type in the same plan: make two plans, the key in "
            + "the first", range: table.new.range(of: pair.new)))
    }
    for key in computed where table.old.storedName == table.new.storedName || !table.old.keyFields.isEmpty {
      refusals.append(
        Diagnostic(
          .error, "unsafe-together",
          "\(quoted(key.name)) becomes the key of \(quoted(table.new.name)), and not every row has such a value there "
            + "yet: make two plans, and give every row one in the first, in a field that is no key yet",
          range: table.new.range(of: key)))
    }
  }

  /// Whether a field refers to rows that get other keys, of its own table perhaps: both its copies would have to.
  private func refersToMovedRows(_ field: Field) -> Bool {
    field.type.value.references.contains(where: context.rekeyed.contains)
  }

  /// One track for a table that moves, whatever else changes in it.
  private mutating func buildCopy(_ table: inout TableContext, _ indices: [Int]) {
    var second = table.new
    if table.old.storedName == table.new.storedName,
      let stored = written.table(table.new.name)?.explicitStoredName
    {
      refusals.append(
        Diagnostic(
          .error, "stored-name-reused",
          "rows of \(quoted(table.new.name)) with other keys need a table of their own, and \(quoted(stored)) still "
            + "holds the old ones: name another one with '@table', or leave '@table' out",
          range: table.new.range))
    }
    if let name = secondNames[table.new.name] {
      second.name = name
      second.explicitStoredName = table.old.storedName == table.new.storedName ? nil : table.new.storedName
    }
    refuseBesideMove(table, indices)
    let isPure = indices.allSatisfy { index in
      if case .tableRenamed = assessments[index].change { true } else { false }
    }
    // A default on one side would hide a value that the code of the other side leaves out.
    let isDetermined = table.old.fields.allSatisfy { $0.defaultValue == nil || !$0.type.isOptional }
    let track = table.copyTable(
      second: second, storesBoth: isPure && isDetermined && table.target.isSQL && overlaps)
    let first = indices.sorted { assessments[$0].change.movesTable && !assessments[$1].change.movesTable }
    tableTracks[table.new.name] = append(track, first)
  }
}

extension Change {
  /// The table whose rows go to another stored table, before and after.
  var movedTable: (old: Table, new: Table)? {
    switch self {
    case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new): (old, new)
    case .targetChanged, .tableAdded, .tableRemoved, .referenceKeyChanged, .fieldAdded, .fieldRemoved, .fieldRenamed,
      .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .indexAdded,
      .indexRemoved, .indexChanged, .rowChanged:
      nil
    }
  }

  /// Whether the rows of a table go to another stored table.
  var movesTable: Bool { movedTable != nil }
}

extension Transform {
  /// Whether a stored value could be an old one or a new one with another meaning, so that it cannot change in place.
  var isAmbiguous: Bool {
    guard case .remap(let renames) = self else { return false }
    return renames.contains { rename in renames.contains { $0.path == rename.path && $0.old == rename.new } }
  }
}

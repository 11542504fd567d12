// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a backfill may write, and what is known when its count of remaining rows is zero.
extension Replay {
  /// Runs backfills to their end, with whatever code runs now: all at once, since none needs what another writes.
  mutating func run(_ backfills: [Backfill]) {
    var done: [(backfill: Backfill, target: ColumnID, output: Contents)] = []
    for backfill in backfills {
      moment = Moment(moment.deploy, .backfill(backfill.name))
      done += outputs(of: backfill)
    }
    if backfills.count > 1 { moment = Moment(moment.deploy, .gates) }
    // While they run, rows that they have been at stand beside rows that they have not.
    for (_, target, output) in done { stored[target, default: .nothing].formUnion(output) }
    settle()
    for (backfill, target, output) in done { finish(backfill, target, output) }
    let targets = Set(done.map(\.target))
    unbroken = unbroken.filter { store.uniques[$0] != nil || targets.isDisjoint(with: $0.columns) }
    moment = Moment(moment.deploy, .gates)
    spread()
  }

  /// What a backfill may write into each of its targets; nothing if it cannot run, or only deletes.
  private mutating func outputs(of backfill: Backfill) -> [(backfill: Backfill, target: ColumnID, output: Contents)] {
    for column in backfill.sources + backfill.targets where store.columns[column] == nil {
      report(.wellFormed, column, "the backfill \(backfill.name) needs a column that the store does not have")
      return []
    }
    if backfill.deletesRows {
      deleteRows(by: backfill)
      return []
    }
    return backfill.targets.map { target in
      checkPredicate(of: backfill, target)
      let output = output(of: backfill, target)
      checkLoss(by: backfill, target)
      accept(output, of: backfill, target)
      return (backfill, target, output)
    }
  }

  /// Leaves nothing of any row; a backfill that does so names every column, or it would lose values unnoticed.
  private mutating func deleteRows(by backfill: Backfill) {
    guard let table = store.tables[backfill.storedTable], backfill.pending == .present else {
      return report(.wellFormed, nil, "\(backfill.name) deletes the rows of a table that the store does not have")
    }
    let targets = Set(backfill.targets)
    let columns =
      watch.wholeRows.contains(table.storedName) ? [ColumnID.wholeRow] : table.fields.map(\.storedName)
    for column in columns.map({ ColumnID(table.storedName, $0) }) where !targets.contains(column) {
      report(.wellFormed, column, "\(backfill.name) deletes rows and does not name all their columns")
    }
    for target in backfill.targets { checkLoss(by: backfill, target) }
    for target in backfill.targets { stored[target] = .nothing }
    emptied.insert(table.storedName)
  }

  /// The rows that it meets, as far as what stands in one column tells.
  private func input(of backfill: Backfill, _ target: ColumnID) -> Contents {
    if backfill.isInPlace(target) || backfill.sources.isEmpty {
      let contents = stored[target] ?? .nothing
      return if case .notIn(let type) = backfill.pending {
        contents.outside(watch.keys.canonical(type, of: target))
      } else { contents }
    }
    // Of several sources it is the one that means the same; where that is none, it may be any.
    let truths = meanings.truths(in: target)
    let alike = backfill.sources.filter { !meanings.truths(in: $0).isDisjoint(with: truths) }
    return (alike.isEmpty ? backfill.sources : alike).reduce(into: Contents.nothing) { contents, source in
      contents.formUnion(stored[source] ?? .nothing)
    }
  }

  private func output(of backfill: Backfill, _ target: ColumnID) -> Contents {
    let enforced = store.columns[target]?.type ?? FieldType(.any)
    switch backfill.transform {
    case .fill(let value): return Contents(value, in: types.last[target] ?? enforced)
    case .custom:
      if case .notIn(let type) = backfill.pending { return Contents(watch.keys.canonical(type, of: target)) }
      return Contents(types.last[target] ?? enforced)
    case .copy, .convert, .remap, .unset:
      return input(of: backfill, target).image(under: backfill.transform) ?? Contents(enforced)
    }
  }

  private mutating func accept(_ output: Contents, of backfill: Backfill, _ target: ColumnID) {
    guard let enforced = store.columns[target] else { return }
    if case .refused(let witness) = output.containment(in: enforced.type) {
      report(.writesAccepted, target, "the store refuses what \(backfill.name) writes", witness: witness)
    }
    if case .fill(let value) = backfill.transform, value.isConstant,
      let unique = uniques[target]?.filter({ store.uniques[$0] != nil }).min(),
      !containsKey(Set(unique.paths), of: unique.table, in: store)
    {
      report(
        .writesAccepted, target,
        "\(backfill.name) gives rows the same value, and the store refuses it for the unique index "
          + "\(store.uniques[unique]?.text ?? "")")
    }
    guard case .notIn(let type) = backfill.pending else { return }
    if case .refused(let witness) = output.containment(in: watch.keys.canonical(type, of: target)) {
      report(.wellFormed, target, "\(backfill.name) never ends: it writes what it looks for", witness: witness)
    }
  }

  /// I4: a walk that is stopped, or run again, must still know which rows it has been at.
  private mutating func checkPredicate(of backfill: Backfill, _ target: ColumnID) {
    switch backfill.pending {
    case .differs:
      if backfill.isInPlace(target) || backfill.sources.isEmpty {
        report(
          .nothingStale, target, "\(backfill.name) cannot tell a row that it has converted from one that it has not")
      }
    case .present:
      if backfill.transform != .unset {
        report(.wellFormed, target, "\(backfill.name) writes values and waits until there are none")
      }
    case .notIn(let type):
      // What it copies from a column that means the same is right, whatever stood there.
      let isCopy =
        backfill.transform != .custom && copies[target]?.contains { backfill.sources.contains($0.source) } == true
      if !isCopy, let wanted = types.wanted(target, in: plan, watch),
        case .refused(let witness) = wanted.containment(in: watch.keys.canonical(type, of: target))
      {
        report(
          .nothingStale, target, "\(backfill.name) writes over values that are to stay: nothing tells who meant them",
          witness: witness)
      }
      guard backfill.isInPlace(target), case .remap(let renames) = backfill.transform else { return }
      if let literal = Remap(renames).ambiguousLiteral(in: watch.keys.canonical(type, of: target).value) {
        report(
          .nothingStale, target, "a stored value may be an old one to be converted, or a new one: nothing tells",
          witness: .literal(literal))
      }
    }
    for source in backfill.sources where source != target && backfill.transform != .unset {
      let shared = meanings.truths(in: source).intersection(meanings.truths(in: target))
      for truth in shared.sorted() where stale[source]?[truth] != nil {
        report(.nothingStale, target, "\(backfill.name) copies \(truth) from \(source), which may be stale")
      }
    }
  }

  /// What holds when no row is left to do; what running code goes on to write is added when the state settles.
  private mutating func finish(_ backfill: Backfill, _ target: ColumnID, _ output: Contents) {
    switch backfill.pending {
    case .notIn(let type):
      stored[target] = (stored[target] ?? .nothing).restricted(to: watch.keys.canonical(type, of: target))
    case .differs: stored[target] = output
    case .present: stored[target] = .absent
    }
    if target.table != backfill.storedTable, watch.areTwins(target.table, backfill.storedTable),
      backfill.pending == .differs
    {
      staleRows.remove(target.table)
    }
    for (truth, staleness) in stale[target] ?? [:] {
      let sources = backfill.sources.filter { $0 != target && meanings.truths(in: $0).contains(truth) }
      guard !sources.isEmpty, sources.allSatisfy({ stale[$0]?[truth] == nil }) else { continue }
      let isCured =
        switch backfill.pending {
        case .differs: true
        case .notIn(let type): staleness == .missing && !type.isOptional
        case .present: false
        }
      if isCured { stale[target]?[truth] = nil }
    }
  }
}

extension Backfill {
  /// Whether it replaces the values of a column by others in the same column.
  func isInPlace(_ target: ColumnID) -> Bool { sources.contains(target) }
}

// Part of Bellows. MIT licence: see LICENSE.

extension DatabaseSession {
  /// Creates an empty backup.
  ///
  /// Returns `false` if the database cannot back up.
  func canBackUp(_ backup: Backup) async throws -> Bool {
    var last = Query(backup.table, columns: backup.key, order: backup.key, limit: 1)
    last.isDescending = true
    let after = try await read(last).first?.values.map { $0 ?? .null }
    do {
      _ = try await backUp(backup, after: after, upTo: nil)
      return true
    } catch is DatabaseUnable {
      return false
    }
  }
}

extension MigrationPlan {
  /// Returns the gate at a position.
  func gate(at position: GatePosition) -> MigrationGate? {
    guard let gates = deploy(position.deploy)?.gates, gates.indices.contains(position.index) else { return nil }
    return gates[position.index]
  }

  /// Returns the position of a backfill's gate; after the last deploy, its index among the backfills.
  func gatePosition(of backfill: Backfill) -> GatePosition {
    let number = backfill.after + 1
    let position = deploy(number)?.gates.firstIndex { gate in
      if case .backfilled(let name) = gate { ByteString(name) == ByteString(backfill.name) } else { false }
    }
    let own = backfills.firstIndex { ByteString($0.name) == ByteString(backfill.name) } ?? 0
    return GatePosition(deploy: number, index: position ?? own)
  }

  /// Returns whether a backfill that the same deploy waits for overwrites the columns of a backup, and so fills it.
  func isFilledByBackfill(_ backup: Backup, at position: GatePosition) -> Bool {
    (deploy(position.deploy)?.gates ?? []).dropFirst(position.index + 1).contains { $0.writes(over: backup, in: self) }
  }

  /// Returns the backup of a gate, with a table name.
  func backup(at position: GatePosition, named name: String) -> Backup? {
    if let backup = gate(at: position)?.backup(named: name) { return backup }
    guard let backfill = backfills.first(where: { self.gatePosition(of: $0) == position }),
      backfill.rollback == .backup || backfill.pending == .once
    else { return nil }
    var backup = Backup(name, of: backfill.targetTable, key: backfill.key, columns: backfill.writes.map(\.name))
    backup.isOnce = backfill.pending == .once
    return backup
  }
}

extension MigrationGate {
  /// Returns the backup of this gate, with a table name.
  func backup(named name: String) -> Backup? {
    switch self {
    case .backup(let table, let key, let columns): Backup(name, of: table, key: key, columns: columns)
    case .released, .backfilled, .verified: nil
    }
  }

  /// Returns whether it waits for a backfill that overwrites the columns of a backup.
  func writes(over backup: Backup, in plan: MigrationPlan) -> Bool {
    switch self {
    case .backfilled(let name): plan.backfill(name)?.writes(over: backup) ?? false
    case .released, .backup, .verified: false
    }
  }
}

extension Backfill {
  /// Returns whether it overwrites the columns of a backup.
  func writes(over backup: Backup) -> Bool {
    guard ByteString(targetTable) == ByteString(backup.table) else { return false }
    if deletesRows { return true }
    return writes.contains { column in
      column.form == .wholeRow || backup.columns.contains { $0 == "*" || ByteString($0) == ByteString(column.name) }
    }
  }

  /// Whether it copies rows to another table.
  package var isCopy: Bool { ByteString(targetTable) != ByteString(table) }
}

extension Author {
  /// Whether deleting values needs a confirmation.
  var isInProduction: Bool { environment.lowercased() == "production" }
}

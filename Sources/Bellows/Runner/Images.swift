// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Opens a gate for values that will go: says how much they are, and makes the image that will keep them.
  ///
  /// They are kept in the moment before they go, in the same transaction: what is written until then is part of them.
  func keep(plan name: String, gate place: GatePlace) async throws {
    guard let plan = build.plan(name), let gate = plan.gate(at: place), let nameless = gate.image(named: "") else {
      return
    }
    try await confirm(plan, nameless)
    try await database.transaction(.write) { session in
      let what = "\(nameless.table): \(nameless.columns.joined(separator: ", "))"
      try await session.note("keep", plan: plan.name, detail: what, by: author)
      let known = try await session.ledgerState()?.images.last { $0.gate == place }
      // Where `migrate forget` has deleted what was kept, a new image is made.
      if var known, known.name != nil {
        // Closed when older code ran again: what was kept then stays kept, and what that code wrote comes on top.
        known.isOpen = true
        return try await session.write(known, plan: plan.name)
      }
      let id = try await session.nextImageID()
      var image = nameless
      image.name = imageName(id)
      let canKeep = try await session.canKeep(image)
      if var known, !canKeep {
        known.isOpen = true
        return try await session.write(known, plan: plan.name)
      }
      // Whoever confirms says that there is a backup of their own.
      guard canKeep || options.confirmed == plan.name else {
        throw DatabaseUnable(
          "\(database.name) cannot keep \(image.table) aside: make a backup by its own means, and say so with "
            + "--confirm \(plan.name)")
      }
      let record = ImageRecord(id: Int(id), gate: place, name: canKeep ? image.name : nil, isOpen: true)
      try await session.write(record, plan: plan.name)
    }
  }

  /// Tells how much would be kept aside, and refuses in production what nobody confirmed.
  private func confirm(_ plan: MigrationPlan, _ image: BeforeImage) async throws {
    let bytes = try await database.transaction(.read) { try await $0.size(of: image) }
    report(.keeping(table: image.table, columns: image.columns, bytes: bytes))
    try confirm(plan, bytes: bytes)
  }

  /// Refuses in production what nobody confirmed.
  func confirm(_ plan: MigrationPlan, bytes: Int) throws {
    if options.isGateless || !author.isInProduction || options.confirmed == plan.name { return }
    throw MigrationRefused.unconfirmed(plan: plan.name, bytes: bytes)
  }

  /// What a deploy's schema revision deletes; what a backfill before it has written over was kept then.
  func images(deletedBy deploy: MigrationDeploy, of plan: MigrationPlan, _ ledger: LedgerState) -> [BeforeImage] {
    plan.gates(before: deploy.number).compactMap { place, gate in
      guard let record = ledger.images.last(where: { $0.gate == place && $0.isOpen }), let name = record.name,
        let image = gate.image(named: name)
      else { return nil }
      let later = deploy.gates.dropFirst(place.place + 1)
      return later.contains { $0.writes(over: image, in: plan) } ? nil : image
    }
  }

  /// The image that a backfill writes over: it keeps what rows held, and notes what becomes of them.
  ///
  /// One that no gate asked for is made here, where the plan says that nothing else brings back what rows held.
  func image(of plan: MigrationPlan, during backfill: Backfill) async throws -> BeforeImage? {
    guard let ledger = try await ledger() else { return nil }
    if backfill.pending == .once { return try await backupOfDoneRows(backfill, of: plan, ledger) }
    let place = plan.place(of: backfill)
    for record in ledger.images where record.isOpen || record.gate == place {
      guard let name = record.name, let image = plan.image(at: record.gate, named: name) else { continue }
      if record.gate == place || backfill.writes(over: image) { return image }
    }
    guard case .image = backfill.undo, !ledger.images.contains(where: { $0.gate == place && $0.name != nil }) else {
      return nil
    }
    return try await database.transaction(.write) { session in
      let id = try await session.nextImageID()
      guard let image = plan.image(at: place, named: imageName(id)), try await session.canKeep(image) else {
        return nil
      }
      // It opens no gate, so it needs not be closed.
      let record = ImageRecord(id: Int(id), gate: place, name: image.name, isOpen: false)
      try await session.write(record, plan: plan.name)
      return image
    }
  }
}

extension DatabaseSession {
  /// Makes the image, still without rows; `false` when the database has no such thing.
  func canKeep(_ image: BeforeImage) async throws -> Bool {
    var last = Query(image.table, columns: image.key, order: image.key, limit: 1)
    last.isDescending = true
    let after = try await read(last).first?.values.map { $0 ?? .null }
    do {
      _ = try await keep(image, after: after, upTo: nil)
      return true
    } catch is DatabaseUnable {
      return false
    }
  }
}

extension MigrationPlan {
  /// A gate by its place.
  func gate(at place: GatePlace) -> MigrationGate? {
    guard let gates = deploy(place.deploy)?.gates, gates.indices.contains(place.place) else { return nil }
    return gates[place.place]
  }

  /// Where a backfill's gate is; after the last deploy there is none, and its place among the backfills stands for it.
  func place(of backfill: Backfill) -> GatePlace {
    let number = backfill.after + 1
    let place = deploy(number)?.gates.firstIndex { gate in
      if case .backfilled(let name) = gate { ByteString(name) == ByteString(backfill.name) } else { false }
    }
    let own = backfills.firstIndex { ByteString($0.name) == ByteString(backfill.name) } ?? 0
    return GatePlace(deploy: number, place: place ?? own)
  }

  /// What is kept aside at a gate, in a table of that name.
  func image(at place: GatePlace, named name: String) -> BeforeImage? {
    if let image = gate(at: place)?.image(named: name) { return image }
    guard let backfill = backfills.first(where: { self.place(of: $0) == place }),
      backfill.undo == .image || backfill.pending == .once
    else { return nil }
    var image = BeforeImage(name, of: backfill.targetTable, key: backfill.key, columns: backfill.writes.map(\.name))
    image.isOnce = backfill.pending == .once
    return image
  }
}

extension MigrationGate {
  /// What is kept aside at this gate, in a table of that name.
  func image(named name: String) -> BeforeImage? {
    switch self {
    case .backup(let table, let key, let columns): BeforeImage(name, of: table, key: key, columns: columns)
    case .released, .backfilled, .verified: nil
    }
  }

  /// Whether it waits for a backfill that writes over what an image keeps.
  fileprivate func writes(over image: BeforeImage, in plan: MigrationPlan) -> Bool {
    switch self {
    case .backfilled(let name): plan.backfill(name)?.writes(over: image) ?? false
    case .released, .backup, .verified: false
    }
  }
}

extension Backfill {
  /// Whether it writes over what an image keeps.
  fileprivate func writes(over image: BeforeImage) -> Bool {
    guard ByteString(targetTable) == ByteString(image.table) else { return false }
    if deletesRows { return true }
    return writes.contains { column in
      column.form == .wholeRow || image.columns.contains { $0 == "*" || ByteString($0) == ByteString(column.name) }
    }
  }

  /// Whether it makes rows of another table.
  package var isCopy: Bool { ByteString(targetTable) != ByteString(table) }
}

extension Author {
  /// Whether values must not go without somebody's word.
  var isInProduction: Bool { environment.lowercased() == "production" }
}

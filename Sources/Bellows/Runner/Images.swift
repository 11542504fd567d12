// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Keeps aside what a gate says, and tells first how much that is.
  func keep(plan name: String, gate place: GatePlace) async throws {
    guard let plan = build.plan(name), let gate = plan.gate(at: place), let image = gate.image(named: "") else {
      return
    }
    try await confirm(plan, image)
    let rows = try await database.transaction(.write) { session in
      let id = try await session.nextID(of: LedgerTables.images)
      let name = "_bellows_image_\(id)"
      let rows: Int
      var isKept = true
      do {
        rows = try await session.keep(gate.image(named: name) ?? image)
      } catch let error as DatabaseUnable {
        // Whoever confirms says that there is a backup of their own.
        guard options.confirmed == plan.name else {
          throw DatabaseUnable("\(error.description), and say so with --confirm \(plan.name)")
        }
        rows = 0
        isKept = false
      }
      let record = ImageRecord(id: Int(id), gate: place, name: isKept ? name : nil, rows: rows, isOpen: true)
      try await session.write(record, plan: plan.name)
      let what = "\(image.table): \(image.columns.joined(separator: ", "))"
      try await session.note("keep", plan: plan.name, detail: "\(what), \(rows) rows", by: author)
      return rows
    }
    report(.kept(table: image.table, columns: image.columns, rows: rows))
  }

  /// Tells how much would be kept aside, and refuses in production what nobody confirmed.
  func confirm(_ plan: MigrationPlan, _ image: BeforeImage) async throws {
    let bytes = try await database.transaction(.read) { try await $0.size(of: image) }
    report(.keeping(table: image.table, columns: image.columns, bytes: bytes))
    if options.isGateless || !author.isInProduction || options.confirmed == plan.name { return }
    throw MigrationRefused.unconfirmed(plan: plan.name, bytes: bytes)
  }

  /// What a deploy's schema revision deletes: it is kept once more in the moment before.
  ///
  /// What a backfill writes over is not among it: that was kept before the backfill, and is gone.
  func images(refreshedBy plan: MigrationPlan, _ deploy: MigrationDeploy) -> [(GatePlace, BeforeImage)] {
    plan.gates(before: deploy.number).compactMap { place, gate in
      guard let image = gate.image(named: "") else { return nil }
      let later = deploy.gates.dropFirst(place.place + 1)
      return later.contains { $0.writes(over: image, in: plan) } ? nil : (place, image)
    }
  }

  /// Keeps aside once more what was kept at the gate: code may have written to it since.
  func refresh(
    _ image: BeforeImage, at place: GatePlace, _ ledger: LedgerState, _ session: any DatabaseSession, plan: String
  ) async throws {
    guard var record = ledger.images.last(where: { $0.gate == place && $0.isOpen }), let name = record.name else {
      return
    }
    var image = image
    image.name = name
    try await session.discard(image)
    record.rows = try await session.keep(image)
    try await session.write(record, plan: plan)
  }

  /// The images that a backfill writes over: they note what it makes of the rows.
  func images(of plan: MigrationPlan, during backfill: Backfill, _ ledger: LedgerState) -> [BeforeImage] {
    ledger.images.compactMap { record in
      guard record.isOpen, let name = record.name, let image = plan.gate(at: record.gate)?.image(named: name),
        backfill.writes(over: image)
      else { return nil }
      return image
    }
  }
}

extension MigrationPlan {
  /// A gate by its place.
  func gate(at place: GatePlace) -> MigrationGate? {
    guard let gates = deploy(place.deploy)?.gates, gates.indices.contains(place.place) else { return nil }
    return gates[place.place]
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
    guard ByteString(table) == ByteString(image.table) else { return false }
    if deletesRows { return true }
    return writes.contains { column in
      column.form == .wholeRow || image.columns.contains { $0 == "*" || ByteString($0) == ByteString(column.name) }
    }
  }
}

extension Author {
  /// Whether values must not go without somebody's word.
  var isInProduction: Bool { environment.lowercased() == "production" }
}

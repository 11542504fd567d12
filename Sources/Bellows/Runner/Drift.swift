// Part of Bellows. MIT licence: see LICENSE.

/// A difference between the tables of the schema and what they were after the last step.
struct Drift: Hashable, Sendable {
  /// What happened to an object.
  enum Change: String, Hashable, Sendable {
    case gone, changed
    /// It is new; it may be an index for the application's queries.
    case added
  }

  var object: StoredObject
  var change: Change

  /// Whether it counts for `--fail-on-drift`.
  var isFinding: Bool { change != .added }

  /// For a reader: `the index by_email of users is gone`.
  var sentence: String {
    let owner = object.kind == "table" ? "" : " of \(object.table)"
    let what =
      switch change {
      case .gone: "is gone"
      case .changed: "was changed"
      case .added: "was added"
      }
    return printable("the \(object.kind) \(object.name)\(owner) \(what)")
  }

  var json: JSONValue {
    .members([
      "change": .string(change.rawValue), "kind": .string(object.kind), "name": .string(object.name),
      "table": .string(object.table),
    ])
  }
}

extension Ledger {
  /// Records what the given tables consist of.
  func remember(_ tables: [String]) async throws {
    let table = LedgerTables.objects
    try await session.delete(from: table.name, where: [])
    for object in try await session.objects(of: tables) {
      try await session.insert(
        table.row([
          "kind": .string(object.kind), "name": .string(object.name), "owner": .string(object.table),
          "definition": .string(object.definition),
        ]))
    }
  }

  /// Compares the tables with what was recorded last.
  func drift() async throws -> [Drift] {
    let known = try await rows(of: LedgerTables.objects).map { row in
      StoredObject(
        kind: try row.required("kind"), name: try row.required("name"), table: try row.required("owner"),
        definition: try row.required("definition"))
    }
    let tables = Set(known.map { ByteString($0.table) }).map(\.text)
    let now = try await session.objects(of: tables)
    func key(_ object: StoredObject) -> [ByteString] { [ByteString(object.kind), ByteString(object.name)] }
    let present = Dictionary(now.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(known.map(key))
    let old = known.sorted().compactMap { object -> Drift? in
      guard let own = present[key(object)] else { return Drift(object: object, change: .gone) }
      return own == object ? nil : Drift(object: own, change: .changed)
    }
    return old + now.filter { !names.contains(key($0)) }.sorted().map { Drift(object: $0, change: .added) }
  }
}

extension Runner {
  /// Returns what was changed in the tables of the schema since the last step; empty if the ledger has no record of it.
  func drift() async throws -> [Drift] {
    guard try await ledger() != nil, try await database.hasLedgerTable(LedgerTables.objects) else { return [] }
    return try await database.transaction(.read) { try await $0.ledger.drift() }
  }

  /// Returns the SQL of what this build's schema does not say about the database.
  func rest() async throws -> String {
    let (present, _) = migrations.tables { $0.current }
    return try await database.baselined.rest(besides: present, external: migrations.externalTables)
  }

  /// Returns the differences of the database from the build's baseline; empty without one.
  func differencesFromBaseline() async throws -> [String] {
    guard let baseline = migrations.baseline else { return [] }
    return try await database.baselined.differences(from: baseline)
  }

  /// Creates the tables for the record of what tables consist of, in a ledger that does not have them yet.
  func prepareForDrift() async throws {
    for table in [LedgerTables.objects, LedgerTables.definitions] where try await !database.hasLedgerTable(table) {
      try await database.createLedgerTables([table])
    }
  }

  /// Returns the tables that the database has now, by the plans in its ledger.
  func presentTables(in ledger: Ledger) async throws -> [String] {
    let state = try await ledger.state()
    return migrations.tables { state?.deploy(of: $0) ?? 0 }.present.map(\.name)
  }
}

// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// What a session does without an implementation of its own, and what sessions around it pass on.
@Suite struct SessionTests {
  private static let (id, name) = (Column("id", .int), Column("name", .text))

  @Test("A document store without schema, conditions, checks, backups and savepoints refuses each of them")
  func unsupported() async throws {
    let store = MemoryStore()
    let backup = Backup("b", of: "t", key: [Self.id], columns: ["name"])
    let operations: [@Sendable (any DatabaseSession) async throws -> Void] = [
      { try await $0.execute(.sql("SELECT 1")) },
      { _ = try await $0.read(Query("t", columns: []), testing: "1") },
      { _ = try await $0.check("SELECT 1", samples: 1) },
      { _ = try await $0.backUp(backup) },
      { _ = try await $0.condition(notIn: backup, upTo: nil) },
      { try await $0.rollBackToSavepoint() },
    ]
    for (index, operation) in operations.enumerated() {
      await #expect(throws: DatabaseUnable.self, "operation \(index)") { try await operation(store) }
    }
    #expect(try await store.exists(table: "t") == false)
    #expect(try await store.size(of: backup) == 0)
    #expect(try await store.contents(of: "b") == nil)
  }

  @Test("The sessions around a session pass on every read and write, and count the writes")
  func forwarding() async throws {
    let bare = try await Self.observed { $0 }
    #expect(bare.writes == nil)
    let counting = try await Self.observed { CountingSession($0) }
    let function = try await Self.observed { FunctionSession($0, usesSavepoint: true) }
    #expect(counting.results == bare.results)
    #expect(function.results == bare.results)
    #expect(counting.documents == bare.documents)
    #expect(function.documents == bare.documents)
    #expect(counting.writes == 7)
    #expect(function.writes == 7)
    #expect(function.savepoints == 1)
    #expect(bare.savepoints == 0)
  }

  @Test("A session that counts passes on schema statements and savepoints")
  func statements() async throws {
    let store = RecordingStore()
    let counting = CountingSession(store)
    try await counting.execute(.sql("CREATE TABLE x (y)"))
    try await counting.createSavepoint()
    try await counting.rollBackToSavepoint()
    try await counting.createSavepoint()
    try await counting.releaseSavepoint()
    #expect(await store.calls == ["CREATE TABLE x (y)", "savepoint", "rollback", "savepoint", "release"])
    #expect(await counting.writes == 0)
  }

  @Test("A function that fails leaves its failure, and the next row begins without it")
  func failure() async throws {
    let session = FunctionSession(RecordingStore(fails: true), usesSavepoint: false)
    await #expect(throws: DatabaseUnable.self) { _ = try await session.count(Query("t", columns: [])) }
    #expect(session.end().failure is DatabaseUnable)
    #expect(session.end().failure == nil)
  }

  @Test("Rows are found, listed, inserted, changed and deleted by their key")
  func rows() async throws {
    let store = MemoryStore()
    let rows = Rows(store)
    for number in Int64(1)...3 { try await rows.insert(Person(id: number, name: number == 3 ? "B" : "A")) }
    #expect(try await rows.find(Person.self, Int64(2)) == Person(id: 2, name: "A"))
    #expect(try await rows.find(Person.self, Int64(4)) == nil)
    #expect(try await rows.all(Person.self, where: "name", is: "A").map(\.id) == [1, 2])
    await #expect(throws: RowRefused.self) { _ = try await rows.all(Person.self, where: "nam", is: "A") }
    try await rows.update(Person(id: 2, name: "C"), key: Int64(2))
    try await rows.delete(Person.self, key: Int64(1))
    #expect(try await rows.find(Person.self, Int64(2)) == Person(id: 2, name: "C"))
    #expect(await store.documents["people"]?.map { $0["id"] } == [2, 3])
  }

  @Test("A repaired row has the changed columns, and its key is not written")
  func after() throws {
    var after = After(Person(id: 1, name: "A"))
    #expect(after.name == "A")
    after.name = "B"
    #expect(after.name == "B" && after.id == 1)
    #expect(After<Person>.columns == [Self.name] && After<Person>.keyColumns.isEmpty)
    let changes = try RowChanges(after)
    #expect(changes.values == [Filter(Self.name, "B")])
    #expect(changes.table == "people")
  }

  /// A row type as Bellows emits it.
  private struct Person: BackfillRow, WritableRow {
    static let table = "people"
    static let columns = [SessionTests.id, SessionTests.name]
    static let keyColumns = [0]
    var id: Int64
    var name: String

    init(id: Int64, name: String) { (self.id, self.name) = (id, name) }

    init(row: some RowReader) throws {
      id = try row.required(0)
      name = try row.required(1)
    }

    func write(to row: inout some RowWriter) throws {
      try row.set(0, to: id.json)
      try row.set(1, to: name.json)
    }
  }

  /// What a session answers to a list of operations, and what is stored afterwards.
  private struct Observed {
    var results: [[JSONValue?]]
    var documents: [[String: JSONValue]]
    var writes: Int?
    var savepoints: Int
  }

  private static func observed(_ wrap: (RecordingStore) -> any DatabaseSession) async throws -> Observed {
    let store = RecordingStore()
    let session = wrap(store)
    func row(_ number: Int64) -> RowChanges { RowChanges("t", [Filter(id, .int(number)), Filter(name, "a")]) }
    var results: [[JSONValue?]] = []
    for number in Int64(1)...4 { try await session.insert(row(number)) }
    results.append([.int(Int64(try await session.update(RowChanges("t", [Filter(name, "b")]), where: [Filter(id, 2)])))]
    )
    results.append([.int(Int64(try await session.delete(from: "t", where: [Filter(name, "a"), Filter(id, 1)])))])
    results.append([.int(Int64(try await session.update(RowChanges("t", [Filter(name, "c")]), where: [Filter(id, 3)])))]
    )
    results.append([.int(Int64(try await session.delete(from: "t", where: [Filter(id, 9)])))])
    results.append([.int(Int64(try await session.count(Query("t", columns: [id]))))])
    results += try await session.read(Query("t", columns: [id, name], order: [id])).map(\.values)
    var writes: Int?
    if let counting = session as? CountingSession { writes = await counting.writes }
    if let function = session as? FunctionSession { writes = function.end().writes }
    return Observed(
      results: results, documents: await store.documents, writes: writes,
      savepoints: await store.calls.count { $0 == "savepoint" })
  }
}

/// Records schema statements and savepoints, and stores the rows of one table.
private actor RecordingStore: DatabaseSession {
  private(set) var calls: [String] = []
  private let store = MemoryStore()
  private let fails: Bool

  init(fails: Bool = false) { self.fails = fails }

  var documents: [[String: JSONValue]] { get async { await store.documents["t"] ?? [] } }

  func read(_ query: Query) async throws -> [StoredRow] { await store.read(query) }

  func count(_ query: Query) async throws -> Int {
    if fails { throw DatabaseUnable("the disk is gone") }
    return await store.count(query)
  }

  func insert(_ row: RowChanges) async throws { await store.insert(row) }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    await store.update(changes, where: filter)
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    await store.delete(from: table, where: filter)
  }

  func execute(_ statement: SchemaStatement) async throws {
    if case .sql(let sql) = statement { calls.append(sql) }
  }

  func createSavepoint() async throws { calls.append("savepoint") }
  func rollBackToSavepoint() async throws { calls.append("rollback") }
  func releaseSavepoint() async throws { calls.append("release") }
}

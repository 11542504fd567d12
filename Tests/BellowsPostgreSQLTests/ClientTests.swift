// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import Foundation
import ServerMigrations
import TestServers
import Testing

/// The generated row types of PostgreSQL, read and written by the small client.
@Suite(.timeLimit(.minutes(60))) struct ClientTests {
  /// A client of a database with the tables of `Tests/EmittedSwiftTests/Schemas/server`.
  ///
  /// - Parameter settings: Settings of the database, which sessions begin with.
  private func client(settings: [String] = []) async throws -> (PostgreSQLClient, (String) throws -> [String]) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let connection = server.connection(to: name)
    try await Migrator(plans, on: PostgreSQL(connection)).migrate(.allClientsStopped)
    for setting in settings { _ = try server.run("ALTER DATABASE \"\(name)\" SET \(setting)", in: name) }
    return (PostgreSQLClient(connection), { try server.run($0, in: name) })
  }

  private func person(_ name: String) throws -> PeopleWrite {
    try PeopleWrite(
      id: PeopleID(UUID()), fullName: name, code: "A\u{308}-1", age: -32768, visits: .min,
      score: .leastNonzeroMagnitude, ratio: 0.1, active: true,
      photo: Data(0...255), born: #require(Day("0001-01-01")),
      joinedAt: Timestamp(microseconds: 253_402_300_799_999_999),
      seenAt: Timestamp(microseconds: -62_135_596_800_000_000),
      balance: ExactDecimal(canonical: "-12345678901234567890.000000000000000001"),
      price: ExactDecimal(canonical: "99999999.99"), role: .admin,
      tags: ["", "a,b", "{}", "\"", "é"], mood: .good, words: ["", "NULL", "a,\"b\\", "{c}", "é\n"],
      times: [Timestamp(microseconds: 1), Timestamp(microseconds: 0)], sums: [ExactDecimal(canonical: "1.50"), 2],
      address: PeopleRow.Address(city: "O'Fallon\n\\", zip: nil),
      extra: .array([.null, .int(.max), .double(0.5), .object(JSONObject([("a", .bool(false))]))]),
      raw: .object(JSONObject([("z", .int(1)), ("a", .string("😀"))])))
  }

  @Test(
    "Every stored form is read back as it was written, whatever the session's settings are",
    arguments: [
      [], ["DateStyle TO 'SQL, DMY'", "TimeZone TO 'Asia/Kolkata'", "bytea_output TO 'escape'"],
      ["standard_conforming_strings TO off", "TimeZone TO 'America/St_Johns'", "DateStyle TO 'German'"],
    ])
  func forms(settings: [String]) async throws {
    let (client, run) = try await client(settings: settings)
    let write = try person("Ann")
    let row = try await client.insert(write)
    #expect(row.columnValues == write.columnValues)
    let found = try await client.rows(of: PeopleRow.self, where: [Filter(PeopleRow.Columns.id, row.id.json)])
    #expect(found == [row])
    // The database has the values themselves, not their texts.
    #expect(
      try run(
        """
        SELECT age = -32768, visits = -9223372036854775808, ratio = 0.1::real, born = '0001-01-01',
          "joinedAt" = '9999-12-31 23:59:59.999999+00', "seenAt" = '0001-01-01 00:00:00',
          balance = -12345678901234567890.000000000000000001, price = 99999999.99, length(photo) = 256,
          tags->>1 = 'a,b', mood = 'good', words[2] = 'NULL', raw->>'a' = chr(128512), jsonb_array_length(extra) = 4 FROM people
        """) == [Array(repeating: "t", count: 14).joined(separator: "|")])
  }

  @Test("A text of every kind is a value, and never SQL")
  func texts() async throws {
    let (client, _) = try await client()
    for text in ["", "'; DROP TABLE people; --", "\\", "\"", "$1", "line\nbreak", "\u{feff}\u{200b}", "🏳️‍🌈"] {
      let row = try await client.insert(person(text))
      #expect(row.fullName.utf8.elementsEqual(text.utf8))
      #expect(
        try await client.rows(of: PeopleRow.self, where: [Filter(PeopleRow.Columns.fullName, .string(text))]) == [row])
    }
    await #expect(throws: RowUnreadable.self) { try await client.insert(person("a\u{0}b")) }
  }

  @Test("An update writes the columns that were assigned, and no others")
  func updates() async throws {
    let (client, run) = try await client()
    let row = try await client.insert(person("Ann"))
    _ = try run("UPDATE people SET visits = 7")
    var write = PeopleWrite(row)
    #expect(try write.updateStatement() == nil)
    write.age = 5
    let updated = try #require(try await client.update(write))
    #expect(updated.age == 5 && updated.visits == 7)
    #expect(try await client.delete(from: PeopleRow.self, where: [Filter(PeopleRow.Columns.id, row.id.json)]) == 1)
    #expect(try await client.update(write) == nil)
    #expect(throws: RowUnreadable.self) { try LogsWrite(text: "a", at: .now).updateStatement() }
  }

  @Test("Keys that the database assigns, of several columns, and rows with variants")
  func keys() async throws {
    let (client, _) = try await client()
    let log = try await client.insert(LogsWrite(text: "first", at: Timestamp(microseconds: 0)))
    #expect(log.id == LogsID(1))
    let seat = try await client.insert(SeatsWrite(number: 2, room: "a"))
    var write = SeatsWrite(seat)
    write.note = "by the door"
    #expect(try await client.update(write)?.note == "by the door")
    write.note = nil
    let without = try #require(try await client.update(write))
    #expect(without.note == nil && without == seat)
    #expect(try await client.rows(of: SeatsRow.self, where: [Filter(SeatsRow.Columns.note, nil)]) == [seat])
    let shape = try await client.insert(ShapesWrite(value: .circle(ShapesRow.Value.Circle(radius: 1.5))))
    #expect(try await client.rows(of: ShapesRow.self, "ORDER BY _id LIMIT $1::text::bigint", ["1"]) == [shape])
  }

  @Test("A transaction is committed whole, or not at all")
  func transactions() async throws {
    let (client, _) = try await client()
    struct Stop: Error {}
    await #expect(throws: Stop.self) {
      try await client.transaction { transaction in
        try await transaction.insert(LogsWrite(text: "a", at: .now))
        #expect(try await transaction.rows(of: LogsRow.self).count == 1)
        #expect(try await client.rows(of: LogsRow.self).isEmpty)
        throw Stop()
      }
    }
    #expect(try await client.rows(of: LogsRow.self).isEmpty)
    let row = try await client.transaction { try await $0.insert(LogsWrite(text: "b", at: .now)) }
    #expect(try await client.rows(of: LogsRow.self) == [row])
    // The server's refusal ends neither the connection nor the client.
    let error = await #expect(throws: PostgreSQLError.self) { try await client.run("SELECT 1/0") }
    #expect(error?.state == "22012")
    #expect(try await client.run("SELECT $1::text || 'b', NULL", ["a"]) == [["ab", nil]])
  }

  @Test("A value that does not fit its column is refused by the server, and none is cut")
  func misfits() async throws {
    let (client, _) = try await client()
    var write = try person("Ann")
    write.code = "longer than eight"
    let error = await #expect(throws: PostgreSQLError.self) { try await client.insert(write) }
    #expect(error?.state == "22001")
    write.code = "A"
    write.age = 40_000
    await #expect(throws: PostgreSQLError.self) { try await client.insert(write) }
    #expect(try await client.rows(of: PeopleRow.self).isEmpty)
  }

  @Test("A row type of another database has no statements of PostgreSQL, and says so")
  func otherDatabase() throws {
    struct Other: TableRow {
      static let table = "others"
      static let columns = [Column("id", .int)]
      static let keyColumns = [0]
    }
    let error = #expect(throws: RowUnreadable.self) { try Other.selectStatement() }
    #expect(error?.reason.contains("generated for another database") == true)
  }
}

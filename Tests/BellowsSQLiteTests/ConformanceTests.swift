// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsConformance
import Foundation
import TestSupport
import Testing

@testable import BellowsSQLite

/// The statements of the suite's plans on SQLite.
private struct SQLiteDialect: ConformanceDialect {
  let target = Migrations.Target.sqlite
  let tableOptions = " STRICT"

  func type(of form: Column.Form) -> String { form.declaredType }

  func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
    var required = column
    required.isRequired = true
    let change = TableChange.changeColumn(from: definition(column), to: definition(required))
    return [.rebuild(Rebuild(table: table.name, changes: [change]))]
  }

  func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
    var required = column
    required.isRequired = true
    let change = TableChange.changeColumn(from: definition(required), to: definition(column))
    return [.rebuild(Rebuild(table: table.name, changes: [change]))]
  }
}

@Suite struct ConformanceTests {
  @Test(
    "SQLite passes the conformance suite", .timeLimit(.minutes(60)), arguments: ConformanceCheck.all, [true, false])
  func conformance(_ check: ConformanceCheck, hasWriteAheadLog: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let driver = DriverUnderTest(dialect: SQLiteDialect()) { name in
      let path = "\(folder)/\(name).sqlite"
      if hasWriteAheadLog, !FileManager.default.fileExists(atPath: path) {
        try Connection(path: path, name: name, wait: BusyWait(timeout: .zero)).run("PRAGMA journal_mode = WAL")
      }
      return SQLite(path: path)
    }
    try await check.run(on: driver, rounds: Thorough.count(sample: 25, whole: 500))
  }
}

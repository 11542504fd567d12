// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsConformance
import BellowsDocuments
import Foundation
import Testing

/// The suite's plans on documents, which have no schema: no statement changes one.
private struct DocumentDialect: ConformanceDialect {
  let target = Migrations.Target.document

  func type(of form: Column.Form) -> String { "" }
  func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] { [] }
  func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] { [] }
}

@Suite struct ConformanceTests {
  /// The checks of rows, savepoints and the lock, but those that need an SQL condition or a constraint.
  static let checks = ConformanceCheck.all(of: [.rows, .savepoints]).filter { check in
    ![
      "A query returns the rows of its key range, in its order",
      "In an update of many rows, only the rows that violate a constraint are rejected",
      "A rejected row does not end its transaction", "A check counts its rows and shows the first",
    ].contains(check.name)
  }

  @Test("Documents pass the parts of the conformance suite that need no SQL and no constraint", arguments: checks)
  func conformance(_ check: ConformanceCheck) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let driver = DriverUnderTest(dialect: DocumentDialect()) { name in
      SchemalessStore(documents: Documents(path: "\(folder)/\(name).documents"))
    }
    try await check.run(on: driver)
  }
}

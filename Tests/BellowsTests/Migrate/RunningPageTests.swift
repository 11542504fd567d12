// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import Bellows

/// The page on `migrate` leaves nothing out.
struct RunningPageTests {
  private func page() throws -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try String(
      contentsOf: root.appendingPathComponent("Sources/Bellows/Documentation.docc/Running.md"), encoding: .utf8)
  }

  @Test("The page Running lists every command and option") func everyCommandAndOption() throws {
    let page = try page()
    for verb in MigrateVerb.allCases { #expect(page.contains("| `\(verb.rawValue)` |"), "\(verb)") }
    for option in MigrateOption.allCases where option != .help { #expect(page.contains(option.flag), "\(option)") }
  }

  @Test("The page Running lists every table of the ledger") func everyTableOfTheLedger() throws {
    let page = try page()
    for table in LedgerTables.all { #expect(page.contains("`\(table.name)`"), "\(table.name)") }
  }
}

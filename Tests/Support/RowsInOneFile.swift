// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import SwiftEmitter

/// The row types of all tables in one file, for tests that compile or read them together.
package func rowsFile(for plan: Plan, deploy: Int) -> OutputFile { joined(rowFiles(for: plan, deploy: deploy)) }

/// The row types of all tables of a schema in one file.
package func rowsFile(for schema: Schema) -> OutputFile { joined(rowFiles(for: schema)) }

private func joined(_ files: [OutputFile]) -> OutputFile {
  let head = """
    // swift-format-ignore-file
    import Bellows

    #if canImport(FoundationEssentials)
      import FoundationEssentials
    #else
      import Foundation
    #endif

    """
  let bodies = files.map { file in
    let lines = file.contents.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.hasPrefix("public ") || $0.hasPrefix("///") } ?? lines.endIndex
    return lines[start...].joined(separator: "\n")
  }
  return OutputFile(
    path: "Sources/Migrations/Rows.generated.swift", contents: ([head] + bodies).joined(separator: "\n"))
}

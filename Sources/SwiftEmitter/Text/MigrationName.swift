// Part of Bellows. MIT licence: see LICENSE.

/// The name of a plan and of its folders: letters, digits and hyphens, with an optional date.
///
///     MigrationName("2026-03-01-add-age")?.typeName   // AddAge
package struct MigrationName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  /// Returns `nil` unless the text consists of ASCII letters and digits with single hyphens between them, and contains
  /// a letter; and for `rows`, the folder of the row types, however it is capitalised.
  package init?(_ text: String) {
    let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard text.utf8.count <= 100, words.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isLetterOrDigit) }),
      words.contains(where: { $0.contains(where: Self.isLetter) }), text.lowercased() != "rows"
    else { return nil }
    self.text = text
  }

  package var description: String { text }

  package static func < (left: MigrationName, right: MigrationName) -> Bool { left.text < right.text }

  /// The Swift type of the plan: the name without its date, changed if it would hide a type of Swift or the runtime.
  package var typeName: String {
    let words = text.split(separator: "-")
    let name = String(words.drop { $0.allSatisfy(\.isNumber) }.joined(separator: "-")).upperCamelCase(orElse: "Plan")
    // Row types are named UsersRow, UsersWrite and UsersID.
    let isRowType = ["Row", "Write", "ID"].contains { name.hasSuffix($0) }
    return isRowType || SwiftWords.outerTypes.contains(name) ? name + "Plan" : name
  }

  /// The name of the Swift type if others are taken; names are file names, so case is ignored.
  package func typeName(besides others: some Sequence<String>) -> String {
    let taken = Set(others.map { $0.lowercased() })
    var name = typeName
    var number = 2
    while taken.contains(name.lowercased()) {
      name = typeName + String(number)
      number += 1
    }
    return name
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension UUID {
  /// Creates a UUID from its 16 bytes.
  package init(bytes: Data) throws {
    guard bytes.count == 16 else { throw RowUnreadable(expected: "16 bytes of a UUID", found: .bytes(bytes)) }
    let b = Array(bytes)
    self.init(
      uuid: (
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
      ))
  }

  /// Its 16 bytes.
  package var bytes: Data { withUnsafeBytes(of: uuid) { Data($0) } }
}

extension Timestamp {
  /// Parses `2026-03-01T12:00:00Z` or `2026-03-01 12:00:00.000`, in UTC, with up to six digits of a second.
  package init(text: String) throws {
    guard let instant = Instant(text) else {
      throw RowUnreadable(expected: "an instant such as 2026-03-01T12:00:00Z", found: .string(text))
    }
    self.init(microseconds: instant.microseconds)
  }

  /// `2026-03-01T12:00:00Z`, with six digits of a second unless all are zero: the form in JSON.
  package var text: String { Instant(microseconds: microseconds).text }

  /// `2026-03-01 12:00:00.000`, with six digits if three lose precision: the form that GRDB stores.
  package var columnText: String { Instant(microseconds: microseconds).columnText }
}

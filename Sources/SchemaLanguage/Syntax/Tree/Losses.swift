// Part of Bellows. MIT licence: see LICENSE.

/// What is missing from a syntax tree because the parser could not read it.
///
/// A name that is declared nowhere may be declared in the text that the parser skipped, so the resolver does not report
/// such a name as unknown.
struct Losses: Sendable {
  /// Names in text that was skipped, and names of declarations whose rest could not be read.
  private(set) var names: Set<String> = []
  /// Whether a declaration without a name, or a file, could not be read: it may declare any name.
  var includeAnyName = false
  /// Whether a `target` could not be read.
  var includeTarget = false

  /// Returns whether the lost text may declare a name.
  func mayDeclare(_ name: String) -> Bool { includeAnyName || names.contains(name) }

  mutating func add(_ name: String) { names.insert(name) }

  /// Adds every word of a text.
  mutating func addWords(of bytes: ArraySlice<UInt8>) {
    // No schema has so much unreadable text; splitting it into words would be slow.
    if bytes.count > 100_000 { return includeAnyName = true }
    for word in bytes.split(whereSeparator: { !isWordByte($0) }) {
      if word.count > 1_000 { includeAnyName = true } else { names.insert(String(decoding: word, as: UTF8.self)) }
    }
  }

  mutating func add(_ other: Losses) {
    names.formUnion(other.names)
    includeAnyName = includeAnyName || other.includeAnyName
    includeTarget = includeTarget || other.includeTarget
  }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}

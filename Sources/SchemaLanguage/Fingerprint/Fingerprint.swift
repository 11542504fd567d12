// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension Schema {
  /// 64 hexadecimal digits that are equal for two schemas exactly if they require the same of a database and of code.
  ///
  /// Docs, positions, order, deprecation, `@was` and `@from` have no influence.
  package var fingerprint: String { CanonicalSchema(self).fingerprint }

  /// Returns whether both have the same fingerprint.
  ///
  /// Tables that are equal are not encoded.
  package func saysTheSame(as other: Schema) -> Bool {
    guard target == other.target, tables.count == other.tables.count else { return false }
    let (external, otherExternal) = (referencedExternalTables, other.referencedExternalTables)
    if external != otherExternal {
      let parts = [external, otherExternal].map { CanonicalSchema(Schema(target: target, tables: $0)).bytes }
      if parts[0] != parts[1] { return false }
    }
    return zip(tables, other.tables).allSatisfy { one, two in
      one == two
        || CanonicalSchema(Schema(target: target, tables: [one])).bytes
          == CanonicalSchema(Schema(target: target, tables: [two])).bytes
    }
  }
}

/// The encoding of a schema from which its fingerprint is computed.
private struct CanonicalSchema {
  let bytes: [UInt8]

  init(_ schema: Schema) {
    var encoder = CanonicalEncoder()
    encoder.bytes.reserveCapacity(schema.tables.count * 256)
    // Change this text whenever the encoding changes.
    encoder.text("bellows-schema/2")
    encoder.text(schema.target.rawValue)
    encoder.count(schema.tables.count)
    for table in Schema(target: schema.target, tables: schema.tables).tables { encoder.table(table) }
    let external = schema.referencedExternalTables
    if !external.isEmpty {
      encoder.text("external")
      encoder.count(external.count)
      for table in external { encoder.table(table) }
    }
    bytes = encoder.bytes
  }

  var fingerprint: String { hexadecimal(sha256(bytes)) }
}

/// Encodes a schema without ambiguity, so that different schemas have different bytes: lists begin with a count, texts
/// with a length, choices with a letter.
private struct CanonicalEncoder {
  var bytes: [UInt8] = []

  mutating func letter(_ letter: Unicode.Scalar) { bytes.append(UInt8(truncatingIfNeeded: letter.value)) }

  mutating func flag(_ flag: Bool) { letter(flag ? "1" : "0") }

  /// Writes a variable-length integer: seven bits per byte, the lowest first; the high bit is set if another byte
  /// follows.
  mutating func count(_ count: Int) {
    var rest = UInt(bitPattern: count)
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func text(_ text: String) {
    count(text.utf8.count)
    bytes.append(utf8Of: text)
  }

  /// Writes a text that usually equals another one, which is already written.
  mutating func optional(_ text: String, unless other: String) {
    let differs = !text.hasSameBytes(as: other)
    flag(differs)
    if differs { self.text(text) }
  }

  /// Writes the parts as a set: counted, sorted by their bytes, without duplicates.
  mutating func set<Part>(_ parts: [Part], write: (inout CanonicalEncoder, Part) -> Void) {
    set(parts, head: { $0.count($1) }, write: write)
  }

  /// Writes the parts as a set, with a prefix that depends on their number.
  mutating func set<Part>(
    _ parts: [Part], head: (inout CanonicalEncoder, Int) -> Void, write: (inout CanonicalEncoder, Part) -> Void
  ) {
    let start = bytes.count
    head(&self, parts.count)
    let body = bytes.count
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(parts.count)
    var isInOrder = true
    for part in parts {
      let first = bytes.count
      write(&self, part)
      if let last = ranges.last, isInOrder {
        isInOrder = bytes[last.lowerBound + body..<first].lexicographicallyPrecedes(bytes[first...])
      }
      ranges.append(first - body..<bytes.count - body)
    }
    // Most are already sorted.
    if isInOrder { return }
    let written = Array(bytes[body...])
    bytes.removeSubrange(start...)
    ranges.sort { written[$0].lexicographicallyPrecedes(written[$1]) }
    var distinct: [Range<Int>] = []
    for range in ranges where distinct.last.map({ written[$0] != written[range] }) ?? true { distinct.append(range) }
    head(&self, distinct.count)
    for range in distinct { bytes.append(contentsOf: written[range]) }
  }
}

// MARK: - Declarations

extension CanonicalEncoder {
  mutating func table(_ table: Table) {
    text(table.name.text)
    optional(table.storedName.text, unless: table.name.text)
    switch table.content {
    case .fields(let fields):
      letter("f")
      count(fields.count)
      let names = fields.map(\.name)
      for index in names.indices.sorted(by: { names[$0] < names[$1] }) { field(fields[index]) }
    case .variants(let variants):
      letter("s")
      set(variants) { $0.object($1) }
    }
    count(table.indexes.count)
    for index in table.indexes.sorted(by: { $0.name < $1.name }) { self.index(index) }
  }

  mutating func field(_ field: Field) {
    text(field.name.text)
    let stored = field.explicitStoredName.flatMap { $0.text.hasSameBytes(as: field.name.text) ? nil : $0 }
    // One byte of flags for the parts that most fields do not have.
    var says: UInt8 = 0
    if field.type.isOptional { says |= 1 }
    if field.isKey { says |= 2 }
    if stored != nil { says |= 4 }
    if field.defaultValue != nil { says |= 8 }
    if field.storedForm != nil { says |= 16 }
    if field.onDelete != nil { says |= 32 }
    bytes.append(says)
    type(field.type.value)
    if let stored { text(stored.text) }
    if let value = field.defaultValue { defaultValue(value) }
    if let form = field.storedForm { text(form.description) }
    if let action = field.onDelete { text(action.rawValue) }
  }

  mutating func defaultValue(_ value: Default) {
    switch value {
    case .literal(let literal):
      letter("l")
      self.literal(literal)
    case .emptyArray: letter("a")
    case .emptyObject: letter("o")
    case .now: letter("n")
    case .uuid: letter("u")
    case .auto: letter("k")
    case .text(let scalar, let text):
      letter("t")
      self.text(scalar.rawValue)
      self.text(text)
    }
  }

  mutating func index(_ index: Index) {
    text(index.name.text)
    switch index.kind {
    case .index: letter("i")
    case .unique: letter("u")
    case .search: letter("s")
    case .vector(let dimensions):
      letter("v")
      count(dimensions)
    }
    count(index.paths.count)
    for path in index.paths { self.path(path) }
    set(index.filters) { $0.path($1) }
  }

  mutating func path(_ path: [FieldName]) {
    count(path.count)
    for name in path { text(name.text) }
  }
}

// MARK: - Types

extension CanonicalEncoder {
  mutating func type(_ type: ValueType) {
    switch type {
    case .any: letter("*")
    case .scalar(let scalar):
      letter("s")
      text(scalar.rawValue)
    case .bounded(let bound):
      letter("b")
      text(bound.description)
    case .literal(let literal):
      letter("l")
      self.literal(literal)
    case .reference(let table):
      letter("i")
      text(table.text)
    case .array(let element):
      letter("a")
      self.type(element)
    case .record(let key, let value):
      letter("r")
      recordKey(key)
      self.type(value)
    case .object(let members): object(members)
    case .union(let members): union(members)
    }
  }

  mutating func object(_ members: [ValueType.Member]) {
    letter("o")
    count(members.count)
    for member in members.sorted(by: { $0.name < $1.name }) {
      text(member.name.text)
      flag(member.isOptional)
      type(member.type)
    }
  }

  /// Writes a union without redundant members: literals beside their scalar, and every type beside `any`.
  private mutating func union(_ members: [ValueType]) {
    guard !members.contains(.any) else { return type(.any) }
    var scalars: Set<Scalar> = []
    for case .scalar(let scalar) in members { scalars.insert(scalar) }
    if members.contains(.literal(.bool(true))), members.contains(.literal(.bool(false))) { scalars.insert(.bool) }
    guard !scalars.isEmpty else { return set(members, head: Self.unionHead) { $0.type($1) } }
    let others = members.filter { member in
      switch member {
      case .scalar: false
      case .bounded(let bound): !scalars.contains(bound.scalar)
      case .literal(let literal): !scalars.contains(literal.scalar)
      case .reference, .array, .record, .object, .union, .any: true
      }
    }
    set(scalars.map(ValueType.scalar) + others, head: Self.unionHead) { $0.type($1) }
  }

  private static func unionHead(_ encoder: inout CanonicalEncoder, _ count: Int) {
    // A union with one member is encoded as this member.
    guard count > 1 else { return }
    encoder.letter("u")
    encoder.count(count)
  }

  private mutating func recordKey(_ key: ValueType.RecordKey) {
    switch key {
    case .string: letter("s")
    case .int: letter("n")
    case .uuid: letter("u")
    case .reference(let table):
      letter("i")
      text(table.text)
    case .literals(let literals):
      letter("l")
      set(literals) { $0.literal($1) }
    }
  }

  mutating func literal(_ literal: Literal) {
    switch literal {
    case .string(let text):
      letter("s")
      self.text(text)
    case .int(let number):
      letter("i")
      bytes.append(contentsOf: eightBytes(UInt64(bitPattern: number)))
    case .double(let number):
      letter("d")
      // Zero and negative zero are the same value.
      bytes.append(contentsOf: eightBytes(number == 0 ? 0 : number.bitPattern))
    case .bool(let flag):
      letter("b")
      self.flag(flag)
    }
  }

  private func eightBytes(_ bits: UInt64) -> [UInt8] { withUnsafeBytes(of: bits.bigEndian) { Array($0) } }
}

// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// What a transform makes of one value, for the simulation: written against `Transform`'s documentation alone.
package struct Functions {
  /// Decides what bodies that a person writes compute.
  package var seed: UInt64
  /// The type that each column has in the last schema that has it.
  package var lastTypes: [ColumnID: FieldType]

  /// Makes the values that such bodies give.
  package var sampler = Sampler(seed: 0)

  package init(seed: UInt64, lastTypes: [ColumnID: FieldType]) {
    self.seed = seed
    self.lastTypes = lastTypes
  }

  /// The value that goes into a column; `nil` where the function says nothing about it.
  package func apply(_ transform: Transform, to values: [Value], for column: ColumnID, in type: FieldType? = nil)
    -> Value?
  {
    let target = type ?? lastTypes[column] ?? FieldType(.any)
    guard let value = values.first else {
      return switch transform {
      case .fill(let value): fill(value, target)
      case .unset: .absent
      case .custom, .sql: custom(values, column, target)
      case .copy, .convert, .remap, .renameMembers: nil
      }
    }
    switch transform {
    case .copy: return value
    case .unset: return .absent
    case .fill(let other): return value == .absent ? fill(other, target) : value
    case .custom, .sql: return custom(values, column, target)
    case .remap(let renames): return value.remapped(renames)
    // Only Convex has it, and the model of Convex has functions of its own.
    case .renameMembers: return value
    case .convert(let conversion): return value == .absent ? .absent : conversion.apply(to: value)
    }
  }

  /// What a value came from, where the function can be turned round.
  package func invert(_ transform: Transform, _ value: Value) -> Value? {
    switch transform {
    case .copy: return value
    case .remap(let renames):
      let back = value.remapped(renames.map { LiteralRename(path: $0.path, old: $0.new, new: $0.old) })
      return back.remapped(renames) == value ? back : nil
    case .convert(let conversion): return value == .absent ? .absent : conversion.invert(value)
    case .fill, .renameMembers, .unset, .custom, .sql: return nil
    }
  }

  /// A body as a person may write it: any function to values of the type; the same value for the same row.
  private func custom(_ values: [Value], _ column: ColumnID, _ type: FieldType) -> Value {
    var hash = seed ^ 0xCBF2_9CE4_8422_2325
    for byte in "\(column) \(values.map { "\($0)" })".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var (usual, other) = (sampler, sampler)
    usual.random = SeededRandom(seed: hash)
    other.random = SeededRandom(seed: hash)
    // The same for the same row, whoever computes it; but what the type allows beyond the last one comes up, too.
    let last = lastTypes[column] ?? type
    let (value, wider) = (usual.value(of: last), other.value(of: type))
    return type.contains(value) && (last.contains(wider) || hash % 2 == 0) ? value : wider
  }

  private func fill(_ value: Default, _ type: FieldType) -> Value {
    value.stored(in: type, number: 0)
  }
}

extension Default {
  /// The value that stands in the column; `number` makes each one that is not constant a new one.
  package func stored(in type: FieldType, number: Int) -> Value {
    switch self {
    case .literal(let literal): return .literal(literal)
    case .emptyArray: return .array([])
    case .emptyObject: return .map([])
    case .auto: return .literal(.int(Int64(number + 1)))
    case .uuid: return .uuid(uuidText(number))
    case .now where !type.contains(.timestamp(0)): return .date(Int32(number % 1000))
    case .now:
      // A stored form may have no fractions of a second.
      let value = Value.timestamp(Int64(number))
      return type.contains(value) ? value : .timestamp(Int64(number) * 1_000_000)
    case .text(.decimal, let text): return .decimal(text)
    case .text(.uuid, let text): return .uuid(text)
    case .text(.date, let text):
      return .date(Int32(CalendarDate(text)?.daysSince1970 ?? 0))
    case .text(.timestamp, let text): return .timestamp(Instant(text)?.microseconds ?? 0)
    case .text(_, let text): return .literal(.string(text))
    }
  }
}

/// A UUID by its number.
package func uuidText(_ number: Int) -> String {
  "00000000-0000-4000-9000-" + String(String(1_000_000_000_000 + number % 1_000_000_000).dropFirst())
}

extension Transform.Conversion {
  fileprivate func apply(to value: Value) -> Value? {
    switch (self, value) {
    case (.wrapInArray, _): .array([value])
    case (.wrapInObject(let member), _): .map([Value.Entry(.literal(.string(member.text)), value)])
    case (.intToDecimal, .literal(.int(let number))): .decimal(String(number))
    case (.text(.int), .literal(.int(let number))): .literal(.string(String(number)))
    case (.text(.bool), .literal(.bool(let flag))): .literal(.string(flag ? "true" : "false"))
    case (.text(.uuid), .uuid(let text)), (.text(.decimal), .decimal(let text)): .literal(.string(text))
    case (.text(.date), .date(let day)): .literal(.string("day \(day)"))
    case (.intToDecimal, _), (.text, _): nil
    }
  }

  fileprivate func invert(_ value: Value) -> Value? {
    switch (self, value) {
    case (.wrapInArray, .array(let values)) where values.count == 1: values[0]
    case (.wrapInObject(let member), .map(let entries))
    where entries.count == 1 && entries[0].key == .literal(.string(member.text)):
      entries[0].value
    case (.intToDecimal, .decimal(let text)): Int64(text).map { .literal(.int($0)) }
    case (.text(.int), .literal(.string(let text))): Int64(text).map { .literal(.int($0)) }
    case (.text(.bool), .literal(.string("true"))): .literal(.bool(true))
    case (.text(.bool), .literal(.string("false"))): .literal(.bool(false))
    case (.wrapInArray, _), (.wrapInObject, _), (.intToDecimal, _), (.text, _): nil
    }
  }
}

extension Value {
  /// Literals renamed at their places, all at once.
  fileprivate func remapped(_ renames: [LiteralRename]) -> Value {
    guard !renames.isEmpty else { return self }
    func inside(_ name: FieldName) -> [LiteralRename] {
      renames.filter { $0.path.first == name }
        .map { LiteralRename(path: Array($0.path.dropFirst()), old: $0.old, new: $0.new) }
    }
    switch self {
    case .literal(let literal):
      return renames.first { $0.path.isEmpty && $0.old == literal }.map { .literal($0.new) } ?? self
    case .array(let values):
      let renames = inside("[]")
      return .array(values.map { $0.remapped(renames) })
    case .map(let entries):
      let all = inside("[]")
      return .map(
        entries.map { entry in
          guard case .literal(.string(let name)) = entry.key else {
            return Entry(entry.key, entry.value.remapped(all))
          }
          return Entry(entry.key, entry.value.remapped(all + inside(FieldName(name))))
        })
    case .absent, .null, .bytes, .timestamp, .date, .uuid, .decimal, .reference, .anything: return self
    }
  }

  /// The same value with the entries of its maps in one order, so that equal values are equal.
  package var canonical: Value {
    switch self {
    case .array(let values): .array(values.map(\.canonical))
    case .map(let entries):
      .map(entries.map { Entry($0.key, $0.value.canonical) }.sorted { "\($0.key)" < "\($1.key)" })
    case .absent, .null, .literal, .bytes, .timestamp, .date, .uuid, .decimal, .reference, .anything: self
    }
  }
}

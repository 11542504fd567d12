// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import SchemaModel

/// The type of a column in the schema language.
enum InspectedType {
  /// A type, and the form in which the column stores it.
  case known(ValueType, StoredForm?)
  /// Why the language has no type for it.
  case outside(String)

  /// Determines the type of a column: an enum type is the union of its values.
  init(_ column: CatalogColumn) {
    guard let enumeration = column.enumeration, column.domain == nil else {
      self = InspectedType(column.type)
      return
    }
    let literals = enumeration.labels.map { ValueType.literal(.string($0)) }
    guard let form = StoredForm(enumeration: enumeration.type), let type = ValueType.union(of: literals) else {
      self = .outside("of the type \(column.type)")
      return
    }
    self = .known(type, form)
  }

  /// Determines the type from the server's name of it: `character varying(40)`.
  init(_ name: String) {
    if let element = Self.element(of: name) {
      self = .known(.array(.scalar(element)), .array)
    } else if let found = Self.plain[name] {
      self = .known(found.0, found.1)
    } else if let numbers = Self.numbers(in: name, after: "character varying("), numbers.count == 1 {
      self = .bounded(.varchar(numbers[0]))
    } else if let numbers = Self.numbers(in: name, after: "numeric("), numbers.count == 2, numbers[1] >= 0,
      numbers[1] <= numbers[0]
    {
      self = .bounded(.numeric(precision: numbers[0], scale: numbers[1]))
    } else if let numbers = Self.numbers(in: name, after: "timestamp(", before: ") without time zone"),
      numbers.count == 1
    {
      self = Self.timestamp(numbers[0], hasZone: false)
    } else if let numbers = Self.numbers(in: name, after: "timestamp(", before: ") with time zone"), numbers.count == 1
    {
      self = Self.timestamp(numbers[0], hasZone: true)
    } else {
      self = .outside("of the type \(name)")
    }
  }

  /// The elements of an array, if the language has words for it.
  private static func element(of name: String) -> Scalar? {
    guard name.hasSuffix("[]"), case let element = String(name.dropLast(2)), element != "character varying",
      let (type, form) = plain[element], form == nil, case .scalar(let scalar) = type,
      Storage(target: .postgresql, named: [:]).hasForm(.array, of: .array(type))
    else { return nil }
    return scalar
  }

  /// Six digits are all that a timestamp has.
  private static func timestamp(_ digits: Int, hasZone: Bool) -> InspectedType {
    if digits > 5 { return .known(.scalar(.timestamp), hasZone ? nil : .timestamp) }
    return bounded(.instant(digits: digits, hasZone: hasZone))
  }

  private static func bounded(_ bound: Bound) -> InspectedType { .known(.bounded(bound), bound.storedForm) }

  private static let plain: [String: (ValueType, StoredForm?)] = [
    "bigint": (.scalar(.int), nil), "text": (.scalar(.string), nil), "character varying": (.scalar(.string), nil),
    "boolean": (.scalar(.bool), nil), "double precision": (.scalar(.double), nil), "bytea": (.scalar(.bytes), nil),
    "uuid": (.scalar(.uuid), nil), "date": (.scalar(.date), nil), "numeric": (.scalar(.decimal), nil),
    "timestamp with time zone": (.scalar(.timestamp), nil), "jsonb": (.any, nil), "json": (.any, .json),
    "timestamp without time zone": (.scalar(.timestamp), .timestamp),
    "integer": (.bounded(.int4), .bounded(.int4)), "smallint": (.bounded(.int2), .bounded(.int2)),
    "real": (.bounded(.float4), .bounded(.float4)),
  ]

  /// The numbers of `numeric(12,2)`; `nil` if the name is not of this form.
  private static func numbers(in name: String, after prefix: String, before suffix: String = ")") -> [Int]? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: ",").map { Int($0) }
    return parts.contains(nil) ? nil : parts.compactMap { $0 }
  }
}

extension ValueType {
  /// Whether the language allows it as the type of a key.
  var isUsableAsKey: Bool { scalar?.traits.isKey == true }

  /// Whether it is a list.
  fileprivate var isArray: Bool { if case .array = self { true } else { false } }
}

extension Default {
  /// Reads a default of the catalog; `nil` if the language has no such default for the type.
  init?(catalog text: String, _ type: ValueType) {
    switch (CatalogDefault(text), type.scalar) {
    case (.now, .timestamp), (.today, .date): self = .now
    case (.randomUUID, .uuid): self = .uuid
    case (.constant(let constant), _):
      guard let value = Default(constant, type) else { return nil }
      if let own = value.boundedValue, type.bound != nil, !type.contains(own) { return nil }
      self = value
    case (.now, _), (.today, _), (.randomUUID, _), (.expression, _): return nil
    }
  }

  private init?(_ constant: CatalogDefault.Constant, _ type: ValueType) {
    switch (type.scalar, constant) {
    case (nil, .text(let text)) where type.alternatives.contains(.literal(.string(text))):
      self = .literal(.string(text))
    case (.string, .text(let text)): self = .literal(.string(text))
    case (.bool, .bool(let flag)): self = .literal(.bool(flag))
    case (.int, .number(let text)), (.int, .text(let text)):
      guard let number = Int64(text) else { return nil }
      self = .literal(.int(number))
    case (.double, .number(let text)), (.double, .text(let text)):
      guard let number = Double(text), number.isFinite else { return nil }
      self = .literal(.double(number))
    case (.decimal?, .number(let text)), (.decimal?, .text(let text)):
      guard let canonical = Scalar.decimal.canonicalText(text) else { return nil }
      self = .text(.decimal, canonical)
    case (let scalar?, .text(let text)) where scalar == .uuid || scalar == .date:
      guard let canonical = scalar.canonicalText(text) else { return nil }
      self = .text(scalar, canonical)
    case (nil, .text("{}")) where type.isArray: self = .emptyArray
    case (nil, .text("[]")) where type == .any: self = .emptyArray
    case (nil, .text("{}")) where type == .any: self = .emptyObject
    case (_, _): return nil
    }
  }
}

// Part of Bellows. MIT licence: see LICENSE.

extension FieldType {
  /// Returns whether a column of this type may store it; `.absent` is a missing value.
  package func contains(_ value: Value) -> Bool {
    if case .absent = value { isOptional } else { self.value.contains(value) }
  }
}

extension ValueType {
  /// Returns whether it is a value of this type, by the definition of the types in its simplest form.
  ///
  /// It shares no code with the containment decision, so that tests can compare the two.
  package func contains(_ value: Value) -> Bool {
    switch (self, value) {
    case (_, .absent): false
    case (.any, _): true
    case (.union(let members), _): members.contains { $0.contains(value) }
    case (.scalar(let scalar), _): scalar.contains(value)
    case (.bounded(let bound), _): bound.contains(value)
    case (.literal(let literal), .literal(let other)): literal == other
    case (.reference(let table), .reference(let other, _)): table == other
    case (.array(let element), .array(let values)): values.allSatisfy(element.contains)
    case (.record(let key, let type), .map(let entries)):
      entries.allSatisfy { key.contains($0.key) && type.contains($0.value) }
    case (.object(let members), .map(let entries)): contains(entries, members)
    case (.literal, _), (.reference, _), (.array, _), (.record, _), (.object, _): false
    }
  }

  /// Returns whether each entry has a member, and each required member has an entry.
  private func contains(_ entries: [Value.Entry], _ members: [Member]) -> Bool {
    var left = Dictionary(members.map { (Literal.string($0.name.text), $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
      guard case .literal(let key) = entry.key, let member = left.removeValue(forKey: key),
        member.type.contains(entry.value)
      else { return false }
    }
    return left.values.allSatisfy(\.isOptional)
  }
}

extension ValueType.RecordKey {
  /// Returns whether it can be a key of a record with these keys.
  package func contains(_ key: Value) -> Bool {
    switch self {
    case .string: Scalar.string.contains(key)
    case .int: Scalar.int.contains(key)
    case .uuid: Scalar.uuid.contains(key)
    case .reference(let table): ValueType.reference(table).contains(key)
    case .literals(let literals): literals.contains { ValueType.literal($0).contains(key) }
    }
  }
}

extension Scalar {
  /// Returns whether it is a value of this scalar.
  package func contains(_ value: Value) -> Bool {
    switch value {
    case .literal(.string(let text)): self == .string && !text.utf8.contains(0)
    case .literal(.double(let number)): self == .double && number.isFinite
    case .literal(.int): self == .int
    case .literal(.bool): self == .bool
    case .null: self == .null
    case .bytes: self == .bytes
    case .timestamp: self == .timestamp
    case .date: self == .date
    case .uuid: self == .uuid
    case .decimal: self == .decimal
    case .absent, .reference, .array, .map, .anything: false
    }
  }
}

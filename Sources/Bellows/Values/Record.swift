// Part of Bellows. MIT licence: see LICENSE.

/// A dictionary whose keys are compared by their bytes: the type `[K: V]` of the schema language.
///
/// A `Dictionary` with string keys would treat the two Unicode forms of é as one key and lose an entry.
public struct Record<Key: RecordKey, Value: StoredValue>: StoredValue, ExpressibleByDictionaryLiteral {
  private var values: [ByteString: Value] = [:]

  /// Creates a record without entries.
  public init() {}

  /// Creates a record; if a key is given twice, the last value is used.
  public init(_ entries: some Sequence<(Key, Value)>) {
    for (key, value) in entries { self[key] = value }
  }

  /// Creates a record; if a key is given twice, the last value is used.
  public init(dictionaryLiteral elements: (Key, Value)...) { self.init(elements) }

  /// The value of a key.
  public subscript(key: Key) -> Value? {
    get { values[ByteString(key.recordKey)] }
    set { values[ByteString(key.recordKey)] = newValue }
  }

  /// The number of entries.
  public var count: Int { values.count }
  /// Whether it has no entries.
  public var isEmpty: Bool { values.isEmpty }

  /// The entries in the order of their keys' bytes.
  public var entries: [(key: Key, value: Value)] {
    // Each text was created from a key, so it can be parsed.
    values.sorted { $0.key < $1.key }.compactMap { entry in
      (try? Key(recordKey: entry.key.text)).map { ($0, entry.value) }
    }
  }

  /// Returns a record with the same keys and transformed values.
  public func mapValues<Other: StoredValue>(_ transform: (Value) throws -> Other) rethrows -> Record<Key, Other> {
    Record<Key, Other>(values: try values.mapValues(transform))
  }

  fileprivate init(values: [ByteString: Value]) { self.values = values }

  /// Reads a JSON object; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .object(let object) = json else { throw RowUnreadable(expected: "a record", found: json) }
    for member in object.members { self[try Key(recordKey: member.key)] = try Value(json: member.value) }
  }

  /// A JSON object, in the order of the keys' bytes.
  public var json: JSONValue {
    .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value.json) }))
  }
}

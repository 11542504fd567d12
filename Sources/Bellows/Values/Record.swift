// Part of Bellows. MIT licence: see LICENSE.

/// A dictionary whose keys are compared by their bytes: what the language calls `[K: V]`.
///
/// A `Dictionary` of strings would take the two spellings of é for one key and lose an entry.
public struct Record<Key: RecordKey, Value: StoredValue>: StoredValue, ExpressibleByDictionaryLiteral {
  private var values: [ByteString: Value] = [:]

  /// A record without entries.
  public init() {}

  /// A record of these entries; of a key given twice, the last value counts.
  public init(_ entries: some Sequence<(Key, Value)>) {
    for (key, value) in entries { self[key] = value }
  }

  /// A record of these entries.
  public init(dictionaryLiteral elements: (Key, Value)...) { self.init(elements) }

  /// The value of a key.
  public subscript(key: Key) -> Value? {
    get { values[ByteString(key.recordKey)] }
    set { values[ByteString(key.recordKey)] = newValue }
  }

  /// How many entries there are.
  public var count: Int { values.count }
  /// Whether there is none.
  public var isEmpty: Bool { values.isEmpty }

  /// The entries in the order of their keys' bytes.
  public var entries: [(key: Key, value: Value)] {
    // A key was once made into this text, so it can be read back.
    values.sorted { $0.key < $1.key }.compactMap { entry in
      (try? Key(recordKey: entry.key.text)).map { ($0, entry.value) }
    }
  }

  /// The same keys with other values.
  public func mapValues<Other: StoredValue>(_ transform: (Value) throws -> Other) rethrows -> Record<Key, Other> {
    Record<Key, Other>(values: try values.mapValues(transform))
  }

  fileprivate init(values: [ByteString: Value]) { self.values = values }

  /// Reads an object.
  public init(json: JSONValue) throws {
    guard case .object(let object) = json else { throw RowUnreadable(expected: "a record", found: json) }
    for member in object.members { self[try Key(recordKey: member.key)] = try Value(json: member.value) }
  }

  /// An object, in the order of the keys' bytes.
  public var json: JSONValue {
    .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value.json) }))
  }
}

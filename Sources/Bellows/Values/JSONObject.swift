// Part of Bellows. MIT licence: see LICENSE.

/// The members of a JSON object, in their order.
///
/// Keys are compared by their UTF-8 bytes.
public struct JSONObject: Sendable {
  /// The members; each key occurs once.
  public private(set) var members: [Member]
  /// The index of each key; built for objects with many members.
  private var indices: [ByteString: Int]

  /// A key with its value.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var key: String
    /// Its value.
    public var value: JSONValue
  }

  private static let fewMembers = 16

  /// Creates an object without members.
  public init() {
    members = []
    indices = [:]
  }

  /// Creates an object.
  ///
  /// If a key is given twice, the last value counts.
  public init(_ members: some Sequence<(String, JSONValue)>) {
    self.init()
    for (key, value) in members { self[key] = value }
  }

  /// The value of a key; `nil` is "no such member", which is not the same as `.null`.
  public subscript(key: String) -> JSONValue? {
    get { index(of: key).map { members[$0].value } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): members[index].value = value
      case (nil, let value?): append(key, value)
      case (let index?, nil):
        members.remove(at: index)
        buildIndex()
      case (nil, nil): break
      }
    }
  }

  private func index(of key: String) -> Int? {
    if members.count > Self.fewMembers { return indices[ByteString(key)] }
    return members.firstIndex { ByteString($0.key) == ByteString(key) }
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
    if members.count == Self.fewMembers + 1 {
      buildIndex()
    } else if members.count > Self.fewMembers {
      indices[ByteString(key)] = members.count - 1
    }
  }

  private mutating func buildIndex() {
    indices = [:]
    guard members.count > Self.fewMembers else { return }
    for (index, member) in members.enumerated() { indices[ByteString(member.key)] = index }
  }
}

extension JSONObject: Hashable {
  /// Returns whether both have the same members, in any order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  /// Hashes independently of the order of the members.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.count)
    hasher.combine(Set(members.map { ByteString($0.key) }))
  }
}

/// A string that is compared by its UTF-8 bytes.
struct ByteString: Hashable, Comparable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ByteString, right: ByteString) -> Bool {
    left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
  }

  static func < (left: ByteString, right: ByteString) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

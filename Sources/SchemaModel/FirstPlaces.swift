// Part of Bellows. MIT licence: see LICENSE.

/// A map from keys to the index at which each was inserted first.
///
/// Most tables, objects and unions have few parts, so the first keys are searched linearly, which is several times
/// faster than hashing them.
package struct FirstPlaces<Key: Hashable> {
  package private(set) var keys: [Key] = []
  private var places: [Int] = []
  private var numbers: [Key: Int] = [:]

  package init() {}

  private static var handful: Int { 16 }

  package mutating func reserveCapacity(_ count: Int) {
    keys.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  /// Returns the index at which a key was inserted first.
  package subscript(_ key: Key) -> Int? { number(of: key).map { places[$0] } }

  /// Inserts a key.
  ///
  /// Returns the index of its first insertion, which is kept, if it was inserted before.
  package mutating func insert(_ key: Key, at place: Int) -> Int? {
    if let number = number(of: key) { return places[number] }
    if keys.count == Self.handful { for (number, key) in keys.enumerated() { numbers[key] = number } }
    if keys.count >= Self.handful { numbers[key] = keys.count }
    keys.append(key)
    places.append(place)
    return nil
  }

  private func number(of key: Key) -> Int? { numbers.isEmpty ? keys.firstIndex(of: key) : numbers[key] }
}

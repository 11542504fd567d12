// Part of Bellows. MIT licence: see LICENSE.

/// Where each of some keys came first.
///
/// Most tables, objects and unions have a handful of parts: to walk over those is several times faster than to hash them.
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

  /// Where a key came first, if it came at all.
  package subscript(_ key: Key) -> Int? { number(of: key).map { places[$0] } }

  /// Notes a key; returns where it came before, which stays its place.
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

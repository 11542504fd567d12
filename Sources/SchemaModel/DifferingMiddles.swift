// Part of Bellows. MIT licence: see LICENSE.

/// Returns two lists without their common prefix and their common suffix.
///
/// Most fields of a table keep their position, so only the few in the middle are looked up by name.
package func differingMiddles<Element>(
  _ left: [Element], _ right: [Element], areSame: (Element, Element) -> Bool
) -> (left: ArraySlice<Element>, right: ArraySlice<Element>) {
  var (front, back) = (0, 0)
  let shorter = min(left.count, right.count)
  while front < shorter, areSame(left[front], right[front]) { front += 1 }
  while back < shorter - front, areSame(left[left.count - 1 - back], right[right.count - 1 - back]) { back += 1 }
  return (left[front..<left.count - back], right[front..<right.count - back])
}

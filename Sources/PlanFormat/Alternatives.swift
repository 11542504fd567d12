// Part of Bellows. MIT licence: see LICENSE.

/// Returns alternatives for an error message: the first ones that fit on a line, at least one, and the number of the
/// others.
package func someAlternatives(of all: [String]) -> String {
  var shown: [String] = []
  for one in all {
    if !shown.isEmpty, (shown + [one]).joined(separator: " | ").count > longestAlternatives { break }
    shown.append(one)
  }
  if shown.count < all.count { shown.append("\(all.count - shown.count) more") }
  return shown.joined(separator: " | ")
}

/// The most characters of alternatives in an error message.
package let longestAlternatives = 80

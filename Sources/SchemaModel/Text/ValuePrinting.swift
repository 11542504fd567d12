// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension Value: CustomStringConvertible {
  /// The spelling in the language: `"x"`, `{ theme: null }`, `[1, 2]`, `no value`.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// A counterexample may be as long as the largest column.
  private static let mostShown = 200

  private func write(to text: inout String) {
    switch self {
    case .absent: text += "no value"
    case .null: text += "null"
    case .literal(.string(let long)) where long.count > Self.mostShown:
      text += Literal.string(String(long.prefix(20))).description + "... (\(long.count) characters)"
    case .literal(let literal): text += literal.description
    case .bytes(let bytes):
      text += "0x"
      for byte in bytes { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    case .timestamp(let microseconds): text += Instant(microseconds: microseconds).text
    case .date(let days): text += CalendarDate(daysSince1970: Int(days)).text
    case .uuid(let canonical), .decimal(let canonical): text += canonical
    case .reference(let table, let key): text += "id<\(table.text.spelledAsName)>(\(key))"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text)
      }
      text += "]"
    case .map(let entries):
      text += entries.isEmpty ? "{" : "{ "
      for (index, entry) in entries.enumerated() {
        if index > 0 { text += ", " }
        if case .literal(.string(let name)) = entry.key, name.isPlainName {
          text += name
        } else {
          entry.key.write(to: &text)
        }
        text += ": "
        entry.value.write(to: &text)
      }
      text += entries.isEmpty ? "}" : " }"
    case .anything: text += "a value that only any holds"
    }
  }
}

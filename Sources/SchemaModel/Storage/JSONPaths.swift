// Part of Bellows. MIT licence: see LICENSE.

extension FieldName {
  /// This member as a step in a JSON path of SQLite, `.kind` or `."two words"`.
  ///
  /// It is `nil` for names that some versions of SQLite, or some writers of JSON, spell differently.
  package var jsonPathStep: String? {
    let bytes = text.utf8
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) else {
      return nil
    }
    let isWord = bytes.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    return isWord ? ".\(text)" : ".\"\(text)\""
  }
}

// Part of Bellows. MIT licence: see LICENSE.
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why JSON could not be decoded.
///
/// Paths have points between names and indices: `counts.0.remaining`.
package enum JSONProblem: Error, Hashable {
  case notJSON
  case missing(path: String)
  /// The value at the path has another type than expected; the empty path is the whole document.
  case wrongType(path: String)
}

/// Decodes a JSON document; unknown members are ignored.
package func readJSON<Document: Decodable>(_ type: Document.Type, from bytes: [UInt8]) throws(JSONProblem) -> Document {
  do {
    return try JSONDecoder().decode(type, from: Data(bytes))
  } catch let DecodingError.keyNotFound(key, context) {
    throw .missing(path: path(context.codingPath + [key]))
  } catch let DecodingError.typeMismatch(_, context) {
    throw .wrongType(path: path(context.codingPath))
  } catch let DecodingError.valueNotFound(_, context) {
    throw .wrongType(path: path(context.codingPath))
  } catch {
    throw .notJSON
  }
}

private func path(_ keys: [any CodingKey]) -> String {
  keys.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
}

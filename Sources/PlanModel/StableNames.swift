// Part of Bellows. MIT licence: see LICENSE.

extension Deploy {
  /// The name of the file that its schema is written to: `1-widen.schema`.
  package var schemaFileName: String { "\(number)-\(phase.rawValue).schema" }
}

extension Transform {
  /// The kind of a backfill, as programs read it.
  package var kind: String {
    switch self {
    case .fill: "default"
    case .copy: "copy"
    case .convert: "convert"
    case .remap: "remap"
    case .unset: "unset"
    case .custom: "custom"
    }
  }
}

extension Duty {
  /// As programs read it: `write-both-read-old`.
  package var identifier: String {
    var result = ""
    for character in rawValue {
      if character.isUppercase { result += "-" }
      result += character.lowercased()
    }
    return result
  }
}

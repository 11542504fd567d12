// Part of Bellows. MIT licence: see LICENSE.

@testable import Bellows

/// Which backup tables that a rollback names are not there, or do not have the rows that it names.
func missingImages(_ events: [RunEvent], in path: String) throws -> [String] {
  var missing: [String] = []
  let raw = try RawDatabase(path: path)
  func look(_ image: String, _ rows: Int, isExact: Bool) throws {
    let found = try raw.texts("SELECT count(*) FROM sqlite_schema WHERE name = '\(image)'") == ["1"]
    let count = found ? Int(try raw.texts("SELECT count(*) FROM \(image)")[0]) ?? -1 : -1
    if isExact ? count != rows : count < rows { missing.append("\(image) has \(count) rows in place of \(rows)") }
  }
  for event in events {
    switch event {
    case .restored(_, _, let touched, let image):
      if let image { try look(image, touched.count, isExact: true) }
      if image == nil, !touched.isEmpty { missing.append("no image is named for \(touched.count) rows") }
    case .lost(let kept), .outdated(let kept):
      // Where a function tells which values are news, all are backed up.
      if let image = kept.image { try look(image, kept.rows, isExact: false) }
    case .created, .adopted, .entered, .keeping, .kept, .began, .moved, .finished, .counted, .closed, .released,
      .resumed, .undone, .empty, .computedBack, .noticed, .warned, .countedAsDone, .forgot, .problem:
      continue
    }
  }
  return missing
}

// Part of Bellows. MIT licence: see LICENSE.
import Foundation

// Usage: CompareBuilds OLD-TOOL NEW-TOOL FOLDER ... [--terms FILE]
//
// Each folder is searched for pairs of schemas (`before.schema` and `after.schema`, or `old.schema` and
// `new.schema`). For each pair both builds plan the change, for rolling and for common deploys, and write the plan.
// Prose is left out of the comparison; everything that decides about data is in it. `--terms` names a file with two
// words a line, an old and a new one: the old build's records are read with the old words replaced.
//
// Exit status: 0 if there is no difference, 1 if there is one, 2 for a wrong call.

var arguments = Array(CommandLine.arguments.dropFirst())
var terms: [(old: String, new: String)] = []
if let index = arguments.firstIndex(of: "--terms"), arguments.count > index + 1 {
  for line in try String(contentsOfFile: arguments[index + 1], encoding: .utf8).split(separator: "\n") {
    let words = line.split(separator: " ")
    if words.count == 2 { terms.append((String(words[0]), String(words[1]))) }
  }
  arguments.removeSubrange(index...(index + 1))
}
guard arguments.count >= 3 else {
  FileHandle.standardError.write(Data("usage: CompareBuilds OLD-TOOL NEW-TOOL FOLDER ... [--terms FILE]\n".utf8))
  exit(2)
}

let pairs = arguments.dropFirst(2).flatMap(SchemaPair.all(under:))
let old = Build(tool: arguments[0], terms: terms)
let new = Build(tool: arguments[1], terms: [])
var differences = 0
var planned = 0
for pair in pairs {
  let (before, after) = (try old.record(of: pair), try new.record(of: pair))
  if before.contains(where: { $0.hasPrefix("deploy ") }) { planned += 1 }
  guard before != after else { continue }
  differences += 1
  print("\(pair.folder):")
  for change in after.difference(from: before) {
    switch change {
    case .remove(_, let line, _): print("  - \(line)")
    case .insert(_, let line, _): print("  + \(line)")
    }
  }
}
print("\(pairs.count) pairs of schemas, \(planned) with deploys, \(differences) different")
exit(differences == 0 ? 0 : 1)

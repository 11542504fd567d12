// Part of Bellows. MIT licence: see LICENSE.
import Foundation

// Usage: CompareBuilds OLD-TOOL NEW-TOOL FOLDER ... [--terms FILE] [--except RULE]
//
// Each folder is searched for pairs of schemas (`before.schema` and `after.schema`, or `old.schema` and
// `new.schema`). For each pair both builds plan the change and write the plan.
// Prose is left out of the comparison; everything that decides about data is in it. `--terms` names a file with two
// words a line, an old and a new one: the old build's records are read with the old words replaced. Pairs that the old
// build refuses with RULE are left out, for a language that accepts more.
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
var exception: String?
if let index = arguments.firstIndex(of: "--except"), arguments.count > index + 1 {
  exception = "[\(arguments[index + 1])]"
  arguments.removeSubrange(index...(index + 1))
}
guard arguments.count >= 3 else {
  FileHandle.standardError.write(
    Data("usage: CompareBuilds OLD-TOOL NEW-TOOL FOLDER ... [--terms FILE] [--except RULE]\n".utf8))
  exit(2)
}

let pairs = arguments.dropFirst(2).flatMap(SchemaPair.all(under:))
let old = Build(tool: arguments[0], terms: terms)
let new = Build(tool: arguments[1], terms: [])
var differences = 0
var planned = 0
var excepted = 0
for pair in pairs {
  let before = try old.record(of: pair)
  if let exception, before.contains(exception) {
    excepted += 1
    continue
  }
  let after = try new.record(of: pair)
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
print(
  "\(pairs.count - excepted) pairs of schemas, \(excepted) left out, \(planned) with deploys, \(differences) different")
exit(differences == 0 ? 0 : 1)

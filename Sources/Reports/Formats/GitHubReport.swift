// Part of Bellows. MIT licence: see LICENSE.

/// A plan as workflow commands, one a line, which GitHub Actions shows beside the lines of a pull request.
///
/// Breaking changes are errors, safe ones with hazards warnings, the others notices; the plan itself is a notice.
func githubReport(_ facts: PlanFacts) -> String {
  var lines = facts.changes.map { change in
    let level = change.verdict == .breaking ? "error" : change.hazards.isEmpty ? "notice" : "warning"
    let parts = [change.path + ": " + sentence(change.reason), change.witness?.wording, change.hazardList]
    return githubCommand(
      level, at: change.place, title: change.rule.rawValue, parts.compactMap { $0 }.joined(separator: "\n"))
  }
  let title = facts.summary.verdict == .none ? "bellows" : "bellows: " + facts.summary.verdict.rawValue
  lines.append(
    githubCommand(
      "notice", at: nil, title: title, ([facts.summary.wording] + facts.deploys.map(line)).joined(separator: "\n")))
  return lines.joined(separator: "\n") + "\n"
}

/// A deploy on one line.
private func line(_ deploy: DeployFacts) -> String {
  let duties = deploy.groups.map { group in
    "\(group.duty.wording.actor.rawValue) \(group.duty.wording.phrase): \(group.subjects.list)"
  }
  return "\(deploy.number). \(deploy.phase.rawValue), \(deploy.isRelease ? "with" : "without") a code release: "
    + duties.joined(separator: "; ")
}

/// One annotation: `::error file=app.schema,line=3,col=5,title=field-renamed::message`.
func githubCommand(_ level: String, at place: Place?, title: String, _ message: String) -> String {
  var properties: [(String, String)] = []
  if let place {
    properties = [("file", place.file), ("line", String(place.line)), ("col", String(place.column))]
  }
  properties.append(("title", title))
  let list = properties.map { $0.0 + "=" + escapedProperty($0.1) }.joined(separator: ",")
  return "::\(level) \(list)::\(escapedMessage(message))"
}

/// A message ends at the end of its line, so that `%` and line breaks are written by number.
private func escapedMessage(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "%": result += "%25"
    case "\r": result += "%0D"
    case "\n": result += "%0A"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// In a property the comma and the colon end it, too.
private func escapedProperty(_ text: String) -> String {
  var result = ""
  for scalar in escapedMessage(text).unicodeScalars {
    switch scalar {
    case ":": result += "%3A"
    case ",": result += "%2C"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension ChangeFacts {
  fileprivate var hazardList: String? {
    hazards.isEmpty ? nil : "Hazards: " + hazards.map(\.rawValue).joined(separator: ", ")
  }
}

// Part of Bellows. MIT licence: see LICENSE.

/// Workflow commands, one on each line, which GitHub Actions shows next to the lines of a pull request.
struct GitHubReport: ReportWriter {
  /// Breaking changes are errors, safe changes with hazards warnings, other changes and the plan itself notices.
  func report(_ plan: PlanReport) -> String {
    let facts = plan.facts
    var lines = facts.changes.map { change in
      let level = change.verdict == .breaking ? "error" : change.hazards.isEmpty ? "notice" : "warning"
      let parts = [change.path + ": " + sentence(change.reason), change.witness?.wording, change.hazardList]
      return command(
        level, at: change.position, title: change.rule.rawValue, parts.compactMap { $0 }.joined(separator: "\n"))
    }
    let title = facts.summary.verdict == .none ? "bellows" : "bellows: " + facts.summary.verdict.rawValue
    lines.append(
      command(
        "notice", at: nil, title: title, ([facts.summary.wording] + facts.deploys.map(line)).joined(separator: "\n")))
    return lines.joined(separator: "\n") + "\n"
  }

  func report(_ findings: FindingsReport) -> String {
    findings.findings.map { finding in
      let message = ([finding.message] + finding.notes.map(\.message)).joined(separator: "\n")
      let level = finding.severity == .note ? "notice" : finding.severity.rawValue
      return command(level, at: findings.position(of: finding), title: finding.id.rawValue, message) + "\n"
    }.joined()
  }
}

/// A deploy on one line.
private func line(_ deploy: DeployFacts) -> String {
  let actions = deploy.groups.map { group in
    "\(group.action.wording.actor.rawValue) \(group.action.wording.phrase): \(group.subjects.list)"
  }
  if deploy.isOffline {
    let steps = ["stop all code", "migrate run --offline", "start the new code"] + actions
    return "\(deploy.number). \(deploy.kind): " + steps.joined(separator: "; ")
  }
  return "\(deploy.number). \(deploy.kind), \(deploy.isRelease ? "with" : "without") a code release: "
    + actions.joined(separator: "; ")
}

/// One annotation: `::error file=app.schema,line=3,col=5,title=field-renamed::message`.
private func command(_ level: String, at position: FilePosition?, title: String, _ message: String) -> String {
  var properties: [(String, String)] = []
  if let position {
    properties = [
      ("file", position.file), ("line", String(position.line)), ("col", String(position.column)),
    ]
  }
  properties.append(("title", title))
  let list = properties.map { $0.0 + "=" + escapedProperty($0.1) }.joined(separator: ",")
  return "::\(level) \(list)::\(escapedMessage(message))"
}

/// A message ends at a line break, so `%` and line breaks are percent-encoded.
private func escapedMessage(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "%": result += "%25"
    case "\r": result += "%0D"
    case "\n": result += "%0A"
    case _ where scalar.properties.generalCategory == .control:
      // An escape sequence would act on the terminal of the log.
      result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A comma or colon ends a property, so they are percent-encoded too.
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

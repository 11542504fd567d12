// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SchemaLanguage

/// `bellows check`: prints the findings, and fails if one of them is an error.
func check(_ request: CheckRequest) throws(Failure) {
  var paths = request.paths.isEmpty ? [Layout.schemas, Layout.plans, Layout.swift] : request.paths
  let git = Git(folder: ".")
  // A schema of Convex may import any file of the repository.
  var isConvex = request.paths.isEmpty && FileTree.disk.isConvex
  for path in request.paths where try convexSchema(at: path, in: .disk) != nil { isConvex = true }
  if isConvex { paths = [try asking(try git.pathToRoot())] }
  var comparison = try asking(try Comparison(git, base: request.base, below: paths))
  if isConvex { comparison.set(prefix: try asking(try git.prefix())) }
  if request.paths.isEmpty, FileTree.disk.isConvex, !comparison.new.files.isConvex {
    throw .workspace(.unstaged(file: Layout.convexGoal))
  }
  let sides = [comparison.new] + comparison.bases
  let hasPlans = request.paths.isEmpty && sides.contains { $0.current != nil }
  var findings =
    request.paths.isEmpty && comparison.new.files.isConvex
    ? try ConvexCheck(comparison).findings
    : hasPlans ? try WorkflowCheck(comparison).findings : try checkSchemas(at: request.paths, comparison)

  let useless = findings.remove(allowed: request.allowed)
  let subject = FindingsReport(
    findings.list.map { $0.finding.diagnostic(at: $0.range) }, files: findings.files, comparison: comparison.wording)
  try output(report(subject, format: request.format, style: TextStyle(usesColour: Stream.output.takesColour)))
  if let rule = useless.first { throw .usage(UsageError(.uselessAllowance(rule), in: .check)) }
  let count = findings.list.count { $0.finding.isError }
  if count > 0 { throw .refused(.findings(count, isStaged: !comparison.isBranch)) }
}

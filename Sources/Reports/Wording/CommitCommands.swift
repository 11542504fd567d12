// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The commands that deploy one commit of a plan, with what each does; consecutive runs are one.
///
///     migrate run: deploy 1, backfills users.fullName, deploy 2
///     release the code
///     migrate released: when no older code runs
///     migrate run: deploy 3 (backs up and deletes data)
///
/// - Parameter deploy: The deploy that the commit is for.
package func commitCommands(of plan: Plan, deploy: Int) -> [String] {
  let earlier = plan.commits.last { $0 < deploy } ?? 0
  let last = deploy
  var commands: [String] = []
  var run: [String] = []
  func endRun() {
    if !run.isEmpty { commands.append("migrate run: " + run.joined(separator: ", ")) }
    run = []
  }
  for deploy in plan.deploys where deploy.number > earlier && deploy.number <= last {
    let deletes = deploy.gates.contains { if case .backup = $0 { true } else { false } }
    run.append("deploy \(deploy.number)" + (deletes ? " (backs up and deletes data)" : ""))
    let next = plan.deploys.first { $0.number == deploy.number + 1 }
    let waits = next?.gates.contains { if case .released = $0 { true } else { false } } ?? false
    if deploy.isRelease || waits {
      endRun()
      if deploy.isRelease { commands.append("release the code") }
      commands.append("migrate released: when no older code runs")
    }
    let backfills = plan.backfills.filter { $0.after == deploy.number }.map(\.name)
    if !backfills.isEmpty { run.append("backfills \(backfills.joined(separator: ", "))") }
  }
  endRun()
  return commands
}

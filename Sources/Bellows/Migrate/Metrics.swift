// Part of Bellows. MIT licence: see LICENSE.

/// Reads the state of a database as metrics.
struct MetricsReader {
  let runner: Runner

  /// Returns the metrics in the text format of Prometheus.
  func text() async throws -> String {
    let status = try await StatusReader(runner: runner).status()
    let lag = try await runner.database.transaction(.read) { try await $0.replicationLag(behind: nil) }
    return Metrics(status, lag, database: runner.database.name, environment: runner.author.environment).text
  }
}

/// Metrics in the text format of Prometheus.
struct Metrics {
  private struct Metric {
    let name: String
    let help: String
    var samples: [(labels: [(String, String)], value: Int)] = []
  }

  private var metrics: [Metric] = []
  private let labels: [(String, String)]

  init(_ status: MigrationStatus, _ lag: ReplicationLag, database: String, environment: String) {
    labels = [("database", database), ("environment", environment)]
    add(
      "serves_build", "Whether the code of this build can run on the database.", [([], status.servesThisBuild ? 1 : 0)])
    add("cancelled", "Whether the run was cancelled.", [([], status.cancelled == nil ? 0 : 1)])
    addPlans(status)
    addBackfills(status)
    add("waiting_statements", "Statements of Bellows that wait for a lock.", [([], status.waits.count)])
    if case .behind(let replicas) = lag, let slowest = replicas.first {
      add("replication_lag_bytes", "How far the slowest replica is behind.", [([], slowest.bytes)])
    }
  }

  private mutating func addPlans(_ status: MigrationStatus) {
    let plans = status.plans.map { (labels: [("plan", $0.plan)], plan: $0) }
    add("plan_deploy", "The deploy whose schema the database has.", plans.map { ($0.labels, $0.plan.deploy) })
    add("plan_deploys", "The number of deploys of the plan.", plans.map { ($0.labels, $0.plan.deploys) })
    add("plan_released", "The deploy whose release is complete.", plans.map { ($0.labels, $0.plan.released) })
  }

  private mutating func addBackfills(_ status: MigrationStatus) {
    let all = status.plans.flatMap { plan in
      plan.backfills.map { (labels: [("plan", plan.plan), ("backfill", $0.name)], backfill: $0, plan: plan.plan) }
    }
    func samples(_ value: (MigrationStatus.BackfillStatus) -> Int) -> [([(String, String)], Int)] {
      all.map { ($0.labels, value($0.backfill)) }
    }
    add(
      "backfill_state", "The state of the backfill: 1 for the one that it has.",
      all.flatMap { one in
        MigrationStatus.State.allCases.map { state in
          (one.labels + [("state", state.rawValue)], one.backfill.state == state ? 1 : 0)
        }
      })
    add("backfill_rows", "Rows when the scan began.", samples(\.total))
    add("backfill_scanned_rows", "Rows that were scanned.", samples(\.scanned))
    add("backfill_changed_rows", "Rows that were changed.", samples(\.changed))
    add("backfill_quarantined_rows", "Rows that are quarantined.", samples(\.quarantined))
    add("backfill_ranges", "Key ranges that are not finished.", samples(\.ranges))
    func workers(_ isSilent: Bool) -> [([(String, String)], Int)] {
      all.map { one in
        let own = status.workers.filter { $0.plan == one.plan && $0.backfill == one.backfill.name }
        return (one.labels, own.filter { $0.isSilent == isSilent }.count)
      }
    }
    add("backfill_workers", "Workers that scan a key range.", workers(false))
    add("backfill_silent_workers", "Workers that were silent for longer than their lease.", workers(true))
  }

  private mutating func add(_ name: String, _ help: String, _ samples: [([(String, String)], Int)]) {
    metrics.append(Metric(name: "bellows_" + name, help: help, samples: samples.map { ($0.0, $0.1) }))
  }

  /// The metrics, a line for each sample.
  var text: String {
    var lines: [String] = []
    for metric in metrics where !metric.samples.isEmpty {
      lines += ["# HELP \(metric.name) \(metric.help)", "# TYPE \(metric.name) gauge"]
      for sample in metric.samples {
        let labels = (labels + sample.labels).map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        lines.append("\(metric.name){\(labels)} \(sample.value)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns a text for a label: in quotes, on one line.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

// Part of Bellows. MIT licence: see LICENSE.

/// Prints the events of a runner: a progress bar on a terminal, plain lines elsewhere, or JSON.
///
/// `@unchecked`: a runner reports one event at a time.
final class RunPrinter: @unchecked Sendable {
  private let console: Console
  private let isJSON: Bool
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant
  private var startCount = 0
  private var lastDrawn: ContinuousClock.Instant?
  private var lastTenth = 0
  private var hasBar = false

  init(_ console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
    start = clock.now
  }

  func print(_ event: RunEvent) {
    if isJSON {
      console.output(event.json.text + "\n")
      return
    }
    switch event {
    case .began(_, _, let scanned):
      start = clock.now
      startCount = scanned
      lastTenth = 0
      line(event.sentence)
    case .progressed(let progress): show(progress)
    case .created, .adopted, .entered, .backupAnnounced, .backedUp, .finished, .counted, .gatesInvalidated, .released,
      .resumed, .waiting, .worker, .reconnecting, .rolledBack,
      .restored, .discarded, .outdated, .empty, .convertedBack, .noticed, .warned, .countedAsDone, .backupDeleted,
      .evaluated,
      .unchecked:
      line(event.sentence)
    case .problem(let problem):
      end()
      console.errors("migrate: error: \(problem.sentence)\n")
    }
  }

  /// Ends the line of the progress bar.
  func end() {
    if hasBar { console.output("\r\u{1B}[K") }
    hasBar = false
  }

  private func line(_ text: String) {
    end()
    console.output(text + "\n")
  }

  private func show(_ progress: RunEvent.Progress) {
    let elapsed = clock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let speed = Speed(rows: progress.scanned - startCount, seconds: seconds)
    if console.isTerminal {
      // At most ten times a second.
      if let lastDrawn, clock.now - lastDrawn < .milliseconds(100) { return }
      lastDrawn = clock.now
      hasBar = true
      console.output("\r" + bar(progress, speed, width: console.width) + "\u{1B}[K")
      return
    }
    let tenth = progress.total == 0 ? 10 : progress.scanned * 10 / progress.total
    guard tenth > lastTenth, tenth < 10 else { return }
    lastTenth = tenth
    line(progressLine(progress, speed))
  }
}

/// The speed of a scan.
struct Speed: Hashable, Sendable {
  var rows: Int
  var seconds: Double

  /// `312,000 rows/s`.
  var text: String { "\(grouped(perSecond)) rows/s" }

  /// Returns the estimated time for the remaining rows: `3 s left`, `2 min left`.
  func left(_ rest: Int) -> String? {
    guard perSecond > 0 else { return nil }
    return timeLeft((max(0, rest) + perSecond - 1) / perSecond)
  }

  private var perSecond: Int { seconds > 0 ? Int(Double(rows) / seconds) : 0 }
}

/// Returns a time as text: `3 s left`, `2 min left`.
func timeLeft(_ seconds: Int) -> String {
  if seconds < 120 { return "\(seconds) s left" }
  return seconds < 7200 ? "\(seconds / 60) min left" : "\(seconds / 3600) h left"
}

/// Returns a progress bar: `users.age [######--------] 42 %  420,000 of 1,000,000, 312,000 rows/s, 2 s left`.
func bar(_ progress: RunEvent.Progress, _ speed: Speed, width: Int) -> String {
  let percent = progress.total == 0 ? 100 : progress.scanned * 100 / progress.total
  var tail = " \(percent) %  \(grouped(progress.scanned)) of \(grouped(progress.total)), \(speed.text)"
  if let left = speed.left(progress.total - progress.scanned) { tail += ", " + left }
  if progress.quarantined > 0 { tail += ", \(grouped(progress.quarantined)) quarantined" }
  let available = width - 1 - progress.backfill.count - tail.count - 3
  guard available >= 5 else { return String((progress.backfill + tail).prefix(max(0, width - 1))) }
  let length = min(available, 40)
  let full = length * percent / 100
  let bar = String(repeating: "#", count: full) + String(repeating: "-", count: length - full)
  return "\(progress.backfill) [\(bar)]\(tail)"
}

/// Returns a line of progress: `users.age: 420,000 of 1,000,000 rows, 312,000 rows/s, 2 s left`.
func progressLine(_ progress: RunEvent.Progress, _ speed: Speed) -> String {
  var line = "\(progress.backfill): \(grouped(progress.scanned)) of \(rows(progress.total)), \(speed.text)"
  if let left = speed.left(progress.total - progress.scanned) { line += ", " + left }
  if progress.quarantined > 0 { line += ", \(grouped(progress.quarantined)) quarantined" }
  return line
}

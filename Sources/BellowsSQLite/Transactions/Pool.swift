// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// Which database, and how it is used.
struct Options: Sendable {
  var path: String
  var name: String
  var busyTimeout: Duration
  /// Where it lies, if it is a copy: it need not survive a power cut.
  var copyFolder: CopyFolder?
  var faults: Faults?

  var isInMemory: Bool { path == ":memory:" }
}

/// The connections of a database: one writes at a time, and beside it as many read as ask to.
actor Pool {
  nonisolated let options: Options
  private var idle: [Worker] = []
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ options: Options) { self.options = options }

  deinit {
    idle = []
    options.copyFolder?.remove()
  }

  /// Closes the idle connections.
  func letGo() { idle = [] }

  /// A connection; the caller gives it back.
  func take(for access: Access) async throws -> Worker {
    if isExclusive(access) { await enter() }
    do {
      if !options.isInMemory, case .read = access, FileIdentity(path: options.path) == nil,
        missingFolder(of: options.path) == nil
      {
        // To look at a database that isn't there makes none.
        var nothing = options
        nothing.path = ":memory:"
        return try await Worker.open(nothing)
      }
      while let worker = idle.popLast() {
        if options.isInMemory || worker.file == FileIdentity(path: options.path) { return worker }
      }
      return try await Worker.open(options)
    } catch {
      if isExclusive(access) { leave() }
      throw error
    }
  }

  /// The connection that the next transaction gets, unless somebody else is quicker.
  func idleWorker() async throws -> Worker {
    let worker = try await take(for: .read)
    give(worker, after: .read)
    return worker
  }

  /// Takes a connection back.
  func give(_ worker: Worker, after access: Access) {
    if options.isInMemory || worker.file != nil { idle.append(worker) }
    if isExclusive(access) { leave() }
  }

  /// A database in memory is its one connection.
  private func isExclusive(_ access: Access) -> Bool {
    if options.isInMemory { return true }
    return switch access {
    case .read: false
    case .write, .batch, .schema: true
    }
  }

  private func enter() async {
    if !isTaken {
      isTaken = true
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func leave() {
    if waiting.isEmpty {
      isTaken = false
    } else {
      waiting.removeFirst().resume()
    }
  }
}

// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// The options of a database.
struct Options: Sendable {
  var path: String
  var name: String
  var busyTimeout: Duration
  /// The folder of a copy, which need not survive a power cut; `nil` for a database that is not a copy.
  var copyFolder: CopyFolder?
  var faults: Faults?

  var isInMemory: Bool { path == ":memory:" }
}

/// The connections of a database: one writer at a time, and any number of readers.
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

  /// Takes a connection; the caller must give it back.
  func take(for access: Access) async throws -> Worker {
    if isExclusive(access) { await enter() }
    do {
      if !options.isInMemory, case .read = access, FileIdentity(path: options.path) == nil,
        whyNoFile(at: options.path) == nil
      {
        // Reading a missing database does not create it.
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

  /// Returns the connection that the next transaction probably gets.
  func idleWorker() async throws -> Worker {
    let worker = try await take(for: .read)
    give(worker, after: .read)
    return worker
  }

  /// Gives a connection back.
  func give(_ worker: Worker, after access: Access) {
    if options.isInMemory || worker.file != nil { idle.append(worker) }
    if isExclusive(access) { leave() }
  }

  /// A database in memory has a single connection.
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

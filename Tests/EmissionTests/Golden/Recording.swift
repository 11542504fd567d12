// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Goldens are read by a person before they are committed: recording them fails the test.
let isRecording = ProcessInfo.processInfo.environment["BELLOWS_RECORD"] == "1"

/// The folder of `Package.swift`.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

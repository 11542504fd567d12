// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Colours of a report: only on a terminal, unless the user wants none.
@Suite(.timeLimit(.minutes(2))) struct ColourTests {
  /// Runs `bellows` with a terminal as its output, and returns what it printed.
  private func onTerminal(_ sandbox: Sandbox, _ arguments: [String], _ changes: [String: String?]) throws -> String {
    var (main, terminal): (Int32, Int32) = (-1, -1)
    try #require(openpty(&main, &terminal, nil, nil, nil) == 0)
    defer { close(main) }
    let process = Process()
    process.executableURL = Sandbox.tool
    process.arguments = arguments
    process.currentDirectoryURL = sandbox.root
    var environment = ProcessInfo.processInfo.environment
    for (key, value) in changes { environment[key] = value }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardError = FileHandle.nullDevice
    try process.run()
    close(terminal)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    // It ends with an error when the last process has closed the terminal.
    while case let count = read(main, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "A report on a terminal has colours, unless NO_COLOR has a value or the terminal has none",
    arguments: [
      (nil, "xterm", true), ("", "xterm", true), ("1", "xterm", false), ("0", "xterm", false), (nil, "dumb", false),
      (nil, nil, true), ("1", "dumb", false),
    ] as [(String?, String?, Bool)])
  func terminal(_ noColour: String?, _ name: String?, _ hasColour: Bool) throws {
    let sandbox = try Sandbox()
    try sandbox.write("old.schema", Schemas.users)
    try sandbox.write("new.schema", Schemas.usersWithAge)
    let command = ["plan", "old.schema", "new.schema"]
    let output = try onTerminal(sandbox, command, ["NO_COLOR": noColour, "TERM": name])
    #expect(output.contains("field-added-required"))
    #expect(output.contains("\u{1B}[") == hasColour, "\(output)")
    let piped = try sandbox.run(Sandbox.tool, command, environment: ["TERM": "xterm", "NO_COLOR": ""])
    #expect(piped.output.contains("field-added-required") && !piped.output.contains("\u{1B}"))
  }
}

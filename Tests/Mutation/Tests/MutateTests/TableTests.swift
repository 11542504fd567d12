// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation
import Testing

@testable import mutate

/// The files that people edit: areas and survivors.
@Suite struct TableTests {
  private func written(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "/mutate-\(UUID().uuidString).txt"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("Every folder and every test target of areas.txt exists")
  func folders() throws {
    let areas = try Areas(contentsOf: Options.folder + "/areas.txt")
    #expect(areas.areas.count > 10)
    let modules = try FileManager.default.contentsOfDirectory(atPath: Options.root + "/Tests")
    for area in areas.areas {
      #expect(modules.contains { area.suites.matches("\($0).ATests") }, "\(area.suites.pattern)")
      #expect(FileManager.default.fileExists(atPath: Options.root + "/" + area.folder), "\(area.folder)")
    }
  }

  @Test("The longest folder decides about the area of a file")
  func longestFolder() throws {
    let path = try written("all 1 Sources/A .\npart 2 Sources/A/B ^X  # why\nrecorded Golden\n")
    defer { unlink(path) }
    let areas = try Areas(contentsOf: path)
    #expect(areas.area(of: "Sources/A/B/c.swift")?.name == "part")
    #expect(areas.area(of: "Sources/A/BC/c.swift")?.name == "all")
    #expect(areas.area(of: "Sources/AB/c.swift") == nil)
    #expect(areas.recorded.matches("M.GoldenTests"))
    #expect(!areas.never.matches("M.GoldenTests"))
  }

  @Test("A line of areas.txt with a wrong number of columns is an error with its position")
  func wrongLine() throws {
    let path = try written("# comment\nall 1 Sources/A\n")
    defer { unlink(path) }
    #expect(throws: Problem.self) { try Areas(contentsOf: path) }
    do { _ = try Areas(contentsOf: path) } catch { #expect("\(error)".contains("\(path):2: ")) }
  }

  @Test("survivors.txt can be read, and a line without a reason cannot")
  func survivors() throws {
    _ = try Explanations(contentsOf: Options.folder + "/survivors.txt")
    let path = try written("same\tF.swift\tf()\tcall dropped\ta()\tnothing\t\n")
    defer { unlink(path) }
    #expect(throws: Problem.self) { try Explanations(contentsOf: path) }
  }

  @Test("The summary counts faults that make no difference apart")
  func summary() throws {
    let found = faults(in: "func f() { a(); b() }", file: "F.swift")
    let results = zip(found, [Verdict.failed, .timedOut, .recordedOnly, .survived]).map {
      TrialResult($0, area: "area", $1, test: "", seconds: 1)
    }
    #expect(results.count == 4)
    let path = try written("same\t\(results[3].key)\tnobody calls it\n")
    defer { unlink(path) }
    let text = Summary(results: results, explanations: try Explanations(contentsOf: path)).text
    #expect(text.contains("2 of 3, 66.6 %"), "\(text)")
    #expect(text.contains("no difference: nobody calls it"))
    #expect(text.contains("only recorded texts"))
  }

  @Test("The same seed chooses the same faults, another one others")
  func seeds() throws {
    let areas = try Areas(contentsOf: Options.folder + "/areas.txt")
    func chosen(_ seed: String) throws -> [Fault] {
      let options = try Options(["--seed", seed, "--files", "Sources/SchemaEdits/*", "--count", "10"])
      return try Selection(options: options, areas: areas).faults()
    }
    let first = try chosen("1")
    #expect(first.count >= 10)
    #expect(try chosen("1") == first)
    #expect(try chosen("2") != first)
  }

  @Test("A process ends with what it started")
  func child() throws {
    let log = NSTemporaryDirectory() + "/mutate-\(UUID().uuidString).log"
    defer { unlink(log) }
    let child = try Child(
      "sh", ["-c", "echo $BELLOWS_X; sleep 60 & sleep 60"], environment: ["BELLOWS_X": "x"], log: log)
    while child.output.isEmpty { usleep(10_000) }
    #expect(child.output == "x\n")
    #expect(child.poll() == nil)
    child.end()
    #expect(child.poll() == 128 + SIGKILL)
    #expect(try Child.output("sh", ["-c", "exit 3"]).status == 3)
  }
}

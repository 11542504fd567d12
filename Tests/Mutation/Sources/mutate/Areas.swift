// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// The table `areas.txt`: which code gets how many faults, and which suites concern it.
struct Areas {
  struct Area {
    var name: String
    var weight: Int
    var folder: String
    var suites: NSRegularExpression
  }

  var areas: [Area] = []
  /// Suites that compare with recorded texts: a fault that only they notice counts as not noticed.
  var recorded: NSRegularExpression
  /// Suites that never run here.
  var never: NSRegularExpression

  init(contentsOf path: String) throws {
    var recorded = "^$"
    var never = "^$"
    for (index, line) in try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
      switch (words.first, words.count) {
      case (nil, _): continue
      case ("recorded", 2): recorded = words[1]
      case ("never", 2): never = words[1]
      case (let name?, 4):
        guard let weight = Int(words[1]) else { fallthrough }
        areas.append(
          Area(name: name, weight: weight, folder: words[2], suites: try NSRegularExpression(pattern: words[3])))
      default: throw Problem("\(path):\(index + 1): expected AREA WEIGHT FOLDER SUITES")
      }
    }
    self.recorded = try NSRegularExpression(pattern: recorded)
    self.never = try NSRegularExpression(pattern: never)
  }

  /// The area of a file: the one with the longest folder that contains it.
  func area(of file: String) -> Area? {
    areas.filter { file.hasPrefix($0.folder + "/") || file == $0.folder }.max { $0.folder.count < $1.folder.count }
  }
}

extension NSRegularExpression {
  /// Whether it matches a part of a text.
  func matches(_ text: String) -> Bool {
    firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }
}

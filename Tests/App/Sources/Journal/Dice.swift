// Part of Bellows. MIT licence: see LICENSE.

/// Random values for rows; the same seed gives the same ones.
public struct Dice {
  private var state: UInt64
  /// Different in every process that runs at the same time.
  public let seed: UInt64
  private var count = 0

  /// Dice that fall in the order of a seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A number from 0 and below `bound`.
  public mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Int(mixed % UInt64(bound))
  }

  /// Yes once in `count` times.
  public mutating func once(in count: Int) -> Bool { below(count) == 0 }

  /// One of these.
  public mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Any 64 bits, the extremes among them.
  public mutating func int() -> Int64 {
    switch below(8) {
    case 0: .min
    case 1: .max
    case 2: 0
    default: Int64(below(1_000_000)) - 500_000
    }
  }

  /// A number that JSON must not spoil.
  public mutating func double() -> Double { one(of: [0, -1, 52.52, 13.405, 1e-300, Double(below(1000)) / 8]) }

  /// A text with what tends to go wrong in it.
  public mutating func text() -> String {
    one(of: ["", "O'Neil", #"say "hi""#, "naïve", "nai\u{308}ve", "👩‍👩‍👧", "a; DROP TABLE notes", "two\nlines", "none?"])
      + " \(below(1000))"
  }

  /// A word that nothing else ever contains.
  public mutating func token() -> String {
    count += 1
    return "t\(seed)x\(count)"
  }

  /// An address that nobody else has.
  public mutating func email() -> String { "\(token())@example.\(one(of: ["de", "org"]))" }

  /// A text of some words, of which the last is in no other.
  public mutating func body() -> String {
    (0..<below(20)).map { _ in one(of: ["the", "quick", "Straße", "note", "2026"]) + " " }.joined() + token()
  }

  /// The name of a folder, or none.
  public mutating func folder() -> String? { once(in: 3) ? nil : one(of: ["Work", "Home", "Übriges", "a/b", "'"]) }
}

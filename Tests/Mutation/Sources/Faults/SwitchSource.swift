// Part of Bellows. MIT licence: see LICENSE.

/// The source file that each target with faults gets: the switch, and what replaces operators and methods.
///
/// `BELLOWS_MUTANT` is the number of the fault that is on. `BELLOWS_MUTANTS_REACHED` names a file with one byte for each
/// number, which becomes 1 when its place is executed; child processes write to the same file.
public let switchSource = #"""
  #if canImport(Darwin)
    import Darwin
  #elseif canImport(Musl)
    import Musl
  #else
    import Glibc
  #endif

  private let mutantOn: Int = getenv("BELLOWS_MUTANT").flatMap { Int(String(cString: $0)) } ?? -1

  private nonisolated(unsafe) let mutantsReached: UnsafeMutablePointer<UInt8>? = {
    guard let path = getenv("BELLOWS_MUTANTS_REACHED") else { return nil }
    let descriptor = open(path, O_RDWR)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return nil }
    let memory = mmap(nil, Int(size), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    return memory.assumingMemoryBound(to: UInt8.self)
  }()

  @inline(never) func mutantIsOn(_ number: Int) -> Bool {
    if let mutantsReached { mutantsReached[number] = 1 }
    return number == mutantOn
  }

  func mutantFlips(_ number: Int, _ value: Bool) -> Bool { mutantIsOn(number) ? !value : value }
  func mutantForces(_ number: Int, _ other: Bool, _ value: Bool) -> Bool { mutantIsOn(number) ? other : value }
  func mutantNone<T>(_ number: Int, _ value: T?) -> T? { mutantIsOn(number) ? nil : value }

  func mutantLess<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> Bool { mutantIsOn(number) ? a <= b : a < b }
  func mutantLessOrEqual<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> Bool { mutantIsOn(number) ? a < b : a <= b }
  func mutantGreater<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> Bool { mutantIsOn(number) ? a >= b : a > b }
  func mutantGreaterOrEqual<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> Bool {
    mutantIsOn(number) ? a > b : a >= b
  }

  func mutantPlus<T: AdditiveArithmetic>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? a - b : a + b }
  func mutantPlus<T: RangeReplaceableCollection, S: Sequence>(_ number: Int, _ a: T, _ b: S) -> T
  where S.Element == T.Element { mutantIsOn(number) ? a : a + b }
  func mutantMinus<T: AdditiveArithmetic>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? a + b : a - b }
  func mutantTimes<T: Numeric>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? a + b : a * b }
  func mutantDivided<T: BinaryInteger>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? a * b : a / b }
  func mutantRemainder<T: BinaryInteger>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? a / b : a % b }

  func mutantShorter(_ number: Int, _ range: Range<Int>) -> Range<Int> {
    mutantIsOn(number) && !range.isEmpty ? range.lowerBound..<range.upperBound - 1 : range
  }
  func mutantShorter(_ number: Int, _ range: ClosedRange<Int>) -> ClosedRange<Int> {
    mutantIsOn(number) && range.count > 1 ? range.lowerBound...range.upperBound - 1 : range
  }
  func mutantWithout<T>(_ number: Int, _ index: Int, _ elements: [T]) -> [T] {
    guard mutantIsOn(number) else { return elements }
    var elements = elements
    elements.remove(at: index)
    return elements
  }

  func mutantMin<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? max(a, b) : min(a, b) }
  func mutantMax<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> T { mutantIsOn(number) ? min(a, b) : max(a, b) }

  extension Swift.Sequence {
    func mutantSorted(_ number: Int) -> [Element] where Element: Comparable {
      mutantIsOn(number) ? Array(self) : sorted()
    }
    func mutantSorted(_ number: Int, by isBefore: (Element, Element) throws -> Bool) rethrows -> [Element] {
      mutantIsOn(number) ? Array(self) : try sorted(by: isBefore)
    }
    func mutantReversed(_ number: Int) -> [Element] { mutantIsOn(number) ? Array(self) : reversed() }
    func mutantMin(_ number: Int) -> Element? where Element: Comparable { mutantIsOn(number) ? self.max() : self.min() }
    func mutantMax(_ number: Int) -> Element? where Element: Comparable { mutantIsOn(number) ? self.min() : self.max() }
    func mutantMin(_ number: Int, by isBefore: (Element, Element) throws -> Bool) rethrows -> Element? {
      mutantIsOn(number) ? try self.max(by: isBefore) : try self.min(by: isBefore)
    }
    func mutantMax(_ number: Int, by isBefore: (Element, Element) throws -> Bool) rethrows -> Element? {
      mutantIsOn(number) ? try self.min(by: isBefore) : try self.max(by: isBefore)
    }
    func mutantFilter(_ number: Int, _ isIncluded: (Element) throws -> Bool) rethrows -> [Element] {
      mutantIsOn(number) ? Array(self) : try filter(isIncluded)
    }
  }

  extension Swift.Set {
    func mutantFilter(_ number: Int, _ isIncluded: (Element) throws -> Bool) rethrows -> Set {
      mutantIsOn(number) ? self : try filter(isIncluded)
    }
  }

  extension Swift.Dictionary {
    func mutantFilter(_ number: Int, _ isIncluded: (Element) throws -> Bool) rethrows -> [Key: Value] {
      mutantIsOn(number) ? self : try filter(isIncluded)
    }
  }

  extension Swift.Collection {
    func mutantPrefix(_ number: Int, _ count: Int) -> SubSequence { prefix(mutantIsOn(number) ? count + 1 : count) }
    func mutantSuffix(_ number: Int, _ count: Int) -> SubSequence { suffix(mutantIsOn(number) ? count + 1 : count) }
    func mutantDropFirst(_ number: Int, _ count: Int = 1) -> SubSequence { dropFirst(mutantIsOn(number) ? 0 : count) }
    func mutantDropLast(_ number: Int, _ count: Int = 1) -> SubSequence { dropLast(mutantIsOn(number) ? 0 : count) }
    func mutantPrefix(_ number: Int, while isIncluded: (Element) throws -> Bool) rethrows -> SubSequence {
      mutantIsOn(number) ? self[...] : try prefix(while: isIncluded)
    }
  }

  extension Swift.BidirectionalCollection {
    func mutantFirst(_ number: Int) -> Element? { mutantIsOn(number) ? last : first }
    func mutantLast(_ number: Int) -> Element? { mutantIsOn(number) ? first : last }
    func mutantFirst(_ number: Int, where fits: (Element) throws -> Bool) rethrows -> Element? {
      mutantIsOn(number) ? try last(where: fits) : try first(where: fits)
    }
    func mutantLast(_ number: Int, where fits: (Element) throws -> Bool) rethrows -> Element? {
      mutantIsOn(number) ? try first(where: fits) : try last(where: fits)
    }
    func mutantFirstIndex(_ number: Int, where fits: (Element) throws -> Bool) rethrows -> Index? {
      mutantIsOn(number) ? try lastIndex(where: fits) : try firstIndex(where: fits)
    }
    func mutantLastIndex(_ number: Int, where fits: (Element) throws -> Bool) rethrows -> Index? {
      mutantIsOn(number) ? try firstIndex(where: fits) : try lastIndex(where: fits)
    }
    func mutantFirstIndex(_ number: Int, of element: Element) -> Index? where Element: Equatable {
      mutantIsOn(number) ? lastIndex(of: element) : firstIndex(of: element)
    }
    func mutantLastIndex(_ number: Int, of element: Element) -> Index? where Element: Equatable {
      mutantIsOn(number) ? firstIndex(of: element) : lastIndex(of: element)
    }
  }

  extension Swift.SetAlgebra {
    func mutantUnion(_ number: Int, _ other: Self) -> Self { mutantIsOn(number) ? self : union(other) }
    func mutantIntersection(_ number: Int, _ other: Self) -> Self { mutantIsOn(number) ? self : intersection(other) }
    func mutantSubtracting(_ number: Int, _ other: Self) -> Self { mutantIsOn(number) ? self : subtracting(other) }
  }

  extension Swift.StringProtocol {
    func mutantHasPrefix(_ number: Int, _ other: String) -> Bool { mutantIsOn(number) ? hasSuffix(other) : hasPrefix(other) }
    func mutantHasSuffix(_ number: Int, _ other: String) -> Bool { mutantIsOn(number) ? hasPrefix(other) : hasSuffix(other) }
  }
  """#

// Part of Bellows. MIT licence: see LICENSE.

extension String {
  /// Whether both are the same sequence of UTF-8 bytes.
  @inlinable package func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return withBytes(of: other) { $0.firstDifference(from: $1) == nil } ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether this one's UTF-8 bytes come first in lexicographic order.
  @inlinable package func precedesByBytes(_ other: String) -> Bool {
    withBytes(of: other) { left, right in
      guard let place = left.firstDifference(from: right) else { return left.count < right.count }
      return left[place] < right[place]
    } ?? utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// The bytes of both strings, unless one of them comes from Objective-C and has none at hand.
  @inlinable func withBytes<Result>(
    of other: String, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        body(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
      }
    } ?? nil
  }
}

extension UnsafeRawBufferPointer {
  /// The first place up to the end of the shorter one where two stretches of bytes differ; eight bytes at a time.
  @inlinable func firstDifference(from other: UnsafeRawBufferPointer) -> Int? {
    let end = Swift.min(count, other.count)
    var place = 0
    while place + 8 <= end {
      let difference =
        UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
        ^ UInt64(littleEndian: other.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      if difference != 0 { return place + difference.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < end {
      if self[place] != other[place] { return place }
      place += 1
    }
    return nil
  }

  /// The first place from `start` on that has a byte; eight bytes at a time.
  func firstPlace(of byte: UInt8, from start: Int = 0) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var place = start
    while place + 8 <= count {
      let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ (ones &* UInt64(byte))
      // A byte that is zero now borrows from its high bit; of those that are not, only such as stand behind one do.
      let zeros = (word &- ones) & ~word & (ones << 7)
      if zeros != 0 { return place + zeros.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count {
      if self[place] == byte { return place }
      place += 1
    }
    return nil
  }
}

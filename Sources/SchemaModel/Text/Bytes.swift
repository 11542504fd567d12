// Part of Bellows. MIT licence: see LICENSE.

extension String {
  /// Returns whether both have the same UTF-8 bytes.
  @inlinable package func hasSameBytes(as other: String) -> Bool {
    if isIdentical(to: other) { return true }
    guard utf8.count == other.utf8.count else { return false }
    return withBytes(of: other) { $0.firstDifference(from: $1) == nil } ?? utf8.elementsEqual(other.utf8)
  }

  /// Returns whether both have the same representation in memory: short texts with the same bytes, or copies of one
  /// text.
  ///
  /// `false` does not mean that they differ. Most equal names that are compared have the same representation.
  @inlinable @inline(__always) func isIdentical(to other: String) -> Bool {
    withUnsafeBytes(of: self) { one in
      withUnsafeBytes(of: other) { one.firstDifference(from: $0) == nil }
    }
  }

  /// Returns whether its UTF-8 bytes come first in lexicographic order.
  @inlinable package func precedesByBytes(_ other: String) -> Bool {
    withBytes(of: other) { left, right in
      guard let offset = left.firstDifference(from: right) else { return left.count < right.count }
      return left[offset] < right[offset]
    } ?? utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// The first 16 bytes, padded with zeros: if those of two texts differ, they have the order of the texts.
  var firstBytes: (UInt64, UInt64) {
    var bytes: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: utf8.prefix(16)) }
    return (UInt64(bigEndian: bytes.0), UInt64(bigEndian: bytes.1))
  }

  /// Calls the closure with the bytes of both strings, or returns `nil` if one is bridged from Objective-C and not
  /// contiguous.
  @inlinable @inline(__always) func withBytes<Result>(
    of other: String, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        body(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
      }
    } ?? nil
  }
}

extension [UInt8] {
  /// Appends the UTF-8 bytes of a text: at once, unless it is bridged from Objective-C and not contiguous.
  @inlinable package mutating func append(utf8Of text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { append(contentsOf: $0) }
    if isDone == nil { append(contentsOf: text.utf8) }
  }
}

extension UnsafeRawBufferPointer {
  /// Returns the offset of the first difference within the length of the shorter buffer; compares eight bytes at a
  /// time.
  @inlinable @inline(__always) package func firstDifference(from other: UnsafeRawBufferPointer) -> Int? {
    let end = Swift.min(count, other.count)
    var offset = 0
    while offset + 8 <= end {
      let difference =
        UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        ^ UInt64(littleEndian: other.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      if difference != 0 { return offset + difference.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < end {
      if self[offset] != other[offset] { return offset }
      offset += 1
    }
    return nil
  }

  /// Returns the first offset from `start` on that contains a byte; compares eight bytes at a time.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var offset = start
    while offset + 8 <= count {
      let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ (ones &* UInt64(byte))
      // A zero byte borrows from its high bit. A byte that is not zero borrows only if it follows a zero byte.
      let zeros = (word &- ones) & ~word & (ones << 7)
      if zeros != 0 { return offset + zeros.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < count {
      if self[offset] == byte { return offset }
      offset += 1
    }
    return nil
  }
}

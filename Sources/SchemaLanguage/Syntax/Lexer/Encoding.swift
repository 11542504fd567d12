// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The largest size of a file: about 20 times the largest schema known.
package let largestFile = 32 << 20

/// Returns the reason why the bytes of a file are not valid text.
func encodingProblem(in bytes: [UInt8], file: Int) -> Diagnostic? {
  if bytes.count > largestFile { return .fileTooLarge(bytes.count, SourceRange(file: file, start: 0, end: 0)) }
  guard let start = bytes.withUnsafeBufferPointer(firstInvalidUTF8) else { return nil }
  let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  return .notUTF8(looksLikeUTF16: isUTF16, SourceRange(file: file, start: start, end: start + 1))
}

/// Returns the offset of the first ill-formed UTF-8 byte; ASCII is skipped eight bytes at a time.
private func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  let raw = UnsafeRawBufferPointer(bytes)
  var offset = 0
  while offset < raw.count {
    if offset + 8 <= raw.count {
      if raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        offset += 8
        continue
      }
    }
    let length = wellFormedLength(raw, at: offset)
    if length == 0 { return offset }
    offset += length
  }
  return nil
}

/// Returns the length in bytes of the character at an offset; 0 if it is ill-formed (Unicode, table 3-7).
private func wellFormedLength(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
  let first = bytes[offset]
  if first < 0x80 { return 1 }
  let length: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch first {
  case 0xC2...0xDF: length = 2
  case 0xE0: (length, second) = (3, 0xA0...0xBF)
  case 0xED: (length, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: length = 3
  case 0xF0: (length, second) = (4, 0x90...0xBF)
  case 0xF4: (length, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: length = 4
  default: return 0
  }
  guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
  for distance in 2..<max(length, 2) where bytes[offset + distance] & 0xC0 != 0x80 { return 0 }
  return length
}

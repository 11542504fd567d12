// Part of Bellows. MIT licence: see LICENSE.

/// Returns the SHA-256 digest of bytes (FIPS 180-4).
///
/// The toolchain has no hash library on Linux.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var state = initialHash
  let whole = bytes.count - bytes.count % 64
  // The end of the message, then a one bit, zeros, and the length in bits (FIPS 180-4, 5.1.1).
  var tail = Array(bytes[whole...]) + [0x80]
  while tail.count % 64 != 56 { tail.append(0) }
  tail += bigEndianBytes(UInt64(bytes.count) &* 8)
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
    bytes.withUnsafeBufferPointer { message in
      for start in stride(from: 0, to: whole, by: 64) { compress(message, start, &state, schedule) }
    }
    tail.withUnsafeBufferPointer { message in
      for start in stride(from: 0, to: message.count, by: 64) { compress(message, start, &state, schedule) }
    }
  }
  return state.words.flatMap(bigEndianBytes)
}

/// The eight working variables, named as in the standard.
private struct State {
  var a, b, c, d, e, f, g, h: UInt32

  var words: [UInt32] { [a, b, c, d, e, f, g, h] }
}

/// FIPS 180-4, 5.3.3: from the square roots of the first eight primes.
private let initialHash = State(
  a: 0x6a09_e667, b: 0xbb67_ae85, c: 0x3c6e_f372, d: 0xa54f_f53a,
  e: 0x510e_527f, f: 0x9b05_688c, g: 0x1f83_d9ab, h: 0x5be0_cd19)

/// FIPS 180-4, 4.2.2: from the cube roots of the first sixty-four primes.
private let constants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]

/// Updates the state with one block of 64 bytes (FIPS 180-4, 6.2.2).
///
/// Rotations of one word are nested, so that they share their common part.
private func compress(
  _ message: UnsafeBufferPointer<UInt8>, _ start: Int, _ state: inout State,
  _ schedule: UnsafeMutableBufferPointer<UInt32>
) {
  let block = UnsafeRawBufferPointer(message)
  for t in 0..<16 {
    schedule[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: start + t * 4, as: UInt32.self))
  }
  for t in 16..<64 {
    let x = schedule[t - 15]
    let y = schedule[t - 2]
    let sigma0 = rotate(rotate(x, 11) ^ x, 7) ^ (x >> 3)
    let sigma1 = rotate(rotate(y, 2) ^ y, 17) ^ (y >> 10)
    schedule[t] = sigma1 &+ schedule[t - 7] &+ sigma0 &+ schedule[t - 16]
  }
  let before = state
  let s = constants.withUnsafeBufferPointer { constants in
    var s = before
    // Each round rotates the variables; after eight rounds each is at its original position.
    for t in stride(from: 0, to: 64, by: 8) {
      round(s.a, s.b, s.c, &s.d, s.e, s.f, s.g, &s.h, constants[t] &+ schedule[t])
      round(s.h, s.a, s.b, &s.c, s.d, s.e, s.f, &s.g, constants[t + 1] &+ schedule[t + 1])
      round(s.g, s.h, s.a, &s.b, s.c, s.d, s.e, &s.f, constants[t + 2] &+ schedule[t + 2])
      round(s.f, s.g, s.h, &s.a, s.b, s.c, s.d, &s.e, constants[t + 3] &+ schedule[t + 3])
      round(s.e, s.f, s.g, &s.h, s.a, s.b, s.c, &s.d, constants[t + 4] &+ schedule[t + 4])
      round(s.d, s.e, s.f, &s.g, s.h, s.a, s.b, &s.c, constants[t + 5] &+ schedule[t + 5])
      round(s.c, s.d, s.e, &s.f, s.g, s.h, s.a, &s.b, constants[t + 6] &+ schedule[t + 6])
      round(s.b, s.c, s.d, &s.e, s.f, s.g, s.h, &s.a, constants[t + 7] &+ schedule[t + 7])
    }
    return s
  }
  state = State(
    a: before.a &+ s.a, b: before.b &+ s.b, c: before.c &+ s.c, d: before.d &+ s.d,
    e: before.e &+ s.e, f: before.f &+ s.f, g: before.g &+ s.g, h: before.h &+ s.h)
}

/// Executes one round; `word` is the sum of the constant and the word of the schedule.
@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
  _ word: UInt32
) {
  let sum1 = rotate(rotate(rotate(e, 14) ^ e, 5) ^ e, 6)
  let choice = g ^ (e & (f ^ g))
  let first = h &+ sum1 &+ choice &+ word
  let sum0 = rotate(rotate(rotate(a, 9) ^ a, 11) ^ a, 2)
  let majority = (a & b) ^ (c & (a ^ b))
  d = d &+ first
  h = first &+ sum0 &+ majority
}

@inline(__always)
private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 &- count) }

private func bigEndianBytes(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { Array($0) }
}

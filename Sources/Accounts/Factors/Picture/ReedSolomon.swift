/// The Reed–Solomon code of QR codes: over GF(256) with x⁸ + x⁴ + x³ + x² + 1, the generator's roots are the powers of 2
/// (ISO/IEC 18004, annex A).
struct ReedSolomon: Sendable {
    /// Without the leading 1.
    private let generator: [UInt8]

    /// - Parameter count: how many codewords of correction.
    init(_ count: Int) {
        var polynomial: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            // Times (x - root).
            var next = polynomial + [0]
            for (place, factor) in polynomial.enumerated() { next[place + 1] ^= Self.product(factor, root) }
            polynomial = next
            root = Self.product(root, 2)
        }
        generator = Array(polynomial.dropFirst())
    }

    /// What is left of the data, followed by as many zeros, when it is divided by the generator: the codewords of correction.
    func remainder(of data: some Sequence<UInt8>) -> [UInt8] {
        var rest = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for (place, coefficient) in generator.enumerated() { rest[place] ^= Self.product(coefficient, factor) }
        }
        return rest
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt8 = 0
        var shifted = left
        for bit in 0..<8 {
            if right >> bit & 1 == 1 { product ^= shifted }
            shifted = shifted << 1 ^ (shifted & 0x80 == 0 ? 0 : 0x1D)
        }
        return product
    }
}

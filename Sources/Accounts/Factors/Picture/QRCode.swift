/// A QR code (ISO/IEC 18004): bytes as a square of dark and light modules, at error correction level M.
package struct QRCode: Hashable, Sendable {
    /// Modules along one side, without the quiet zone.
    package let side: Int
    private let dark: [Bool]

    /// The smallest version that holds the bytes, under the mask that is easiest to read; nil for more than `QRVersion.mostBytes`.
    package init?(_ bytes: [UInt8]) {
        guard let version = QRVersion.smallest(for: bytes.count) else { return nil }
        var plain = QRCanvas(version)
        plain.drawPatterns()
        plain.drawData(version.codewords(for: bytes))
        let masked = QRMask.allCases.map { plain.masked($0) }
        guard let best = masked.min(by: { $0.penalty < $1.penalty }) else { return nil }
        side = version.side
        dark = best.dark
    }

    package func isDark(_ x: Int, _ y: Int) -> Bool { dark[y * side + x] }
}

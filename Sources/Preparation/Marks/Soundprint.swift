import Foundation

/// What the beginning and the end of a film sound like, in numbers that survive other encodings: Chromaprint's raw fingerprints
/// (algorithm 1), about eight numbers of 32 bits a second.
package struct Soundprint: Codable, Hashable, Sendable {
    package struct Stretch: Codable, Hashable, Sendable {
        /// Seconds into the film.
        package var start: Double
        package var items: [UInt32]

        package init(start: Double, items: [UInt32]) {
            self.start = start
            self.items = items
        }

        /// - Parameter raw: as ffmpeg writes it with `-fp_format raw`, in the computer's byte order.
        package init(start: Double, raw: Data) {
            self.start = start
            items = raw.withUnsafeBytes { bytes in
                (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self) }
            }
        }

        private enum CodingKeys: String, CodingKey { case start, items }

        package init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            self.init(start: try values.decode(Double.self, forKey: .start), raw: try values.decode(Data.self, forKey: .items))
        }

        package func encode(to encoder: any Swift.Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(start, forKey: .start)
            try values.encode(items.withUnsafeBytes { Data($0) }, forKey: .items)
        }
    }

    package var opening: Stretch
    package var closing: Stretch

    package init(opening: Stretch, closing: Stretch) {
        self.opening = opening
        self.closing = closing
    }

    /// Seconds from one number to the next: Chromaprint takes 4096 samples at 11025 a second, each a third later than the one before.
    static let step = 1365.0 / 11025.0
}

import Foundation
import KinoraPreparation
import Synchronization

/// Reads what x264 and ffmpeg's `ssim` say at the end about likeness:
///
///     [libx264 @ 0x55d0] SSIM Mean Y:0.9848765 (18.203db)
///     [ssim@detail @ 0x55d1] SSIM Y:0.977894 (16.554948) U:…
final class LikenessReader: Sendable {
    private let state = Mutex(Likeness(encoded: []))

    var likeness: Likeness { state.withLock { $0 } }

    func read(_ line: ArraySlice<UInt8>) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("[libx264 @"), let likeness = Self.number(after: "SSIM Mean Y:", in: text) {
            state.withLock { $0.encoded.append(likeness) }
        } else if text.hasPrefix("[ssim@detail @"), let likeness = Self.number(after: "SSIM Y:", in: text) {
            state.withLock { $0.detail = likeness }
        }
    }

    /// More decibels than these nobody can see: sixty for pictures that are the same.
    private static let most = 60.0

    private static func number(after key: String, in text: String) -> Double? {
        guard let place = text.range(of: key), let value = Double(text[place.upperBound...].prefix { $0.isNumber || $0 == "." }) else {
            return nil
        }
        return value < 1 ? min(most, -10 * log10(1 - value)) : most
    }
}

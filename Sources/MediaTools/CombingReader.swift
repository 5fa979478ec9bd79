import Foundation
import KinoraPreparation
import Synchronization

/// Reads what ffmpeg's `idet` says at the end:
///
///     [Parsed_idet_0 @ 0x55d0] Multi frame detection: TFF:    25 BFF:     0 Progressive:     0 Undetermined:     0
final class CombingReader: Sendable {
    private let state = Mutex(Combing())

    var combing: Combing { state.withLock { $0 } }

    func read(_ line: ArraySlice<UInt8>) {
        let text = String(decoding: line, as: UTF8.self)
        guard text.hasPrefix("[Parsed_idet"), let place = text.range(of: "Multi frame detection:") else { return }
        let words = text[place.upperBound...].split(separator: " ")
        let found = Dictionary(zip(words, words.dropFirst()).compactMap { name, value in Int(value).map { (String(name), $0) } }) { $1 }
        state.withLock {
            $0 = Combing(combed: (found["TFF:"] ?? 0) + (found["BFF:"] ?? 0), whole: found["Progressive:"] ?? 0)
        }
    }
}

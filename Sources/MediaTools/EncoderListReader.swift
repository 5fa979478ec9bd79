import Synchronization

/// Reads what `ffmpeg -encoders` lists:
///
///     V..... libsvtav1            SVT-AV1(Scalable Video Technology for AV1) encoder (codec av1)
final class EncoderListReader: Sendable {
    private let state = Mutex<Set<String>>([])

    var names: Set<String> { state.withLock { $0 } }

    func read(_ line: ArraySlice<UInt8>) {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count >= 2, words[0].count == 6 else { return }
        state.withLock { _ = $0.insert(String(words[1])) }
    }
}

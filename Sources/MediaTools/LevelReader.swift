import KinoraPreparation
import Synchronization

/// Reads the summaries that ffmpeg's `ebur128` prints at the end, one for each instance of the filter:
///
///     [ebur128@stream1 @ 0x55d0] Summary:
///       Integrated loudness:
///         I:         -23.1 LUFS
///       True peak:
///         Peak:       -1.3 dBFS
final class LevelReader: Sendable {
    private struct State {
        var name: String?
        var levels: [String: SoundLevel] = [:]
    }

    private let state = Mutex(State())

    var levels: [String: SoundLevel] { state.withLock { $0.levels } }

    func read(_ line: ArraySlice<UInt8>) {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard let first = words.first else { return }
        state.withLock { state in
            if words.last == "Summary:", first.hasPrefix("[ebur128@") {
                state.name = String(first.dropFirst("[ebur128@".count))
            } else if first.hasPrefix("[") {
                state.name = nil
            } else if let name = state.name, words.count == 3 {
                let number = Double(words[1]).flatMap { $0.isFinite ? $0 : nil }
                if first == "I:", let number { state.levels[name] = SoundLevel(loudness: number, peak: nil) }
                if first == "Peak:" { state.levels[name]?.peak = number }
            }
        }
    }
}

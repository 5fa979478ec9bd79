import KinoraPreparation
import Synchronization

/// Reads the `key=value` lines of ffmpeg's `-progress`. `progress=end` also comes when ffmpeg was stopped, so it means nothing here.
final class ProgressReader: Sendable {
    private let state = Mutex(EncodeProgress())

    var latest: EncodeProgress { state.withLock { $0 } }

    /// - Returns: the progress, when the line changed it.
    func read(_ line: ArraySlice<UInt8>) -> EncodeProgress? {
        guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let value = String(decoding: line[line.index(after: equals)...], as: UTF8.self)
        return state.withLock { progress in
            let before = progress
            switch String(decoding: line[..<equals], as: UTF8.self) {
            case "frame": progress.frames = Int(value) ?? progress.frames
            case "out_time_us": progress.seconds = Double(value).map { $0 / 1_000_000 } ?? progress.seconds
            default: break
            }
            return progress == before ? nil : progress
        }
    }
}

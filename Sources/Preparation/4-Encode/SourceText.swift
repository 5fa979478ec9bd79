import Foundation
import KinoraKernel

/// Subtitles as somebody wrote them, before they become WebVTT.
struct SourceText: Sendable {
    var path: FilePath
    var language: LanguageTag
    var label: String
    var isDefault: Bool
    var isForced: Bool
    var isForHearingImpaired: Bool

    /// Hundreds of times what a long film says.
    private static let largest = 32 << 20

    init(_ track: PlannedText, at path: String) {
        self.path = FilePath(bytes: Array(path.utf8))
        language = track.language
        label = track.label
        isDefault = track.isDefault
        isForced = track.isForced
        isForHearingImpaired = track.isForHearingImpaired
    }

    /// Nil for forms that hold pictures.
    init?(_ companion: Companion, library: String) {
        let ending = companion.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard ["srt", "ass", "ssa", "vtt"].contains(ending) else { return nil }
        path = FilePath(text: library).appending(FilePath(text: companion.path))
        language = companion.language
        label = companion.label ?? ""
        isDefault = companion.isDefault
        isForced = companion.isForced
        isForHearingImpaired = companion.isForHearingImpaired
    }

    /// Nil when it cannot be read or is no subtitle by its size. Blocks.
    func bytes() -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largest else { return nil }
        let size = Int(status.st_size)
        var filled = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while filled < size {
                let read = read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
                guard read > 0 else { break }
                filled += read
            }
            count = filled
        }
        return filled == size ? bytes : nil
    }
}

import Foundation
import KinoraKernel
import KinoraMedia

/// Makes a sound in two steps that one pass made uneven; see `EncodeCommand+Uneven`. What is decoded lies on the disk meanwhile: 0.7 GB for each
/// hour in stereo, 2.1 in 5.1.
struct EvenSound: Sendable {
    let plan: Plan
    let work: WorkFolder
    let prober: any Prober
    let encoder: any Encoder

    /// What one pass made cannot be packaged: its frames do not follow each other.
    struct Uneven: Error {}

    /// - Parameter part: where the sound is written to.
    /// - Throws: `Uneven` when it still is.
    func make(_ track: PlannedAudio, to part: String) async throws -> EncodeReport {
        // The folder is cleared of names like this one (`WorkFolder.prepare`).
        let decoded = "\(part).nut"
        defer { unlink(decoded) }
        let report = try await encoder.run(.decodedSound(track, of: plan, source: work.source, output: decoded)) { _ in }
        let level = try await prober.levels(.decodedLevel(source: decoded))[EncodeCommand.levelLabel(0)]
        _ = try await encoder.run(.evenSound(track, of: plan, level, source: decoded, output: part)) { _ in }
        guard try await BlockingWork.run({ _ in Self.isEven(part) }) else { throw Uneven() }
        return report
    }

    /// Whether a sound can be packaged. Blocks. One that is not there or cannot be read at all is somebody else's to find.
    static func isEven(_ part: String) -> Bool {
        guard let track = try? MP4File(path: part).first(.audio), !track.samples.isEmpty else { return true }
        return (try? AudioTrackWriter.extent(of: track)) != nil
    }
}

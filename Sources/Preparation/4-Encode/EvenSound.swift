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
    /// - Throws: `Uneven` when it still is, `Trouble.notEnoughSpace`.
    func make(_ track: PlannedAudio, to part: String) async throws -> EncodeReport {
        // The folder is cleared of names like these (`WorkFolder.prepare`).
        let pieces = zip(zip(track.pieces ?? [track.stream], plan.pieces), plan.soundLengths).enumerated().compactMap { index, item in
            item.0.0.map { Piece(stream: $0, file: index, origin: item.0.1.origin, samples: item.1, path: "\(part)-\(index).nut") }
        }
        defer { for piece in pieces { unlink(piece.path) } }
        let bytes = pieces.reduce(0) { $0 + Int64($1.samples) * Int64(track.layout.channels * 2) }
        try await BlockingWork.run { _ in try SpaceNeeded.check(bytes, in: work.path, reserve: 0) }
        var report = EncodeReport(frames: 0)
        for piece in pieces {
            let command = EncodeCommand.decodedSound(
                piece.stream, as: track.layout, from: piece.origin, lasting: plan.parts == nil ? plan.duration : piece.seconds,
                source: work.source(piece.file), output: piece.path)
            let said = try await encoder.run(command) { _ in }
            report.complaints += said.complaints
            report.firstComplaint = report.firstComplaint ?? said.firstComplaint
        }
        let sources = pieces.map(\.path)
        let level = try await prober.levels(.decodedLevel(track, of: plan, sources: sources))[EncodeCommand.levelLabel(0)]
        _ = try await encoder.run(.evenSound(track, of: plan, level, sources: sources, output: part)) { _ in }
        guard try await BlockingWork.run({ _ in Self.isEven(part) }) else { throw Uneven() }
        return report
    }

    /// What one file of the film gives.
    private struct Piece: Sendable {
        let stream: Int
        let file: Int
        let origin: Double
        let samples: Int
        let path: String

        var seconds: Double { Double(samples) / 48_000 }
    }

    /// Whether a sound can be packaged. Blocks. One that is not there or cannot be read at all is somebody else's to find.
    static func isEven(_ part: String) -> Bool {
        guard let track = try? MP4File(path: part).first(.audio), !track.samples.isEmpty else { return true }
        return (try? AudioTrackWriter.extent(of: track)) != nil
    }
}

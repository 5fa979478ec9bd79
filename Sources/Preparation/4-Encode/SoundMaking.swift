import Foundation
import KinoraKernel
import KinoraMedia

/// Finds out how loud the sounds of a plan are, once; the numbers are kept beside the work.
struct SoundMaking: Sendable {
    let work: WorkFolder
    let prober: any Prober

    /// What was measured, by the number of the stream. A sound that cannot be measured is missing and keeps its loudness.
    func levels(of plan: Plan) async throws -> [Int: SoundLevel] {
        let kept = try await BlockingWork.run { _ in keptLevels() }
        let open = Set(plan.audio.map(\.stream)).subtracting(kept.keys).sorted()
        guard !open.isEmpty else { return kept }
        let command: EncodeCommand =
            plan.parts == nil
            ? .levels(of: open, plan, source: work.source) : .joinedLevels(of: open, plan, sources: work.sources(plan))
        let said = try await prober.levels(command)
        var levels = kept
        for stream in open { levels[stream] = said[EncodeCommand.levelLabel(stream)] }
        let all = levels
        try await BlockingWork.run { _ in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try FileTree.write(try encoder.encode(all), to: work.levels)
        }
        return all
    }

    /// Whether sounds that were to stay as they are can be packaged. Blocks.
    static func areFit(_ tracks: [PlannedAudio], at parts: [String], _ plan: Plan, _ levels: [Int: SoundLevel]) -> Bool {
        zip(tracks, parts).allSatisfy { track, part in
            guard EncodeCommand.stays(track, levels) else { return true }
            guard let source = try? MP4File(path: part).first(.audio), let extent = try? AudioTrackWriter.extent(of: source) else {
                return false
            }
            return (-0.2...0.05).contains(extent.start) && abs(extent.end - plan.duration) < 0.2
        }
    }

    private func keptLevels() -> [Int: SoundLevel] {
        FileManager.default.contents(atPath: work.levels).flatMap { try? JSONDecoder().decode([Int: SoundLevel].self, from: $0) } ?? [:]
    }
}

import Foundation
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("A package that is not what was planned", .timeLimit(.minutes(10)))
struct VerifyTests {
    enum Damage: CaseIterable, Sendable { case flippedBits, oneBit, missingEnd, wrongIndex, lostSegment }

    /// Two renditions: the larger is not decoded from beginning to end.
    private static func workshop(_ seconds: Double) async throws -> (Workshop, JobID) {
        let workshop = try await Workshop(
            encoding: EncodingSettings(segmentSeconds: 1, chunkSeconds: 4, preset: "ultrafast"), parallel: 1)
        try await FilmClip.film(at: workshop.path("film.mkv"), size: "640x360", seconds: seconds, video: ["-c:v", "mpeg4", "-q:v", "3"])
        return (workshop, try await workshop.enqueue("film.mkv"))
    }

    private static func expectRefusal(_ workshop: Workshop, _ id: JobID, at stage: Job.Stage) async throws {
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(job.state == .failed)
        #expect(job.reason?.contains("failed its check") == true || job.reason?.contains("damaged") == true, "\(job.reason ?? "")")
        #expect(job.stage == stage)
        #expect(try workshop.published().isEmpty)
    }

    @Test("It is never published", arguments: Damage.allCases, ["v-360", "v-240"])
    func refused(damage: Damage, rendition: String) async throws {
        let (workshop, id) = try await Self.workshop(6)
        let folder = workshop.folders.work(of: id).package
        // The still is taken from the finished track, so the damage is done just before.
        workshop.encoder.before { command in
            guard command.outputs.contains(where: { $0.hasSuffix("still-0.gray") }) else { return }
            let url = URL(filePath: "\(folder)/\(rendition)/media.mp4")
            var data = try Data(contentsOf: url)
            let index = try #require(data.range(of: Data("sidx".utf8)))
            switch damage {
            case .flippedBits: for place in stride(from: data.count * 3 / 4, to: data.count - 10, by: 97) { data[place] ^= 0xFF }
            case .oneBit: data[data.count / 2] ^= 1
            case .missingEnd: data.removeLast(100)
            case .wrongIndex: data[index.upperBound + 31] ^= 1
            case .lostSegment:
                let fragments = try #require(data.range(of: Data("moof".utf8), options: .backwards))
                data.replaceSubrange(fragments, with: Data("free".utf8))
            }
            try data.write(to: url)
        }
        try await Self.expectRefusal(workshop, id, at: .verify)
    }

    @Test("Nor when it lost one bit while it grew", arguments: ["v-360", "v-240"])
    func damagedPart(rendition: String) async throws {
        let (workshop, id) = try await Self.workshop(9)
        let work = workshop.folders.work(of: id)
        let part = "\(work.path)/video/00000.\(rendition).mp4"
        workshop.encoder.before { command in
            guard command.outputs.contains(where: { $0.contains("/00001.") }) else { return }
            // What is appended to the package is removed here.
            while FileManager.default.fileExists(atPath: part) { try await Task.sleep(for: .milliseconds(20)) }
            let url = URL(filePath: "\(work.package)/\(rendition)/media.mp4")
            var data = try Data(contentsOf: url)
            data[data.count / 2] ^= 1
            let file = try FileHandle(forWritingTo: url)
            try file.write(contentsOf: data)
            try file.close()
        }
        try await Self.expectRefusal(workshop, id, at: .verify)
    }
}

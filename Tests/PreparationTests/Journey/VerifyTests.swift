import Foundation
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("A package that is not what was planned", .timeLimit(.minutes(10)))
struct VerifyTests {
    enum Damage: CaseIterable, Sendable { case flippedBits, missingEnd, wrongIndex, lostSegment }

    @Test("It is never published", arguments: Damage.allCases)
    func refused(damage: Damage) async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("film.mkv"), seconds: 4)
        let id = try await workshop.enqueue("film.mkv")
        let folder = workshop.folders.work(of: id).package
        // The still is taken from the finished track, so the damage is done just before.
        workshop.encoder.before { command in
            guard command.outputs.contains(where: { $0.hasSuffix("still-0.jpg") }) else { return }
            let url = URL(filePath: "\(folder)/v-180/media.mp4")
            var data = try Data(contentsOf: url)
            let index = try #require(data.range(of: Data("sidx".utf8)))
            switch damage {
            case .flippedBits: for place in stride(from: data.count * 3 / 4, to: data.count - 10, by: 97) { data[place] ^= 0xFF }
            case .missingEnd: data.removeLast(100)
            case .wrongIndex: data[index.upperBound + 31] ^= 1
            case .lostSegment:
                let fragments = try #require(data.range(of: Data("moof".utf8), options: .backwards))
                data.replaceSubrange(fragments, with: Data("free".utf8))
            }
            try data.write(to: url)
        }
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(job.state == .failed)
        #expect(job.reason?.contains("failed its check") == true || job.reason?.contains("damaged") == true, "\(job.reason ?? "")")
        #expect(job.stage == .verify)
        #expect(try workshop.published().isEmpty)
    }
}

import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Logging
import Testing

@Suite("Credits are looked for once films are published", .timeLimit(.minutes(10)))
struct MarkErrandTests {
    /// Where the tune begins in each episode, in seconds.
    private static let places = [4.0, 11.5, 7.2]
    private static let tune = 16.0
    private static let length = 70.0

    private func errand(_ workshop: Workshop, manners: Manners? = nil) -> MarkErrand {
        MarkErrand(
            store: workshop.store, encoder: workshop.encoder, folders: workshop.folders, manners: manners, time: SystemTime(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Three episodes with the same tune at different places, prepared.
    private func season(_ workshop: Workshop, tune: Bool = true) async throws -> [String] {
        let series = try await workshop.editor.place(series: Description(title: "Series"))
        let sound = MadeSound.tune(7, seconds: Self.tune)
        var sources: [String] = []
        for (number, place) in Self.places.enumerated() {
            let name = "e\(number + 1)"
            let rest = Self.length - place - Self.tune
            var samples = MadeSound.talk(UInt64(10 + number), seconds: place)
            samples += tune ? sound : MadeSound.talk(UInt64(30 + number), seconds: Self.tune)
            samples += MadeSound.talk(UInt64(20 + number), seconds: rest)
            try await MadeSound.write(samples, to: workshop.path("\(name).wav"), ["-c:a", "pcm_s16le"])
            let codec = number == 1 ? "libmp3lame" : "aac"
            let input = FilmClip.picture("160x90", rate: "5", seconds: Self.length) + ["-i", workshop.path("\(name).wav")]
            try await FilmClip.ffmpeg(input + FilmClip.x264 + ["-c:a", codec, workshop.path("\(name).mkv")])
            let source = Digest(of: Data(name.utf8)).hex
            _ = try await Records<Source>(in: workshop.store).insert(
                Source(library: workshop.library, path: "\(name).mkv", size: 0, modified: 0), id: source)
            _ = try await workshop.editor.place(
                episode: number + 1, through: nil, season: 1, of: series, description: Description(title: name), source: source)
            try await workshop.queue.add(Job(source: source, library: workshop.library, path: "\(name).mkv", label: name))
            sources.append(source)
        }
        try await workshop.worker.run(once: true)
        return sources
    }

    private func marks(_ workshop: Workshop, _ source: String) async throws -> Marks {
        try #require(try await Records<Marks>(in: workshop.store).read(source)).value
    }

    @Test("The tune that the episodes of a season have in common is their opening")
    func season() async throws {
        let workshop = try await Workshop()
        let sources = try await season(workshop)
        #expect(try await marks(workshop, sources[0]).waits == true)
        let errand = self.errand(workshop)

        while try await errand.run() {}

        for (source, place) in zip(sources, Self.places) {
            let marks = try await marks(workshop, source)
            let opening = try #require(marks.opening)
            #expect(marks.waits == nil && marks.closing == nil && opening.evidence == .sound)
            #expect(
                abs(Double(opening.start) / 1000 - place) <= 1 && abs(Double(opening.end) / 1000 - place - Self.tune) <= 1, "\(opening)")
        }
        // What was heard is kept: nothing is listened to again.
        workshop.encoder.before(nil)
        try await Records<Marks>(in: workshop.store).change(sources[1]) { $0.waits = true }
        while try await errand.run() {}
        #expect(!workshop.encoder.commands.contains { $0.arguments.contains("chromaprint") })
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folders.soundprints).allSatisfy { $0.hasSuffix(".json") })
    }

    @Test("Episodes that have no tune in common have none; whoever is broken off goes on, and nothing is begun while nothing may run")
    func interrupted() async throws {
        let workshop = try await Workshop(rules: EncodingRules())
        let sources = try await season(workshop, tune: false)
        let manners = try #require(workshop.manners)
        try await manners.pauseAll()
        let errand = self.errand(workshop, manners: manners)
        #expect(try await !errand.run())
        try await manners.resumeAll()

        workshop.encoder.before { command in
            if command.arguments.contains("chromaprint") { throw CancellationError() }
        }
        await #expect(throws: CancellationError.self) { try await errand.run() }
        #expect(try await marks(workshop, sources[0]).waits == true)
        workshop.encoder.before(nil)
        while try await errand.run() {}

        for source in sources { #expect(try await isBare(marks(workshop, source))) }
    }

    /// Whether somebody looked and found nothing.
    private func isBare(_ marks: Marks) -> Bool { marks == Marks(package: marks.package) }

    @Test("What a killed process left half written is gone with the next look, what a living one writes stays")
    func leftovers() async throws {
        let workshop = try await Workshop()
        let living = WorkerIdentity.make().name
        var parts = living.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        parts[4] = "1"
        let folder = workshop.folders.soundprints
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in [living, parts.joined(separator: "/")] {
            try Data("half".utf8).write(to: URL(filePath: "\(folder)/\(name.replacing("/", with: "~")).part"))
        }

        try await errand(workshop).takeUp()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["\(living.replacing("/", with: "~")).part"])
    }

    @Test("The daily look forgets the marks of sources that are gone, and of no others")
    func gone() async throws {
        let workshop = try await Workshop()
        let all = Records<Marks>(in: workshop.store)
        for name in ["gone", "known", "played", "episode"] { _ = try await all.insert(Marks(package: PackageID(name)), id: name) }
        _ = try await Records<Source>(in: workshop.store).insert(
            Source(library: workshop.library, path: "a.mkv", size: 0, modified: 0), id: "known")
        _ = try await workshop.editor.place(film: Description(title: "Salt"), source: "played")
        let series = try await workshop.editor.place(series: Description(title: "Series"))
        _ = try await workshop.editor.place(
            episode: 1, through: nil, season: 1, of: series, description: Description(title: "One"), source: "episode")

        try await errand(workshop).takeUp()
        #expect(try await all.find(Query(sort: [.ascending("_id")])).map(\.id) == ["episode", "known", "played"])
    }

    @Test("Without Chromaprint the chapters still tell, and it is tried once")
    func deaf() async throws {
        let workshop = try await Workshop()
        let sources = try await season(workshop)
        workshop.encoder.before { command in
            guard command.arguments.contains("chromaprint") else { return }
            throw Trouble.toolFailed(name: "ffmpeg", reason: "Invalid argument")
        }
        let errand = self.errand(workshop)

        while try await errand.run() {}

        for source in sources { #expect(try await isBare(marks(workshop, source))) }
        #expect(workshop.encoder.commands.count { $0.arguments.contains("chromaprint") } == 2)
    }

    @Test("A film's credits begin where it becomes dark in a silence; what was published before anybody looked is taken up")
    func film() async throws {
        let workshop = try await Workshop()
        // A minute of film, a second of nothing, and 25 seconds of a white block on black.
        let film: [String] = [
            "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=60", "-f", "lavfi", "-i", "color=black:s=160x90:r=10:d=26",
            "-f", "lavfi", "-i", "aevalsrc='if(between(t,60,61),0,0.3*sin(2*PI*(300+50*floor(mod(t,7)))*t))':d=86",
            "-filter_complex", "[1]drawbox=x=60:y=40:w=40:h=6:color=white:t=fill:enable='gt(t,1)'[c];[0][c]concat=n=2:v=1:a=0",
        ]
        try await FilmClip.ffmpeg(film + FilmClip.x264 + ["-c:a", "aac", workshop.path("film.mkv")])
        let prepared = try await workshop.prepare("film.mkv")
        let source = prepared.job.source
        _ = try await Records<Marks>(in: workshop.store).delete(source)
        let errand = self.errand(workshop)

        try await errand.takeUp()
        while try await errand.run() {}

        let closing = try #require(try await marks(workshop, source).closing)
        #expect(
            closing.evidence == .picture && abs(closing.start - 60_000) <= 1000 && closing.end == prepared.contents.duration, "\(closing)")
    }
}

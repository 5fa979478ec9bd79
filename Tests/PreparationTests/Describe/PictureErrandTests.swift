import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMediaTools
import Logging
import Synchronization
import Testing

@testable import KinoraPreparation

@Suite("Titles get the best picture that is offered", .timeLimit(.minutes(10)))
struct PictureErrandTests {
    private let pictures: PictureBench
    private let bench: LibraryBench
    private let descriptions: Descriptions

    init() async throws {
        pictures = try PictureBench()
        bench = try await LibraryBench()
        descriptions = Descriptions(store: bench.store, editor: CatalogueEditor(store: bench.store, time: bench.time))
    }

    private func errand(_ fetcher: (any PictureFetcher)? = nil) -> PictureErrand {
        PictureErrand(
            descriptions, mill: pictures.mill, encoder: pictures.encoder, packages: pictures.path("packages"), fetcher: fetcher,
            time: bench.time, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func work(_ fetcher: (any PictureFetcher)? = nil) async throws {
        let errand = errand(fetcher)
        while try await errand.run() {}
    }

    private func remove() {
        pictures.remove()
        bench.remove()
    }

    private var film: Description { get async throws { try #require(try await bench.films.first?.value.description) } }

    @Test("a poster beside the film, the next one where the first cannot be decoded, another when it is replaced")
    func posters() async throws {
        defer { remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/poster.jpg", data: Pictures.jpeg(600, 900))
        try bench.write("A (2001)/folder.png", data: Data(try await pictures.picture("testsrc2=s=200x300", "p.png")))
        try bench.write("A (2001)/fanart.jpg", data: Data(try await pictures.picture("testsrc2=s=640x360", "f.jpg")))
        try await bench.apply()
        #expect(try await film.poster == nil)

        try await work()

        let first = try await film
        #expect(first.poster?.width == 200)
        #expect(first.backdrop?.sizes.map(\.width) == [320, 640])
        #expect(first.origin["poster"] == .file)
        #expect(try await bench.offered.contains { $0.trouble?.contains("cannot be decoded") == true })

        try bench.write("A (2001)/poster.jpg", data: Data(try await pictures.picture("testsrc2=s=480x720", "q.jpg")))
        #expect(try await bench.apply().items.map(\.finding) == [.described])
        // The old one stands until the new one is made.
        #expect(try await film.poster == first.poster)
        try await work()
        #expect(try await film.poster?.width == 480)
        #expect(try await film.backdrop == first.backdrop)
    }

    private final class Offer: PictureFetcher {
        let isThere = Mutex(false)
        let asked = Mutex(0)
        let bytes: [UInt8]

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func picture(at address: String) async throws -> [UInt8] {
            asked.withLock { $0 += 1 }
            guard isThere.withLock({ $0 }) else { throw ArtworkTrouble.later("the network is away") }
            return bytes
        }
    }

    @Test("a provider's picture that cannot be had is tried again an hour later")
    func later() async throws {
        defer { remove() }
        try bench.write("A (2001).mkv", "a")
        try await bench.apply()
        let film = try #require(try await bench.films.first)
        try await descriptions.note(.film(FilmID(film.id))) { sheet in
            var facts = Facts()
            facts.pictures = [WantedPicture(.poster, .address("https://images.example/p.jpg"))]
            sheet[.tmdb] = facts
            sheet.wait(for: .pictures)
        }
        let offer = Offer(try await pictures.picture("testsrc2=s=200x300", "p.jpg"))
        let errand = errand(offer)
        while try await errand.run() {}
        while try await errand.run() {}
        #expect(offer.asked.withLock { $0 } == 1)

        offer.isThere.withLock { $0 = true }
        bench.time.advance(by: .seconds(3601))
        while try await errand.run() {}
        #expect(try await self.film.poster?.width == 200)
        #expect(try await self.film.origin["poster"] == .tmdb)
    }

    @Test("pictures that nobody names any more are swept a day later, those of titles stay")
    func sweep() async throws {
        defer { remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/poster.jpg", data: Data(try await pictures.picture("testsrc2=s=200x300", "p.jpg")))
        try await bench.apply()
        try await work()
        try bench.write("A (2001)/poster.jpg", data: Data(try await pictures.picture("testsrc=s=200x300", "q.jpg")))
        try await bench.apply()
        try await work()
        let before = try Set(pictures.names)
        let used = try #require(try await film.poster).files
        #expect(before.count == 8 && before.isSuperset(of: used))
        try FileManager.default.createDirectory(atPath: pictures.shelved + "/.draft-old", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: pictures.shelved + "/not-ours.jpg"))

        let time = StoppedTime(at: SystemTime().now)
        let sweep = ArtworkSweep(store: bench.store, shelf: pictures.shelf, time: time)
        #expect(try await sweep.run() == 0)
        time.advance(by: .seconds(25 * 3600))
        #expect(try await sweep.run() == 5)
        #expect(try Set(pictures.names) == used.union(["not-ours.jpg"]))
    }
}

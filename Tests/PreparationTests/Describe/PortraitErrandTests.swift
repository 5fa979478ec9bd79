import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraMediaTools
import Logging
import Synchronization
import Testing

@testable import KinoraPreparation

@Suite("People of listed titles get their portraits", .timeLimit(.minutes(10)))
struct PortraitErrandTests {
    private let pictures: PictureBench
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let store: MemoryStore
    private let editor: CatalogueEditor

    init() async throws {
        pictures = try PictureBench()
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
    }

    /// Answers by address: a picture, rubbish, or that it is away.
    private final class Gallery: PictureFetcher {
        let asked = Mutex<[String]>([])
        let isThere = Mutex(true)
        let bytes: [UInt8]

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func picture(at address: String) async throws -> [UInt8] {
            asked.withLock { $0.append(address) }
            guard isThere.withLock({ $0 }) else { throw ArtworkTrouble.later("the network is away") }
            return address.contains("good") ? bytes : Array("no picture".utf8)
        }
    }

    private func film(_ name: String, portrait: String) async throws {
        var words = Description(title: "Film with \(name)", year: 2001)
        words.credits = [Credit(name: name, role: .actor, portrait: portrait)]
        _ = try await editor.place(film: words, source: name)
        try await editor.publish(
            Playable(
                package: PackageID(name), source: name, duration: 60_000, height: 360, audioLanguages: [], textLanguages: []))
    }

    /// Does not get on with what was fetched from a slow address.
    private struct StallingEncoder: Encoder {
        let base: any Encoder
        let gallery: Gallery

        func run(_ command: EncodeCommand, report: @escaping @Sendable (EncodeProgress) -> Void) async throws -> EncodeReport {
            if gallery.asked.withLock({ $0.last?.contains("slow") == true }) { throw Trouble.stalled(name: "ffmpeg", minutes: 1) }
            return try await base.run(command, report: report)
        }
    }

    private func errand(_ gallery: Gallery) -> PortraitErrand {
        PortraitErrand(
            store: store, mill: PictureMill(encoder: StallingEncoder(base: pictures.encoder, gallery: gallery), shelf: pictures.shelf),
            fetcher: gallery, time: time, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func person(_ name: String) async throws -> Person? {
        try await Records<Person>(in: store).first(.equal("name", .string(name)))?.value
    }

    @Test("a portrait is fetched once and made in sizes; what is no picture is not asked for again")
    func portraits() async throws {
        defer { pictures.remove() }
        try await film("Ada", portrait: "https://p.example/good.jpg")
        try await film("Odd", portrait: "https://p.example/bad.jpg")
        let gallery = Gallery(try await pictures.picture("testsrc2=s=400x600", "p.jpg"))
        let errand = errand(gallery)

        while try await errand.run() {}
        try await film("Ada", portrait: "https://p.example/another.jpg")
        while try await errand.run() {}

        let ada = try #require(try await person("Ada"))
        #expect(ada.portrait?.sizes.map(\.width) == [160, 320, 400] && ada.portraitSource == "https://p.example/good.jpg")
        #expect(try await person("Odd")?.portrait == nil)
        #expect(gallery.asked.withLock { $0.count } == 2)
    }

    @Test("where pictures cannot be had, one is tried each hour")
    func later() async throws {
        defer { pictures.remove() }
        for name in ["Ada", "Ben", "Cleo"] { try await film(name, portrait: "https://p.example/good-\(name).jpg") }
        let gallery = Gallery(try await pictures.picture("testsrc2=s=400x600", "p.jpg"))
        gallery.isThere.withLock { $0 = false }
        let errand = errand(gallery)

        for _ in 1...5 { #expect(try await !errand.run()) }
        #expect(gallery.asked.withLock { $0.count } == 1)

        gallery.isThere.withLock { $0 = true }
        time.advance(by: .seconds(3601))
        while try await errand.run() {}
        #expect(try await person("Cleo")?.portrait != nil)
    }

    @Test("a portrait over which ffmpeg stalls is set aside: the others are made, and it has its turn after them")
    func stalls() async throws {
        defer { pictures.remove() }
        try await film("Ada", portrait: "https://p.example/good-slow.jpg")
        for name in ["Ben", "Cleo"] { try await film(name, portrait: "https://p.example/good-\(name).jpg") }
        let gallery = Gallery(try await pictures.picture("testsrc2=s=400x600", "p.jpg"))
        let errand = errand(gallery)

        while try await errand.run() {}
        for name in ["Ben", "Cleo"] { #expect(try await person(name)?.portrait != nil, "\(name)") }
        #expect(try await person("Ada")?.waitsForPortrait == true)
        #expect(gallery.asked.withLock { $0.count } == 3)

        time.advance(by: .seconds(3601))
        try await film("Dora", portrait: "https://p.example/good-Dora.jpg")
        while try await errand.run() {}
        #expect(try await person("Dora")?.portrait != nil)
        #expect(gallery.asked.withLock { $0.count } == 5)
        #expect(gallery.asked.withLock { $0.last?.contains("slow") } == true)
    }

    @Test("however many stall, a few are tried each hour, and not the same ones first")
    func manyStalls() async throws {
        defer { pictures.remove() }
        for name in ["Bea", "Cas", "Dee", "Eve", "Fay", "Gil", "Hal"] {
            try await film(name, portrait: "https://p.example/good-slow-\(name).jpg")
        }
        let gallery = Gallery(try await pictures.picture("testsrc2=s=400x600", "p.jpg"))
        let errand = errand(gallery)

        while try await errand.run() {}
        #expect(gallery.asked.withLock { Set($0).count } == 5)

        time.advance(by: .seconds(3601))
        try await film("Ada", portrait: "https://p.example/good.jpg")
        while try await errand.run() {}
        #expect(try await person("Ada")?.portrait != nil)
        #expect(gallery.asked.withLock { Set($0).count } == 8)
        #expect(gallery.asked.withLock { $0.count } == 11)
    }
}

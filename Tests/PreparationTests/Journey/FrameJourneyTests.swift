import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Logging
import Testing

@Suite("A film without pictures gets one of itself", .timeLimit(.minutes(10)))
struct FrameJourneyTests {
    @Test("once it is prepared, of what was prepared")
    func frame() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("a.mkv"), seconds: 3)
        _ = try await workshop.prepare("a.mkv")
        let descriptions = Descriptions(store: workshop.store, editor: workshop.editor)
        try await descriptions.note(.source(Digest(of: Data("a.mkv".utf8)).hex)) { sheet in
            var facts = Facts()
            facts.title = "A"
            sheet[.name] = facts
        }
        let shelf = ArtworkShelf(folder: "\(workshop.root)/artwork")
        let errand = PictureErrand(
            descriptions, mill: PictureMill(encoder: workshop.encoder, shelf: shelf), encoder: workshop.encoder,
            packages: workshop.folders.packages, fetcher: nil, time: SystemTime(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

        #expect(try await errand.run())
        #expect(try await !errand.run())

        let film = try #require(try await Records<Film>(in: workshop.store).find().first?.value)
        let backdrop = try #require(film.description.backdrop)
        #expect(film.description.origin["backdrop"] == .frame)
        #expect(backdrop.sizes.last?.width == backdrop.width)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(workshop.root)/artwork").count == backdrop.files.count)
    }
}

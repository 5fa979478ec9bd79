import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraMediaTools
import Logging
import Testing

@testable import KinoraPreparation

@Suite("The owner chooses a title's pictures", .timeLimit(.minutes(10)))
struct PictureStudioTests {
    private let pictures: PictureBench
    private let bench: LibraryBench
    private let descriptions: Descriptions

    init() async throws {
        pictures = try PictureBench()
        bench = try await LibraryBench()
        descriptions = Descriptions(store: bench.store, editor: CatalogueEditor(store: bench.store, time: bench.time))
    }

    private var studio: PictureStudio {
        PictureStudio(descriptions, mill: pictures.mill, packages: pictures.path("packages"), fetcher: nil)
    }

    private func work() async throws {
        let errand = PictureErrand(
            descriptions, mill: pictures.mill, encoder: pictures.encoder, packages: pictures.path("packages"), fetcher: nil,
            time: bench.time, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        while try await errand.run() {}
    }

    private func remove() {
        pictures.remove()
        bench.remove()
    }

    private func film() async throws -> (subject: Subject, description: Description) {
        let film = try #require(try await bench.films.first)
        return (.film(FilmID(film.id)), film.value.description)
    }

    private func filmWithTwoPosters() async throws -> Subject {
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/poster.jpg", data: Data(try await pictures.picture("testsrc2=s=200x300", "p.jpg")))
        try bench.write("A (2001)/folder.png", data: Data(try await pictures.picture("testsrc=s=320x480", "f.png")))
        try await bench.apply()
        try await work()
        return try await film().subject
    }

    @Test("another file beside the film is fetched, chosen, and stays when the library is scanned and the better file replaced")
    func another() async throws {
        defer { remove() }
        let subject = try await filmWithTwoPosters()
        var offers = try await studio.wall(of: subject).offers(.poster)
        #expect(offers.map(\.isShown) == [true, false] && offers[1].artwork == nil && !offers.contains(where: \.isOwners))

        try await studio.fetch(for: subject)
        offers = try await studio.wall(of: subject).offers(.poster)
        #expect(offers.map(\.artwork?.width) == [200, 320])
        #expect(try await film().description.poster?.width == 200)

        try await studio.choose(offers[1].name, for: subject)
        #expect(try await film().description.poster?.width == 320)
        #expect(try await film().description.origin["poster"] == .owner)
        offers = try await studio.wall(of: subject).offers(.poster)
        #expect(offers.map(\.isOwners) == [false, true] && offers.map(\.isShown) == [false, true])

        try bench.write("A (2001)/poster.jpg", data: Data(try await pictures.picture("testsrc2=s=480x720", "q.jpg")))
        try await bench.apply()
        try await work()
        #expect(try await film().description.poster?.width == 320)

        try await studio.automatic(.poster, for: subject)
        try await work()
        #expect(try await film().description.poster?.width == 480)
        #expect(try await film().description.origin["poster"] == .file)
    }

    @Test("what is chosen is made at once where it was not yet")
    func chosenUnmade() async throws {
        defer { remove() }
        let subject = try await filmWithTwoPosters()

        try await studio.choose(try await studio.wall(of: subject).offers(.poster)[1].name, for: subject)

        #expect(try await film().description.poster?.width == 320)
    }

    @Test("a picture of the owner's own, as JPEG, PNG or WebP, without a byte of what it came in")
    func own() async throws {
        defer { remove() }
        let subject = try await filmWithTwoPosters()
        for (name, more) in [("o.jpg", []), ("o.png", []), ("o.webp", ["-c:v", "libwebp"])] as [(String, [String])] {
            let bytes = try await pictures.picture("mandelbrot=s=600x900", name, more)
            try await studio.take(bytes, as: .poster, for: subject)
            let poster = try #require(try await film().description.poster)
            #expect(poster.width == 600 && poster.sizes.map(\.width) == [160, 320, 480, 600], "\(name)")
            #expect(try await studio.wall(of: subject).offers(.poster).filter(\.isOwners).count == 1)
        }
        // With where it was taken written into it.
        let secret = Array("EXIF-GPS-52.5200N-13.4050E".utf8)
        var bytes = try await pictures.picture("testsrc=s=600x900", "g.jpg")
        bytes.insert(contentsOf: [0xFF, 0xFE, 0, UInt8(secret.count + 2)] + secret, at: 2)
        try await studio.take(bytes, as: .poster, for: subject)
        for file in try #require(try await film().description.poster).files {
            let kept = try Data(contentsOf: URL(filePath: "\(pictures.shelved)/\(file)"))
            #expect(kept.range(of: Data(secret)) == nil)
        }
    }

    @Test("what is no picture, too large, too small or broken is refused, and nothing is lost")
    func refused() async throws {
        defer { remove() }
        let subject = try await filmWithTwoPosters()
        let own = try await pictures.picture("mandelbrot=s=300x450", "o.png")
        try await studio.take(own, as: .poster, for: subject)
        let before = try await film().description
        let names = try pictures.names

        func expect(_ trouble: ArtworkTrouble, _ bytes: [UInt8]) async {
            await #expect(throws: trouble) { try await studio.take(bytes, as: .poster, for: subject) }
        }
        await expect(.noPicture, [])
        await expect(.noPicture, Array("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".utf8))
        await expect(.noPicture, Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 100))
        await expect(.tooLarge, own + [UInt8](repeating: 0, count: ArtworkShelf.largest))
        await expect(.unfitSize(width: 16_000, height: 16_000), Array(Pictures.png(16_000, 16_000)))
        await expect(.unfitSize(width: 20, height: 400), try await pictures.picture("testsrc=s=20x400", "n.png"))
        await #expect(throws: ArtworkTrouble.self) { try await studio.take(Array(Pictures.jpeg(600, 900)), as: .poster, for: subject) }
        await #expect(throws: CorrectionTrouble.unknownPicture) { try await studio.choose("0123", for: subject) }
        await #expect(throws: CorrectionTrouble.noSuchMoment) { try await studio.take(moment: 0, for: subject) }
        await #expect(throws: CorrectionTrouble.unknownPicture) { try await studio.take(own, as: .logo, for: .season(SeriesID("s"), 1)) }

        #expect(try await film().description == before)
        #expect(try pictures.names == names)
    }

    @Test("a full disk is said, and the old picture stands", .enabled(if: SmallDisk.isPossible))
    func fullDisk() async throws {
        defer { remove() }
        let subject = try await filmWithTwoPosters()
        let before = try await film().description
        let disk = try await SmallDisk(megabytes: 1)
        let small = PictureStudio(
            descriptions, mill: PictureMill(encoder: pictures.encoder, shelf: ArtworkShelf(folder: disk.path + "/artwork")),
            packages: pictures.path("packages"), fetcher: nil)
        let bytes = try await pictures.picture("nullsrc=s=1500x2250,geq=random(1)*255:128:128", "noise.png")
        #expect(bytes.count > 2 << 20)

        await #expect(throws: Trouble.self) { try await small.take(bytes, as: .poster, for: subject) }
        // The original fits, what is made of it does not.
        let less = try await pictures.picture("nullsrc=s=900x1350,geq=random(1)*255:128:128", "less.jpg", ["-q:v", "12"])
        #expect((300_000..<900_000).contains(less.count))
        await #expect(throws: (any Error).self) { try await small.take(less, as: .poster, for: subject) }

        #expect(try await film().description == before)
        try await disk.remove()
    }

    @Test("the words of the owner and the pictures do not take each other's place, and both go when all is taken back")
    func words() async throws {
        defer { remove() }
        let subject = try await filmWithTwoPosters()
        try await studio.take(try await pictures.picture("mandelbrot=s=300x450", "o.png"), as: .poster, for: subject)
        var facts = Facts()
        facts.plot = "Ships."
        try await bench.corrector.tell(subject, facts)
        #expect(try await film().description.plot == "Ships.")
        #expect(try await film().description.poster?.width == 300)

        try await studio.automatic(.poster, for: subject)
        #expect(try await film().description.plot == "Ships.")
        #expect(try await film().description.poster?.width == 200)

        try await studio.take(try await pictures.picture("mandelbrot=s=300x450", "o.png"), as: .poster, for: subject)
        try await bench.corrector.untell(subject)
        try await work()
        #expect(try await film().description.plot == nil)
        #expect(try await film().description.poster?.width == 200)
    }

    @Test("what the owner says and chooses of a series and a season stays when another episode comes")
    func series() async throws {
        defer { remove() }
        try bench.write("Night Ferry/Season 1/Night Ferry S01E01.mkv", "one")
        try await bench.apply()
        let id = SeriesID(try #require(try await Records<Series>(in: bench.store).first(.all)).id)
        var facts = Facts()
        facts.plot = "Ships."
        try await bench.corrector.tell(.series(id), facts)
        let own = try await pictures.picture("mandelbrot=s=300x450", "o.png")
        try await studio.take(own, as: .poster, for: .series(id))
        try await studio.take(own, as: .poster, for: .season(id, 1))

        try bench.write("Night Ferry/Season 1/Night Ferry S01E02.mkv", "two")
        try await bench.apply()
        try await work()

        let series = try #require(try await Records<Series>(in: bench.store).first(.all)).value.description
        #expect(series.plot == "Ships." && series.poster?.width == 300)
        #expect(try await Records<Season>(in: bench.store).first(.all)?.value.poster?.width == 300)
    }

    @Test("another moment of the film, to the picture, which stays when the film is prepared anew")
    func moment() async throws {
        defer { remove() }
        let workshop = try await Workshop()
        // A second of red, then blue.
        try await pictures.run(
            [
                "-f", "lavfi", "-i", "color=red:s=320x180:r=25:d=2", "-f", "lavfi", "-i", "color=blue:s=320x180:r=25:d=2",
                "-filter_complex",
                "[0][1]concat=n=2", "-c:v", "libx264", "-g", "250",
            ], to: "film.mkv")
        try FileManager.default.moveItem(atPath: pictures.path("film.mkv"), toPath: workshop.path("a.mkv"))
        _ = try await workshop.prepare("a.mkv")
        let descriptions = Descriptions(store: workshop.store, editor: workshop.editor)
        try await descriptions.note(.source(Digest(of: Data("a.mkv".utf8)).hex)) { sheet in
            var facts = Facts()
            facts.title = "A"
            sheet[.name] = facts
        }
        let studio = PictureStudio(descriptions, mill: pictures.mill, packages: workshop.folders.packages, fetcher: nil)
        let stored = try #require(try await Records<Film>(in: workshop.store).first(.all))
        let subject = Subject.film(FilmID(stored.id))
        let length = try #require(try await studio.wall(of: subject).length)
        #expect((3900...4100).contains(length))

        for (moment, isRed) in [(1960, true), (2000, false), (0, true), (length - 40, false)] as [(Int64, Bool)] {
            try await studio.take(moment: moment, for: subject)
            let backdrop = try #require(try await Records<Film>(in: workshop.store).first(.all)?.value.description.backdrop)
            let pixel = try await pictures.pixels(try #require(backdrop.sizes.last).plain, 1, 1)
            #expect((pixel[0] > 128) == isRed && (pixel[2] > 128) != isRed, "\(moment): \(pixel)")
        }
        await #expect(throws: CorrectionTrouble.noSuchMoment) { try await studio.take(moment: length, for: subject) }
        await #expect(throws: CorrectionTrouble.noSuchMoment) { try await studio.take(moment: -1, for: subject) }

        let chosen = try await Records<Film>(in: workshop.store).first(.all)?.value.description.backdrop
        var again = try #require(stored.value.versions.first)
        again.package = PackageID(String(repeating: "a", count: 32))
        try await workshop.editor.publish(again)
        try await descriptions.compose(around: subject)
        #expect(try await Records<Film>(in: workshop.store).first(.all)?.value.description.backdrop == chosen)
    }
}

import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraSQLiteDocuments
import KinoraViewing
import Testing

@testable import KinoraCatalogue
@testable import KinoraWebsite

@Suite("A house with more than a thousand films")
struct LargeHouseTests {
    private static let films = 1200

    /// A website over a database with so many films, and the store that counts what is asked.
    private func open(_ use: @escaping @Sendable (any TestClientProtocol, CountingStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-large-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
        let store = try await SQLiteStore(path: folder.appending(path: "kinora.sqlite").path(percentEncoded: false), time: time)
        try await store.prepare(
            CatalogueEditor.schemas + Manners.schemas + LibraryScan.schemas + [
                Job.schema, Watch.schema, Progress.schema, ListedTitle.schema, MemberStreams.schema,
            ] + ScreeningBook.schemas)
        _ = try await Records<Film>(in: store).append((1...Self.films).map { Self.film($0, at: time.now) })
        try await CatalogueEditor(store: store, time: time).reconcile()

        let counted = CountingStore(store)
        let website = try Website(
            shelves: Shelves(store: counted, time: time),
            desk: QueueDesk(
                queue: JobQueue(store: counted, time: time), store: counted,
                manners: Manners(store: counted, audience: StoredAudience(store: counted), time: time)),
            watching: .plain(counted, time),
            corrector: Corrector(
                Corrections(folder: folder.path(percentEncoded: false)), libraries: [], store: counted, time: time),
            accounts: try await SignedIn.accounts(store, time), libraries: [],
            screenings: ScreeningBook(store: counted, time: time))
        let gate = Gate(hosts: .any, admission: Admission(doorkeeper: SignedIn()), problems: website.problems)
        try await Application(router: gate.router(for: website.routes)).test(.router) { client in
            _ = try await client.execute(uri: "/films", method: .get)
            try await use(client, counted)
        }
        try await store.close()
    }

    private static func film(_ number: Int, at moment: Moment) -> Film {
        var description = Description(title: number % 2 == 0 ? "Café Nº \(number)" : "Über den Fluß \(number)", year: 1950 + number % 70)
        description.genres = ["Genre \(number % 80)", "Drama"]
        let version = Playable(
            package: PackageID("\(number)"), source: "\(number)", duration: 60_000, height: 360, audioLanguages: [], textLanguages: [])
        return Film(
            description: description, key: "\(number)", versions: [version], sources: ["\(number)"], isListed: true, listedAt: moment)
    }

    @Test func everyPageAsksABoundedNumberOfQuestions() async throws {
        try await open { client, store in
            for address in [
                "/", "/films", "/films?page=20", "/films?order=year&page=3", "/films?order=newest", "/films?genre=Drama&page=7",
                "/films?genre=Genre%203", "/films?genre=None", "/series", "/search?q=cafe", "/preparation",
            ] {
                await store.reset()
                let response = try await client.execute(uri: address, method: .get)
                #expect(response.status == .ok, "\(address)")
                #expect(await store.queries <= 6 + 2 * HomePage.mostGenreRows, "\(address)")
                #expect(response.body.readableBytes < 100_000, "\(address)")
            }
        }
    }

    @Test func directoriesAndSearchFindWhatIsThere() async throws {
        try await open { client, _ async throws -> Void in
            func page(_ address: String) async throws -> String {
                String(buffer: try await client.execute(uri: address, method: .get).body)
            }
            #expect(try await page("/films?genre=Genre%203").contains("15 titles"))
            #expect(try await page("/films?page=20").contains("Page 20 of 20"))
            #expect(
                try await page("/films").matches(of: /class="choice"/).count <= DirectoryChoice.Order.allCases.count + 1
                    + DirectoryPageView.mostGenres)
            for (text, found) in [
                ("cafe 1198", true), ("CAFÉ 1198", true), ("caf 1198", true), ("uber fluß 7", true), ("flu 1199 den", true), ("afé", false),
                ("\"café OR", false), ("*", false), ("NEAR(cafe uber)", false), ("cafe* -x", false),
            ] {
                let text = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                #expect(try await page("/search?q=\(text)").contains(#"class="card""#) == found, "\(text)")
            }
        }
    }
}

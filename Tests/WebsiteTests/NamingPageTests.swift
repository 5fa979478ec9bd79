import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("What is this?", .timeLimit(.minutes(10)))
struct NamingPageTests {
    private let house: SampleHouse
    private static let own: HTTPFields = [HTTPField.Name("Sec-Fetch-Site")!: "same-origin"]
    private static let name = "1f00-0123456789abcdef0123456789abcdef"

    init() async throws {
        house = try await SampleHouse()
    }

    private func unsure() async throws {
        var source = Source(library: SampleHouse.library, path: "Fer<ry> 2.mkv", size: 10, modified: 1)
        source.readsAs = "Fer<ry> 2"
        source.doubts = ["It has no year, and 2 could be the number of an episode."]
        source.isUnsure = true
        _ = try await Records<Source>(in: house.store).insert(source, id: Self.name)
        _ = try await house.queue.add(Job(source: Self.name, library: SampleHouse.library, path: source.path, label: "Fer<ry> 2"))
        _ = try await house.editor.place(film: Description(title: "Fer<ry> 2"), source: Self.name)
    }

    private func ask(
        _ place: Place, _ method: HTTPRequest.Method = .get, _ form: String? = nil, _ headers: HTTPFields = own
    ) async throws -> TestResponse {
        try await house.app().test(.router) { client in
            try await client.execute(uri: place.address, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
        }
    }

    @Test func doubtsStandOnThePreparationPageWithTheirReasons() async throws {
        #expect(try await String(buffer: ask(.preparation).body).contains(#"id="names" aria-labelledby="group-unsure" hidden"#))
        try await unsure()

        let text = try await String(buffer: ask(.preparation).body)

        for part in ["Unsure", "Fer&lt;ry&gt; 2", "could be the number of an episode", "/names/\(Self.name)", "What is this?"] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func filesThatAreGoneAreListedWithSinceWhenAndReplacedOnesAreNot() async throws {
        #expect(try await String(buffer: ask(.preparation).body).contains(#"id="missing" aria-labelledby="group-missing" hidden"#))
        var source = Source(library: SampleHouse.library, path: "A <way>.mkv", size: 10, modified: 1)
        source.missingSince = Moment(milliseconds: 1_759_000_000_000)
        source.package = "p"
        _ = try await Records<Source>(in: house.store).insert(source, id: Self.name)
        (source.path, source.replacedBy) = ("Replaced.mkv", "other")
        _ = try await Records<Source>(in: house.store).insert(source, id: "2f00-0123")

        let text = try await String(buffer: ask(.preparation).body)

        for part in ["Gone", "A &lt;way&gt;.mkv", "Gone since", "plays on."] { #expect(text.contains(part), "\(part)") }
        #expect(!text.contains("Replaced.mkv"))
    }

    @Test func theFormHoldsWhatIsThought() async throws {
        try await unsure()

        let text = try await String(buffer: ask(.naming(Self.name)).body)

        #expect(text.contains(#"value="film" checked"#))
        #expect(text.contains(#"name="title" value="Fer&lt;ry&gt; 2""#))
        #expect(!text.contains("count again"))
    }

    @Test func aCorrectionMovesTheTitleAndCanBeTakenBack() async throws {
        defer { try? FileManager.default.removeItem(atPath: house.corrections) }
        try await unsure()

        let form = "kind=episode&series=Night+Ferry&series-year=&season=1&episode=2&last=&episode-title=The+%3CCrossing%3E&title=x&year=y"
        let saved = try await ask(.correctNaming(Self.name), .post, form)

        #expect(saved.status == .seeOther && saved.headers[.location] == "/preparation#names")
        #expect(try await Records<Film>(in: house.store).count() == 0)
        let episode = try #require(try await Records<Episode>(in: house.store).first(.all)).value
        #expect(episode.season == 1 && episode.number == 2 && episode.description.title == "The <Crossing>")
        let page = try await String(buffer: ask(.preparation).body)
        #expect(page.contains("Named by you") && page.contains("Night Ferry S01E02"))
        #expect(try await String(buffer: ask(.naming(Self.name)).body).contains("count again"))

        #expect(try await ask(.takeBackNaming(Self.name), .post, "").status == .seeOther)
        #expect(try await Records<Film>(in: house.store).count() == 1)
        #expect(try await Records<Episode>(in: house.store).count() == 0)
    }

    @Test(arguments: [
        ("", "whether it is a film"), ("kind=film&title=&year=2001", "film’s title"), ("kind=film&title=A&year=20x1", "four digits"),
        ("kind=film&title=A&year=3001", "four digits"), ("kind=episode&series=&season=1&episode=1", "series’ title"),
        ("kind=episode&series=A&season=&episode=1", "season’s number"), ("kind=episode&series=A&season=1&episode=-1", "episode’s number"),
        ("kind=episode&series=A&season=1&episode=5&last=5", "after the first"),
        ("kind=film&title=\(String(repeating: "a", count: 201))", "film’s title"), ("kind=nonsense", "whether it is a film"),
    ])
    func whatIsWrongIsSaidAndWhatWasWrittenStays(form: String, sentence: String) async throws {
        try await unsure()

        let answer = try await ask(.correctNaming(Self.name), .post, form)

        #expect(answer.status == .badRequest)
        #expect(String(buffer: answer.body).contains(sentence))
        #expect(!FileManager.default.fileExists(atPath: house.corrections))
        #expect(try await Records<Film>(in: house.store).count() == 1)
    }

    @Test func unknownFilesAndForeignPagesAreRefused() async throws {
        try await unsure()

        for place in [Place.naming("nothing"), .naming("../../etc/passwd")] { #expect(try await ask(place).status == .notFound) }
        #expect(try await ask(.correctNaming("nothing"), .post, "kind=film&title=A").status == .notFound)
        #expect(try await ask(.correctNaming(Self.name), .post, "kind=film&title=A", [:]).status == .forbidden)
        #expect(try await ask(.takeBackNaming(Self.name), .post, "", [:]).status == .forbidden)
    }
}

import Foundation
import KinoraCatalogue
import KinoraKernel
import Testing

@testable import Kinora

@Suite("Settings of providers")
struct ProviderSettingsTests {
    private func providers(_ yaml: String) async throws -> Settings.Providers {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(yaml.utf8).write(to: file)
        return try await SettingsReader(flags: .init(config: file.path)).settings().providers
    }

    @Test func nobodyIsAskedWithoutAKey() async throws {
        #expect(try await providers("port: 8080\n").asked.isEmpty)
        #expect(try await providers("providers: [tmdb, omdb]\ntmdb-key: \"\"\n").asked.isEmpty)
    }

    @Test func theOwnersOrderCountsAndWhoIsLeftOutIsNotAsked() async throws {
        let keys = "tmdb-key: a.b.c\nomdb-key: \"12ab34cd\"\n"

        #expect(try await providers(keys).asked.map(\.origin) == [.tmdb, .omdb])
        #expect(try await providers(keys + "providers: [omdb, tmdb]\n").asked.map(\.origin) == [.omdb, .tmdb])
        #expect(try await providers(keys + "providers: [omdb]\n").asked.map(\.origin) == [.omdb])
    }

    @Test func aKeyMayLieInAFile() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("12ab34cd\n".utf8).write(to: file)

        let read = try await providers("omdb-key-file: \(file.path)\n")

        #expect(read.asked.map(\.origin) == [.omdb] && read.pictures != nil)
        #expect(!"\(read)".contains("12ab34cd"))
    }

    @Test(arguments: [
        ("providers: [tmdb, imdb]", "providers"), ("providers: [tmdb, tmdb]", "providers"),
        ("tmdb-key: a\ntmdb-url: \"ftp://x\"", "tmdb-url"), ("omdb-key: a\nomdb-url: \"https://user:word@x/\"", "omdb-url"),
        ("omdb-key: a\nomdb-url: \"https://x/?apikey=1\"", "omdb-url"), ("tmdb-key: \"two words\"", "tmdb-key"),
        ("tmdb-key: a\ntmdb-images-url: pictures", "tmdb-images-url"), ("provider-language: \"1\"", "provider-language"),
        ("tmdb-key: a\ntmdb-key-file: /nowhere", "tmdb-key"), ("omdb-key-file: /nowhere/at/all", "omdb-key-file"),
    ])
    func whatIsWrongIsSaidWithItsSetting(yaml: String, key: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await providers(yaml + "\n") }

        #expect(failure?.sentence.contains(key) == true)
        #expect(failure?.sentence.contains("two words") == false)
    }
}

import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import Kinora

@Suite("The choice of an engine")
struct EngineChoiceTests {
    private func settings(_ yaml: String, _ flags: SettingsReader.Flags = .init()) async throws -> Settings {
        var flags = flags
        flags.config = try file(yaml)
        return try await SettingsReader(flags: flags).settings()
    }

    private func file(_ text: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func engine(_ address: String) throws -> EngineChoice { try EngineAddress(text: address, flag: "--from").engine { nil } }

    @Test func withoutAWordItIsSQLiteInTheDataFolder() async throws {
        let read = try await settings("data: /somewhere\n")

        #expect(read.engine == .sqlite(path: "/somewhere/kinora.sqlite"))
        #expect(read.prepares)
    }

    @Test func aFlagChoosesMongoDB() async throws {
        let read = try await settings("data: /somewhere\n", .init(mongodb: "mongodb://db.example/kinora"))

        #expect(read.engine == .mongodb(Secret("mongodb://db.example/kinora")))
        #expect(read.prepares)
    }

    @Test func aHouseBehindAVideoAPIDoesNotPrepareUnlessToldTo() async throws {
        let token = try file("the-token\n")
        let yaml = "video-api-url: https://films.example/api\nvideo-api-token-file: \(token)\n"

        #expect(try await settings(yaml).engine == .remote(url: "https://films.example/api", token: Secret("the-token")))
        #expect(try await !settings(yaml).prepares)
        #expect(try await settings(yaml + "prepare: true\n").prepares)
        #expect(try await settings(yaml, .init(prepares: true)).prepares)
        #expect(try await !settings("prepare: false\n").prepares)
    }

    @Test func twoEnginesAreRefused() async throws {
        let failure = await #expect(throws: SettingsFailure.self) {
            try await settings("mongodb-uri: mongodb://ada:sesame@db/kinora\n", .init(videoAPI: "http://films.example/api"))
        }

        #expect(failure?.sentence.contains("mongodb-uri") == true)
        #expect(failure?.sentence.contains("video-api-url") == true)
        #expect(failure?.sentence.contains("sesame") == false)
    }

    @Test(arguments: [
        "mongodb-uri: postgres://ada:sesame@db/kinora", "mongodb-uri: mongodb://db /x?p=sesame", "video-api-url: ftp://sesame.example",
        "video-api-url: https://ada:sesame@films.example", "video-api-url: https://films.example/api?key=sesame",
        "mongodb-uri-file: /nowhere/file", "video-api-url: http://films.example\nvideo-api-token-file: /nowhere/sesame-file",
        "mongodb-uri: mongodb://db/sesame\nmongodb-uri-file: /nowhere/file",
    ])
    func aWrongAddressIsRefusedWithoutShowingIt(yaml: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await settings(yaml + "\n") }

        let sentence = try #require(failure?.sentence).replacing("/nowhere/sesame-file", with: "")
        #expect(sentence.contains("mongodb-uri") || sentence.contains("video-api"))
        #expect(!sentence.contains("sesame"))
    }

    @Test func aSecretIsNeverPrinted() {
        let choice = EngineChoice.mongodb(Secret("mongodb://ada:sesame@db1:27017,db2/kinora?authSource=admin&tlsCAFile=sesame"))
        var dumped = ""
        dump(choice, to: &dumped)

        #expect(choice.name == "mongodb://db1:27017,db2/kinora")
        #expect(EngineChoice.mongodb(Secret("mongodb://ada:s@same@db/kinora")).name == "mongodb://db/kinora")
        #expect(!"\(choice)".contains("sesame"))
        #expect(!dumped.contains("sesame"))
    }

    @Test func aFileForASecretHoldsOneLine() throws {
        #expect(try Secret.inFile(file("  token \n\n"), for: "x") == Secret("token"))
        for text in ["", "\n \n", String(repeating: "x", count: 20_000)] {
            #expect(throws: SettingsFailure.self) { try Secret.inFile(file(text), for: "x") }
        }
    }

    @Test func enginesOnACommandLine() throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path

        #expect(try engine(folder) == .sqlite(path: "\(folder)/kinora.sqlite"))
        #expect(try engine("sqlite:\(folder)") == .sqlite(path: "\(folder)/kinora.sqlite"))
        #expect(try engine("sqlite:/nowhere/other.sqlite") == .sqlite(path: "/nowhere/other.sqlite"))
        #expect(try engine("/nowhere/data") == .sqlite(path: "/nowhere/data/kinora.sqlite"))
        #expect(try engine("mongodb://db/kinora") == .mongodb(Secret("mongodb://db/kinora")))
        #expect(try engine("http://films.example/api") == .remote(url: "http://films.example/api", token: nil))
        #expect(try engine("@" + file("mongodb://ada:sesame@db/kinora\n")) == .mongodb(Secret("mongodb://ada:sesame@db/kinora")))
        #expect(throws: SettingsFailure.self) { try engine("postgres://db/kinora") }
    }

    @Test func collectionsHaveNamesOfTheirOwn() {
        #expect(Set(House.prepared.map(\.name)).count == House.prepared.count)
    }
}

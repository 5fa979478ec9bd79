import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("What Kinora publishes", .timeLimit(.minutes(15)))
struct DemoPackageTests {
    @Test func everyPackageOfTheDemoLibraryHasAnExactTimeline() async throws {
        let server = try await DemoServer.prepared()
        let packages = server.program.packages()
        #expect(packages.count == 7)
        for package in packages { try await Timeline.check(package) }
    }

    @Test func languagesAndSubtitlesOfTheSourceAreThere() async throws {
        let server = try await DemoServer.prepared()
        let contents = try server.program.packages().map { try PackageFile.read(in: $0) }
        let languages = contents.map { Set($0.audio.map(\.language.tag)) }
        #expect(languages.contains(["en", "de"]))
        let texts = contents.map { Set($0.text.map(\.language.tag)) }
        #expect(texts.contains(["en", "de"]), "embedded and external subtitles: \(texts)")
    }

    @Test func manifestsAreWellFormed() async throws {
        let server = try await DemoServer.prepared()
        for package in server.program.packages() {
            let outcome = try await Tool.run("xmllint", ["--noout", package.appendingPathComponent("manifest.mpd").path])
            #expect(outcome.succeeded, "\(outcome.error)")
        }
    }
}

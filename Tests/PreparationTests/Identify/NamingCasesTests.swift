import Foundation
import KinoraPreparation
import Testing

@Suite("The naming cases kept beside the project")
struct NamingCasesTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../../shared/data/naming-cases.json"
    ).standardizedFileURL.path

    @Test("nearly all of them are understood", .enabled(if: FileManager.default.fileExists(atPath: file), "the file of cases is absent"))
    func score() throws {
        let score = try NamingCases.score(file: Self.file, year: 2026)
        let must = try #require(score.levels["must"])
        #expect(Double(must.right) >= 0.98 * Double(must.all), "\(score.table)")
    }
}

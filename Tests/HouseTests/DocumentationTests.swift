import Foundation
import KinoraKernel
import Testing

@testable import Kinora

@Suite("The documentation is true")
struct DocumentationTests {
    @Test func everySettingStandsInTheExampleFileAndBack() throws {
        let lines = try HouseFiles.text("kinora.example.yaml").split(separator: "\n")
        let keys = lines.compactMap { line -> String? in
            let text = line.hasPrefix("# ") ? line.dropFirst(2) : line[...]
            guard let colon = text.firstIndex(of: ":") else { return nil }
            let key = text[..<colon]
            let isKey = !key.isEmpty && key.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }
            let rest = text[text.index(after: colon)...]
            return isKey && (rest.isEmpty || rest.hasPrefix(" ")) && !rest.contains("/path") ? String(key) : nil
        }
        #expect(Set(keys) == Set(Settings.keys))
    }

    @Test func thePageOfRolesIsTheTableInTheCode() throws {
        let lines = try HouseFiles.text("Documentation/roles.md").split(separator: "\n").filter { $0.hasPrefix("|") }
        func cells(_ line: Substring) -> [String] {
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
        }
        let rights = cells(lines[0]).dropFirst()
        #expect(Array(rights) == Right.allCases.map(\.rawValue))
        for role in Role.allCases {
            let row = try #require(lines.map(cells).first { $0.first == role.rawValue })
            let shown = zip(rights, row.dropFirst()).filter { $0.1 == "yes" }.map(\.0)
            #expect(Set(shown) == Set(role.rights.map(\.rawValue)), "\(role)")
        }
    }

    @Test func thePageOfSecurityNamesTestsThatAreThereAndEveryStatement() throws {
        let page = try HouseFiles.text("Documentation/security.md")
        let suites = Set(
            HouseFiles.paths(below: "Tests", withExtension: ["swift"]).compactMap { path in
                path.split(separator: "/").last.map { String($0.dropLast(".swift".count)) }
            })
        let named = page.matches(of: /`([A-Z][A-Za-z]*Tests)`/).map { String($0.1) }
        #expect(named.count > 60)
        for suite in named { #expect(suites.contains(suite), "\(suite) is no suite") }
        for file in page.matches(of: /`((Tests|Scripts)\/[A-Za-z\/.-]+)`/).map({ String($0.1) }) {
            #expect(FileManager.default.fileExists(atPath: HouseFiles.root.appendingPathComponent(file).path), "\(file) is not there")
        }
        let rows = page.split(separator: "\n").compactMap { line in line.firstMatch(of: /^\| ([0-9]+) \|/).flatMap { Int($0.1) } }
        #expect(rows == Array(1...64))
    }

    @Test func everyGuideStandsOnTheDocumentationSite() throws {
        let site = try String(contentsOf: HouseFiles.root.appendingPathComponent("Scripts/site"), encoding: .utf8)
        let guides = HouseFiles.paths(below: "Documentation", withExtension: ["md"])
        #expect(!guides.isEmpty)
        for guide in guides {
            let name = URL(filePath: guide).deletingPathExtension().lastPathComponent
            #expect(site.contains("\"\(name)\""), "Scripts/site does not list \(name)")
        }
    }

    @Test func relativeLinksLeadToFiles() throws {
        let root = try FileManager.default.contentsOfDirectory(atPath: HouseFiles.root.path).filter { $0.hasSuffix(".md") }
        let pages =
            root + HouseFiles.paths(below: "Documentation", withExtension: ["md"])
            + HouseFiles.paths(below: "Benchmarks", withExtension: ["md"])
        #expect(pages.contains("README.md"))
        for page in pages {
            let folder = HouseFiles.root.appendingPathComponent(page).deletingLastPathComponent()
            for target in try Self.links(in: HouseFiles.text(page)) where !target.contains(":") && !target.hasPrefix("#") {
                let path = target.split(separator: "#").first.map(String.init) ?? target
                #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path), "\(page) links to \(target)")
            }
        }
    }

    /// The targets of `[text](target)`.
    private static func links(in text: String) -> [String] {
        text.components(separatedBy: "](").dropFirst().compactMap { $0.split(separator: ")", maxSplits: 1).first.map(String.init) }
    }
}

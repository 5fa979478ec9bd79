import Foundation
import Testing

@testable import Kinora

@Suite("Invoices as PDF", .timeLimit(.minutes(10)))
struct WeasyPrintTests {
    @Test(.enabled(if: WeasyPrint() != nil, "weasyprint is not installed"))
    func aPageBecomesAPDFWithItsText() async throws {
        let printer = try #require(WeasyPrint())
        let style = FileManager.default.temporaryDirectory.appending(path: "kinora-paper-\(UUID().uuidString).css")
        defer { try? FileManager.default.removeItem(at: style) }
        try Data("@page { size: A4 }".utf8).write(to: style)
        let bytes = try await printer.pdf(
            of: "<!doctype html><html lang=\"en\"><title>Invoice K2026-0012</title><h1>Größe & <p>€ 10</p></html>",
            style: style.path(percentEncoded: false))
        #expect(bytes.starts(with: Array("%PDF-1.".utf8)) && bytes.count > 1000)
        #expect(String(decoding: bytes.suffix(64), as: UTF8.self).contains("%%EOF"))
    }

    @Test func fewPagesAreMadeAtOnceAndFewWait() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-weasy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "weasyprint")
        // Counts who is at work, and ends when it may.
        try Data(
            """
            #!/bin/sh
            cat > /dev/null
            mkdir "$0.at-work.$$"
            ls -d "$0".at-work.* | wc -l >> "$0.counts"
            while [ ! -e "$0.go" ]; do sleep 0.02; done
            rmdir "$0.at-work.$$"
            printf '%%PDF-1.7'

            """.utf8
        ).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path(percentEncoded: false))
        let printer = try #require(WeasyPrint(path: folder.path(percentEncoded: false)))
        let beyond = 5
        let taken = WeasyPrint.mostWaiting
        let (made, refused) = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<taken + WeasyPrint.mostAtOnce + beyond {
                group.addTask { (try? await printer.pdf(of: "<p>", style: "none.css")) != nil }
            }
            var (made, refused) = (0, 0)
            while let isMade = try await group.next() {
                if isMade { made += 1 } else { refused += 1 }
                if made + refused == beyond { try Data().write(to: folder.appending(path: "weasyprint.go")) }
            }
            return (made, refused)
        }
        #expect(refused >= beyond && made >= taken && made + refused == taken + WeasyPrint.mostAtOnce + beyond)
        let counts = try String(contentsOf: folder.appending(path: "weasyprint.counts"), encoding: .utf8)
        let atWork = counts.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(!atWork.isEmpty && atWork.allSatisfy { $0 <= WeasyPrint.mostAtOnce }, "\(counts)")
    }

    @Test func whereItIsNotInstalledThereIsNone() {
        #expect(WeasyPrint(path: "/nowhere:/nothing") == nil)
    }
}

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

    @Test func whereItIsNotInstalledThereIsNone() {
        #expect(WeasyPrint(path: "/nowhere:/nothing") == nil)
    }
}

import Foundation
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Pictures that telephones read", .timeLimit(.minutes(10)))
struct QRCodeTests {
    @Test("ZBar reads every version, filled to its last byte", arguments: QRVersion.all)
    func everyVersion(version: QRVersion) async throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/?&=%".utf8)
        let bytes = (0..<version.capacity).map { letters[($0 * $0 + 7 * version.number) % letters.count] }
        let picture = try #require(QRCode(bytes))
        #expect(picture.side == version.side)
        #expect(try await Self.read(picture) == String(decoding: bytes, as: UTF8.self))
    }

    @Test(
        "ZBar reads the addresses of second factors",
        arguments: ["ida@example.org", "räksmörgås@bücher.example", String(repeating: "long.", count: 40) + "@example.org"])
    func addresses(account: String) async throws {
        let setUp = FactorSetUp(.make(), house: "Idas Kino", account: account)
        let picture = try #require(setUp.picture)
        #expect(try await Self.read(picture) == setUp.address)
    }

    @Test("what is too much is refused, and nothing is a picture too")
    func bounds() {
        #expect(QRCode(Array(repeating: 65, count: QRVersion.mostBytes + 1)) == nil)
        #expect(QRCode(Array(repeating: 65, count: QRVersion.mostBytes)) != nil)
        #expect(QRCode([])?.side == 21)
    }

    @Test("the numbers of the standard's table of capacities")
    func capacities() {
        let table = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]
        #expect(QRVersion.all.map(\.capacity) == table)
    }

    @Test("the picture's name is text and nothing else")
    func title() throws {
        let svg = try #require(QRCode([65])).svg(title: "<script>\"&")
        #expect(svg.contains("<title>&lt;script>&quot;&amp;</title>"))
    }

    private static func read(_ picture: QRCode) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-qr-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (drawn, photographed) = (folder.appendingPathComponent("code.svg"), folder.appendingPathComponent("code.png"))
        try picture.svg(title: "A code").write(to: drawn, atomically: true, encoding: .utf8)
        _ = try await Judge.ask("rsvg-convert", ["--zoom", "4", "--output", photographed.path, drawn.path])
        return try await Judge.ask("zbarimg", ["--quiet", "--raw", photographed.path])
    }
}

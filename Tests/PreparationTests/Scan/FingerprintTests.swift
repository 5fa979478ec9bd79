import Foundation
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("A fingerprint is size, beginning and end")
struct FingerprintTests {
    private func fingerprint(of data: Data) throws -> String {
        let path = NSTemporaryDirectory() + "/kinora-fingerprint-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try data.write(to: URL(filePath: path))
        return try Fingerprint(of: FilePath(text: path)).text
    }

    @Test("its form is the size and half a digest")
    func form() throws {
        let data = LibraryBench.content("a", 100)
        #expect(try fingerprint(of: data) == "64-" + Digest(of: data).hex.prefix(32))
        let large = LibraryBench.content("a", 300_000)
        let ends = large.prefix(65_536) + large.suffix(65_536)
        #expect(try fingerprint(of: large) == "493e0-" + Digest(of: ends).hex.prefix(32))
    }

    @Test("a changed byte at either end, or another length, is another fingerprint", arguments: [0, 65_535, 299_999, 234_464])
    func sensitive(place: Int) throws {
        var data = LibraryBench.content("a", 300_000)
        let before = try fingerprint(of: data)
        data[place] ^= 1
        #expect(try fingerprint(of: data) != before)
        #expect(try fingerprint(of: data + [0]) != before)
    }

    @Test("sizes around the border are read as a whole", arguments: [1, 65_536, 131_071, 131_072])
    func borders(size: Int) throws {
        var data = LibraryBench.content("a", size)
        let before = try fingerprint(of: data)
        data[size / 2] ^= 1
        #expect(try fingerprint(of: data) != before)
    }

    @Test("an empty file and a folder have none")
    func none() throws {
        #expect(throws: FileTrouble.emptyFile) { try fingerprint(of: Data()) }
        #expect(throws: FileTrouble.isNoFile) { try Fingerprint(of: FilePath(text: NSTemporaryDirectory())) }
    }
}

import HTTPTypes
import NIOCore
import Testing

@testable import KinoraGate

@Suite("Forms with files")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=----lamp7"

    private static func body(_ parts: [(head: String, content: [UInt8])], end: String = "--\r\n") -> ByteBuffer {
        var bytes: [UInt8] = []
        for part in parts { bytes += Array("------lamp7\r\n\(part.head)\r\n\r\n".utf8) + part.content + [13, 10] }
        return ByteBuffer(bytes: bytes + Array("------lamp7\(end)".utf8))
    }

    private static func head(_ name: String, _ more: String = "") -> String { "Content-Disposition: form-data; name=\"\(name)\"\(more)" }

    @Test func aFileComesAsItIsAndItsNameCountsForNothing() throws {
        let picture: [UInt8] = [0x89, 0x50, 13, 10, 13, 10, 0, 255, 45, 45, 45, 45] + Array("\r\n------lam".utf8)
        let form = try MultipartForm(
            Self.type,
            Self.body([
                (Self.head("kind"), Array("poster".utf8)),
                (Self.head("file", "; filename=\"../../etc/x; name=\"\r\nContent-Type: text/html"), picture),
            ]))

        #expect(form["kind"] == "poster")
        #expect(form.bytes("file") == picture)
        #expect(form["file"] == nil)
        #expect(form.bytes("other") == nil)
    }

    @Test func anEmptyFileIsNoText() throws {
        let form = try MultipartForm(Self.type, Self.body([(Self.head("file", "; filename=\"\""), [])]))

        #expect(form.bytes("file") == [])
        #expect(form["file"] == nil)
    }

    @Test func everythingElseIsRefusedWhereverItEnds() throws {
        let whole = Self.body([(Self.head("kind"), Array("poster".utf8)), (Self.head("file"), [1, 2, 3])])
        #expect(throws: Never.self) { try MultipartForm(Self.type, whole) }
        // Cut anywhere before the two hyphens that end it.
        for length in 0..<(whole.readableBytes - 3) {
            let part = ByteBuffer(bytes: Array(whole.readableBytesView.prefix(length)))
            #expect(throws: Refusal.badRequest) { try MultipartForm(Self.type, part) }
        }
        #expect(throws: Refusal.badRequest) { try MultipartForm("application/x-www-form-urlencoded", whole) }
        #expect(throws: Refusal.badRequest) { try MultipartForm(nil, whole) }
        #expect(throws: Refusal.badRequest) { try MultipartForm("multipart/form-data", whole) }
        #expect(throws: Refusal.badRequest) { try MultipartForm("multipart/form-data; boundary=other", whole) }
        let long = String(repeating: "x", count: 71)
        #expect(throws: Refusal.badRequest) { try MultipartForm("multipart/form-data; boundary=\(long)", whole) }
    }

    @Test func aNameThatComesTwiceAndTooManyPartsAreRefused() throws {
        let twice = Self.body([(Self.head("a"), [1]), (Self.head("a"), [2])])
        #expect(throws: Refusal.badRequest) { try MultipartForm(Self.type, twice) }
        let most = (0..<MultipartForm.mostParts).map { (Self.head("f\($0)"), [UInt8(1)]) }
        #expect(throws: Never.self) { try MultipartForm(Self.type, Self.body(most)) }
        #expect(throws: Refusal.badRequest) { try MultipartForm(Self.type, Self.body(most + [(Self.head("more"), [1])])) }
        let wide = Self.body([(Self.head("a", "; filename=\"" + String(repeating: "x", count: 5000) + "\""), [1])])
        #expect(throws: Refusal.badRequest) { try MultipartForm(Self.type, wide) }
    }

    @Test func largerThingsAreTakenWhereWholeFilesAreSentAlone() {
        #expect(Uploads.contain("/pictures/film-1/upload"))
        for path in ["/pictures", "/picturesque/x", "/edit/film-1", "/x/pictures/y", "//pictures/x"] {
            #expect(!Uploads.contain(path), "\(path)")
        }
    }
}

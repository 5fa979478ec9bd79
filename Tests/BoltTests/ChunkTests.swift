import NIOCore
import Testing

@testable import KinoraBolt

@Suite("Chunks")
struct ChunkTests {
    /// Three messages, one of them in several chunks, with signs of life between.
    private static let stream: [UInt8] =
        [0, 0, 0, 2, 1, 2, 0, 0] + [0, 0, 0, 0] + [0, 1, 3, 0, 3, 4, 5, 6, 0, 1, 7, 0, 0] + [0, 1, 8, 0, 0, 0, 0]
    private static let messages: [[UInt8]] = [[1, 2], [3, 4, 5, 6, 7], [8]]

    @Test func messagesAreTheSameWhereverTheBytesAreSplit() throws {
        for first in 0...Self.stream.count {
            for second in first...Self.stream.count {
                var reader = ChunkReader(longest: 100)
                var found: [[UInt8]] = []
                for part in [Self.stream[..<first], Self.stream[first..<second], Self.stream[second...]] {
                    found += try reader.feed(ByteBuffer(bytes: part)).map { Array($0.readableBytesView) }
                }
                #expect(found == Self.messages, "split at \(first) and \(second)")
            }
        }
    }

    @Test func messagesComeOneByteAtATime() throws {
        var reader = ChunkReader(longest: 100)
        var found: [[UInt8]] = []
        for byte in Self.stream { found += try reader.feed(ByteBuffer(bytes: [byte])).map { Array($0.readableBytesView) } }
        #expect(found == Self.messages)
    }

    @Test("a long message is cut, and put together again", arguments: [0, 1, 65_534, 65_535, 65_536, 200_000])
    func cutting(length: Int) throws {
        let message = ByteBuffer(repeating: 9, count: length)
        var reader = ChunkReader(longest: 300_000)
        let back = try reader.feed(ChunkReader.chunks(of: message))
        #expect(back == (length == 0 ? [] : [message]))
    }

    @Test func aMessageWithoutAnEndIsRefused() throws {
        var reader = ChunkReader(longest: 1000)
        let chunk = ByteBuffer(bytes: [0x01, 0x00] + Array(repeating: 1, count: 256))
        #expect(throws: BoltFault.tooLong) { for _ in 0..<10 { _ = try reader.feed(chunk) } }
    }

    @Test(
        "of the versions that a server may choose those are taken that were offered",
        arguments: [([0, 0, 4, 5], BoltVersion(5, 4)), ([0, 0, 0, 5], BoltVersion(5, 0)), ([0, 0, 4, 4], BoltVersion(4, 4))]
            as [([UInt8], BoltVersion)])
    func versions(answer: [UInt8], version: BoltVersion) throws {
        #expect(try BoltVersion(answer: ByteBuffer(bytes: answer)) == version)
    }

    @Test("others are refused", arguments: [[0, 0, 5, 5], [0, 0, 3, 4], [0, 0, 0, 6], [1, 0, 4, 5], Array("HTTP".utf8)] as [[UInt8]])
    func otherVersions(answer: [UInt8]) {
        #expect(throws: BoltFault.notBolt) { try BoltVersion(answer: ByteBuffer(bytes: answer)) }
        #expect(throws: BoltFault.noCommonVersion) { try BoltVersion(answer: ByteBuffer(bytes: [0, 0, 0, 0])) }
    }
}

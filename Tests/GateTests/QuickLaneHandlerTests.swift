import Foundation
import KinoraKernel
import NIOCore
import NIOEmbedded
import Testing

@testable import KinoraGate

@Suite("Answers that wait for a client")
struct QuickLaneHandlerTests {
    /// The same file for whoever asks.
    private struct OneFile: QuickAnswers {
        let file: ServedFile
        let size: Int

        func desk() -> any QuickDesk { Desk(self) }

        final class Desk: QuickDesk {
            private let all: OneFile

            init(_ all: OneFile) {
                self.all = all
            }

            func answer(to request: QuickRequest, at now: Moment) -> QuickAnswer? {
                QuickAnswer(fields: [], file: all.file, range: 0..<Int64(all.size), part: nil, isSecretAddress: false)
            }
        }
    }

    @Test func whoeverAsksForMuchAtOnceHasLittleWaitInMemory() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kinora-lane-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: path) }
        let size = Int(QuickLane.small)
        try Data(repeating: 7, count: size).write(to: path)
        // What the system is about to write to the disk it does not read at once.
        let written = try FileHandle(forUpdating: path)
        try written.synchronize()
        try written.close()
        let file = try #require(ServedFile(path: path.path(percentEncoded: false)))
        let meter = QuickMeter()
        let lane = QuickLane(
            hosts: .any, headers: SecurityHeaders(isOverTLS: false), answers: OneFile(file: file, size: size), meter: meter,
            time: StoppedTime(at: Moment(milliseconds: 1_800_000_000_000)))
        let loop = EmbeddedEventLoop()
        let desk = lane.desk(on: loop, mayUseKernel: true)
        let channel = EmbeddedChannel(handler: QuickLaneHandler(ConnectionLimits(), desk: desk, turns: Turns(), isPlain: true), loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()

        let request = "GET /film HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let count = 100
        try channel.writeInbound(ByteBuffer(string: String(repeating: request, count: count)))

        #expect(meter.answers > 0)
        #expect(meter.answers * size <= QuickLane.waiting + size)
        let rest = try #require(try channel.readInbound(as: ByteBuffer.self))
        #expect(rest.readableBytes == (count - meter.answers) * request.utf8.count, "the router answers the others")
        _ = try? channel.finish()
    }
}

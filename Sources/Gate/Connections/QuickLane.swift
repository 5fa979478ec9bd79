import KinoraKernel
import NIOCore
import Synchronization

/// The gate's way for requests that are answered at once. What the gate asks of every request is asked here too: the host's name, the method, and
/// the fields on every answer. Who may have the bytes the answers decide.
package struct QuickLane: Sendable {
    /// Larger pieces go through the router, which reads them as they are taken: nobody can hold so much memory of the disk's cache as that
    /// knowing both ends of it says something about its middle.
    static let most: Int64 = 16 << 20
    /// Up to here bytes travel with the head, in one write, where the kernel cannot send them from the file, or NIO sends.
    static let small: Int64 = 64 << 10
    /// The same where we write to the socket ourselves.
    static let copied: Int64 = 16 << 10
    /// The most that the kernel is asked to send at once, so that others have their turn.
    static let turn: Int64 = 2 << 20
    /// Bytes that may wait in memory for one client. Whoever asks for more at once gets it from the router, one answer after the other.
    static let waiting = 1 << 20

    private let hosts: AllowedHosts
    private let fields: [UInt8]
    private let fieldsOfSecrets: [UInt8]
    private let answers: any QuickAnswers
    private let meter: QuickMeter
    private let time: any TimeSource
    private let scratches = Scratches()

    init(hosts: AllowedHosts, headers: SecurityHeaders, answers: any QuickAnswers, meter: QuickMeter, time: any TimeSource) {
        self.hosts = hosts
        fields = Array("\(headers.lines(isSecretAddress: false))\r\n".utf8)
        fieldsOfSecrets = Array("\(headers.lines(isSecretAddress: true))\r\n".utf8)
        self.answers = answers
        self.meter = meter
        self.time = time
    }

    /// Where one connection asks.
    /// - Parameter mayUseKernel: whether the kernel may send pieces of files on this connection by itself.
    func desk(on loop: any EventLoop, mayUseKernel: Bool) -> Desk {
        Desk(self, answers.desk(), loop, scratches.scratch(of: loop), mayUseKernel: mayUseKernel)
    }

    /// One for each event loop.
    private final class Scratches: Sendable {
        /// Only the loop that a scratch belongs to writes into it.
        private struct Kept: @unchecked Sendable { let scratch: Scratch }

        private let known = Mutex<[ObjectIdentifier: Kept]>([:])

        func scratch(of loop: any EventLoop) -> Scratch {
            known.withLock { known in
                if let kept = known[ObjectIdentifier(loop)] { return kept.scratch }
                let scratch = Scratch(piece: Int(QuickLane.small))
                known[ObjectIdentifier(loop)] = Kept(scratch: scratch)
                return scratch
            }
        }
    }

    /// What NIO sends for one request.
    struct Sending {
        /// The head, and the bytes of a small piece.
        let head: ByteBuffer
        let file: ServedFile
        /// Pieces that the kernel sends.
        let regions: [FileRegion]
    }

    /// What became of an answer that was written to a socket.
    enum Sent {
        case everything
        /// The kernel took the beginning; NIO sends the rest.
        case rest(Sending)
        /// The connection is of no use any more.
        case nothing
    }

    final class Desk {
        /// Bytes that are sent as one. So often at least it is seen that a client takes something.
        private static let piece: Int64 = 1 << 20

        private let lane: QuickLane
        private let answers: any QuickDesk
        private let loop: any EventLoop
        private let scratch: Scratch
        private let mayUseKernel: Bool
        private var admitted = SeenBytes()
        private var date = HTTPDate()
        private var now = Moment(milliseconds: 0)

        init(_ lane: QuickLane, _ answers: any QuickDesk, _ loop: any EventLoop, _ scratch: Scratch, mayUseKernel: Bool) {
            self.lane = lane
            self.answers = answers
            self.loop = loop
            self.scratch = scratch
            self.mayUseKernel = mayUseKernel
        }

        /// The answer to the request at the beginning of some bytes, and the length of the request; nil where the router must answer.
        func answer(to bytes: UnsafeRawBufferPointer) -> (QuickAnswer, Int)? {
            guard let request = QuickRequest(bytes), let host = request.host, isAdmitted(host) else { return nil }
            now = lane.time.now
            guard let answer = answers.answer(to: request, at: now), answer.range.count > 0, answer.range.count <= QuickLane.most,
                answer.fields.count + lane.fieldsOfSecrets.count + lane.fields.count + 256 <= Scratch.headRoom
            else { return nil }
            return (answer, request.length)
        }

        func count(_ answer: QuickAnswer) { lane.meter.count(bytes: answer.range.count) }

        /// Writes an answer to a socket at once; nil, and nothing was written, where that would wait for the disk.
        func send(_ answer: QuickAnswer, to socket: PlainSocket) -> Sent? {
            let file = answer.file
            if answer.range.count <= QuickLane.copied {
                writeHead(of: answer)
                guard scratch.write(answer.range, of: file) else { return nil }
                switch socket.send(scratch.bytes) {
                case .everything: return .everything
                case .part(let taken, _): return .rest(Sending(head: unsent(after: taken), file: file, regions: []))
                case .nothing: return .nothing
                }
            }
            guard file.isInMemory(answer.range, at: now) else { return nil }
            writeHead(of: answer)
            let turn = answer.range.lowerBound..<min(answer.range.upperBound, answer.range.lowerBound + QuickLane.turn)
            switch socket.send(scratch.bytes, file, turn) {
            case .everything where turn == answer.range: return .everything
            case .everything: return rest(of: answer, after: turn.count, head: scratch.bytes.count)
            case .part(let head, let piece): return rest(of: answer, after: piece, head: head)
            case .nothing: return .nothing
            }
        }

        private func rest(of answer: QuickAnswer, after count: Int, head: Int) -> Sent {
            guard let handle = answer.file.handle(on: loop) else { return .nothing }
            let range = answer.range.lowerBound + Int64(count)..<answer.range.upperBound
            return .rest(Sending(head: unsent(after: head), file: answer.file, regions: regions(range, handle)))
        }

        private func unsent(after count: Int) -> ByteBuffer {
            ByteBuffer(bytes: UnsafeRawBufferPointer(rebasing: scratch.bytes[count...]))
        }

        /// What NIO is to send for an answer; nil where that would wait for the disk, or the kernel may not read the file.
        func sending(_ answer: QuickAnswer) -> Sending? {
            if answer.range.count <= QuickLane.small {
                writeHead(of: answer)
                guard scratch.write(answer.range, of: answer.file) else { return nil }
                return Sending(head: ByteBuffer(bytes: scratch.bytes), file: answer.file, regions: [])
            }
            guard mayUseKernel, answer.file.isInMemory(answer.range, at: now), let handle = answer.file.handle(on: loop) else { return nil }
            writeHead(of: answer)
            return Sending(head: ByteBuffer(bytes: scratch.bytes), file: answer.file, regions: regions(answer.range, handle))
        }

        private func isAdmitted(_ host: UnsafeRawBufferPointer) -> Bool {
            if admitted.isSame(host) { return true }
            guard lane.hosts.admits(String(decoding: host, as: UTF8.self)) else { return false }
            admitted.note(host)
            return true
        }

        private func writeHead(of answer: QuickAnswer) {
            scratch.clear()
            if let (range, whole) = answer.part {
                scratch.write("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes ")
                scratch.write(decimal: range.lowerBound)
                scratch.write("-")
                scratch.write(decimal: range.upperBound - 1)
                scratch.write("/")
                scratch.write(decimal: whole)
                scratch.write("\r\nContent-Length: ")
            } else {
                scratch.write("HTTP/1.1 200 OK\r\nContent-Length: ")
            }
            scratch.write(decimal: Int64(answer.range.count))
            scratch.write("\r\nDate: ")
            scratch.write(date.text(at: now))
            scratch.write("\r\n")
            scratch.write(answer.fields)
            scratch.write(answer.isSecretAddress ? lane.fieldsOfSecrets : lane.fields)
        }

        private func regions(_ range: Range<Int64>, _ handle: NIOFileHandle) -> [FileRegion] {
            stride(from: range.lowerBound, to: range.upperBound, by: Int(Self.piece)).map { start in
                FileRegion(
                    fileHandle: handle, readerIndex: Int(start), endIndex: Int(min(start + Self.piece, range.upperBound)))
            }
        }
    }
}

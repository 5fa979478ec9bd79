import KinoraKernel
import NIOCore

/// The gate's way for requests that are answered at once. What the gate asks of every request is asked here too: the host's name, the method, and
/// the fields on every answer. Who may have the bytes the answers decide.
package struct QuickLane: Sendable {
    /// Larger pieces go through the router, which reads them as they are taken: nobody can hold so much memory of the disk's cache as that
    /// knowing both ends of it says something about its middle.
    static let most: Int64 = 16 << 20
    /// Up to here bytes travel with the head, in one write. Larger pieces the kernel sends from the file.
    static let small: Int64 = 64 << 10

    private let hosts: AllowedHosts
    private let fields: String
    private let fieldsOfSecrets: String
    private let answers: any QuickAnswers
    private let meter: QuickMeter
    private let time: any TimeSource

    init(hosts: AllowedHosts, headers: SecurityHeaders, answers: any QuickAnswers, meter: QuickMeter, time: any TimeSource) {
        self.hosts = hosts
        fields = headers.lines(isSecretAddress: false)
        fieldsOfSecrets = headers.lines(isSecretAddress: true)
        self.answers = answers
        self.meter = meter
        self.time = time
    }

    /// - Parameter mayUseKernel: whether the kernel may send pieces of files on this connection by itself.
    func desk(on loop: any EventLoop, mayUseKernel: Bool) -> Desk {
        Desk(self, answers.desk(), loop, mayUseKernel: mayUseKernel)
    }

    /// What is sent for one request.
    struct Sending {
        /// The head, and the bytes of a small piece.
        let head: ByteBuffer
        let file: ServedFile
        /// Pieces that the kernel sends.
        let regions: [FileRegion]
    }

    /// Where one connection asks.
    final class Desk {
        /// Bytes that are sent as one. So often at least it is seen that a client takes something.
        private static let piece: Int64 = 1 << 20

        private let lane: QuickLane
        private let answers: any QuickDesk
        private let loop: any EventLoop
        private let mayUseKernel: Bool
        private var admitted = SeenBytes()
        private var date = HTTPDate()

        init(_ lane: QuickLane, _ answers: any QuickDesk, _ loop: any EventLoop, mayUseKernel: Bool) {
            self.lane = lane
            self.answers = answers
            self.loop = loop
            self.mayUseKernel = mayUseKernel
        }

        /// The answer to the request at the beginning of some bytes, and its length; nil where the router must answer.
        func sending(for bytes: UnsafeRawBufferPointer, _ allocator: ByteBufferAllocator) -> (Sending, Int)? {
            guard let request = QuickRequest(bytes), let host = request.host, isAdmitted(host), let answer = answers.answer(to: request),
                let sending = sending(answer, allocator)
            else { return nil }
            lane.meter.count(bytes: answer.range.count)
            return (sending, request.length)
        }

        private func sending(_ answer: QuickAnswer, _ allocator: ByteBufferAllocator) -> Sending? {
            let count = Int64(answer.range.count)
            guard count > 0, count <= QuickLane.most else { return nil }
            if count <= QuickLane.small {
                var bytes = head(of: answer, allocator, room: Int(count))
                return answer.file.append(answer.range, to: &bytes) ? Sending(head: bytes, file: answer.file, regions: []) : nil
            }
            guard mayUseKernel, answer.file.isInMemory(answer.range), let handle = answer.file.handle(on: loop) else { return nil }
            return Sending(head: head(of: answer, allocator, room: 0), file: answer.file, regions: regions(answer.range, handle))
        }

        private func isAdmitted(_ host: UnsafeRawBufferPointer) -> Bool {
            if admitted.isSame(host) { return true }
            guard lane.hosts.admits(String(decoding: host, as: UTF8.self)) else { return false }
            admitted.note(host)
            return true
        }

        private func head(of answer: QuickAnswer, _ allocator: ByteBufferAllocator, room: Int) -> ByteBuffer {
            var bytes = allocator.buffer(capacity: lane.fields.utf8.count + answer.fields.utf8.count + 256 + room)
            if let (range, whole) = answer.part {
                bytes.writeStaticString("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes ")
                bytes.writeDecimal(range.lowerBound)
                bytes.writeStaticString("-")
                bytes.writeDecimal(range.upperBound - 1)
                bytes.writeStaticString("/")
                bytes.writeDecimal(whole)
                bytes.writeStaticString("\r\nContent-Length: ")
            } else {
                bytes.writeStaticString("HTTP/1.1 200 OK\r\nContent-Length: ")
            }
            bytes.writeDecimal(Int64(answer.range.count))
            bytes.writeStaticString("\r\nDate: ")
            bytes.writeString(date.text(at: lane.time.now))
            bytes.writeStaticString("\r\n")
            bytes.writeString(answer.fields)
            bytes.writeString(answer.isSecretAddress ? lane.fieldsOfSecrets : lane.fields)
            bytes.writeStaticString("\r\n")
            return bytes
        }

        private func regions(_ range: Range<Int64>, _ handle: NIOFileHandle) -> [FileRegion] {
            stride(from: range.lowerBound, to: range.upperBound, by: Int(Self.piece)).map { start in
                FileRegion(
                    fileHandle: handle, readerIndex: Int(start), endIndex: Int(min(start + Self.piece, range.upperBound)))
            }
        }
    }
}

extension ByteBuffer {
    /// Writes a number as digits; nothing is allocated for it.
    fileprivate mutating func writeDecimal(_ number: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, place) = (number.magnitude, 20)
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[place..<20]))
        }
    }
}

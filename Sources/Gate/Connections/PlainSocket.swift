import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The socket of a connection that nothing encrypts, written to at once: two calls of the system for an answer, and nothing is queued or allocated
/// for it.
///
/// NIO owns the socket and has a queue of its own for it. So it is written to here only on its event loop, while it is open, and while that queue
/// is empty; whatever the kernel does not take goes into the queue.
struct PlainSocket {
    private let descriptor: CInt

    /// Nil where the channel is no socket, and where the system has no `sendfile` as Linux has it.
    init?(of channel: any Channel) {
        #if os(Linux)
            let found = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
            guard let found else { return nil }
            descriptor = found
        #else
            return nil
        #endif
    }

    /// How much the kernel took.
    enum Outcome {
        case everything
        /// So many bytes of the head, and of the piece behind it; the client has to take something first.
        case part(head: Int, piece: Int)
        /// The connection is gone, or the file is shorter than it was.
        case nothing
    }

    /// Sends bytes.
    func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        guard let taken = send(bytes, isMoreToCome: false) else { return .nothing }
        return taken == bytes.count ? .everything : .part(head: taken, piece: 0)
    }

    /// Sends a head and a piece of a file behind it, which travel as one: the kernel waits with the end of the head for the piece.
    func send(_ head: UnsafeRawBufferPointer, _ file: ServedFile, _ range: Range<Int64>) -> Outcome {
        guard let taken = send(head, isMoreToCome: true) else { return .nothing }
        guard taken == head.count else { return .part(head: taken, piece: 0) }
        guard let sent = file.send(range, to: descriptor) else { return .nothing }
        return sent == range.count ? .everything : .part(head: taken, piece: sent)
    }

    /// Nil when the connection is gone.
    private func send(_ bytes: UnsafeRawBufferPointer, isMoreToCome: Bool) -> Int? {
        #if os(Linux)
            let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL) | (isMoreToCome ? CInt(MSG_MORE) : 0)
            while true {
                let taken = Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
                if taken >= 0 { return taken }
                switch errno {
                case EINTR: continue
                case EAGAIN: return 0
                default: return nil
                }
            }
        #else
            return nil
        #endif
    }
}

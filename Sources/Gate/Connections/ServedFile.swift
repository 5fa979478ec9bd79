import KinoraKernel
import NIOCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is held open to be sent, to many at once. It is closed when it is let go of and the last answer was taken.
package final class ServedFile: Sendable {
    private let descriptor: CInt
    /// For each event loop one, because a handle serves one thread at a time.
    private let handles = Mutex<[ObjectIdentifier: NIOFileHandle]>([:])
    private let seen = SeenInMemory()

    /// Opens a plain file; nil where there is none. Blocks, as disks do.
    package init?(path: String) {
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    }

    deinit {
        for handle in handles.withLock({ $0.values.map(\.self) }) { try? handle.close() }
        if descriptor >= 0 { close(descriptor) }
    }

    /// For sending from this event loop; nil where the system gives no more descriptors.
    func handle(on loop: any EventLoop) -> NIOFileHandle? {
        handles.withLock { handles in
            if let known = handles[ObjectIdentifier(loop)] { return known }
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard copy >= 0 else { return nil }
            let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: copy)
            handles[ObjectIdentifier(loop)] = handle
            return handle
        }
    }

    /// Copies a piece of the file, if the system has it in memory; false where it would have to wait for the disk, or the file is shorter.
    func copy(_ range: Range<Int64>, to place: UnsafeMutableRawBufferPointer) -> Bool {
        read(UnsafeMutableRawBufferPointer(rebasing: place[..<range.count]), at: range.lowerBound) == range.count
    }

    /// Has the kernel send a piece to a socket that does not wait.
    /// - Returns: how many bytes it took; nil where it cannot, or the file does not have so many.
    func send(_ range: Range<Int64>, to socket: CInt) -> Int? {
        #if os(Linux)
            var offset = off_t(range.lowerBound)
            while true {
                let sent = sendfile(socket, descriptor, &offset, range.count)
                if sent == range.count { return sent }
                if sent >= 0 { return isThere(range) ? sent : nil }
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

    private func isThere(_ range: Range<Int64>) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && range.upperBound <= Int64(status.st_size)
    }

    /// Whether both ends of a piece are in memory, so that sending it hardly waits for the disk: what was read lately lies there as a whole,
    /// what was not lies there in no part. The same place is asked about once in some seconds.
    func isInMemory(_ range: Range<Int64>, at now: Moment) -> Bool {
        if seen.covers(range, at: now) { return true }
        let isThere = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { byte in
            read(byte, at: range.lowerBound) == 1 && read(byte, at: range.upperBound - 1) == 1
        }
        if isThere { seen.note(range, at: now) }
        return isThere
    }

    private func read(_ place: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        guard let readWithoutWaiting = Self.readWithoutWaiting else {
            return pread(descriptor, place.baseAddress, place.count, off_t(offset))
        }
        var piece = iovec(iov_base: place.baseAddress, iov_len: place.count)
        return readWithoutWaiting(descriptor, &piece, 1, off_t(offset), Self.noWaiting)
    }

    private typealias PositionedRead = @convention(c) (CInt, UnsafePointer<iovec>, CInt, off_t, CInt) -> Int

    /// `preadv2` of Linux, which Swift's view of the C library leaves out; nil elsewhere.
    private static let readWithoutWaiting: PositionedRead? = dlsym(nil, "preadv2").map { unsafeBitCast($0, to: PositionedRead.self) }
    /// `RWF_NOWAIT`: fails instead of waiting for the disk.
    private static let noWaiting: CInt = 8
}

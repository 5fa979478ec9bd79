import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The calls of inotify(7). Where there is none, nothing can be opened.
enum Inotify {
    struct Event {
        var watch: Int32
        var isOverflow: Bool
        /// The watched folder itself is gone, or its disk was unmounted.
        var isGone: Bool
        var isFolder: Bool
        var appeared: Bool
        var disappeared: Bool
        var name: [UInt8]
    }

    #if canImport(Glibc)
        /// A descriptor, or the negative number of an error.
        static func open() -> Int32 {
            let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            return descriptor >= 0 ? descriptor : -errno
        }

        /// What a scan could see: names that come and go, files that were written to their end, rights that changed.
        private static let wanted =
            UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO) | UInt32(IN_CLOSE_WRITE)
            | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR) | UInt32(IN_DONT_FOLLOW)
            | UInt32(IN_EXCL_UNLINK)

        /// The watch's number, or the negative number of an error.
        static func add(_ folder: FilePath, to descriptor: Int32) -> Int32 {
            let number = folder.withCString { inotify_add_watch(descriptor, $0, wanted) }
            return number >= 0 ? number : -errno
        }

        static func remove(_ watch: Int32, from descriptor: Int32) {
            // One that the system has removed already is no failure.
            _ = inotify_rm_watch(descriptor, watch)
        }

        /// What happened; nil when nothing did for so many milliseconds.
        static func read(_ descriptor: Int32, waiting: Int32) throws -> [Event]? {
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, waiting) > 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EAGAIN || errno == EINTR { return nil }
                throw FileTrouble(errno: errno)
            }
            return events(in: buffer[..<count])
        }

        /// `struct inotify_event`: watch, mask, cookie, length, and the name filled up with zeros.
        private static func events(in bytes: ArraySlice<UInt8>) -> [Event] {
            var events: [Event] = []
            var place = bytes.startIndex
            while place + 16 <= bytes.endIndex {
                let fields = (0..<4).map { index in
                    bytes[(place + 4 * index)..<(place + 4 * index + 4)].withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
                }
                let name = bytes[(place + 16)..<min(bytes.endIndex, place + 16 + Int(fields[3]))].prefix { $0 != 0 }
                events.append(event(watch: Int32(bitPattern: fields[0]), mask: fields[1], name: Array(name)))
                place += 16 + Int(fields[3])
            }
            return events
        }

        private static func event(watch: Int32, mask: UInt32, name: [UInt8]) -> Event {
            func has(_ bits: Int32...) -> Bool { bits.contains { mask & UInt32(bitPattern: $0) != 0 } }
            return Event(
                watch: watch, isOverflow: has(Int32(IN_Q_OVERFLOW)),
                isGone: has(Int32(IN_IGNORED), Int32(IN_DELETE_SELF), Int32(IN_MOVE_SELF), Int32(IN_UNMOUNT)),
                isFolder: has(Int32(IN_ISDIR)), appeared: has(Int32(IN_CREATE), Int32(IN_MOVED_TO)),
                disappeared: has(Int32(IN_DELETE), Int32(IN_MOVED_FROM)), name: name)
        }
    #else
        static func open() -> Int32 { -ENOSYS }
        static func add(_ folder: FilePath, to descriptor: Int32) -> Int32 { -ENOSYS }
        static func remove(_ watch: Int32, from descriptor: Int32) {}
        static func read(_ descriptor: Int32, waiting: Int32) throws -> [Event]? { nil }
    #endif
}

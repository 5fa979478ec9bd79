import Foundation

/// Keeps two processes from tidying one inbox at the same time. The system lets go of it when its holder dies.
final class InboxLock: Sendable {
    private let descriptor: Int32

    /// Nil while another process holds it. Blocks for a moment.
    /// - Throws: `FileTrouble` when its file cannot be made.
    init?(at path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileTrouble(errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw FileTrouble(errno: code)
        }
    }

    /// Lets others in at once, whoever still knows of this lock.
    func release() { _ = flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}

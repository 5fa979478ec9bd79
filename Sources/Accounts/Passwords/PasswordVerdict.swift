/// How a password compares with what was kept of one.
package enum PasswordVerdict: Hashable, Sendable {
    case right
    /// Right, but kept at another cost than is usual now: whoever knows the password now should keep a new hash of it.
    case rightButOld
    case wrong

    package var isRight: Bool { self != .wrong }
}

import KinoraKernel

/// Who wants to play something, and on what.
package struct Watcher: Hashable, Sendable {
    package var member: String
    package var role: Role
    package var profile: String
    /// See `WatchDenial.tooYoung`; nil for grown-ups.
    package var ageLimit: Int?
    package var session: String
    /// What the person calls the device.
    package var device: String

    package init(member: String, role: Role, profile: String, ageLimit: Int?, session: String, device: String) {
        self.member = member
        self.role = role
        self.profile = profile
        self.ageLimit = ageLimit
        self.session = session
        self.device = device
    }
}

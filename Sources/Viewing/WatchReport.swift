/// What a player says it played since it last said something. Hostile until `WatchEntry` has looked at it.
package struct WatchReport: Hashable, Sendable {
    /// Made by the player when its page is opened: 8 to 40 letters and digits.
    package var sitting: String
    /// Counts the player's reports from 0, so that one that arrives twice counts once.
    package var number: Int
    package var seconds: Double
    package var position: Double
    package var device: DeviceKind

    package init(sitting: String, number: Int, seconds: Double, position: Double, device: DeviceKind) {
        self.sitting = sitting
        self.number = number
        self.seconds = seconds
        self.position = position
        self.device = device
    }
}

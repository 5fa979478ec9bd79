import KinoraAccounts

/// A profile's wishes as the player reads them; empty where there is none.
struct WatchWishes: Sendable {
    /// Whose they are, so that the player does not mix what it remembers of several viewers in one browser.
    var profile = ""
    var audio = ""
    var subtitles = ""
    /// The most lines of picture on a connection that is paid by volume.
    var lines = ""
    /// `no` where the next episode waits to be asked for.
    var next = ""

    init() {}

    init(_ wishes: PlaybackWishes?, of profile: String) {
        self.profile = profile
        audio = wishes?.audio ?? ""
        subtitles = wishes?.subtitles ?? ""
        lines = wishes?.mobileLines.map { String($0) } ?? ""
        next = wishes?.isNextAutomatic == false ? "no" : ""
    }
}

/// What somebody watches on, as far as its browser tells.
package enum DeviceKind: String, Codable, Sendable, CaseIterable {
    case phone, tablet, computer, television, other

    /// - Parameter agent: the `User-Agent` field (RFC 9110 section 10.1.5): hostile text, looked at for a few words.
    package init(agent: String?) {
        let text = (agent ?? "").prefix(Self.longestAgent).lowercased()
        func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if says("smart-tv", "smarttv", "appletv", "googletv", "android tv", "hbbtv", "web0s", "webos", "tizen", "crkey", "aftb", "aftt") {
            self = .television
        } else if says("ipad", "tablet") || (says("android") && !says("mobile")) {
            self = .tablet
        } else if says("iphone", "mobile") {
            self = .phone
        } else if says("mozilla") {
            self = .computer
        } else {
            self = .other
        }
    }

    private static let longestAgent = 500
}

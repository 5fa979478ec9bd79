import KinoraKernel

/// A stream of sound in a source.
package struct AudioStream: Codable, Hashable, Sendable {
    package enum Role: String, Codable, Sendable { case main, commentary, description }

    package var index: Int
    package var codec: String
    package var profile: String
    package var channels: Int
    package var sampleRate: Int
    package var language: LanguageTag
    package var title: String
    package var isDefault: Bool
    package var role: Role
    package var bitRate: Int64?

    package init(
        index: Int, codec: String, profile: String = "", channels: Int, sampleRate: Int, language: LanguageTag = .undetermined,
        title: String = "", isDefault: Bool = false, role: Role = .main, bitRate: Int64? = nil
    ) {
        self.index = index
        self.codec = codec
        self.profile = profile
        self.channels = channels
        self.sampleRate = sampleRate
        self.language = language
        self.title = title
        self.isDefault = isDefault
        self.role = role
        self.bitRate = bitRate
    }
}

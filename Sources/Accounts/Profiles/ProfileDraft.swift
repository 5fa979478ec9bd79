import Foundation
import KinoraKernel

/// What a member wants a profile to be. Everything is checked here, whoever filled in the form.
package struct ProfileDraft: Hashable, Sendable {
    package var name: String
    package var picture: String
    /// BCP 47; nil for the account's.
    package var language: String?
    /// See `Profile.ageLimit`.
    package var ageLimit: Int?
    package var playback: PlaybackWishes
    package var isHistoryOff: Bool
    package var areRecommendationsOff: Bool

    package init(
        name: String, picture: String = ProfilePicture.allCases[0].rawValue, language: String? = nil, ageLimit: Int? = nil,
        playback: PlaybackWishes = PlaybackWishes(), isHistoryOff: Bool = false, areRecommendationsOff: Bool = false
    ) {
        self.name = name
        self.picture = picture
        self.language = language
        self.ageLimit = ageLimit
        self.playback = playback
        self.isHistoryOff = isHistoryOff
        self.areRecommendationsOff = areRecommendationsOff
    }

    /// As it stands in the profile.
    package init(_ profile: Profile) {
        self.init(
            name: profile.name, picture: profile.picture, language: profile.language, ageLimit: profile.ageLimit,
            playback: profile.playback ?? PlaybackWishes(), isHistoryOff: profile.isHistoryOff ?? false,
            areRecommendationsOff: profile.areRecommendationsOff ?? false)
    }

    /// Ages that can be a limit: who is older is a grown-up.
    package static let ageLimits = 0...17
    /// What `PlaybackWishes.mobileLines` can be.
    package static let mobileLines = [360, 480, 720, 1080]

    /// What cannot be kept; empty where all is well.
    package var faults: Set<ProfileFault> {
        var faults: Set<ProfileFault> = []
        if Self.cleaned(name).isEmpty { faults.insert(.name) }
        if ProfilePicture(rawValue: picture) == nil { faults.insert(.picture) }
        if let ageLimit, !Self.ageLimits.contains(ageLimit) { faults.insert(.ageLimit) }
        if let lines = playback.mobileLines, !Self.mobileLines.contains(lines) { faults.insert(.mobileLines) }
        let languages = [language, playback.audio, playback.subtitles].compactMap(\.self)
        if languages.contains(where: { LanguageTag($0).tag != $0 || !LanguageTag($0).isKnown }) { faults.insert(.language) }
        return faults
    }

    /// The profile with all of it.
    /// - Throws: `ProfileRefusal.faulty`.
    func applied(to profile: Profile) throws -> Profile {
        guard faults.isEmpty else { throw ProfileRefusal.faulty(faults) }
        var profile = profile
        profile.name = Self.cleaned(name)
        profile.picture = picture
        profile.language = language
        profile.ageLimit = ageLimit
        profile.playback = playback == PlaybackWishes() ? nil : playback
        profile.isHistoryOff = isHistoryOff ? true : nil
        profile.areRecommendationsOff = areRecommendationsOff ? true : nil
        return profile
    }

    /// One line of at most `Profile.longestName` characters, without what cannot be seen or turns the writing round.
    static func cleaned(_ name: String) -> String {
        let seen = name.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            case .format where scalar != joiner: nil
            case .surrogate, .privateUse: nil
            default: scalar
            }
        }
        let line = String(String.UnicodeScalarView(seen)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let bounded = String(line.prefix(Profile.longestName)).trimmingCharacters(in: .whitespaces)
        return bounded.utf8.count <= longestNameInBytes
            && bounded.contains(where: { !$0.isWhitespace && $0.unicodeScalars.first != joiner }) ? bounded : ""
    }

    /// Makes one picture of several (Unicode Technical Standard 51, zero width joiner).
    private static let joiner: Unicode.Scalar = "\u{200D}"
    /// A character can be made of many.
    private static let longestNameInBytes = 16 * Profile.longestName
}

import KinoraAccounts
import KinoraGate
import KinoraKernel

/// The form of one profile.
struct ProfilePage: Sendable {
    struct Picture: Sendable {
        var name: String
        var label: String
        var isChosen: Bool
    }

    var heading: String
    var faults: [String] = []
    var action: String
    var name: String
    var longestName = Profile.longestName
    var pictures: [Picture]
    var age: FormPage.Choice
    var playback: [FormPage.Choice]
    var checks: [FormPage.Check]
    /// Where the profile is removed; nil for one that is new, or the last.
    var remove: String?
    var removeLabel: String
    var back = ProfilePlace.all.address

    init(_ draft: ProfileDraft, heading: String, action: String, _ words: Words) {
        self.heading = heading
        self.action = action
        name = draft.name
        removeLabel = words(.profileRemove, draft.name)
        pictures = ProfilePicture.allCases.map {
            Picture(name: $0.rawValue, label: words.picture($0), isChosen: $0.rawValue == draft.picture)
        }
        age = Self.choice(
            "age", words(.profileAge), draft.ageLimit.map { String($0) },
            [("", words(.profileGrownUp))] + ProfileDraft.ageLimits.map { (String($0), words(.profileForAge, String($0))) })
        let wishes = draft.playback
        playback = [
            Self.choice("audio", words(.profileAudio), wishes.audio, Self.languages(wishes.audio, words(.profileOriginalSound))),
            Self.choice(
                "subtitles", words(.profileSubtitles), wishes.subtitles, Self.languages(wishes.subtitles, words(.profileNoSubtitles))),
            Self.choice(
                "lines", words(.profileMobile), wishes.mobileLines.map { String($0) },
                [("", words(.profileMobileBest))] + ProfileDraft.mobileLines.map { (String($0), words(.profileMobileLines, String($0))) }),
        ]
        checks = [
            FormPage.Check(name: "next", label: words(.profileNext), isOn: wishes.isNextAutomatic ?? true),
            FormPage.Check(name: "history", label: words(.profileHistory), isOn: !draft.isHistoryOff),
            FormPage.Check(name: "recommendations", label: words(.profileRecommendations), isOn: !draft.areRecommendationsOff),
        ]
    }

    private static func choice(_ name: String, _ label: String, _ chosen: String?, _ options: [(value: String, label: String)])
        -> FormPage.Choice
    {
        FormPage.Choice(
            name: name, label: label,
            options: options.map { FormPage.Choice.Option(value: $0.value, label: $0.label, isChosen: $0.value == (chosen ?? "")) })
    }

    /// The languages that are met in films, by their own names; one that stands in the profile is among them.
    private static func languages(_ chosen: String?, _ none: String) -> [(value: String, label: String)] {
        let tags = Set(usual + [chosen].compactMap(\.self))
        return [("", none)] + tags.map { ($0, LanguageTag($0).endonym) }.sorted { $0.1 < $1.1 }
    }

    private static let usual = [
        "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "is", "it", "ja",
        "ko",
        "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "ta", "te", "th", "tr", "uk", "vi", "zh",
    ]
}

extension ProfileDraft {
    /// What somebody filled in. Fields that the form does not have are not looked at.
    /// - Returns: nil where a field holds what no form of ours sends.
    init?(_ fields: FormFields, keeping language: String?) {
        let age = fields["age"].map { Int($0) }
        let lines = fields["lines"].map { Int($0) }
        if case .some(.none) = age { return nil }
        if case .some(.none) = lines { return nil }
        self.init(
            name: fields["name"] ?? "", picture: fields["picture"] ?? "", language: language, ageLimit: age ?? nil,
            playback: PlaybackWishes(
                audio: fields["audio"], subtitles: fields["subtitles"], mobileLines: lines ?? nil,
                isNextAutomatic: fields["next"] == nil ? false : nil),
            isHistoryOff: fields["history"] == nil, areRecommendationsOff: fields["recommendations"] == nil)
    }
}

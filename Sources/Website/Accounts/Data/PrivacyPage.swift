import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// What is written down of whom, and what is made of it: each profile of an account.
struct PrivacyPage: Sendable {
    struct Line: Sendable {
        var name: String
        var picture: String
        /// The field that says whether what is watched is written down.
        var history: FormPage.Check
        var recommendations: FormPage.Check
        /// Where what was written down is deleted.
        var clear: String
        var clearLabel: String
    }

    var heading: String
    var news: String?
    var action = DataPlace.privacy.address
    var back = AccountPlace.account.address
    var lines: [Line]

    init(_ profiles: [Stored<Profile>], news: String? = nil, _ words: Words) {
        heading = words(.privacy)
        self.news = news
        lines = profiles.map { profile in
            Line(
                name: profile.value.name, picture: profile.value.picture,
                history: .init(
                    name: Self.history(profile.id), label: words(.profileHistory), isOn: profile.value.isHistoryOff != true),
                recommendations: .init(
                    name: Self.recommendations(profile.id), label: words(.profileRecommendations),
                    isOn: profile.value.areRecommendationsOff != true),
                clear: DataPlace.clearHistory(ProfileID(profile.id)).address, clearLabel: words(.clearHistoryOf, profile.value.name))
        }
    }

    static func history(_ profile: String) -> String { "history-\(profile)" }
    static func recommendations(_ profile: String) -> String { "recommendations-\(profile)" }
}

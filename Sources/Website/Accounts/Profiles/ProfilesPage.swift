import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Who is watching? All profiles of an account, to choose one or to change them.
struct ProfilesPage: Sendable {
    struct Card: Sendable {
        var name: String
        /// Of the pictures' files.
        var picture: String
        /// `For age 6`; nil for grown-ups.
        var age: String?
        var isCurrent: Bool
        /// Where a click leads, or what it does.
        var address: String
    }

    var heading: String
    var cards: [Card]
    /// Where one more is made; nil where there is no place for it, or it is another page's matter.
    var make: String?
    /// Where they are changed; nil where one is there.
    var manage: String?
    /// Where one goes back to.
    var back: String?

    init(_ profiles: [Stored<Profile>], current: String?, heading: String, _ words: Words, address: (ProfileID) -> String) {
        self.heading = heading
        cards = profiles.map { profile in
            Card(
                name: profile.value.name, picture: ProfilePicture.shown(profile.value.picture),
                age: profile.value.ageLimit.map { words(.profileForAge, String($0)) }, isCurrent: profile.id == current,
                address: address(ProfileID(profile.id)))
        }
    }
}

extension ProfilePicture {
    /// The picture that is shown; one that is not known any more is replaced by the first.
    static func shown(_ name: String) -> String { (ProfilePicture(rawValue: name) ?? allCases[0]).rawValue }
}

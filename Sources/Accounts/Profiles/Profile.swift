import KinoraDocuments
import KinoraKernel

package typealias ProfileID = Identifier<Profile>

/// A viewer inside an account.
package struct Profile: Record, Hashable {
    package static let schema = CollectionSchema("profiles", indexes: [.unique("member", "place")])

    /// An account has at most so many.
    package static let most = 6
    package static let longestName = 40
    static let places = 1...most

    /// The account (`MemberID`).
    package var member: String
    /// Which of the account's places for profiles it has; each once.
    package var place: Int
    package var name: String
    /// The name of one of the pictures that come with Kinora.
    package var picture: String
    /// BCP 47; nil for the account's.
    package var language: String?
    /// The viewer's age, as the account's holder states it: titles for older people are not there. Nil for grown-ups.
    package var ageLimit: Int?
    /// What plays by itself, and how.
    package var playback: PlaybackWishes?
    /// Whether nothing is written down of what this profile watches.
    package var isHistoryOff: Bool?
    /// Whether nothing is recommended from what was watched.
    package var areRecommendationsOff: Bool?

    package init(member: String, place: Int, name: String, picture: String, ageLimit: Int? = nil) {
        self.member = member
        self.place = place
        self.name = name
        self.picture = picture
        self.ageLimit = ageLimit
    }
}

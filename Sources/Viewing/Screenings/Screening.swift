import KinoraDocuments
import KinoraKernel

package typealias ScreeningID = Identifier<Screening>

/// An evening programme: one or several features, one after the other, for everybody at the same time.
package struct Screening: Record, Hashable {
    package static let schema = CollectionSchema("screenings", indexes: [.lookup("endsAt"), .lookup("madeBy")])

    /// Something that is played in it.
    package struct Feature: Codable, Hashable, Sendable {
        package var kind: FeatureKind
        /// Its name among the documents.
        package var id: String
        /// Milliseconds.
        package var length: Int64
        /// What it was called when the screening was set, for when it is there no more; nil where that was not noted.
        package var title: String?

        package init(_ kind: FeatureKind, _ id: String, length: Int64, title: String? = nil) {
            self.kind = kind
            self.id = id
            self.length = length
            self.title = title
        }
    }

    /// The account that set it, and leads it.
    package var madeBy: String
    /// What the host says about it; may be empty.
    package var about: String
    package var startsAt: Moment
    package var features: [Feature]
    /// Whether only those come who are asked (`ScreeningGuest`).
    package var isByInvitation: Bool
    package var course: ScreeningCourse
    /// How many addresses the host wrote, whether somebody is behind each of them or not: nobody learns from it who has an account. Nil where
    /// that was not noted.
    package var asked: Int?
    /// When it can be forgotten: no list shows it later.
    package private(set) var endsAt: Moment

    package static let mostFeatures = 12
    package static let longestAbout = 500
    package static let longestTitle = 200
    package static let mostGuests = 100
    /// So long after its planned end a screening that is paused stays on the programme.
    private static let patience = Duration.seconds(12 * 3600)

    package init(
        madeBy: String, about: String, startsAt: Moment, features: [Feature], isByInvitation: Bool, asked: Int? = nil
    ) {
        self.asked = asked
        self.madeBy = madeBy
        self.about = about
        self.startsAt = startsAt
        self.features = features
        self.isByInvitation = isByInvitation
        course = ScreeningCourse(from: startsAt)
        let plan = features.reduce(0) { $0 + $1.length + ScreeningCourse.interval }
        endsAt = startsAt + .milliseconds(plan) + Self.patience
    }

    package var lengths: [Int64] { features.map(\.length) }

    /// Follows a wish of the host's. What was ended, or began before its time, takes no place on the programme for as long as was planned.
    package mutating func follow(_ wish: ScreeningCourse.Wish, at now: Moment) {
        course.follow(wish, at: now, lengths: lengths)
        if course.isEnded {
            endsAt = min(endsAt, now)
        } else if wish == .begin, let end = course.end(lengths: lengths) {
            endsAt = min(endsAt, end + Self.patience)
        }
    }

    package func state(at now: Moment) -> ScreeningCourse.State {
        now >= endsAt ? .over : course.state(at: now, lengths: lengths)
    }
}

/// That somebody is asked to a screening that is not for all. The document's name is made of both.
package struct ScreeningGuest: Record, Hashable {
    package static let schema = CollectionSchema("screening-guests", indexes: [.lookup("screening"), .lookup("member")])

    package var screening: String
    package var member: String

    package init(screening: String, member: String) {
        self.screening = screening
        self.member = member
    }

    package static func name(_ screening: String, _ member: String) -> String { "\(screening)-\(member)" }
}

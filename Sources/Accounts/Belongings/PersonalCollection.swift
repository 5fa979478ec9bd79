import KinoraDocuments
import KinoraKernel

/// A collection that says something of a member: what the member gets of it, and what becomes of it when the member is erased.
///
/// The house has one list of these (`House.personal`), and a test holds it against all collections that there are.
package struct PersonalCollection: Sendable {
    /// How documents belong to somebody.
    package enum Tie: Hashable, Sendable {
        /// A field names the account (`MemberID`).
        case member(field: String)
        /// A field names one of the account's profiles (`ProfileID`).
        case profile(field: String)
        /// The document is called as the account is.
        case name
        /// They lead to nobody for longer than they last.
        case passing
    }

    /// What goes into the archive of one's data.
    package enum Share: Hashable, Sendable {
        /// These fields, as `<file>.json` and `<file>.csv`.
        case file(String, [PersonalField])
        case nothing(because: String)
    }

    /// What becomes of it when the member is erased.
    package enum Ending: Hashable, Sendable {
        case deleted
        case kept(because: String)
    }

    /// Says more of a document than it holds itself: the title of what was watched. Made anew for each reading.
    package typealias Description = @Sendable () -> @Sendable (Document) async throws -> [String: Value]

    package var collection: String
    package var tie: Tie
    package var share: Share
    package var ending: Ending
    package var described: [String] = []
    package var description: Description?

    package init(_ schema: CollectionSchema, _ tie: Tie, _ share: Share, _ ending: Ending = .deleted) {
        collection = schema.name
        self.tie = tie
        self.share = share
        self.ending = ending
    }

    /// The same, with fields that are found elsewhere.
    package func described(_ names: String..., by description: @escaping Description) -> PersonalCollection {
        var collection = self
        collection.described = names
        collection.description = description
        return collection
    }

    /// Which documents are somebody's; nil where none can be.
    func filter(_ member: MemberID, profiles: [String]) -> Filter? {
        switch tie {
        case .member(let field): .equal(field, .string(member.rawValue))
        case .profile(let field): profiles.isEmpty ? nil : .in(field, profiles.map { .string($0) })
        case .name: .equal("_id", .string(member.rawValue))
        case .passing: nil
        }
    }
}

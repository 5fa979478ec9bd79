/// Something in the data folder that no document accounts for, or a package that a document promises and that is not there.
package struct Stray: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A package that no title plays and no source remembers.
        case package
        /// What a title plays is missing or damaged; it can be prepared again.
        case lost
        /// The same, but its original is gone too.
        case lostForGood
        /// The work of a job that is over or unknown.
        case work
        /// A picture that no document names.
        case picture
        /// What a killed process did not finish.
        case leftover
        /// A superseded package, kept for a while for those who watch it.
        case kept
        /// None of Kinora's.
        case stranger
    }

    package let kind: Kind
    /// A name that the owner can find it by: a path in the data folder, or a title.
    package let name: String
    /// Bytes on the disk; 0 where nothing is there.
    package let size: Int64
    /// What is wrong with it, where that is not plain from its kind.
    package let problem: String?
    /// What repairing needs to know: a path, a package's or a source's name.
    let key: String

    init(_ kind: Kind, name: String, size: Int64 = 0, problem: String? = nil, key: String) {
        self.kind = kind
        self.name = name
        self.size = size
        self.problem = problem
        self.key = key
    }
}

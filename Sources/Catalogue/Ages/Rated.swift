import KinoraDocuments

/// What can be listed, and has an age from which on it is for children.
protocol Rated: Record, Equatable {
    var isListed: Bool { get }
    var minimumAge: Int? { get }
    /// What a query asks for besides the age where children see what nobody rated.
    static var unrated: Filter { get }
    /// The same for one that was read.
    var isUnrated: Bool { get }
}

extension Rated {
    static var unrated: Filter { .equal("minimumAge", .null) }
    var isUnrated: Bool { minimumAge == nil }

    /// Listed, and there for an audience.
    static func filter(for audience: Audience) -> Filter {
        let isListed: Filter = .equal("isListed", true)
        guard let age = audience.ageLimit else { return isListed }
        let isForAge: Filter = .atMost("minimumAge", .int(Int64(age)))
        return .and([isListed, audience.seesUnrated ? .or([isForAge, unrated]) : isForAge])
    }

    func isSeen(by audience: Audience) -> Bool {
        guard isListed else { return false }
        return minimumAge.map { audience.sees($0) } == true || (isUnrated && audience.sees(nil))
    }
}

extension Film: Rated {}
extension Episode: Rated {}

/// A series is there as long as one of its episodes is.
extension Series: Rated {
    static var unrated: Filter { .or([.equal("minimumAge", .null), .equal("hasUnrated", true)]) }
    var isUnrated: Bool { minimumAge == nil || hasUnrated == true }
}

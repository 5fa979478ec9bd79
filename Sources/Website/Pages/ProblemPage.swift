/// Why a visitor does not see what was asked for.
struct ProblemPage: Sendable {
    /// The status code, set large.
    let code: String
    let heading: String
    let sentence: String
    /// By which the owner finds the entry in the log.
    let reference: String?
    let home = Place.home.address
}

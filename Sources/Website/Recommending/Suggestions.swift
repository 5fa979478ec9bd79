/// What stands below a film or a series about others.
struct Suggestions: Sendable {
    /// Nil where nothing is like it, or nothing is known yet.
    var moreLike: Row?
    /// Nil in a house without recommendations.
    var form: NotForMeForm?
}

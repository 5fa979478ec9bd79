/// From which age on a title is for children, as one rating says it.
struct AgeStatement: Hashable, Sendable {
    var age: Int
    /// Whose rating it is (ISO 3166-1); nil where that is not said.
    var country: String?
}

/// What somebody who guesses knows already: words that make no password.
package struct PasswordContext: Hashable, Sendable {
    package var house: String
    package var name: String
    package var email: String?

    package init(house: String, name: String, email: String?) {
        self.house = house
        self.name = name
        self.email = email
    }

    /// Shorter words are found in too many good passwords.
    static let shortestWord = 3
    /// Nobody's name has more.
    static let mostWords = 32

    /// The whole texts and their parts, lower-cased, the longest first.
    var words: [String] {
        var words: Set<String> = ["kinora"]
        for text in [house, name, email ?? ""].map({ $0.prefix(400).lowercased() }) {
            words.insert(text)
            words.insert(text.filter { !$0.isWhitespace })
            words.formUnion(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        }
        let fit = words.filter { $0.count >= Self.shortestWord && !Self.meaningless.contains($0) }
        return Array(fit.sorted { ($1.count, $0) < ($0.count, $1) }.prefix(Self.mostWords))
    }

    /// Ends of addresses that say nothing about their owner.
    private static let meaningless: Set<String> = ["com", "net", "org", "www", "the", "and", "der", "die", "das", "von", "van"]
}

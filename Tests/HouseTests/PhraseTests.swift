import Testing

@Suite("The website's table of words")
struct PhraseTests {
    @Test func holdsNoPhraseThatNobodySays() throws {
        let table = try HouseFiles.text("Sources/Website/Words/Phrase.swift")
        let phrases = table.matches(of: /(?m)^    case (.+)$/)
            .flatMap { $0.1.split(separator: ",") }
            .map { String($0.drop(while: \.isWhitespace)) }
        #expect(phrases.count > 100)

        let pages = try HouseFiles.paths(below: "Sources/Website", withExtension: ["swift", "mustache"])
            .filter { !$0.hasSuffix("/English.swift") && !$0.hasSuffix("/Phrase.swift") }
            .map(HouseFiles.text)
        var said: Set<String> = []
        for page in pages {
            for match in page.matches(of: /(?:\.|\bt\.)([a-z][A-Za-z]*)\b/) { said.insert(String(match.1)) }
        }
        #expect(phrases.filter { !said.contains($0) } == [])
    }
}

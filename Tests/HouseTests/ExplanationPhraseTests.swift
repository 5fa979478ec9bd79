import Testing

/// What is explained where it happens is found again by its English text; so that text has to stand in the website's table too.
@Suite("Explanations have their phrases")
struct ExplanationPhraseTests {
    @Test("Every way in which a file is damaged, a program failed or a check was not passed is a phrase")
    func phrases() throws {
        let table = try HouseFiles.text("Sources/Website/Words/English.swift")
        let folders = ["4-Encode", "5-Package", "6-Verify", "7-Publish"].map { "Sources/Preparation/\($0)" } + ["Sources/MediaTools"]
        var texts: Set<String> = []
        for path in folders.flatMap({ HouseFiles.paths(below: $0, withExtension: ["swift"]) }) {
            let source = try HouseFiles.text(path)
            for start in source.matches(of: /(?:notAsPlanned|damaged)\(\s*"|toolFailed\(name: [^,]+, reason: "|notes\.append\(\s*"/) {
                texts.insert(Self.text(from: start.range.upperBound, in: source))
            }
        }
        #expect(texts.count > 30)
        for text in texts.sorted() { #expect(table.contains(": \"\(text)\"") || table.contains("            \"\(text)\""), "\(text)") }
    }

    /// A text of the source up to its end, `{}` for what is filled in.
    private static func text(from start: String.Index, in source: String) -> String {
        var text = ""
        var depth = 0
        var place = start
        while place < source.endIndex {
            let letter = source[place]
            let next = source.index(after: place)
            if depth > 0 {
                depth += letter == "(" ? 1 : letter == ")" ? -1 : 0
            } else if letter == "\"" {
                break
            } else if letter == "\\", source[next...].hasPrefix("(") {
                text += "{}"
                depth = 1
                place = source.index(after: next)
                continue
            } else {
                text.append(letter)
            }
            place = next
        }
        return text
    }
}

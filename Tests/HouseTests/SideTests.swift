import Foundation
import Testing

/// Pages stand mirrored where texts run from right to left, if nothing in their style is about a left or a right side.
@Suite("Pages have no left and no right")
struct SideTests {
    /// A tick is drawn the same way in both directions.
    private static let allowed: Set<String> = [".player-choice:has(:checked)::before"]

    private struct Rule {
        let selector: String
        let property: String
        let value: String
    }

    /// Every declaration of a style sheet with the selector it stands under. Values of ours hold no braces and no semicolons.
    private static func rules(_ css: String) -> [Rule] {
        let plain = css.replacing(/\/\*.*?\*\//.dotMatchesNewlines(), with: "")
        return plain.matches(of: /([^{};]+)\{([^{}]*)\}/).flatMap { match in
            match.2.split(separator: ";").compactMap { declaration -> Rule? in
                let parts = declaration.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                guard parts.count == 2 else { return nil }
                return Rule(selector: match.1.trimmingCharacters(in: .whitespacesAndNewlines), property: parts[0], value: parts[1])
            }
        }
    }

    private static func hasSide(_ rule: Rule) -> Bool {
        if rule.property.wholeMatch(of: /(left|right|((margin|padding|border|scroll-margin|scroll-padding)-(left|right)(-.*)?))/) != nil {
            return true
        }
        if rule.property.wholeMatch(of: /border-(top|bottom)-(left|right)-radius/) != nil { return true }
        let words = words(rule.value)
        switch rule.property {
        case "text-align", "float", "clear", "justify-content", "justify-items", "justify-self", "caption-side":
            return !Set(words).isDisjoint(with: ["left", "right"])
        case "margin", "padding", "inset", "scroll-margin", "scroll-padding", "border-width", "border-style", "border-color":
            return words.count == 4 && words[1] != words[3]
        case "border-radius":
            // The corners from the upper left on, clockwise.
            let corners = rule.value.contains("/") ? [] : words
            guard corners.count > 1 else { return false }
            let all = (0..<4).map { corners[$0 < corners.count ? $0 : $0 == 3 ? 1 : $0 - 2 < corners.count ? $0 - 2 : 0] }
            return all[0] != all[1] || all[2] != all[3]
        default: return false
        }
    }

    /// A value's parts, a function with its arguments being one.
    private static func words(_ value: String) -> [String] {
        var words: [String] = []
        var depth = 0
        for character in value.replacing("!important", with: "") {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character.isWhitespace, depth == 0 {
                words.append("")
            } else if words.isEmpty {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }
    }

    @Test func noStyleSheetNamesASide() throws {
        let sheets = HouseFiles.paths(below: "Sources/Website/Assets", withExtension: ["css"])
        #expect(sheets.count >= 3)
        for sheet in sheets {
            let rules = Self.rules(try HouseFiles.text(sheet))
            #expect(rules.count > 5, "\(sheet)")
            for rule in rules where Self.hasSide(rule) && !Self.allowed.contains(rule.selector) {
                Issue.record("\(sheet): \(rule.selector) { \(rule.property): \(rule.value) } has a side; say inline-start or inline-end")
            }
        }
    }

    @Test(arguments: [
        "a { left: 0 }", "a { margin-left: auto }", "a { border-right: 1px solid }", "a { text-align: left }", "a { padding: 0 0 0 1rem }",
        "a { border-radius: 0 8px 8px 0 }", "a { float: right }", "@media print { a { right: 1px } }",
        "a { margin: 1px calc(1px + 2px) 3px 0 }",
        "a { border-radius: 4px 8px }", "a { border-top-left-radius: 1px }",
    ])
    func aSideIsSeen(_ css: String) {
        #expect(Self.rules(css).contains(where: Self.hasSide))
    }

    @Test(arguments: [
        "a { inset-inline-start: 0 }", "a { padding: 0 1rem 2rem 1rem }", "a { border-radius: 0 0 8px 8px }", "a { text-align: start }",
        "a { margin: 1px 2px }", "a { padding-inline: env(safe-area-inset-left) 1px }", "/* left: 0; */ a { top: 0 }",
    ])
    func whatHasNoneIsNot(_ css: String) {
        #expect(!Self.rules(css).contains(where: Self.hasSide))
    }

    /// What people write stands in the direction of its own letters.
    @Test func fieldsForTextsTakeTheDirectionOfWhatIsWritten() throws {
        for file in HouseFiles.paths(below: "Sources/Website/Templates", withExtension: ["mustache"]) {
            for field in try HouseFiles.text(file).matches(of: /<textarea[^>]*>/) {
                // An address is read from left to right by everybody.
                let isAddress = field.output.contains("readonly")
                #expect(isAddress || field.output.contains("dir=\"auto\""), "\(file): \(field.output)")
            }
        }
    }
}

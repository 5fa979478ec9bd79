import Foundation
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("The website's words")
struct WordsTests {
    private static func templates() throws -> [String: String] {
        try SiteFolder.files(below: SiteFolder.bundled.templates, withExtensions: ["mustache"])
            .mapValues { String(decoding: $0, as: UTF8.self) }
    }

    @Test func everyPhraseThatATemplateNamesExists() throws {
        var named: Set<String> = []
        for (file, text) in try Self.templates() {
            for match in text.matches(of: /\{\{\s*t\.([A-Za-z]+)\s*\}\}/) {
                named.insert(String(match.1))
                #expect(Phrase(rawValue: String(match.1)) != nil, "\(match.1) in \(file)")
            }
        }
        #expect(named.count > 20)
    }

    @Test func noTemplateHoldsWordsOfItsOwn() throws {
        for (file, text) in try Self.templates() {
            let bare = text.replacing(/\{\{[^}]*\}\}/, with: "").replacing(/<kbd>[^<]*<\/kbd>/, with: "")
            for match in bare.matches(of: />([^<>]*)</) {
                #expect(match.1.firstMatch(of: /[A-Za-z]{2}/) == nil, "\(match.1) in \(file)")
            }
            for match in bare.matches(of: /\s(?:alt|title|placeholder|aria-label|data-text-[a-z-]+|data-label-[a-z]+)="([^"]*)"/) {
                #expect(match.1.firstMatch(of: /[A-Za-z]{2}/) == nil, "\(match.1) in \(file)")
            }
        }
    }

    @Test func whatThePlayerFillsInIsSpelledAsItsScriptSpellsIt() {
        let gaps: [Phrase: [String]] = [
            .playerPosition: ["time", "duration"], .playerResumedAt: ["time"], .playerSkippedBack: ["seconds", "time"],
            .playerSkippedForward: ["seconds", "time"], .playerSpeedNow: ["speed"], .playerVolumeNow: ["percent"],
            .playerAutomaticNow: ["height"], .playerHeight: ["height"], .playerTrack: ["number"],
        ]
        for (phrase, names) in gaps {
            for name in names { #expect(English.text(phrase).contains("{\(name)}"), "\(phrase)") }
        }
    }

    @Test func noTemplateLetsTextThroughUnescaped() throws {
        // What `CardPress` and `Stencil` printed is HTML already, and escaped; a new name here is thought about twice.
        let printed: Set<String> = ["cards", "page.cards", "poster", "progress", "reason", "why", "steps", "form", "list"]
        // A letter in plain text is the one page without HTML.
        for (file, text) in try Self.templates() where file != "letters/plain.mustache" {
            for gap in text.matches(of: /\{\{\{(.*?)\}\}\}/) { #expect(printed.contains(String(gap.output.1)), "\(file): \(gap.output.1)") }
            #expect(!text.contains("{{&"), "\(file)")
            #expect(!text.contains("style=") && !text.contains(" on") || text.firstMatch(of: /\son[a-z]+=/) == nil, "\(file)")
            #expect(text.firstMatch(of: /<script(?![^>]*\ssrc=)[^>]*>/) == nil, "\(file)")
        }
    }

    @Test func everyPhraseSaysSomething() {
        for phrase in Phrase.allCases { #expect(!English.text(phrase).isEmpty) }
    }

    @Test func gapsAreFilledFromLeftToRight() {
        let words = Words.english

        #expect(words(.pageOf, "2", "7") == "Page 2 of 7")
        #expect(words(.resultsFor, "{}") == "Results for “{}”")
        #expect(words.count(1, one: .oneTitle, many: .manyTitles) == "1 title")
        #expect(words.count(1200, one: .oneTitle, many: .manyTitles) == "1,200 titles")
        #expect(words.count(0, one: .oneTitle, many: .manyTitles) == "0 titles")
    }

    @Test(
        arguments: [
            (0, "1 min"), (29_000, "1 min"), (90_000, "2 min"), (3_600_000, "1 h"), (6_720_000, "1 h 52 min"), (36_000_000, "10 h"),
        ] as [(Int64, String)])
    func lengthsReadAsPeopleSayThem(milliseconds: Int64, text: String) {
        #expect(Words.english.length(milliseconds: milliseconds) == text)
    }

    @Test(arguments: [
        (2.0, "almost done"), (30, "less than a minute left"), (61, "about 1 min left"), (3700, "about 1 h 1 min left"),
        (.nan, "almost done"),
        (.infinity, "almost done"),
    ])
    func timeLeftIsRough(seconds: Double, text: String) {
        #expect(Words.english.left(seconds: seconds) == text)
    }

    @Test func aTimeOfTheAfternoonIsNoneOfTheMorning() {
        for words in Words.all {
            let afternoon = words.timestamp(
                Moment(milliseconds: 1_796_000_000_000 - 1_796_000_000_000 % 86_400_000 + 60_000 * (16 * 60 + 43)))
            #expect(afternoon.contains("16:43"), "\(afternoon)")
            let midnight = words.timestamp(Moment(milliseconds: 1_796_000_000_000 - 1_796_000_000_000 % 86_400_000))
            #expect(midnight.contains("00:00"), "\(midnight)")
        }
    }
}

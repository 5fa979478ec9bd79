import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraGate
import KinoraKernel
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Pages and letters in the reader's language")
struct LanguageTests {
    private static func gaps(_ text: String) -> [String] { text.matches(of: /\{[a-z]*\}/).map { String($0.output) }.sorted() }

    @Test("Every language says every phrase, with the same gaps", arguments: Words.spoken)
    func complete(tag: String) throws {
        let words = try #require(Words.speaking(tag))
        for phrase in Phrase.allCases {
            let text = words.text(phrase)
            #expect(!text.isEmpty, "\(tag): \(phrase)")
            #expect(Self.gaps(text) == Self.gaps(English.text(phrase)), "\(tag): \(phrase): \(text)")
        }
        #expect(words(.languageTag) == tag)
    }

    @Test("Languages differ: hardly a sentence is left in English", arguments: Words.spoken.filter { $0 != "en" })
    func translated(tag: String) throws {
        let words = try #require(Words.speaking(tag))
        let sentences = Phrase.allCases.filter { English.text($0).split(separator: " ").count > 3 }
        let same = sentences.filter { words.text($0) == English.text($0) }
        #expect(sentences.count > 200 && same.count < 5, "\(same)")
    }

    @Test(
        "What the browser asks for counts by its weight",
        arguments: [
            ("de", "de"), ("de-AT,de;q=0.9,en;q=0.8", "de"), ("fr-BE,fr;q=0.9,en;q=0.8", "fr"), ("en;q=0.5, fr;q=0.9", "fr"),
            ("nl, pt;q=0.9", nil), ("nl,fr-CA;q=0.1", "fr"),
            ("", nil), ("*", nil), ("fr;q=0, en", "en"), (";;;,,q=1", nil), ("fr;q=abc,en;q=0.1", "en"), ("FR_ch", "fr"), ("DE_ch", "de"),
            (String(repeating: "fr,", count: 1000), nil),
        ] as [(String, String?)])
    func asked(field: String, tag: String?) {
        #expect(Words.wanted(field)?(.languageTag) == tag)
    }

    @Test("A page speaks as the account chose, else as the browser asks, else English; also where something is not found")
    func pages() async throws {
        let house = try await SampleHouse()
        for (chosen, field, tag, word) in [
            (nil, "de", "de", "Serien"), (nil, "fr-BE", "fr", "Séries"), (nil, "nl", "en", "Series"), ("fr", "en", "fr", "Séries"),
            ("en", "fr", "en", "Series"),
            ("xx", "fr", "fr", "Séries"),
        ] as [(String?, String, String, String)] {
            let gate = Gate(hosts: .any, admission: Admission(doorkeeper: SignedIn(language: chosen)), problems: house.website.problems)
            try await Application(router: gate.router(for: house.website.routes)).test(.router) { client in
                // Where there is no page nobody asks who comes.
                let nowhere = chosen == nil ? [("/nothing", HTTPResponse.Status.notFound)] : []
                for (address, status) in [("/", .ok), ("/films/none", .notFound)] + nowhere {
                    let response = try await client.execute(
                        uri: address, method: .get, headers: [.accept: "text/html", .acceptLanguage: field])
                    let page = String(buffer: response.body)
                    #expect(response.status == status && response.headers[.contentLanguage] == tag, "\(address) \(tag)")
                    #expect(page.contains(#"<html lang="\#(tag)""#) && (page.contains(word) || address == "/nothing"), "\(address) \(tag)")
                }
            }
        }
    }

    @Test(
        "A letter speaks the member's language",
        arguments: [("de", "de"), ("fr-CA", "fr"), ("nl", "en"), (nil, "en")] as [(String?, String)])
    func letters(language: String?, tag: String) throws {
        let pages = try LetterPages(house: nil, zone: .gmt)
        let letter = try pages.write(Letter(to: "ida@example.org", language: language, .resetPassword(link: "https://example.org/x")))
        let words = try #require(Words.speaking(tag))
        #expect(letter.language == tag && !letter.plain.contains("{}"))
        #expect(
            letter.subject != (try pages.write(Letter(to: "a@example.org", .resetPassword(link: "x")))).subject
                || words(.languageTag) == "en")
    }
}

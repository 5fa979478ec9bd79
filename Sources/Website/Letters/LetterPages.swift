import Foundation
import KinoraAccounts
import KinoraKernel
import KinoraPreparation
import Mustache

/// Writes letters: the words of the website in two templates, one of text and one of HTML without pictures or styles from elsewhere.
package struct LetterPages: LetterWriter {
    private let templates: Templates
    private let house: String?
    private let zone: TimeZone

    /// - Parameters:
    ///   - house: the address under which the house is reached, as people read it; nil where none is set.
    ///   - zone: of the moments that letters tell.
    /// - Throws: a `Complaint` when the templates are missing or unreadable.
    package init(house: String?, zone: TimeZone, folder: SiteFolder = .bundled) throws {
        templates = try Templates(folder)
        self.house = house
        self.zone = zone
    }

    package func write(_ letter: Letter) throws -> WrittenLetter {
        let words = letter.language.flatMap(Words.speaking) ?? .english
        let text = LetterText(letter, words, zone: zone)
        let sheet = Sheet(words: words, letter: text, house: house)
        return WrittenLetter(
            to: letter.to, subject: text.subject, plain: try templates.render("letters/plain", with: sheet),
            html: try templates.render("letters/letter", with: sheet), language: words(.languageTag))
    }

    private struct Sheet: MustacheParent {
        let words: Words
        let letter: LetterText
        let house: String?

        func child(named name: String) -> Any? {
            switch name {
            case "t": words
            case "letter": letter
            case "hasFacts": !letter.facts.isEmpty
            case "from": house.map { words(.letterFromAt, words(.siteName), $0) } ?? words(.letterFrom, words(.siteName))
            default: nil
            }
        }
    }
}

extension Words {
    /// `28 November 2026, 14:05 (Europe/Berlin)`.
    func letterMoment(_ moment: Moment, _ zone: TimeZone) -> String {
        let style = Date.FormatStyle(locale: Locale(identifier: self(.languageTag)), timeZone: zone)
        return self(
            .letterMoment, moment.date.formatted(style.day().month(.wide).year()), WallClock(zone).time(moment), zone.identifier)
    }
}
